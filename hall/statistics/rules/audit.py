"""The report of what staff answer for: when, who, what, about what, before, after."""

from collections.abc import Iterable
from datetime import date

from hall.plan.hours import OpeningHours
from hall.queue.views.moment import moment
from hall.statistics.rules.places import Only
from hall.statistics.state.figures import MS
from hall.statistics.state.rows import Act, Day
from hall.statistics.state.span import Span
from hall.statistics.state.table import KEY, Column, Figures, Table

READING = frozenset(
    {
        *("case_read", "cases_searched", "feedback_read", "comments_read"),
        *("handover_read", "notes_read", "person_sought", "person_erased"),
    }
)
"""Acts in which somebody read what names a person, looked for one, or deleted it."""
AUDIT = tuple(Column(name, "text") for name in ("by", "what", "about", "before", "after"))


class Audit:
    """The whole report; its key is the time."""

    def __init__(self, only: Only, hours: OpeningHours) -> None:
        """Take the filter, which is of who did it alone."""
        self._who = only.get("clerk")
        self._hours = hours
        self._acts: list[Act] = []

    def take(self, day: Day) -> None:
        """Note a day's acts."""
        self.note(day.acts)

    def note(self, acts: Iterable[Act], span: Span | None = None) -> None:
        """Note acts, of `span` alone where there is one."""
        self._acts += [
            act
            for act in acts
            if (self._who is None or act.by in self._who) and (span is None or self._hours.date_of(act.at / MS) in span)
        ]

    def table(self, columns: tuple[Column, ...], _days: Iterable[date], _known: Iterable[str]) -> Table:
        """Return the acts, the first one first."""
        acts = sorted(self._acts, key=lambda act: act.at)
        return Table(columns, [self._row(act) for act in acts])

    def _row(self, act: Act) -> Figures:
        return {KEY: moment(self._hours, act.at / MS), **{c.name: getattr(act, c.name) for c in AUDIT}}
