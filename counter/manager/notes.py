"""What clerks wrote in their own words, for those who follow up: at the end of visits, and for who takes over."""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, Response, request
from typing_extensions import TypedDict

from hall.journal.actor import Actor
from hall.journal.refusal import Wrong
from hall.privacy.notes import Notes
from hall.queue.views.moment import moment
from hall.web.bodies import answer
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, Query, operation


class NoteView(TypedDict):
    """A clerk's note; `number` and `service` are None where it is for who takes over the counter."""

    at: str
    counter: str | None
    staff: str
    number: str | None
    service: str | None
    text: str


class NotesView(TypedDict):
    """The notes of a day, the latest first, as far as they are still kept."""

    day: str
    notes: Sequence[NoteView]


def blueprint(context: Context) -> Blueprint:
    """Return the route."""
    routes = Blueprint("notes", __name__)

    @routes.get("/api/v1/notes")
    @operation(
        Operation(
            "What clerks wrote on a day, usually today; that it was read is recorded.",
            {200: NotesView},
            problems=(401, 403, 422, 503),
            needs="staff",
            query=(Query("date", {"type": "string", "format": "date"}),),
        )
    )
    def notes() -> Response:
        by, said = context[Guard].session("follow_up").staff.id, request.args.get("date")
        try:
            day = context.desk.today() if said is None else date.fromisoformat(said)
        except ValueError:
            raise Wrong("date_wrong", field="date", date=said) from None
        hours = context.desk.hours
        found = [
            NoteView(
                at=moment(hours, one.at),
                counter=one.counter,
                staff=one.staff,
                number=one.number,
                service=one.service,
                text=one.text,
            )
            for one in context[Notes].read(Actor(by), day)
        ]
        return answer(NotesView(day=day.isoformat(), notes=found))

    return routes
