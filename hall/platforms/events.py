"""Tokens by which a city's platforms read the hall: made, used, refused, ended."""

from dataclasses import dataclass

from hall.journal.entry import Event

STREAM = "platforms"


@dataclass(frozen=True, slots=True)
class TokenMade(Event):
    """A platform, by the `name` that people know, was given a token; of its `secret` a digest stands here alone."""

    name: str
    scopes: tuple[str, ...]
    secret: str


@dataclass(frozen=True, slots=True)
class TokenUsed(Event):
    """The token was used; the first time since the note before and the last, in seconds since 1970."""

    token: str
    first: float
    last: float


@dataclass(frozen=True, slots=True)
class TokenRefused(Event):
    """A request `asked` with the token was refused so many times since the note before; `why` is scope or ended."""

    token: str
    why: str
    asked: str
    times: int


@dataclass(frozen=True, slots=True)
class TokenEnded(Event):
    """The token counts no more."""

    token: str
