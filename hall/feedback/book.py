"""The book of feedback: numbered, found again by number, by its visitor's token, by ticket; folded from its stream."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date

from hall.feedback import rules
from hall.feedback.events import STREAM, FeedbackAnswered, FeedbackForgotten, FeedbackGiven, FeedbackRead
from hall.feedback.rules import About, Events
from hall.feedback.state import Feedback, Kind, Source, after, begun
from hall.journal.actor import HALL, Actor
from hall.journal.entry import Entry
from hall.journal.ground import Ground
from hall.journal.journal import Committed
from hall.journal.refusal import Unknown
from hall.journal.stream import numbered
from hall.plan.workdays import AsOf, Workdays


class FeedbackBook:
    """All feedback. A repeat of a request key returns what it is about as it stands."""

    def __init__(
        self,
        ground: Ground,
        calendar: Callable[[], Workdays],
        answer_workdays: Callable[[], int],
        has_closed: Callable[[], bool],
    ) -> None:
        """Read what there is; the calendar, and within how many working days the hall answers, are those of now.

        `has_closed` says whether the hall has closed for today, which ends a limit of today.
        """
        self._vault = ground.vault("feedback")
        self.today = ground.today
        self._calendar = calendar
        self._answer_workdays = answer_workdays
        self._has_closed = has_closed
        self._new_token = ground.new_token
        self._all: dict[str, Feedback] = {}
        self._open: dict[str, Feedback] = {}
        self._kept: dict[str, Feedback] = {}
        """Answered or closed, with words that are still kept."""
        self._by_entry: dict[int, str] = {}
        self._answer_of: dict[int, str] = {}
        """Under which name the vault has the answer of an entry."""
        self._by_token: dict[str, str] = {}
        self._by_ticket: dict[str, str] = {}
        """Low ratings; a visit is rated once."""
        self._given_on: Counter[date] = Counter()
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

    # What is done.

    def give(
        self, actor: Actor, kind: Kind, source: Source, lang: str, about: About, words: Mapping[str, str]
    ) -> Feedback:
        """Write down a complaint, a suggestion or praise. All `words` go into the vault alone: text, contact, about."""
        token = self._new_token()
        given = self._act(actor, lambda _: self._give(token, kind, source, lang, about, words))
        self._vault.put(given.given_on, given.token, **_said(words))
        return given

    def follow_up(self, token: str, source: Source, lang: str, about: About, words: Mapping[str, str]) -> Feedback:
        """Open the follow-up of a low rating, once for a ticket; `token` is the visitor's own, that of the ticket."""
        ticket = about.ticket or ""

        def decide(_: float) -> Events:
            known = ticket in self._by_ticket
            return () if known else self._give(token, "low_rating", source, lang, about, words)

        self._stream.act(HALL, decide)
        found = self._stream.look(lambda: self._all[self._by_ticket[ticket]])
        if words := _said(words):
            self._vault.put(found.given_on, found.token, **words)
        return found

    def accept(self, actor: Actor, number: str) -> Feedback:
        """Take it over."""
        return self._step(actor, number, rules.accept)

    def assign(self, actor: Actor, number: str, staff: str) -> Feedback:
        """Have `staff` follow it up."""
        self._stream.act(actor, lambda _: rules.assign(self.numbered(number), staff))
        return self.numbered(number)

    def contact(self, actor: Actor, number: str, *, reached: bool) -> Feedback:
        """Say that the visitor was called."""
        return self._step(actor, number, lambda one: rules.contact(one, self.as_of(), reached=reached))

    def put_right(self, actor: Actor, number: str) -> Feedback:
        """Say that what was wrong is put right."""
        return self._step(actor, number, lambda one: rules.put_right(one, self.as_of()))

    def answer(self, actor: Actor, number: str, text: str) -> Feedback:
        """Answer the visitor; the newest answer is what they read, and the first one is kept."""
        act = self._stream.act(actor, lambda _: rules.answer(self.numbered(number), text, self.as_of()))
        entry = act.subject or 0
        answered, name = self._stream.look(lambda: (self._all[self._by_entry[entry]], self._answer_of[entry]))
        self._vault.put(answered.given_on, answered.token, **{name: text})
        return answered

    def judge(self, actor: Actor, token: str, *, satisfied: bool) -> Feedback:
        """Say, as its visitor, whether the answer will do."""
        return self._judge(actor, lambda: self.by_token(token), satisfied=satisfied, called=False)

    def call_back(self, actor: Actor, number: str, *, satisfied: bool | None) -> Feedback:
        """Say what the visitor thinks of the answer, having been called back; None where nobody was reached."""
        return self._judge(actor, lambda: self.numbered(number), satisfied=satisfied, called=True)

    def appeal(self, actor: Actor, number: str, reason: str) -> Feedback:
        """Say that it is mistaken."""
        appealed = self._step(actor, number, lambda one: rules.appeal(one, reason))
        self._vault.put(appealed.given_on, appealed.token, appeal=reason)
        return appealed

    def decide_appeal(self, actor: Actor, number: str, *, upheld: bool) -> Feedback:
        """Decide about an appeal of somebody else."""
        return self._step(actor, number, lambda one: rules.decide_appeal(one, actor.by, self.today(), upheld=upheld))

    def read(self, actor: Actor, number: str) -> tuple[Feedback, dict[str, str]]:
        """Return it with its words and contact, and have it on record who read them; once in a row."""

        def decide(_: float) -> Events:
            last = self.numbered(number).trail[-1]
            return () if (last.step, last.by) == ("read", actor.by) else (FeedbackRead(number),)

        self._stream.act(actor, decide)
        one = self.numbered(number)
        return one, self.words(one)

    def forget(self, keep_days: int) -> None:
        """Delete the words of what was over more than `keep_days` ago."""
        today = self.today().toordinal()
        for one in self._stream.look(lambda: list(self._kept.values())):
            last = rules.forget_after(one, keep_days)
            if last is not None and last < today:
                self._vault.forget(one.given_on, one.token)
                self._stream.act(HALL, _forgets(one.id))

    # What is asked.

    def numbered(self, number: str) -> Feedback:
        """Return that of a number. Raises Unknown."""
        found = self._stream.look(lambda: self._all.get(number))
        if found is None:
            raise Unknown("feedback_unknown", feedback=number)
        return found

    def by_token(self, token: str) -> Feedback:
        """Return its visitor's own. Raises Unknown."""
        found = self._stream.look(lambda: self._all.get(self._by_token.get(token, "")))
        if found is None:
            raise Unknown("feedback_receipt_unknown")
        return found

    def knows(self, token: str) -> bool:
        """Return whether a visitor's token is that of any feedback."""
        return self._stream.look(lambda: token in self._by_token)

    def of_ticket(self, ticket: str) -> Feedback | None:
        """Return the follow-up of a visit's low rating, by the ticket's id; None where there is none."""
        return self._stream.look(lambda: self._all.get(self._by_ticket.get(ticket, "")))

    def open(self) -> list[Feedback]:
        """Return what is not closed, or has an appeal that is not decided; the next due first."""

        def next_due(one: Feedback) -> tuple[date, str]:
            return rules.next_due(one, self.calendar) or date.max, one.id

        return self._stream.look(lambda: sorted(self._open.values(), key=next_due))

    def about_clerk(self, staff: str) -> list[Feedback]:
        """Return what is open and about somebody's own work, the newest first."""
        return [one for one in reversed(self.open()) if one.is_about(staff)]

    def overdue(self) -> int:
        """Return how many wait for a call, an answer or a call back longer than they may."""
        as_of, calendar = self.as_of(), self.calendar
        return self._stream.look(lambda: sum(rules.is_overdue(o, as_of, calendar) for o in self._open.values()))

    def words(self, one: Feedback) -> dict[str, str]:
        """Return text, contact, what it is about, answer and appeal, as far as they are still kept."""
        return self._vault.get(one.given_on, one.token) if one.details else {}

    # How.

    def _give(
        self, token: str, kind: Kind, source: Source, lang: str, about: About, words: Mapping[str, str]
    ) -> Events:
        today = self.today()
        number = f"Y{today:%Y%m%d}-{self._given_on[today] + 1:03d}"
        days, contactable = self._answer_workdays(), bool(words.get("contact"))
        return rules.give(number, token, kind, source, lang, about, today, self.calendar, days, contactable=contactable)

    def _judge(self, actor: Actor, found: Callable[[], Feedback], *, satisfied: bool | None, called: bool) -> Feedback:
        def decide(_: float) -> Events:
            return rules.judge(found(), self.today(), self.calendar, satisfied=satisfied, called=called)

        return self._act(actor, decide)

    def _step(self, actor: Actor, number: str, follows: Callable[[Feedback], Events]) -> Feedback:
        return self._act(actor, lambda _: follows(self.numbered(number)))

    def _act(self, actor: Actor, decide: Callable[[float], Events]) -> Feedback:
        entry = self._stream.act(actor, decide).subject or 0
        return self._stream.look(lambda: self._all[self._by_entry[entry]])

    def _fold(self, entry: Entry) -> None:
        for event in entry.events:
            if isinstance(event, FeedbackGiven):
                one = begun(event, entry.at, entry.by)
                self._given_on[one.given_on] += 1
                self._by_token[one.token] = one.id
                if one.kind == "low_rating" and one.ticket is not None:
                    self._by_ticket[one.ticket] = one.id
            else:
                if isinstance(event, FeedbackAnswered):
                    self._answer_of[entry.number] = self._all[event.feedback].next_answer
                one = after(self._all[event.feedback], event, entry.at, entry.by)  # type: ignore[attr-defined]
            self._all[one.id] = one
            self._by_entry[entry.number] = one.id
            over = one.details and (one.status == "answered" or not one.is_open)
            for drawer, here in ((self._open, one.is_open), (self._kept, over)):
                if here:
                    drawer[one.id] = one
                else:
                    drawer.pop(one.id, None)


def _said(words: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in words.items() if text}


def _forgets(number: str) -> Callable[[float], Events]:
    return lambda _: (FeedbackForgotten(number),)
