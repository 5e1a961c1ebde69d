"""Pictures and videos beside the calls, for walls: what is shown now, and the files themselves."""

import mimetypes
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from flask import Blueprint, Response, abort, request, send_file
from typing_extensions import TypedDict

from hall.media.files import FOLDER, PICTURES, VIDEOS, shown
from hall.media.showing import due
from hall.web.bodies import answer
from hall.web.context import Context

KEPT_S = 3600


class Medium(TypedDict):
    """A picture, which stands for `seconds`, or a video, and its address, which changes when the file does."""

    kind: Literal["picture", "video"]
    url: str
    seconds: int


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes, folder = Blueprint("display_media", __name__), context.data / FOLDER

    @routes.get("/display/media/")
    def index() -> Response:
        there, file = shown(folder), context.configuration.file
        zone, hours, now = request.args.get("zone"), context.configuration.hours, context.ground.clock()
        return answer(
            [
                Medium(
                    kind=there[one.name][0],
                    url=f"/display/media/{quote(one.name)}?v={there[one.name][1]}",
                    seconds=one.seconds,
                )
                for one in due(file.media, there, zone, hours, now)
            ]
        )

    @routes.get("/display/media/<name>")
    def medium(name: str) -> Response:
        path, ending = folder / name, Path(name).suffix.lower()
        if Path(name).name != name or name.startswith(".") or (ending not in PICTURES and ending not in VIDEOS):
            abort(404)
        if path.is_symlink() or not path.is_file():
            abort(404)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return send_file(path, mimetype=kind, max_age=KEPT_S, conditional=True)

    return routes
