"""The desk: the use cases of a business day, one method each; hall/queue/book.py says how each is done."""

from hall.journal.actor import Actor
from hall.journal.ground import Ground
from hall.queue.book import Answer, DayBook, Plans
from hall.queue.commands import rating
from hall.queue.commands import visit as commands
from hall.queue.commands.visit import Events, To
from hall.queue.events.reasons import OUTCOMES, RATING_REASONS, own_words
from hall.queue.state.counter import Handover
from hall.queue.state.day import HallDay
from hall.queue.state.ticket import Ticket


class Desk(DayBook):
    """What visitors and clerks may ask for."""

    def __init__(
        self,
        plans: Plans,
        ground: Ground,
    ) -> None:
        """Take the collaborators; `open_day` must follow. `clock` gives seconds since 1970."""
        super().__init__(plans, ground)
        self._vault = ground.vault("")
        self._new_token = ground.new_token

    # Visitors.

    def issue(
        self,
        actor: Actor,
        service: str,
        visitor_class: str,
        lang: str,
        slot: float | None = None,
        phone: str | None = None,
        appointment: str | None = None,
        also: tuple[str, ...] = (),
    ) -> Answer:
        """Take a ticket, for an `appointment` the one that there is. `phone` goes into the vault alone."""
        token = self._new_token()

        def decide(day: HallDay, now: float) -> Events:
            wanted = (service, visitor_class, lang, token, slot)
            return commands.issue(day, now, self.hours, *wanted, self.expected, appointment, also)

        return self._keep(self.act(actor, decide), phone=phone)

    def cancel(self, actor: Actor, token: str) -> Answer:
        """Give a place up."""
        return self.act(actor, lambda day, _: commands.cancel(day, token))

    def come_back(self, actor: Actor, token: str) -> Answer:
        """Wait again after a missed call."""
        return self.act(actor, lambda day, now: commands.come_back(day, commands.ticket_of(day, token), now))

    def rate(
        self,
        actor: Actor,
        token: str,
        score: int,
        reasons: tuple[str, ...],
        comment: str | None,
        contact: str | None = None,
    ) -> Answer:
        """Rate a finished visit. `comment`, `contact` and reasons in own words go into the vault alone."""
        answer = self.act(actor, lambda day, _: rating.rate(day, token, score, reasons))
        return self._keep(answer, comment=comment, contact=contact, reasons=own_words(reasons, RATING_REASONS))

    # Counters.

    def open_counter(self, actor: Actor, counter: str) -> Answer:
        """Begin, or go on after a pause."""
        return self.act(actor, lambda day, _: commands.open_counter(day, counter, actor.by))

    def pause_counter(self, actor: Actor, counter: str, reason: str | None, handover: str | None = None) -> Answer:
        """Call nobody for a while. Of the `reason` only what is on the list is kept.

        `handover`, what is said to whoever takes over, goes into the vault alone.
        """
        note = self._new_token() if handover else None
        done = self.act(actor, lambda day, _: commands.pause_counter(day, counter, actor.by, reason, note))
        left = self.look(lambda day, _: day.handovers.get(counter))
        if handover and left is not None and not self.handed_over(left):
            self._vault.put(left.day, left.note, handover=handover)
        return done

    def close_counter(self, actor: Actor, counter: str, reason: str | None) -> Answer:
        """Call nobody more."""
        return self.act(actor, lambda day, _: commands.close_counter(day, counter, actor.by, reason))

    def call_next(self, actor: Actor, counter: str) -> Answer:
        """Call who is next."""
        return self.act(actor, lambda day, _: commands.call_next(day, counter, actor.by))

    def call_number(self, actor: Actor, counter: str, number: str) -> Answer:
        """Call a chosen ticket."""
        return self.act(actor, lambda day, _: commands.call_number(day, counter, actor.by, number))

    def recall(self, actor: Actor, counter: str) -> Answer:
        """Make the present call again."""
        return self.act(actor, lambda day, _: commands.recall(day, counter, actor.by))

    def start(self, actor: Actor, counter: str) -> Answer:
        """Begin to serve the called visitor."""
        return self.act(actor, lambda day, _: commands.start(day, counter, actor.by))

    def finish(
        self, actor: Actor, counter: str, outcome: str | None, note: str | None, *, whole: bool = False
    ) -> Answer:
        """End the service, or with `whole` the visit. The `note`, and an `outcome` in own words, go into the vault."""
        answer = self.act(actor, lambda day, _: commands.finish(day, counter, actor.by, outcome, whole=whole))
        return self._keep(answer, note=note, outcome=own_words([outcome], OUTCOMES))

    def no_show(self, actor: Actor, counter: str) -> Answer:
        """Put the called visitor down as missing."""
        return self.act(actor, lambda day, _: commands.no_show(day, counter, actor.by))

    def put_back(self, actor: Actor, counter: str) -> Answer:
        """Let the called visitor wait on."""
        return self.act(actor, lambda day, _: commands.put_back(day, counter, actor.by))

    def reinstate(self, actor: Actor, number: str) -> Answer:
        """Let a missed visitor who has come to the desk wait again."""
        return self.act(
            actor,
            lambda day, now: commands.come_back(day, day.ticket_numbered(number), now),
        )

    def hold(self, actor: Actor, counter: str) -> Answer:
        """Set the visit aside."""
        return self.act(actor, lambda day, _: commands.hold(day, counter, actor.by))

    def resume(self, actor: Actor, counter: str, number: str) -> Answer:
        """Go on with a held visit."""
        return self.act(actor, lambda day, _: commands.resume(day, counter, actor.by, number))

    def transfer(
        self,
        actor: Actor,
        counter: str,
        service: str | None,
        to_counter: str | None,
        to: To,
        reason: str | None = None,
    ) -> Answer:
        """Send the visitor on."""
        return self.act(
            actor,
            lambda day, now: commands.transfer(day, now, counter, actor.by, service, to_counter, to, reason),
        )

    def noted(self, ticket: Ticket) -> str:
        """Return the note with which the visit's last service ended, empty where there is none any more."""
        return self._vault.get(ticket.began_on, ticket.token).get("note", "")

    def handed_over(self, left: Handover) -> str:
        """Return what was said to whoever takes over, empty where its time in the vault is over."""
        return self._vault.get(left.day, left.note).get("handover", "")

    def _keep(self, answer: Answer, **facts: str | None) -> Answer:
        """Keep what names a person, once the act is in the journal: nothing outlives an act that did not happen.

        Killed in between, the act was not answered, and its repeat keeps them.
        """
        given = {name: fact for name, fact in facts.items() if fact}
        if given and answer.ticket is not None:
            self._vault.put(answer.ticket.began_on, answer.ticket.token, **given)
        return answer
