"""The book of cases (办件): numbered, found again by receipt, by number, by ticket; folded from their stream."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta

from hall.cases import rules
from hall.cases.events import STREAM, CaseAccepted, CaseDecided, CaseForgotten, CaseRead, CasesSearched
from hall.cases.figures import ON_TIME_DAYS, CaseFigures, figures
from hall.cases.standing import due_of, forget_after, is_on_wall
from hall.cases.state import Case, after, begun, words_of
from hall.guides.edition import Editions, GuideKept, Place
from hall.guides.guide import Guide
from hall.journal.actor import HALL, Actor
from hall.journal.entry import Entry, Event
from hall.journal.ground import Ground
from hall.journal.journal import Committed
from hall.journal.refusal import Unknown, Wrong
from hall.journal.stream import numbered
from hall.plan.workdays import AsOf, Workdays
from hall.typed import bare

NAMING = ("applicant", "phone")
"""What the vault has of an applicant that somebody may look for."""
SHORTEST_SEARCH = 2
_NUMBER = re.compile(r"B?(\d{8})(\d{3,6})", re.ASCII)


class CaseBook:
    """All cases."""

    def __init__(self, ground: Ground, calendar: Callable[[], Workdays], has_closed: Callable[[], bool]) -> None:
        """Read what there is; `calendar` gives the working days in which limits count.

        `has_closed` says whether the hall has closed for today, which ends a limit of today.
        """
        self._vault = ground.vault("cases")
        self.today = ground.today
        self._calendar = calendar
        self._has_closed = has_closed
        self._new_token = ground.new_token
        self._cases: dict[str, Case] = {}
        self._open: dict[str, Case] = {}
        self._ready: dict[str, Case] = {}
        self._detailed: dict[str, Case] = {}
        self._decided_on: dict[date, list[str]] = {}
        self._by_entry: dict[int, str] = {}
        self._by_token: dict[str, str] = {}
        self._by_ticket: dict[str, list[str]] = {}
        self._accepted_on: Counter[date] = Counter()
        self._editions = Editions()
        self._stream = numbered(ground, STREAM, self._fold)
        self._stream.catch_up()

    @property
    def calendar(self) -> Workdays:
        """The working days in which limits count now."""
        return self._calendar()

    def as_of(self) -> AsOf:
        """Return the present moment, as limits see it."""
        return AsOf(self.today(), self._has_closed())

    def take(self, committed: Committed) -> None:
        """Take in what was written down, perhaps by another process."""
        if committed.stream == STREAM:
            self._stream.take(committed.entry)

    # What is done with a case.

    def accept(
        self,
        actor: Actor,
        by_guide: Callable[[], Guide],
        at: Callable[[], Place],
        workdays: int | None,
        ruling: rules.Ruling | None,
        details: Mapping[str, str],
        *,
        words: str = "",
        handed_over: bool = False,
        received: Collection[str] | None = None,
    ) -> Case:
        """Accept a case, decide it on the spot with a `ruling`, hand that over; a repeat returns the first one.

        `received`: what was handed in, of the guide's materials; None where nobody says which. A repeat asks neither
        for the guide nor for the place; both may raise what they refuse.
        """
        token, kept = self._new_token(), {name: said for name, said in details.items() if said}

        def decided(_: float) -> Sequence[Event]:
            guide, place, as_of = by_guide(), at(), self.as_of()
            edition, keeps = self._editions.keep(guide)
            accepted = rules.accept(
                f"B{as_of.day:%Y%m%d}-{self._accepted_on[as_of.day] + 1:03d}",
                token,
                guide,
                as_of,
                self.calendar,
                counter=place.counter,
                ticket=place.ticket,
                lang=place.lang,
                workdays=workdays,
                ruling=ruling,
                handed_over=handed_over,
                details=bool(kept),
                received=received,
                edition=edition,
                plan=place.plan,
                visitor_class=place.visitor_class,
            )
            return (*keeps, *accepted)

        entry = self._stream.act(actor, decided).subject or 0
        case = self._stream.look(lambda: self._cases[self._by_entry[entry]])
        said = kept | ({words_of(entry): words} if words else {})
        if said:
            self._vault.put(case.accepted_on, case.token, **said)
        return case

    def step(
        self, actor: Actor, number: str, follows: Callable[[Case], Sequence[Event]], words: str | None = None
    ) -> Case:
        """Take a step: what `follows` for the case, or is refused. `words` that come with it go into the vault."""
        entry = self._stream.act(actor, lambda _: follows(self.numbered(number))).subject
        case = self.numbered(number)
        if words and entry is not None:
            self._vault.put(case.accepted_on, case.token, **{words_of(entry): words})
        return case

    def read(self, actor: Actor, number: str) -> tuple[Case, dict[str, str]]:
        """Return a case with what names its applicant, and have it on record who read that; once in a row."""

        def follows(case: Case) -> Sequence[Event]:
            return (CaseRead(case.id),) if case.details and case.read_by != actor.by else ()

        case = self.step(Actor(actor.by), number, follows)
        return case, self.details(case)

    def search(self, actor: Actor, applicant: str) -> list[Case]:
        """Return the cases of an applicant by name or telephone, the latest first, as far as both are still kept.

        That they were found is on record. Raises Wrong for what is too short to tell people apart.
        """
        wanted = bare(applicant)
        if len(wanted) < SHORTEST_SEARCH:
            raise Wrong("case_search_short", field="applicant", shortest=SHORTEST_SEARCH)
        found: list[Case] = []

        def decided(_: float) -> Sequence[Event]:
            kept = ((case, self.details(case)) for case in list(self._detailed.values()))
            found[:] = [case for case, said in kept if any(wanted in bare(said.get(name, "")) for name in NAMING)]
            return (CasesSearched(tuple(case.id for case in found)),)

        self._stream.act(Actor(actor.by), decided)
        return sorted(found, key=lambda case: case.id, reverse=True)

    def forget(self, keep_days: int) -> list[str]:
        """Delete what names the applicants of cases that ended more than `keep_days` ago; return their numbers."""
        today, past = self.today(), list[Case]()

        def decided(_: float) -> Sequence[Event]:
            past[:] = [case for case in self._detailed.values() if _is_past(case, keep_days, today)]
            for case in past:
                self._vault.forget(case.accepted_on, case.token)
            return [CaseForgotten(case.id) for case in past]

        self._stream.act(HALL, decided)
        return [case.id for case in past]

    # What is asked about them.

    def numbered(self, typed: str) -> Case:
        """Return the case of a number, also as people type it: without the letter and the dash. Raises Unknown."""
        number = _NUMBER.fullmatch(bare(typed))
        if number is None:
            raise Unknown("case_unreadable")
        wanted = f"B{number[1]}-{number[2]}"
        found = self._stream.look(lambda: self._cases.get(wanted))
        if found is None:
            raise Unknown("case_unknown", case=wanted)
        return found

    def by_token(self, token: str) -> Case:
        """Return the case of a receipt. Raises Unknown."""
        found = self._stream.look(lambda: self._cases.get(self._by_token.get(token, "")))
        if found is None:
            raise Unknown("case_receipt_unknown")
        return found

    def of_ticket(self, ticket: str) -> list[Case]:
        """Return the cases accepted for a ticket, by its id, the oldest first."""
        return self._stream.look(lambda: [self._cases[number] for number in self._by_ticket.get(ticket, ())])

    def guide(self, case: Case) -> Guide | None:
        """Return the guide as it was when the case was accepted; None for one of before guides were kept."""
        return self._stream.look(lambda: self._editions.guide(case.edition))

    def details(self, case: Case) -> dict[str, str]:
        """Return what names the applicant; nothing when nothing was given or its time is over."""
        return self._vault.get(case.accepted_on, case.token) if case.details else {}

    def words(self, case: Case, kept_as: str | None) -> str:
        """Return the words that came with a step; empty when there were none, or their time is over."""
        return self._vault.get(case.accepted_on, case.token).get(kept_as, "") if kept_as and case.details else ""

    def pending(self) -> list[Case]:
        """Return every case that is not done: those to be decided, the next due first; then those to be collected."""

        def both() -> list[Case]:
            by_due = sorted(self._open.values(), key=lambda c: (due_of(c, self.calendar).on, c.id))
            return [*by_due, *self._ready.values()]

        return self._stream.look(both)

    def on_wall(self) -> tuple[int, list[str]]:
        """Return how many entries there are, and the numbers ready to collect, the longest ready first."""
        today = self.today()
        return self._stream.look(
            lambda: (self._stream.number, [c.id for c in self._ready.values() if is_on_wall(c, today)])
        )

    def figures(self) -> CaseFigures:
        """Return how the hall's cases stand."""

        def counted() -> CaseFigures:
            as_of = self.as_of()
            since = as_of.day - timedelta(days=ON_TIME_DAYS)
            lately = [self._cases[n] for day, numbers in self._decided_on.items() if day > since for n in numbers]
            return figures(self._stream.number, self._open.values(), lately, len(self._ready), as_of, self.calendar)

        return self._stream.look(counted)

    # How.

    def _fold(self, entry: Entry) -> None:
        for event in entry.events:
            if isinstance(event, GuideKept):
                self._editions.take(event)
                continue
            if isinstance(event, CasesSearched):
                continue
            number: str = event.case  # type: ignore[attr-defined]  # every other event of this stream names its case
            if isinstance(event, CaseAccepted):
                self._begin(begun(event, entry))
            else:
                self._cases[number] = after(self._cases[number], event, entry)
            if isinstance(event, CaseDecided):
                self._decided_on.setdefault(date.fromisoformat(event.day), []).append(number)
            self._by_entry[entry.number] = number
            self._sort(self._cases[number])

    def _begin(self, case: Case) -> None:
        self._cases[case.id] = case
        self._by_token[case.token] = case.id
        self._accepted_on[case.accepted_on] += 1
        if case.ticket is not None:
            self._by_ticket.setdefault(case.ticket, []).append(case.id)

    def _sort(self, case: Case) -> None:
        """Put a case into the drawers in which it is looked for, and out of the others."""
        belongs = (
            (self._open, case.status in rules.OPEN),
            (self._ready, case.status == "decided"),
            (self._detailed, case.details),
        )
        for drawer, here in belongs:
            if here:
                drawer[case.id] = case
            else:
                drawer.pop(case.id, None)


def _is_past(case: Case, keep_days: int, today: date) -> bool:
    last = forget_after(case, keep_days)
    return last is not None and last < today
