"""The tokens of the city's platforms, folded from their stream; what they are used for is noted now and then."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from hall.journal.actor import HALL, Actor
from hall.journal.entry import Entry, Event
from hall.journal.ground import Ground
from hall.journal.journal import Committed
from hall.journal.refusal import Forbidden, Illegal, Unknown
from hall.journal.stream import numbered
from hall.platforms.events import STREAM, TokenEnded, TokenMade, TokenRefused, TokenUsed
from hall.platforms.rules import checked_scopes
from hall.staff.rules.account import checked_name
from hall.staff.rules.noting import NOTED_EVERY_S, Noting
from hall.staff.tries import SignInRefused

PREFIX = "hallcall_"
"""Every token begins so: whoever finds one knows what it is."""
FRESH_KEPT = 100
"""Tokens that are remembered for an answer that was lost on its way."""


@dataclass(frozen=True, slots=True)
class Token:
    """One platform's token. Times are seconds since 1970; it was never used where they are None."""

    id: str
    name: str
    scopes: tuple[str, ...]
    made_at: float
    made_by: str
    first_used: float | None = None
    last_used: float | None = None
    ended_at: float | None = None


class TokenBook:
    """Which platforms may read what."""

    def __init__(self, ground: Ground) -> None:
        """Read what there is."""
        self._clock, self._new_token = ground.clock, ground.new_token
        self._tokens: dict[str, Token] = {}
        self._by_secret: dict[str, str] = {}
        self._fresh: OrderedDict[str, str] = OrderedDict()
        self._used: dict[str, tuple[float, float]] = {}
        self._refused = Noting()
        self._stream = numbered(ground, STREAM, self._fold)
        self._stream.catch_up()

    def take(self, committed: Committed) -> None:
        """Take in what was written down, perhaps by another process."""
        if committed.stream == STREAM:
            self._stream.take(committed.entry)

    def make(self, actor: Actor, name: str, scopes: Iterable[str]) -> tuple[str, Token]:
        """Return a new token's secret, and the token. Raises Wrong, and Illegal for a repeat that comes too late."""
        named, may, secret = checked_name(name), checked_scopes(scopes), PREFIX + self._new_token()

        def decide(_: float) -> tuple[Event, ...]:
            return (TokenMade(named, may, _digest(secret)),)

        done = self._stream.act(actor, decide)
        if done.repeated:
            if (actor.key or "") not in self._fresh:
                raise Illegal("token_shown_once")
            secret = self._fresh[actor.key or ""]
        elif actor.key is not None:
            self._fresh[actor.key] = secret
            if len(self._fresh) > FRESH_KEPT:
                self._fresh.popitem(last=False)
        return secret, self._tokens[self._by_secret[_digest(secret)]]

    def end(self, actor: Actor, token: str) -> None:
        """Let the token count no more. Raises Unknown."""

        def decide(_: float) -> tuple[Event, ...]:
            if token not in self._tokens:
                raise Unknown("token_unknown", token=token)
            return () if self._tokens[token].ended_at else (TokenEnded(token),)

        self._stream.act(actor, decide)

    def everything(self) -> Sequence[Token]:
        """Return all tokens, those that ended too, in the order in which they were made."""
        return self._stream.look(lambda: [self._as_used(one) for one in self._tokens.values()])

    def holder(self, secret: str) -> Token | None:
        """Return the token that has this secret, ended or not; None when there is none."""
        if not secret.startswith(PREFIX):
            return None
        return self._stream.look(lambda: self._tokens.get(self._by_secret.get(_digest(secret), "")))

    def admit(self, token: Token, scope: str | None, asked: str) -> None:
        """Let a request of the token pass that needs `scope`; None: no token may. Raises a refusal, and counts it.

        Nothing is written here: a request that only looks waits for no disk.
        """
        if token.ended_at is not None:
            self._refused.count(token.id, "ended", asked)
            raise SignInRefused("token_ended")
        if scope is None or scope not in token.scopes:
            self._refused.count(token.id, "scope", asked)
            raise Forbidden("scope_lacking")
        now = self._clock()
        self._used[token.id] = (self._used.get(token.id, (now, now))[0], now)

    def note(self) -> None:
        """Write down what the tokens were used and refused for, where that is due."""
        now = self._clock()
        refused = self._refused.due(now)
        used = [one for one in self._used if self._use_is_due(one)]
        events = [
            *(TokenUsed(one, *self._used[one]) for one in used),
            *(TokenRefused(one, why, asked, times) for (one, why, asked), times in refused.items()),
        ]
        if not events:
            return
        self._stream.act(HALL, lambda _: events)
        for one in used:
            self._used.pop(one)
        self._refused.noted(refused, now)

    def _use_is_due(self, token: str) -> bool:
        noted = self._tokens[token].last_used
        return noted is None or self._used[token][1] - noted >= NOTED_EVERY_S

    def _as_used(self, token: Token) -> Token:
        """Return the token with its uses that are not noted yet."""
        if token.id not in self._used:
            return token
        first, last = self._used[token.id]
        noted = token.first_used
        return replace(token, first_used=first if noted is None else noted, last_used=last)

    def _fold(self, entry: Entry) -> None:
        for event in entry.events:
            match event:
                case TokenMade():
                    one = f"t{entry.number}"
                    self._tokens[one] = Token(one, event.name, event.scopes, entry.at, entry.by)
                    self._by_secret[event.secret] = one
                case TokenUsed():
                    known = self._tokens[event.token]
                    first = event.first if known.first_used is None else known.first_used
                    last = max(event.last, known.last_used or event.last)
                    self._tokens[known.id] = replace(known, first_used=first, last_used=last)
                case TokenEnded():
                    self._tokens[event.token] = replace(self._tokens[event.token], ended_at=entry.at)


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
