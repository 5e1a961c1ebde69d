"""What each book says of its records: which are of one visit, which the hall still needs, and until when each stays."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from hall.appointments.book import AppointmentBook
from hall.appointments.state import Appointment
from hall.cases.book import CaseBook
from hall.cases.rules import OPEN
from hall.cases.standing import forget_after as case_ends
from hall.cases.state import Case
from hall.enquiries.book import EnquiryBook
from hall.enquiries.rules import Enquiry
from hall.feedback.book import FeedbackBook
from hall.feedback.rules import forget_after as feedback_ends
from hall.feedback.state import Feedback
from hall.notices.book import Notice, NoticeBook
from hall.privacy.kinds import Keeps
from hall.privacy.records import Drawer, Needed, Record

KeptDays = Callable[[Keeps], int]
"""Gives the setting's value."""


def drawers(
    cases: CaseBook,
    enquiries: EnquiryBook,
    feedback: FeedbackBook,
    appointments: AppointmentBook,
    notices: NoticeBook,
    days: KeptDays,
) -> Mapping[str, Drawer[Any]]:
    """Return the drawers of the books, by the kinds of their records."""

    def case(one: Case) -> Record:
        needed: Needed | None = "case_open" if one.status in OPEN else None
        last = case_ends(one, days("keep_cases_days"))
        return Record("case", one.id, one.accepted_on, one.token, one.ticket, needed, last)

    def enquiry(one: Enquiry) -> Record:
        last = None if one.resolved_on is None else one.resolved_on + timedelta(days("keep_visits_days"))
        return Record("enquiry", one.id, one.day, one.token, one.ticket, None, last)

    def said(one: Feedback) -> Record:
        needed: Needed | None = None if one.status in {"answered", "closed"} else "feedback_open"
        ends = feedback_ends(one, days("keep_feedback_days"))
        same = one.ticket if one.kind == "low_rating" else None  # others may be about somebody else's visit
        last = None if ends is None else date.fromordinal(ends)
        return Record("feedback", one.id, one.given_on, one.token, same, needed, last)

    def appointment(one: Appointment) -> Record:
        last = one.day + timedelta(days("keep_appointments_days"))
        return Record("appointment", one.id, one.made_on, one.token, one.ticket, None, last)

    def notice(one: Notice) -> Record:
        return Record(
            "notice", one.id, one.day, one.token, one.ticket, None, one.day + timedelta(days("keep_visits_days"))
        )

    def booked(typed: str) -> Appointment:
        return appointments.by_code(typed) or appointments.numbered(typed)

    def low_rating(ticket: str) -> list[Feedback]:
        found = feedback.of_ticket(ticket)
        return [] if found is None else [found]

    return {
        "case": Drawer(cases.by_token, cases.numbered, cases.of_ticket, case),
        "enquiry": Drawer(enquiries.by_token, enquiries.numbered, enquiries.of_ticket, enquiry),
        "feedback": Drawer(feedback.by_token, feedback.numbered, low_rating, said),
        "appointment": Drawer(appointments.by_token, booked, appointments.of_ticket, appointment),
        "notice": Drawer(notices.by_token, notices.find, notices.of_ticket, notice),
    }
