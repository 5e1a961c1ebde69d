"""Finds what the vaults keep of one person, by what a visitor can show. What was typed is kept nowhere."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hall.journal.ground import Ground
from hall.journal.refusal import Unknown, Wrong
from hall.privacy.drawers import KeptDays
from hall.privacy.events import FoundBy
from hall.privacy.kinds import PERSONAL, VISITS, Kind, kind_of
from hall.privacy.records import Drawer, Record
from hall.queue.book import Plans, recorded
from hall.queue.desk.visit import Desk
from hall.queue.state.day import HallDay
from hall.queue.state.ticket import taken_on
from hall.typed import LONGEST, bare, plain

SHORTEST_PHONE, PHONE_DIGITS = 7, 11
"""Fewer digits would be those of many; the last eleven tell a number apart with and without the country before it."""
_TOKEN = re.compile(r"([\w-]{16,64})/?(?:\?.*)?", re.ASCII)
_DASHED = re.compile(r"([A-Z])(\d{8})(\d{3,6})", re.ASCII)
_RUN = re.compile(r"\d[\d\s().\-–—]*")
_VAULTS = {kind.name: kind.vault for kind in PERSONAL}


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody shows: a ticket's number and day, what is printed on a paper, or a telephone number."""

    by: FoundBy
    typed: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A record with words in a vault, and of which facts: their names, never what they say."""

    record: Record
    vault: str
    facts: frozenset[str]

    @property
    def label(self) -> str:
        """Return what tells it apart on the page and in the audit."""
        return f"{self.record.kind} {self.record.day} {self.record.number}".strip()


@dataclass(frozen=True, slots=True)
class _Day:
    """Whose tokens are whose on a business day."""

    tickets: Mapping[str, str]
    """Ids of tickets by their tokens."""
    handovers: Mapping[str, str]
    """Counters by the tokens of their notes."""


class Finder:
    """Looks through vaults and books. All raise JournalError."""

    def __init__(
        self,
        ground: Ground,
        desk: Desk,
        plans: Plans,
        drawers: Mapping[str, Drawer[Any]],
        days: KeptDays,
        breathe: Callable[[], object],
    ) -> None:
        """Take the collaborators; `breathe` lets others at their work meanwhile."""
        self._ground, self._desk, self._plans = ground, desk, plans
        self._drawers, self._days, self._breathe = drawers, days, breathe

    def find(self, sought: Sought) -> list[Held]:
        """Return the records of a person, the oldest first: what is found, and what belongs to the same visits.

        Raises Wrong for what cannot be looked for, Unknown for a ticket or a paper that there is not.
        """
        known: dict[date, _Day] = {}
        starts = {"ticket": self._of_ticket, "reference": self._of_paper, "phone": self._of_phone}[sought.by]
        found: dict[tuple[str, date, str], Held] = {}
        waiting, seen = list(starts(sought, known)), set[tuple[str, date, str]]()
        while waiting:
            one = waiting.pop()
            place = (one.kind, one.day, one.token)
            if place in seen:
                continue
            seen.add(place)
            vault = _VAULTS[one.kind]
            facts = self._ground.vault(vault).get(one.day, one.token)
            if facts:
                found[vault, one.day, one.token] = Held(one, vault, frozenset(facts))
            if one.ticket is not None:
                waiting += self._of_visit(one.ticket, known)
        return sorted(found.values(), key=lambda held: (held.record.day, held.label))

    def record(self, kind: Kind, day: date, token: str) -> Record:
        """Return the record that a token is of, as far as its book knows it."""
        drawer = self._drawers.get(kind.name)
        found = None if drawer is None else drawer.under(token)
        last = day if kind.keeps is None else day + timedelta(self._days(kind.keeps))
        return found or Record(kind.name, "", day, token, last_day=last)

    # Where a search begins.

    def _of_ticket(self, sought: Sought, known: dict[date, _Day]) -> Iterable[Record]:
        day = sought.day or self._desk.today()
        if day == self._desk.today():
            ticket = self._desk.look(lambda now, _: now.ticket_numbered(sought.typed))
        else:
            ticket = self._recorded(day).ticket_numbered(sought.typed)
        return self._of_visit(ticket.id, known)

    def _of_paper(self, sought: Sought, known: dict[date, _Day]) -> Iterable[Record]:
        typed = plain(sought.typed.strip())
        address = _TOKEN.fullmatch(typed.rsplit("/", 1)[-1]) if len(typed) <= LONGEST else None
        dashed = _DASHED.fullmatch(bare(typed))
        number = f"{dashed[1]}{dashed[2]}-{dashed[3]}" if dashed else bare(typed)
        found = [one for drawer in self._drawers.values() if (one := drawer.named(number)) is not None]
        if address is not None:
            found += [one for drawer in self._drawers.values() if (one := drawer.under(address[1])) is not None]
            found += self._of_own_ticket(address[1], known)
        if not found:
            raise Unknown("privacy_nothing_named")
        return found

    def _of_own_ticket(self, token: str, known: dict[date, _Day]) -> Iterator[Record]:
        """Give the visit of a ticket's own page: today's, or one that the vault still has words of."""
        vault, today = self._ground.vault(VISITS), self._desk.today()
        for day in sorted({*vault.days(), today}):
            if day == today or vault.get(day, token):
                ticket = self._day(day, known).tickets.get(token)
                if ticket is not None:
                    yield from self._of_visit(ticket, known)

    def _of_phone(self, sought: Sought, known: dict[date, _Day]) -> Iterator[Record]:
        wanted = "".join(sign for sign in unicodedata.normalize("NFKC", sought.typed) if sign.isdecimal())
        if len(wanted) < SHORTEST_PHONE:
            raise Wrong("privacy_phone_short", field="phone", shortest=SHORTEST_PHONE)
        wanted = wanted[-PHONE_DIGITS:]
        for name in dict.fromkeys(kind.vault for kind in PERSONAL):
            vault = self._ground.vault(name)
            for day in vault.days():
                self._breathe()
                for token, facts in vault.kept_on(day).items():
                    if any(wanted in number for said in facts.values() for number in _numbers_in(said)):
                        yield self._record(kind_of(name, frozenset(facts)), day, token, known)

    # What belongs together.

    def _record(self, kind: Kind, day: date, token: str, known: dict[date, _Day]) -> Record:
        """Return the record of a token, found among its day's tickets where it is a visit's."""
        if kind.name not in {"visit", "reminder", "handover"}:
            return self.record(kind, day, token)
        there, last = self._day(day, known), day + timedelta(self._days("keep_visits_days"))
        if kind.name == "handover":
            return Record("handover", there.handovers.get(token, ""), day, token, last_day=last)
        ticket = there.tickets.get(token)
        return Record(kind.name, "" if ticket is None else _number(ticket), day, token, ticket, last_day=last)

    def _of_visit(self, ticket: str, known: dict[date, _Day]) -> Iterator[Record]:
        """Give the records of a visit, by its ticket's id."""
        day, number = taken_on(ticket), _number(ticket)
        for token, name in self._day(day, known).tickets.items():
            if name == ticket:
                last = day + timedelta(self._days("keep_visits_days"))
                yield Record("visit", number, day, token, ticket, last_day=last)
                yield Record("reminder", number, day, token, ticket, last_day=day)
        for drawer in self._drawers.values():
            yield from drawer.of(ticket)

    def _day(self, day: date, known: dict[date, _Day]) -> _Day:
        if day not in known:
            today = day == self._desk.today()
            known[day] = self._desk.look(lambda now, _: _told(now)) if today else _told(self._recorded(day))
        return known[day]

    def _recorded(self, day: date) -> HallDay:
        """Return a past day; one of which nothing is recorded has no tickets."""
        return recorded(self._ground.journal, self._plans, day, self._breathe)


def _told(day: HallDay) -> _Day:
    tickets = {token: ticket.id for token, ticket in day.by_token.items()}
    return _Day(tickets, {left.note: counter for counter, left in day.handovers.items()})


def _number(ticket: str) -> str:
    """Return the number as people know it, of a ticket's id."""
    return ticket.partition("-")[2]


def _numbers_in(said: str) -> Iterator[str]:
    """Give the digits of each number in what was said, however it was written."""
    for run in _RUN.findall(unicodedata.normalize("NFKC", said)):
        yield "".join(sign for sign in run if sign.isdecimal())
