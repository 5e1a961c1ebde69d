"""A session's token, and what is derived from it. Pure."""

import hmac
from hashlib import sha256

from hall.staff.state import Staff


def digest(token: str) -> str:
    """Return what is written down of a session's token: it leads to the session, and not back."""
    return sha256(token.encode()).hexdigest()[:32]


def of_press(account: Staff, key: str, counter: str | None) -> str:
    """Return a token that only who knows the request key, which is written down nowhere, could make again."""
    return hmac.new(account.pin_hash.encode(), f"{key} {counter}".encode(), sha256).hexdigest()[:32]


def csrf(token: str) -> str:
    """Return the session's CSRF token: bound to its secret, and telling nothing of it."""
    return sha256(b"csrf:" + token.encode()).hexdigest()[:32]
