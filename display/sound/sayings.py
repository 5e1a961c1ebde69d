"""What a loudspeaker says next: the walls' own rules (static/announcer.js), over all zones that it speaks for."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Literal

from hall.queue.views.board import Board, CallView, MessageView

LANGUAGE_PAUSE_S = 0.35
REPEAT_PAUSE_S = 0.7
CALL_S = 8
"""About one call in two languages, chime included."""

Kind = Literal["emergency", "call", "notice"]
Part = str | float
"""The address of a clip, or a pause in seconds."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing to be said; `key` is its own for ever."""

    kind: Kind
    key: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Manner:
    """How calls are said: so many times each, and not when they are older than `stale_s`."""

    repeats: int
    stale_s: float


def next_saying(boards: Sequence[Board], said: Container[str], manner: Manner) -> Saying | None:
    """Return what is to be said now: an emergency, else first calls in their order, then recalls, then notices."""
    if emergency := _emergency(boards):
        return Saying("emergency", _key("emergency", emergency), tuple(emergency["audio"]))
    if calls := _due(boards, said, manner):
        waiting_s = len(calls) * manner.repeats * CALL_S
        times = 1 if waiting_s > manner.stale_s else manner.repeats  # rather all of them once than some too late
        return Saying("call", _key("call", calls[0]), _repeated(calls[0], times))
    notices = (
        n for board in boards for n in board["notices"] if n["spoken"] and _fresh(board, "notice", n, said, manner)
    )
    notice = next(notices, None)
    return None if notice is None else Saying("notice", _key("notice", notice), tuple(notice["audio"]))


def stands(boards: Sequence[Board], saying: Saying, manner: Manner) -> bool:
    """Return whether it is still to be said."""
    emergency = _emergency(boards)
    if saying.kind == "emergency" or emergency:
        return emergency is not None and _key("emergency", emergency) == saying.key
    return saying.key in keys(boards, manner)


def keys(boards: Sequence[Board], manner: Manner) -> set[str]:
    """Return the keys of all calls and notices that could be said, had they not been."""
    calls = {_key("call", call) for call in _due(boards, (), manner)}
    return calls | {_key("notice", n) for b in boards for n in b["notices"] if _fresh(b, "notice", n, (), manner)}


def _due(boards: Sequence[Board], said: Container[str], manner: Manner) -> list[CallView]:
    calls = (
        call
        for board in boards
        for call in board["calls"]
        if call["status"] == "called" and _fresh(board, "call", call, said, manner)
    )
    return sorted(calls, key=lambda call: (call["recall"], call["id"]))


def _fresh(board: Board, kind: Kind, one: CallView | MessageView, said: Container[str], manner: Manner) -> bool:
    age = datetime.fromisoformat(board["time"]) - datetime.fromisoformat(one["at"])
    return age.total_seconds() <= manner.stale_s and _key(kind, one) not in said


def _emergency(boards: Sequence[Board]) -> MessageView | None:
    return next((board["emergency"] for board in boards), None)


def _key(kind: Kind, one: CallView | MessageView) -> str:
    return f"{kind} {one['id']} {one['at']}"


def _repeated(call: CallView, times: int) -> tuple[Part, ...]:
    """Return the clips, with breath between languages and between repeats."""
    of_language = len(call["number"]) - 1  # each letter, each digit before the last three, those three, the counter
    audio = call["audio"]
    languages = [audio[i : i + of_language] for i in range(0, len(audio), of_language)]
    once: list[Part] = [*languages[0]] if languages else []
    for language in languages[1:]:
        once += [LANGUAGE_PAUSE_S, *language]
    return tuple(chain.from_iterable([REPEAT_PAUSE_S, *once] if n else once for n in range(times)))
