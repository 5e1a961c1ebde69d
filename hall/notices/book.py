"""One-time notices (一次性告知单): what is missing, told once and all at once, and found again at the next visit."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from hall.guides.edition import Editions, GuideKept, Place
from hall.guides.guide import Guide
from hall.journal.actor import Actor
from hall.journal.entry import Entry, Event
from hall.journal.ground import Ground
from hall.journal.journal import Committed
from hall.journal.refusal import Unknown, Wrong
from hall.journal.stream import numbered
from hall.notices.events import STREAM, NoticeGiven
from hall.typed import bare

_NUMBER = re.compile(r"N(\d{8})(\d{3,6})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as given: its number, its secret token, and the facts of the event; `at` in seconds since 1970."""

    id: str
    token: str
    guide: str
    missing: tuple[str, ...]
    counter: str
    day: date
    ticket: str | None
    at: float
    by: str
    edition: str | None
    plan: int | None
    lang: str | None


class NoticeBook:
    """All notices given, folded from their stream."""

    def __init__(self, ground: Ground) -> None:
        """Read what there is."""
        self._vault = ground.vault("")
        self._today = ground.today
        self._new_token = ground.new_token
        self._by_number: dict[int, Notice] = {}
        self._by_token: dict[str, Notice] = {}
        self._by_id: dict[str, Notice] = {}
        self._by_ticket: dict[str, list[Notice]] = {}
        self._given: dict[date, int] = {}
        self._editions = Editions()
        self._stream = numbered(ground, STREAM, self._fold)
        self._stream.catch_up()

    def take(self, committed: Committed) -> None:
        """Take in what was written down, perhaps by another process."""
        if committed.stream == STREAM:
            self._stream.take(committed.entry)

    def give(
        self,
        actor: Actor,
        by_guide: Callable[[], Guide],
        missing: Sequence[str],
        remark: str,
        at: Callable[[], Place],
    ) -> Notice:
        """Tell what is missing. Raises Wrong for nothing at all, or for what is not in the guide; JournalError.

        A repeat of the request key returns the first notice, and asks neither for the guide nor for the place: the
        visit may be over by then, the counter another's, the guide gone. Both may raise what they refuse.
        """
        said, token = remark.strip(), self._new_token()

        def decide(_: float) -> tuple[Event, ...]:
            guide, place = by_guide(), at()
            wanted = tuple(m.id for m in guide.materials if m.id in missing)
            if len(wanted) != len(set(missing)):
                raise Wrong("notice_material_unknown", field="missing")
            if not wanted and not said:
                raise Wrong("notice_empty", field="missing")
            today = self._today()
            number = f"N{today:%Y%m%d}-{self._given.get(today, 0) + 1:03d}"
            edition, kept = self._editions.keep(guide)
            given = NoticeGiven(
                number,
                token,
                guide.id,
                wanted,
                place.counter,
                today.isoformat(),
                place.ticket,
                edition,
                place.plan,
                place.lang,
                place.visitor_class,
            )
            return (*kept, given)

        notice = self._by_number[self._stream.act(actor, decide).subject or 0]
        if said:
            self._vault.put(notice.day, notice.token, remark=said)
        return notice

    def by_token(self, token: str) -> Notice:
        """Return the notice of `token`. Raises Unknown."""
        found = self._stream.look(lambda: self._by_token.get(token))
        if found is None:
            raise Unknown("notice_unknown")
        return found

    def find(self, reference: str) -> Notice:
        """Return the notice with this number, as people type it, or token. Raises Unknown."""
        number = _NUMBER.fullmatch(bare(reference))
        found = self._stream.look(lambda: self._by_id.get(f"N{number[1]}-{number[2]}")) if number else None
        return found or self.by_token(reference)

    def of_ticket(self, ticket: str) -> list[Notice]:
        """Return what was told to the visitor of a ticket, by its id, the oldest first."""
        return self._stream.look(lambda: list(self._by_ticket.get(ticket, ())))

    def again(self, notice: Notice) -> bool:
        """Return whether the same visit was told of the same matter before: once is what the law asks for."""
        told = [] if notice.ticket is None else self.of_ticket(notice.ticket)
        return notice.id in [one.id for one in told if one.guide == notice.guide][1:]

    def guide(self, notice: Notice) -> Guide | None:
        """Return the guide as it was when the notice was given; None for one of before guides were kept."""
        return self._stream.look(lambda: self._editions.guide(notice.edition))

    def remark(self, notice: Notice) -> str:
        """Return the clerk's remark, empty when there was none or its time is over."""
        return self._vault.get(notice.day, notice.token).get("remark", "")

    def _fold(self, entry: Entry) -> None:
        for event in entry.events:
            if isinstance(event, NoticeGiven):
                self._add(event, entry)
            elif isinstance(event, GuideKept):
                self._editions.take(event)

    def _add(self, event: NoticeGiven, entry: Entry) -> None:
        day = date.fromisoformat(event.day)
        notice = Notice(
            id=event.notice,
            token=event.token,
            guide=event.guide,
            missing=event.missing,
            counter=event.counter,
            day=day,
            ticket=event.ticket,
            at=entry.at,
            by=entry.by,
            edition=event.edition,
            plan=event.plan,
            lang=event.lang,
        )
        self._by_number[entry.number] = self._by_token[notice.token] = self._by_id[notice.id] = notice
        if notice.ticket is not None:
            self._by_ticket.setdefault(notice.ticket, []).append(notice)
        self._given[day] = self._given.get(day, 0) + 1
