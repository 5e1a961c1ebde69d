"""Times of day as config.toml says them: opening hours, also of halls that work past midnight."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ValidationInfo

from hall.plan.hours import ALL_DAY, MIDNIGHT_MIN, Span, Spans

_SPAN = re.compile(r"([0-9]{1,2}):([0-5][0-9])-([0-9]{1,2}):([0-5][0-9])")
_TURN = re.compile(r"(0[0-9]|1[0-1]):([0-5][0-9])")


def time_of_day(value: object) -> Span:
    """Read a time of one date, from midnight to midnight."""
    if not isinstance(value, str):
        raise ValueError('must be a time of day, as "12:00-14:00"')  # noqa: TRY004 - pydantic asks for a ValueError
    span = _times(value)
    if span.start_min > span.end_min:
        raise ValueError(f"{value!r} must begin before it ends, between 00:00 and 24:00")
    return span


def apart(by_time: dict[Span, float]) -> dict[Span, float]:
    """Refuse times of day that overlap."""
    if _overlap(sorted(by_time)):
        raise ValueError("times of day must not overlap; one that goes past midnight is written as two")
    return by_time


def _times(text: str) -> Span:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError(f'{text!r} is no time of day; write it as "08:30-12:00"')
    from_h, from_min, to_h, to_min = map(int, found.groups())
    span = Span(from_h * 60 + from_min, to_h * 60 + to_min)
    if max(span.start_min, span.end_min) > MIDNIGHT_MIN or span.start_min == span.end_min:
        raise ValueError(f"{text!r} must begin before it ends, between 00:00 and 24:00")
    return span


def _overlap(spans: Iterable[Span]) -> bool:
    return any(a.end_min > b.start_min for a, b in pairwise(spans))


def _list(value: object) -> Spans:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise ValueError('must be a list such as ["08:30-12:00", "13:00-17:30"], or [] for closed')
    return tuple(_times(v) for v in value)


def _of_the_business_day(spans: Spans, info: ValidationInfo) -> Spans:
    """Return opening times as the business day has them, those of the night after its date included."""
    turns_min: int = info.data.get("turns_at", 0)
    if spans == ALL_DAY:
        return (Span(turns_min, turns_min + MIDNIGHT_MIN),)
    placed = tuple(_placed(span, turns_min) for span in spans)
    if _overlap(placed):
        raise ValueError("opening times must be in order and must not overlap")
    return placed


def _placed(span: Span, turns_min: int) -> Span:
    """Return a span that goes past midnight, or begins after it, as one of the night after the business day's date."""
    start = span.start_min + (MIDNIGHT_MIN if span.start_min < turns_min else 0)
    end = span.end_min + (MIDNIGHT_MIN if span.end_min < start else 0)
    if end > turns_min + MIDNIGHT_MIN:
        raise ValueError(f"{span.text} must begin before it ends; past midnight it ends by the hour of turns_at")
    return Span(start, end)


def _turn(value: object) -> int:
    found = _TURN.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError('must be a time between "00:00" and "11:59" at which nobody works, as "04:00"')
    return int(found[1]) * 60 + int(found[2])


SpanList = Annotated[Spans, BeforeValidator(_list), AfterValidator(_of_the_business_day)]
"""Opening times of one business day, in order. `turns_at` stands before them."""
Turn = Annotated[int, BeforeValidator(_turn)]
"""When the business day turns, in minutes since midnight."""
