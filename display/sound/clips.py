"""The clips that walls play."""

from flask import Blueprint, Response, abort, send_file

from hall.voice.wording import Wording
from hall.web.context import Context

WAIT_S = 5.0
"""How long a wall waits for a clip that is just being made; then it goes on without."""
KEPT_S = 30 * 24 * 3600


def blueprint(context: Context) -> Blueprint:
    """Return the route."""
    routes = Blueprint("display_sounds", __name__)

    @routes.get("/display/voice/<name>")
    def clip(name: str) -> Response:
        """One clip; its name changes when its sound does, so browsers may keep it."""
        if context[Wording].voice.path(name) is None:
            context[Wording].voice.wait(name, WAIT_S)
        path = context[Wording].voice.path(name)
        if path is None:
            abort(404)
        response = send_file(path, max_age=KEPT_S, conditional=True)
        response.cache_control.immutable = True
        return response

    return routes
