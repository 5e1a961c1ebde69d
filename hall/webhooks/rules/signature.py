"""Signatures by Standard Webhooks (v1, HMAC-SHA256): pure."""

import hmac
from base64 import b64decode, b64encode
from collections.abc import Iterable
from hashlib import sha256

PREFIX = "whsec_"
KEY_BYTES = 32


def written(key: bytes) -> str:
    """Return a key as it is handed over."""
    return PREFIX + b64encode(key).decode()


def headers(message: str, timestamp: int, body: bytes, keys: Iterable[str]) -> dict[str, str]:
    """Return the headers of a message: a signature by each key, as `written` gave them."""
    signed = f"{message}.{timestamp}.".encode() + body
    made = (hmac.digest(b64decode(key.removeprefix(PREFIX)), signed, sha256) for key in keys)
    return {
        "webhook-id": message,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(f"v1,{b64encode(one).decode()}" for one in made),
    }
