"""What a visitor says of a visit (好差评)."""

from hall.journal.refusal import Illegal, Wrong
from hall.queue.commands.visit import Events, ticket_of
from hall.queue.events import visit as e
from hall.queue.events.reasons import RATING_REASONS, all_listed
from hall.queue.state.day import HallDay

LOW = 2
"""Up to this score a rating is a bad one (差评) and wants a reason."""


def rate(day: HallDay, token: str, score: int, reasons: tuple[str, ...]) -> Events:
    """Rate a finished visit, once; a bad rating (差评) says why, whatever door it comes through."""
    ticket = ticket_of(day, token)
    ticket.require("rate")
    if ticket.rated:
        raise Illegal("already_rated", number=ticket.number)
    why = all_listed(reasons, RATING_REASONS)
    if score <= LOW and not why:
        raise Wrong("rating_reason_missing", field="reasons")
    return (e.TicketRated(ticket.id, score, why),)
