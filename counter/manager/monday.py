"""The Monday page: last week beside the one before, and what this week begins with."""

import math
from collections.abc import Sequence
from datetime import date, timedelta

from flask import Blueprint, Response
from typing_extensions import TypedDict

from counter.manager.alarms import QUEUE, alarms_view
from counter.panel.sessions import staff_view
from counter.panel.sign_in_page import for_staff
from hall.cases.book import CaseBook
from hall.enquiries.book import EnquiryBook
from hall.feedback.book import FeedbackBook
from hall.plan.hours import Spans
from hall.queue.views.moment import moment
from hall.queue.views.overview import AlarmView
from hall.staff.book import StaffBook
from hall.staff.state import Session
from hall.statistics.desk import Answer, Statistics
from hall.statistics.rules.question import question
from hall.statistics.rules.reports import REPORTS
from hall.statistics.state.span import Span
from hall.web.backups import Backups
from hall.web.bodies import answer
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation

WEEK = timedelta(days=7)
FIGURES = {
    "volumes": ("issued", "finished", "missed", "cancelled", "expired"),
    "waits": ("mean_s", "p90_s", "over_warn", "over_alarm", "late_right"),
    "ratings": ("rated_share", "satisfied_share"),
    "cases": ("accepted", "on_time_share"),
    "complaints": ("complaint", "overdue"),
}
"""What of which report stands on the page."""


class FigureView(TypedDict):
    """A total of a report, by its column, of last week and of the week before; None where there is nothing to say."""

    report: str
    column: str
    kind: str
    last: float | None
    before: float | None


class DueView(TypedDict):
    """How many cases, enquiries or remarks of visitors are due soon or overdue."""

    what: str
    count: int


class AwayView(TypedDict):
    """Somebody who may serve and was at no counter last week."""

    staff: str
    name: str


class HoursView(TypedDict):
    """A day of the coming seven with other hours than usual: `spans` and `usual` as "08:30-12:00"."""

    date: str
    spans: Sequence[str]
    usual: Sequence[str]


class MondayView(TypedDict):
    """The whole page. `backup_at` is None when there is none."""

    first: str
    last: str
    before_first: str
    before_last: str
    figures: Sequence[FigureView]
    unread: Sequence[str]
    due: Sequence[DueView]
    away: Sequence[AwayView]
    ails: Sequence[AlarmView]
    hours: Sequence[HoursView]
    backup_at: str | None


def blueprint(context: Context) -> Blueprint:
    """Return the page and its route."""
    routes = Blueprint("monday", __name__)

    @routes.get("/counter/manager/monday")
    @for_staff(context, "manager.monday", "oversee")
    def page(session: Session) -> str:
        return context.page(
            "manager/monday.html",
            ("counter", "manager", "statistics", "monday"),
            staff=staff_view(session),
            staff_names={one.id: one.name for one in context[StaffBook].everybody()},
        )

    @routes.get("/api/v1/monday")
    @operation(
        Operation(
            "Last week beside the one before, and what this week begins with (managers).",
            {200: MondayView},
            problems=(401, 403, 503),
            needs="staff",
        )
    )
    def monday() -> Response:
        context[Guard].session("oversee")
        return answer(_monday(context))

    return routes


def _monday(context: Context) -> MondayView:
    desk, statistics, today = context.desk, context[Statistics], context.desk.today()
    week = _last_week(today)
    asked = [question(REPORTS[name], {}) for name in (*FIGURES, "clerks")]
    last, before = statistics.answer(week, asked), statistics.answer(week.before(), asked[:-1])
    age_s = context[Backups].age_s()
    return MondayView(
        first=week.first.isoformat(),
        last=week.last.isoformat(),
        before_first=week.before().first.isoformat(),
        before_last=week.before().last.isoformat(),
        figures=_figures(last, before),
        unread=[day.isoformat() for day in sorted({*last.unread, *before.unread})],
        due=_due(context),
        away=_away(context, {str(row["key"]) for row in last.tables[-1].rows if row["on_duty_s"] or row["called"]}),
        ails=[one for one in alarms_view(context) if one["code"] not in QUEUE],
        hours=_hours(context, today),
        backup_at=None if math.isnan(age_s) else moment(desk.hours, context.ground.clock() - age_s),
    )


def _last_week(today: date) -> Span:
    """Return Monday to Sunday of the week before that of `today`."""
    monday = today - timedelta(days=today.weekday())
    return Span(monday - WEEK, monday - timedelta(days=1))


def _figures(last: Answer, before: Answer) -> list[FigureView]:
    found = []
    for table, earlier, (report, names) in zip(last.tables, before.tables, FIGURES.items(), strict=False):
        kinds = {column.name: column.kind for column in table.columns}
        found += [
            FigureView(
                report=report,
                column=name,
                kind=kinds[name],
                last=table.totals.get(name) if last.recorded else None,  # before the first day nothing is known
                before=earlier.totals.get(name) if before.recorded else None,
            )
            for name in names
        ]
    return found


def _due(context: Context) -> list[DueView]:
    cases = context[CaseBook].figures().due
    counts = {
        "cases_overdue": cases.get("overdue", 0),
        "cases_near_due": cases.get("near_due", 0),
        "feedback_overdue": context[FeedbackBook].overdue(),
        "feedback_open": len(context[FeedbackBook].open()),
        "enquiries_open": len(context[EnquiryBook].open()),
    }
    return [DueView(what=what, count=count) for what, count in counts.items()]


def _away(context: Context, at_work: set[str]) -> list[AwayView]:
    everybody = context[StaffBook].everybody()
    away = (one for one in everybody if one.may("serve") and not one.disabled and one.id not in at_work)
    return [AwayView(staff=one.id, name=one.name) for one in away]


def _hours(context: Context, today: date) -> list[HoursView]:
    hours = context.desk.hours
    days = (today + timedelta(days=ahead) for ahead in range(WEEK.days))
    return [
        HoursView(date=day.isoformat(), spans=_said(hours.spans(day)), usual=_said(hours.weekly[day.weekday()]))
        for day in days
        if hours.spans(day) != hours.weekly[day.weekday()]
    ]


def _said(spans: Spans) -> list[str]:
    return [f"{_clock(one.start_min)}-{_clock(one.end_min)}" for one in spans]


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
