"""What a manager says to everybody: emergency and notices, over HTTP."""

from collections.abc import Sequence
from typing import Annotated

from flask import Blueprint, Response
from pydantic import AwareDatetime, BeforeValidator, Field
from typing_extensions import TypedDict

from display.wall.pictures import Pictures
from hall.configuration.values import is_readable
from hall.journal.actor import Actor
from hall.journal.refusal import Wrong
from hall.messages.book import FARTHEST_S, MessageBook
from hall.queue.views.board import MessageView
from hall.texts import FIRST_LANGUAGE
from hall.voice.wording import Readiness, Wording
from hall.web.bodies import Body, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.languages import Language, known_language
from hall.web.openapi import Operation, operation

PROBLEMS = (400, 401, 403, 409, 413, 422, 503)


MOST_MINUTES = 366 * 24 * 60


def _in_one_line(text: object) -> object:
    return " ".join(text.split()) if isinstance(text, str) else text


Words = Annotated[str, BeforeValidator(_in_one_line), Field(min_length=1, max_length=300)]


Text = dict[Language, Words]
"""A text by language; the hall's first language is always among them."""


class Emergency(Body):
    """What takes over every screen; of a `drill` heading and text say that it is one."""

    text: Text
    drill: bool = False


class Notice(Body):
    """What walls show; `spoken`: they also say it, once. `zones`: those of whose walls it is; none means all.

    It begins at `starts_at`, or at once, and is taken down so many `minutes` later: left out, when that business day
    ends; 0: only by hand.
    """

    text: Text
    spoken: bool = False
    starts_at: AwareDatetime | None = None
    zones: Annotated[list[Annotated[str, Field(max_length=32)]], Field(max_length=100)] = []  # noqa: RUF012 - pydantic copies it
    minutes: Annotated[int, Field(ge=0, le=MOST_MINUTES)] | None = None


class Rehearsal(Body):
    """A text that is to be heard before it is used."""

    text: Text


class RehearsedText(TypedDict):
    """How it stands with saying the text in one language: "ready", "making" (ask again), or "unsaid"."""

    lang: str
    readiness: Readiness
    audio: Sequence[str]
    """The clips that say it, in order."""


class EmergencyNow(TypedDict):
    """The emergency that stands, or None."""

    emergency: MessageView | None


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("messages_api", __name__, url_prefix="/api/v1")
    book, pictures = context[MessageBook], Pictures(context)

    @routes.post("/rehearsals")
    @operation(
        Operation(
            "Make the clips that say a text in the hall's languages, to hear it before it is used (managers).",
            {200: list[RehearsedText]},
            problems=(400, 401, 403, 413, 422),
            body=Rehearsal,
            needs="staff",
        )
    )
    def rehearse() -> Response:
        _manager(context)
        found = context[Wording].rehearsed(_said(context, body(Rehearsal).text))
        return answer(
            [RehearsedText(lang=lang, readiness=one.readiness, audio=one.audio) for lang, one in found.items()]
        )

    @routes.get("/notices")
    @operation(Operation("The notices that walls show.", {200: list[MessageView]}))
    def notices() -> Response:
        return answer([pictures.message(one) for one in book.now().posted])

    @routes.post("/notices")
    @operation(
        Operation("Show a notice (managers).", {201: MessageView}, problems=PROBLEMS, body=Notice, needs="staff")
    )
    def post() -> Response:
        by, asked = _manager(context), body(Notice)
        starts_at = None if asked.starts_at is None else asked.starts_at.timestamp()
        posted = book.post(
            by,
            _said(context, asked.text),
            spoken=asked.spoken,
            until=_until(context, asked.minutes, starts_at),
            starts_at=starts_at,
            zones=_zones(context, asked.zones),
        )
        return answer(pictures.message(posted), 201)

    @routes.delete("/notices/<int:notice>")
    @operation(
        Operation("Take a notice down (managers).", {204: None}, problems=(400, 401, 403, 404, 422, 503), needs="staff")
    )
    def remove(notice: int) -> Response:
        book.remove(_manager(context), notice)
        return Response(status=204)

    _planned(routes, context)
    _emergencies(routes, context)
    return routes


def _emergencies(routes: Blueprint, context: Context) -> None:
    """Add what takes over every screen, and its end."""
    book, pictures = context[MessageBook], Pictures(context)

    @routes.get("/emergency")
    @operation(Operation("The emergency that stands.", {200: EmergencyNow}))
    def emergency() -> Response:
        stands = book.now().emergency
        return answer(EmergencyNow(emergency=None if stands is None else pictures.message(stands)))

    @routes.post("/emergency")
    @operation(
        Operation(
            "Take over every screen, and say it until it is cleared (managers).",
            {201: MessageView},
            problems=PROBLEMS,
            body=Emergency,
            needs="staff",
        )
    )
    def declare() -> Response:
        by, asked = _manager(context), body(Emergency)
        text = _said(context, asked.text)
        if asked.drill:
            _says_so(context, text)
        return answer(pictures.message(book.declare(by, text, drill=asked.drill)), 201)

    @routes.delete("/emergency")
    @operation(
        Operation("The emergency is over (managers).", {204: None}, problems=(400, 401, 403, 422, 503), needs="staff")
    )
    def clear() -> Response:
        book.clear(_manager(context))
        return Response(status=204)

    @routes.delete("/emergency/<int:message>")
    @operation(
        Operation(
            "This emergency is over, and no other that was declared since (managers).",
            {204: None},
            problems=(400, 401, 403, 404, 409, 422, 503),
            needs="staff",
        )
    )
    def clear_seen(message: int) -> Response:
        book.clear(_manager(context), message)
        return Response(status=204)


def _planned(routes: Blueprint, context: Context) -> None:
    """Add the list of what is to be shown later."""
    book, pictures = context[MessageBook], Pictures(context)

    @routes.get("/notices/planned")
    @operation(
        Operation(
            "The notices that are to be shown later (managers).",
            {200: list[MessageView]},
            problems=(401, 403),
            needs="staff",
        )
    )
    def planned() -> Response:
        context[Guard].session("manage")
        return answer([pictures.message(one) for one in book.now().planned])


def _manager(context: Context) -> Actor:
    return actor(context[Guard].session("manage").staff.id)


def _zones(context: Context, zones: list[str]) -> tuple[str, ...]:
    """Return the zones. Raises Wrong for one that there is not."""
    for at, zone in enumerate(zones):
        if zone not in context.desk.plan.zones:
            raise Wrong("zone_unknown", field=f"zones.{at}", zone=zone)
    return tuple(dict.fromkeys(zones))


def _says_so(context: Context, text: dict[str, str]) -> None:
    """Raise Wrong where the text of a drill does not call itself one: the voice says the text alone."""
    for lang, words in text.items():
        word = context.texts.say(lang, "display", "drill_word")
        if word.casefold() not in words.casefold():
            raise Wrong("drill_unsaid", field=f"text.{lang}", word=word)


def _until(context: Context, minutes: int | None, starts_at: float | None) -> float | None:
    """Return when a notice is taken down by itself, in seconds since 1970. Raises Wrong for a beginning too far off."""
    now = context.desk.look(lambda _, now: now)
    begins = max(now, starts_at or now)
    if begins > now + FARTHEST_S:
        raise Wrong("notice_too_far", field="starts_at")
    if minutes is None:
        return context.desk.hours.bounds(context.desk.hours.date_of(begins))[1]
    return begins + minutes * 60 if minutes else None


def _said(context: Context, text: dict[str, str]) -> dict[str, str]:
    """Return the text; raise Wrong for a language that is not the hall's, without the hall's first, or unreadable."""
    for lang, words in text.items():
        known_language(context, lang)
        if not is_readable(words):
            raise Wrong("message_unreadable", field=f"text.{lang}")
    if FIRST_LANGUAGE not in text:
        raise Wrong(
            "first_language_missing", field=f"text.{FIRST_LANGUAGE}", language=context.texts.names[FIRST_LANGUAGE]
        )
    return text
