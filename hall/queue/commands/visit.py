"""What may be asked of a day. Each command checks the rules, returns the events that follow, and changes nothing.

Every command raises a Refusal with the reason when the day does not allow it. `now` is in seconds since 1970 and `by`
an account id. No events means there was nothing to do.
"""

from dataclasses import replace
from typing import Literal

from hall.journal.entry import Event
from hall.journal.refusal import Illegal, Unknown, Wrong
from hall.plan.hours import OpeningHours
from hall.queue.commands import several
from hall.queue.events import counter as c
from hall.queue.events import visit as e
from hall.queue.events.counter import StageFinished
from hall.queue.events.reasons import OUTCOMES, PAUSES, listed
from hall.queue.events.visitor import OneMoreUsed
from hall.queue.folds.counter import begun_by_hall
from hall.queue.state.admission import shut_to_booked
from hall.queue.state.counter import CounterState
from hall.queue.state.day import HallDay
from hall.queue.state.expected import Expected, tell
from hall.queue.state.line import place_before_all, place_behind
from hall.queue.state.policy import APPOINTMENT, Place, arrival, choose
from hall.queue.state.ticket import Ticket

FRONT_WORTH_S = 3600.0
"""An hour: nobody is put before those who have waited for longer, or one after another would keep them for ever."""
Events = tuple[Event, ...]
To = Literal["front", "fair", "back"]


def issue(
    day: HallDay,
    now: float,
    hours: OpeningHours,
    service: str,
    visitor_class: str,
    lang: str,
    token: str,
    slot: float | None,
    expected: Expected,
    appointment: str | None = None,
    also: tuple[str, ...] = (),
) -> Events:
    """Give a visitor the next number of `service`. `slot` is the appointed time, for the class "appointment".

    With the id of a booked `appointment` the doors stay open until the last closing, and there is one ticket: no events
    when it has been given. `also`: other services on the same ticket, which is then for whichever is reached first.
    What the visitor is told of the wait is written down with it, to be held against what comes.
    """
    classed = day.plan.classes.get(visitor_class)
    if classed is None:
        raise Wrong("class_unknown", field="class", visitor_class=visitor_class)
    if appointment is None:
        several.require(day, hours, now, (service, *also), expected)
    elif appointment in day.by_appointment:
        return ()
    elif (why := shut_to_booked(day, hours, now, service)) is not None:
        raise why
    place = arrival(classed, now, slot, day.plan.rule)
    due = several.waits_at(day, expected, Place(place, len(day.tickets)))
    first, *then = planned = several.course(several.chains(day.plan, (service, *also)), due)
    if also:
        several.require_time(day, hours, now, planned, due)
    used = () if appointment else tuple(OneMoreUsed(one) for one in (service, *also) if day.one_more[one])
    number = day.next_number(day.plan.services[first].prefix)
    called = due(first)
    told = tell(called, now, hours) if called is not None else None
    return (
        *used,
        e.TicketIssued(
            ticket=f"{day.date:%Y%m%d}-{number}",
            number=number,
            token=token,
            service=first,
            visitor_class=visitor_class,
            lang=lang,
            place=place,
            then=tuple(then),
            likely_s=told.likely_s if told is not None else None,
            late_s=told.late_s if told is not None else None,
            appointment=appointment,
            slot=slot if classed.id == APPOINTMENT else None,
        ),
    )


def cancel(day: HallDay, token: str) -> Events:
    """Give a place up, by the visitor's own token."""
    ticket = ticket_of(day, token)
    ticket.require("cancel")
    return (e.TicketCancelled(ticket.id),)


def come_back(day: HallDay, ticket: Ticket, now: float) -> Events:
    """Let a missed visitor wait again: behind the first few of all who are called before them, as the rule says.

    Who was called before their turn has no better place than if they had waited for it. From the second time on as new,
    or a few who always miss and return would keep everybody behind them waiting for ever.
    """
    ticket.require("reinstate")
    again = any(step.what == "reinstate" for step in ticket.steps)
    behind = place_behind(day.lines_beside(ticket), day.plan.rule.return_after, otherwise=ticket.place)
    return (e.TicketReinstated(ticket.id, now if again else min(max(behind, ticket.place), now)),)


def open_counter(day: HallDay, counter: str, by: str) -> Events:
    """Begin, go on after a pause, or stay open after all. A repeat by the same clerk changes nothing."""
    state = day.counters[day.counter(counter).id]
    if state.status != "closed" and state.staff != by:
        raise Illegal("counter_taken", counter=counter, staff=state.staff)
    elsewhere = [at for at, other in day.counters.items() if other.staff == by and other.status != "closed"]
    if day.plan.rule.one_counter_per_clerk and elsewhere not in ([], [counter]):
        raise Illegal("clerk_elsewhere", counter=next(at for at in elsewhere if at != counter))
    return () if state.status == "open" and not state.closing else (c.CounterOpened(counter, by),)


def pause_counter(day: HallDay, counter: str, by: str, reason: str | None, note: str | None = None) -> Events:
    """Call nobody for a while. A ticket already in front of the counter stays there.

    `note` is the token of what is said to whoever takes over, None where nothing is.
    """
    state, why = _staffed(day, counter, by), listed(reason, PAUSES)
    handed = () if note is None else (c.HandedOver(counter, note),)
    if state.status == "paused" and state.reason == why:
        return handed
    return (*handed, c.CounterPaused(counter, why))


def close_counter(day: HallDay, counter: str, by: str, reason: str | None) -> Events:
    """Call nobody more. Refused while a ticket is in front of the counter."""
    if day.counters[day.counter(counter).id].status == "closed":
        return ()
    state = _staffed(day, counter, by)
    if state.ticket is not None:
        raise Illegal("counter_busy", counter=counter, number=state.ticket.number)
    return (c.CounterClosed(counter, listed(reason, PAUSES)), *freed(day, counter))


def call_next(day: HallDay, counter: str, by: str) -> Events:
    """Call who is next for this counter by the queue rule; no events when nobody waits for it."""
    _free(day, counter, by)
    lines = day.lines_for(day.counter(counter))
    chosen = choose([line.head() for line in lines], day.plan.rule.preference_tolerance_s)
    if chosen is None:
        return ()
    return (e.TicketCalled(lines[chosen].first().id, counter),)


def call_number(day: HallDay, counter: str, by: str, number: str) -> Events:
    """Call a chosen waiting ticket. Whether this person may is asked before (permission `call_any`)."""
    _free(day, counter, by)
    ticket = day.ticket_numbered(number)
    ticket.require("call")
    return (e.TicketCalled(ticket.id, counter, chosen=True),)


def recall(day: HallDay, counter: str, by: str) -> Events:
    """Make the present call again."""
    return (e.TicketRecalled(_at(day, counter, by, "recall").id, counter),)


def start(day: HallDay, counter: str, by: str) -> Events:
    """The visitor has come."""
    return (e.ServingStarted(_at(day, counter, by, "start").id, counter),)


def finish(day: HallDay, counter: str, by: str, outcome: str | None, *, whole: bool = False) -> Events:
    """The service is done: the ticket goes on to the next service on it, unless the `whole` visit ends here."""
    ticket, how = _at(day, counter, by, "finish"), listed(outcome, OUTCOMES)
    to_come = [service for service in ticket.then if day.plan.counters_serving(service)]
    if whole or not to_come:
        return (*_leaving(day, counter), e.TicketFinished(ticket.id, counter, how))
    following, *rest = to_come
    return (
        *_leaving(day, counter),
        StageFinished(ticket.id, counter, how, following, tuple(rest), ticket.place),
    )


def no_show(day: HallDay, counter: str, by: str) -> Events:
    """The visitor did not come, however often the hall's rule wants a visitor to be called."""
    state = _staffed(day, counter, by)
    if state.ticket is not None and (begun := begun_by_hall(day, counter, state.ticket)):
        return (*_leaving(day, counter), *begun, e.TicketMissed(state.ticket.id, counter))
    ticket = _at(day, counter, by, "no_show")
    calls, least = len(day.rounds[ticket.id]), day.plan.rule.calls_before_no_show
    if calls < least:
        raise Illegal("call_again_first", number=ticket.number, calls=calls, least=least)
    return (*_leaving(day, counter), e.TicketMissed(ticket.id, counter))


def hold(day: HallDay, counter: str, by: str) -> Events:
    """Set the visit aside and be free for the next."""
    return (*_leaving(day, counter), e.TicketHeld(_at(day, counter, by, "hold").id, counter))


def resume(day: HallDay, counter: str, by: str, number: str) -> Events:
    """Go on with a held visit."""
    _free(day, counter, by, may_be_paused=True)
    ticket = day.ticket_numbered(number)
    ticket.require("resume")
    return (e.ServingResumed(ticket.id, counter),)


def transfer(
    day: HallDay,
    now: float,
    counter: str,
    by: str,
    service: str | None,
    to_counter: str | None,
    to: To,
    reason: str | None = None,
) -> Events:
    """Send the visitor on, to a service or to one counter, keeping the number.

    "fair" keeps the arrival the ticket has, and with it the waiting already done; "front" goes before all whom the
    counters there would call before, but not before those who have waited for FRONT_WORTH_S; "back" counts from now.
    """
    ticket = _at(day, counter, by, "transfer")
    if service is None and to_counter is None:
        raise Wrong("transfer_where", field="service")
    if service is not None and service not in day.plan.services:
        raise Wrong("service_unknown", field="service", service=service)
    if service is not None and not day.plan.counters_serving(service):
        raise Illegal("service_not_served", service=service)
    if to_counter is not None and to_counter not in day.plan.counters:
        raise Wrong("counter_unknown", field="counter", counter=to_counter)
    if to_counter is not None and day.counters[to_counter].status == "closed":
        raise Illegal("counter_calls_nobody", counter=to_counter)
    goes_to = service or ticket.service
    there = replace(ticket, service=goes_to, only_counter=to_counter)
    first = place_before_all(day.lines_beside(there), day.plan.rule.preference_tolerance_s, otherwise=ticket.place)
    places = {"front": min(ticket.place, max(first, now - FRONT_WORTH_S)), "fair": ticket.place, "back": now}
    return (*_leaving(day, counter), e.TicketTransferred(ticket.id, goes_to, to_counter, places[to], reason))


def put_back(day: HallDay, counter: str, by: str) -> Events:
    """Let a called visitor wait on where they waited, as if not called: another was meant, or they are not ready."""
    ticket = _at(day, counter, by, "put_back")
    only = ticket.only_counter
    return (*_leaving(day, counter), e.TicketTransferred(ticket.id, ticket.service, only, ticket.place, "put_back"))


def visitor_at(day: HallDay, counter: str, by: str) -> Ticket | None:
    """Return who is in front of a counter that is `by`'s own or nobody's. Raises Illegal at somebody else's."""
    state = day.counters[day.counter(counter).id]
    if state.staff not in {None, by}:
        raise Illegal("counter_taken", counter=counter, staff=state.staff)
    return state.ticket


def ticket_of(day: HallDay, token: str) -> Ticket:
    """Return the ticket of `token`. Raises Unknown: also for a ticket of another day."""
    ticket = day.by_token.get(token)
    if ticket is None:
        raise Unknown("ticket_unknown")
    return ticket


def _leaving(day: HallDay, counter: str) -> Events:
    """A counter that closes after its last visitor does so in the same entry in which the visitor leaves it."""
    return (c.CounterClosed(counter, None), *freed(day, counter)) if day.counters[counter].closing else ()


def freed(day: HallDay, counter: str) -> Events:
    """Let those who were sent to `counter` alone wait for all counters of their service: it calls nobody any more."""
    return tuple(e.TicketMoved(ticket.id, ticket.service, None) for ticket in day.counter_lines.get(counter, ()))


def _staffed(day: HallDay, counter: str, by: str) -> CounterState:
    state = day.counters[day.counter(counter).id]
    if state.status == "closed":
        raise Illegal("counter_not_open", counter=counter)
    if state.staff != by:
        raise Illegal("counter_taken", counter=counter, staff=state.staff)
    return state


def _free(day: HallDay, counter: str, by: str, *, may_be_paused: bool = False) -> None:
    state = _staffed(day, counter, by)
    if state.status == "paused" and not may_be_paused:
        raise Illegal("counter_paused", counter=counter)
    if state.ticket is not None:
        raise Illegal("counter_busy", counter=counter, number=state.ticket.number)


def _at(day: HallDay, counter: str, by: str, step: str) -> Ticket:
    ticket = _staffed(day, counter, by).ticket
    if ticket is None:
        raise Illegal("nobody_at_counter", counter=counter)
    ticket.require(step)
    return ticket
