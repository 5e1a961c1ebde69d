"""The walls' pictures and videos, for managers: what lies there, put there, taken away. The plan says what is shown."""

from collections.abc import Iterator, Sequence

from flask import Blueprint, Response, request
from typing_extensions import TypedDict

from hall.journal.actor import Actor
from hall.journal.refusal import Illegal, Wrong
from hall.journal.stream import numbered
from hall.media.events import STREAM, MediumPut, MediumRemoved
from hall.media.files import FOLDER, Kind, shown
from hall.media.upload import LARGEST_UPLOAD, remove, take_in
from hall.web.bodies import answer
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation

PIECE = 1 << 16
"""Bytes that are read at once."""


class MediumFile(TypedDict):
    """A file that walls can show; `size` in bytes. `mark` changes when it does."""

    id: str
    kind: Kind
    size: int
    mark: str


def media_files(context: Context) -> Sequence[MediumFile]:
    """Return the files that walls can show."""
    folder = context.data / FOLDER
    return [
        MediumFile(id=name, kind=kind, size=(folder / name).stat().st_size, mark=mark)
        for name, (kind, mark) in shown(folder).items()
    ]


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes, folder = Blueprint("manager_media", __name__, url_prefix="/api/v1/media"), context.data / FOLDER
    record = numbered(context.ground, STREAM, lambda _: None)

    @routes.get("")
    @operation(
        Operation(
            "Pictures and videos that walls can show (managers).",
            {200: list[MediumFile]},
            problems=(401, 403),
            needs="staff",
        )
    )
    def everything() -> Response:
        context[Guard].session("manage")
        return answer(media_files(context))

    @routes.put("/<name>")
    @operation(
        Operation(
            "Put a picture or video there (managers): the file itself as the body. One of the same name is replaced.",
            {200: list[MediumFile]},
            problems=(400, 401, 403, 409, 411, 413, 422, 503),
            needs="staff",
        )
    )
    def put(name: str) -> Response:
        by = context[Guard].session("manage").staff.id
        size = request.content_length or 0
        request.max_content_length = max(size, LARGEST_UPLOAD)  # what is larger is refused in words of its own
        if size == 0:
            raise Wrong("media_broken", field="file")
        put_there = (MediumPut(name, size),)
        take_in(folder, context.root, name, size, _pieces(), lambda: record.act(Actor(by), lambda _: put_there))
        return answer(media_files(context))

    @routes.delete("/<name>")
    @operation(
        Operation(
            "Take a picture or video away that no list names (managers).",
            {200: list[MediumFile]},
            problems=(401, 403, 404, 409, 422, 503),
            needs="staff",
        )
    )
    def away(name: str) -> Response:
        by = context[Guard].session("manage").staff.id
        if any(part.file == name for part in context.configuration.file.media):
            raise Illegal("media_in_use", name=name)
        remove(folder, name, lambda: record.act(Actor(by), lambda _: (MediumRemoved(name),)))
        return answer(media_files(context))

    return routes


def _pieces() -> Iterator[bytes]:
    while piece := request.stream.read(PIECE):
        yield piece
