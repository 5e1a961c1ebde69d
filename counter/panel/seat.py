"""Who may sit at a counter: whoever the account's counters let, and whoever sits there already."""

from hall.journal.actor import Actor
from hall.staff.state import Session
from hall.web.context import Context
from hall.web.guard import Guard


def may_sit(context: Context, session: Session, counter: str) -> bool:
    """Return whether somebody may; a change of the account's counters sends nobody away from a visitor."""
    if session.staff.may_sit(counter):
        return True
    there = context.desk.look(lambda day, _: day.counters.get(counter))
    return there is not None and there.status != "closed" and there.staff == session.staff.id


def sit(context: Context, counter: str, actor: Actor) -> Actor:
    """Return who asks, who may sit there. Raises Forbidden."""
    session = context[Guard].session("serve")
    if not may_sit(context, session, counter):
        context[Guard].seat(session, counter)
    return actor
