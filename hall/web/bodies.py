"""Reading what a client sends, and answering in JSON."""

import json
import re
from typing import Any, TypeVar

from flask import Response, request
from pydantic import BaseModel, ConfigDict

from hall.journal.actor import Actor
from hall.journal.refusal import Wrong
from hall.web.problems import NotJson

LARGEST_BODY = 64 * 1024
"""In bytes: no request of ours comes near."""
LONGEST_KEY = 200
_KEY = re.compile(f"[!-~]{{1,{LONGEST_KEY}}}")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Body(BaseModel):
    """A request body: exact types, no unknown fields."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Empty(Body):
    """Nothing to say; `{}` or no body at all."""


Read = TypeVar("Read", bound=Body)


def body(model: type[Read]) -> Read:
    """Return the checked body of the present request; none at all counts as `{}`.

    Raises NotJson or pydantic's ValidationError.
    """
    raw = request.get_data()
    if not raw:
        return model.model_validate({})
    if request.mimetype != "application/json":
        raise NotJson
    return model.model_validate_json(raw)


def actor(by: str) -> Actor:
    """Return who asks, with the request's key. Raises Wrong for a key that will not do."""
    key = request.headers.get("Idempotency-Key")
    if key is not None and not _KEY.fullmatch(key):
        raise Wrong("key_wrong", field="Idempotency-Key", longest=LONGEST_KEY)
    return Actor(by, key, f"{request.method} {request.path}\n{_as_sent()}")


def _as_sent() -> str:
    """Return the body in one spelling, whatever the order of its fields."""
    raw = request.get_data()
    try:
        return json.dumps(json.loads(raw), sort_keys=True)
    except ValueError:  # none at all, or none that will be read
        return repr(raw)


def answer(data: Any, status: int = 200) -> Response:
    """Return `data` as JSON."""
    return Response(_encode(data), status, content_type="application/json")
