"""What may be asked of a day at its counters besides the plain course of a visit: taking a step back, help, closing.

As in hall/queue/commands/visit.py: each checks the rules, returns the events that follow, and changes nothing.
"""

from collections.abc import Mapping

from hall.journal.refusal import Illegal, Unknown
from hall.plan.plan import Counter
from hall.queue.commands.visit import Events, freed
from hall.queue.events import counter as c
from hall.queue.events import visit as e
from hall.queue.events.reasons import LEFT
from hall.queue.folds.counter import back
from hall.queue.state.counter import Before, CounterState, Handover
from hall.queue.state.day import HallDay
from hall.queue.state.ticket import Status

UNDO_WITHIN_S = 10.0
"""A step can be taken back so long after it was taken."""


def undoable(day: HallDay, now: float, counter: str, by: str) -> Before | None:
    """Return the last step of `by` at this counter if it can still be taken back.

    Not once the ticket has gone on (called elsewhere, rated, cancelled), another is in front of the counter, or the
    time for it is over.
    """
    before = day.undoable.get(counter)
    if before is None or before.by != by or now - before.at > UNDO_WITHIN_S:
        return None
    ticket, state = before.ticket, day.counters[counter]
    moved_on = len(ticket.steps) != before.steps or ticket.rated
    left = state.status == "closed" or state.staff != by
    busy = state.ticket is not None and state.ticket is not ticket
    return None if moved_on or left or busy else before


def undo(day: HallDay, now: float, counter: str, by: str) -> Events:
    """Take the last step at this counter back."""
    day.counter(counter)
    before = undoable(day, now, counter, by)
    if before is None:
        raise Illegal("nothing_to_undo", counter=counter)
    return (back(before, counter),)


def close_after(day: HallDay, counter: str, by: str) -> Events:
    """Close when the visitor in front of the counter is done; at once when there is none."""
    state = _mine(day, counter, by)
    if state.ticket is None:
        return (c.CounterClosed(counter, None), *freed(day, counter))
    return () if state.closing else (c.CounterClosing(counter),)


def release(day: HallDay, counter: str) -> Events:
    """Close somebody else's counter, as a manager may: a called visitor waits again, one being served is set aside."""
    state = day.counters[day.counter(counter).id]
    return () if state.status == "closed" else (*released(counter, state), *freed(day, counter))


def call_help(day: HallDay, counter: str, by: str) -> Events:
    """Ask the hall's manager to come."""
    return () if _mine(day, counter, by).help is not None else (c.HelpCalled(counter),)


def take_help(day: HallDay, counter: str, by: str) -> Events:
    """Say that `by`, a manager, is coming."""
    asked = day.counters[day.counter(counter).id].help
    if asked is None:
        raise Illegal("no_help_called", counter=counter)
    return () if asked.taken_by is not None else (c.HelpTaken(counter, by),)


def end_help(day: HallDay, counter: str) -> Events:
    """Say that the help is not needed any more."""
    return () if day.counters[day.counter(counter).id].help is None else (c.HelpEnded(counter),)


def by_itself(day: HallDay, now: float) -> Events:
    """Return what the hall does without being asked: calls that count as begun."""
    after_s = day.plan.rule.start_after_call_s
    if after_s is None:
        return ()
    return tuple(
        e.ServingStarted(ticket.id, counter)
        for counter, state in day.counters.items()
        if (ticket := state.ticket) is not None
        and ticket.status is Status.CALLED
        and now - day.rounds[ticket.id][-1].at >= after_s
    )


def left(day: HallDay, now: float, gone: Mapping[str, float], after_s: float) -> Events:
    """Pause the open counters that were left: `gone` since then (seconds since 1970), `after_s` or more ago.

    A visitor in front of one stays there, and nothing of the visit is lost; those who wait are called by its cover.
    """
    return tuple(
        c.CounterPaused(counter, LEFT)
        for counter, since in gone.items()
        if (state := day.counters.get(counter)) is not None
        and state.status == "open"
        and now - max(since, state.since) >= after_s
    )


def handovers_for(day: HallDay, counter: Counter) -> Mapping[str, Handover]:
    """Return the notes for whoever is at `counter` now, by the counter that was left.

    They are for its next clerk, and for who covers one of its services.
    """
    state = day.counters.get(counter.id)
    if state is None or state.staff is None:
        return {}
    covered = set(day.services_of(counter)) - set(counter.services)
    return {
        at: left
        for at, left in day.handovers.items()
        if left.staff != state.staff
        and (at == counter.id or (at in day.plan.counters and covered & set(day.plan.counters[at].services)))
    }


def read_handover(day: HallDay, counter: str, by: str, left: str) -> Events:
    """Note that `by`, at `counter`, reads what the clerk of the counter `left` has said. Raises Unknown."""
    there = handovers_for(day, day.counter(counter)).get(left)
    if there is None or _mine(day, counter, by).staff != by:
        raise Unknown("handover_unknown", counter=left)
    return () if by in there.read_by else (c.HandoverRead(left, there.note),)


def released(counter: str, state: CounterState) -> Events:
    """Close the counter: a called visitor waits again, one being served is set aside."""
    closed = c.CounterClosed(counter, None)
    ticket = state.ticket
    if ticket is None:
        return (closed,)
    if ticket.status is Status.SERVING:
        return (closed, e.TicketHeld(ticket.id, counter))
    only = ticket.only_counter if ticket.only_counter != counter else None
    return (closed, e.TicketTransferred(ticket.id, ticket.service, only, ticket.place))


def _mine(day: HallDay, counter: str, by: str) -> CounterState:
    state = day.counters[day.counter(counter).id]
    if state.status == "closed":
        raise Illegal("counter_not_open", counter=counter)
    if state.staff != by:
        raise Illegal("counter_taken", counter=counter, staff=state.staff)
    return state
