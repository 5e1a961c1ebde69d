"""Short messages to visitors' phones: what sends one, over a gateway's HTTP or over a modem on a serial port."""

import json
from collections.abc import Callable
from typing import Protocol

from hall.outward.call import Unanswered, ask
from hall.webhooks.rules.target import Networks

WITHIN_S = 10.0


class NotSent(Exception):  # noqa: N818 - an answer to whoever sends
    """The message did not go out; the text says why, without the number."""


class Messenger(Protocol):
    """The way out of the hall."""

    def send(self, phone: str, text: str) -> None:
        """Send `text` to the number `phone`. Raises NotSent."""


class Gateway:
    """Sends over HTTP: `{"to", "text"}` to one address, with a token that the gateway knows the hall by."""

    def __init__(self, url: str, token: str | None, own: Callable[[], Networks]) -> None:
        """Take the address; `own` are the networks inside the hall where it may lie."""
        self._url, self._own = url, own
        self._headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})

    def send(self, phone: str, text: str) -> None:
        """See Messenger.send."""
        body = json.dumps({"to": phone, "text": text}, ensure_ascii=False).encode()
        try:
            answer = ask("POST", self._url, own=self._own(), timeout_s=WITHIN_S, headers=self._headers, body=body)
        except Unanswered as why:
            raise NotSent(why.code) from None
        if not 200 <= answer.status < 300:
            raise NotSent(f"HTTP {answer.status}")
