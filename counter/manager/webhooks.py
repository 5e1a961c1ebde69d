"""Where platforms are told what happens, over HTTP: endpoints, their keys, what was handed over and sent again."""

from collections.abc import Iterator, Sequence
from ipaddress import ip_network
from typing import Annotated, Literal

from flask import Blueprint, Response
from pydantic import Field
from typing_extensions import TypedDict

from hall.journal.actor import Actor
from hall.plan.hours import OpeningHours
from hall.queue.views.moment import moment
from hall.web.bodies import Body, Empty, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation
from hall.webhooks.book import EndpointBook
from hall.webhooks.outboxes import Outboxes
from hall.webhooks.rules.message import KINDS, Kind
from hall.webhooks.rules.target import checked_url
from hall.webhooks.state import Endpoint, Outbox, Waiting


class NewEndpoint(Body):
    """Where to, and which kinds of message."""

    url: Annotated[str, Field(max_length=500)]
    kinds: Annotated[list[Kind], Field(max_length=len(KINDS))]


class EndpointView(TypedDict):
    """An address that is told. `waiting` are tried again, `dead` were given up; `gone`: it wants no more (410)."""

    id: str
    url: str
    kinds: Sequence[str]
    made_at: str
    made_by: str
    key_since: str
    gone: bool
    waiting: int
    dead: int
    accepted_at: str | None


class EndpointKey(TypedDict):
    """An endpoint and its newest key, which is said this once."""

    key: str
    endpoint: EndpointView


class DeliveryView(TypedDict):
    """A message: `at` is when it was taken or first tried, `due` when it is tried again, `why` what was wrong last.

    `why` is the status of the answer, or a word: too_slow, no_connection, no_such_name, not_trusted, unreadable …
    """

    id: str
    state: Literal["accepted", "waiting", "dead"]
    at: str
    attempts: int | None
    why: str | None
    due: str | None


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("webhooks", __name__, url_prefix="/api/v1/webhooks")
    book, outboxes = context[EndpointBook], context[Outboxes]

    def manager() -> Actor:
        return actor(context[Guard].session("accounts").staff.id)

    def view(endpoint: Endpoint) -> EndpointView:
        return _view(context.desk.hours, endpoint, outboxes.of(endpoint.id), context.ground.clock())

    @routes.get("")
    @operation(Operation("Who is told what happens.", {200: list[EndpointView]}, problems=(401, 403), needs="staff"))
    def everything() -> Response:
        manager()
        return answer([view(one) for one in book.everything()])

    @routes.post("")
    @operation(
        Operation(
            "Tell an address what happens, by Standard Webhooks; its key is in this answer alone.",
            {201: EndpointKey},
            problems=(400, 401, 403, 409, 413, 422, 503),
            body=NewEndpoint,
            needs="staff",
        )
    )
    def add() -> Response:
        by, asked = manager(), body(NewEndpoint)
        own = [ip_network(one) for one in context.configuration.file.security.platform_networks]
        key, made = book.add(by, checked_url(asked.url, own), asked.kinds)
        return answer(EndpointKey(key=key, endpoint=view(made)), 201)

    @routes.delete("/<endpoint>")
    @operation(Operation("Tell it nothing more.", {204: None}, problems=(401, 403, 404, 422, 503), needs="staff"))
    def remove(endpoint: str) -> Response:
        book.remove(manager(), endpoint)
        return Response(status=204)

    @routes.post("/<endpoint>/key")
    @operation(
        Operation(
            "Another key; for a day the one before signs too.",
            {201: EndpointKey},
            problems=(400, 401, 403, 404, 413, 422, 503),
            body=Empty,
            needs="staff",
        )
    )
    def change_key(endpoint: str) -> Response:
        by = manager()
        body(Empty)
        key, changed = book.change_key(by, endpoint)
        return answer(EndpointKey(key=key, endpoint=view(changed)), 201)

    @routes.get("/<endpoint>/deliveries")
    @operation(
        Operation(
            "What waits for an endpoint, what was given up, and what it took last.",
            {200: list[DeliveryView]},
            problems=(401, 403, 404),
            needs="staff",
        )
    )
    def deliveries(endpoint: str) -> Response:
        manager()
        book.get(endpoint)
        return answer(list(_deliveries(context.desk.hours, outboxes.of(endpoint))))

    @routes.post("/<endpoint>/deliveries/<delivery>/again")
    @operation(
        Operation(
            "Send a message again now.",
            {204: None},
            problems=(400, 401, 403, 404, 413, 422, 503),
            body=Empty,
            needs="staff",
        )
    )
    def again(endpoint: str, delivery: str) -> Response:
        by = manager()
        body(Empty)
        book.get(endpoint)
        outboxes.ask_again(by, endpoint, delivery)
        return Response(status=204)

    return routes


def _view(hours: OpeningHours, endpoint: Endpoint, box: Outbox, now: float) -> EndpointView:
    return EndpointView(
        id=endpoint.id,
        url=endpoint.url,
        kinds=endpoint.kinds,
        made_at=moment(hours, endpoint.made_at),
        made_by=endpoint.made_by,
        key_since=moment(hours, endpoint.keys[-1]),
        gone=endpoint.gone,
        waiting=len(box.waiting),
        dead=len(box.given_up(now)),
        accepted_at=moment(hours, box.recent[-1][1]) if box.recent else None,
    )


def _deliveries(hours: OpeningHours, box: Outbox) -> Iterator[DeliveryView]:
    put_off: list[tuple[Literal["waiting", "dead"], Waiting]] = [
        *(("waiting", one) for one in box.waiting.values()),
        *(("dead", one) for one in box.dead.values()),
    ]
    for state, one in put_off:
        yield DeliveryView(
            id=one.message,
            state=state,
            at=moment(hours, one.first_at),
            attempts=one.attempts,
            why=one.why or None,
            due=None if one.due is None else moment(hours, one.due),
        )
    for message, at in reversed(box.recent):
        yield DeliveryView(id=message, state="accepted", at=moment(hours, at), attempts=None, why=None, due=None)
