"""Why, as the journal has it: closed lists alone, for its streams are never deleted. Own words are in the vault."""

from collections.abc import Collection, Iterable
from typing import Literal, get_args

PAUSES = ("break", "materials", "meeting", "device", "other")
"""Why a counter calls nobody for a while, or no more: what its clerk may say."""
LEFT = "left"
"""Why the hall itself pauses a counter: its clerk's panel was not connected for some minutes."""
OUTCOMES = ("done", "incomplete", "referred", "other")
"""How a service ended: 办结, 补材料, 转有关部门."""
RatingReason = Literal["attitude", "slow", "unclear", "errand", "skill", "other"]
RATING_REASONS: tuple[str, ...] = get_args(RatingReason)
"""Why a visitor was not content, in the order in which pages offer it."""
OTHER = "other"

_FORMERLY = {
    "短暂休息": "break",
    "整理材料": "materials",
    "内部事务": "meeting",
    "设备故障": "device",
    "Short break": "break",
    "Paperwork": "materials",
    "Internal matter": "meeting",
    "Device fault": "device",
    "办结": "done",
    "补材料": "incomplete",
}
"""What panels wrote before there were lists, in their words."""


def listed(said: str | None, among: Collection[str]) -> str | None:
    """Return what of the list somebody's words mean: "other" for their own, None where nothing was said."""
    if said is None or not said.strip():
        return None
    meant = _FORMERLY.get(said, said)
    return meant if meant in among else OTHER


def all_listed(said: Iterable[str], among: Iterable[str]) -> tuple[str, ...]:
    """Return what of the list somebody's several words mean, each once and in the list's order."""
    order = tuple(among)
    meant = {listed(one, order) for one in said}
    return tuple(one for one in order if one in meant)


def own_words(said: Iterable[str | None], among: Collection[str]) -> str | None:
    """Return what somebody said in words of their own, None where all is of the list."""
    own = [one for one in said if one and one not in among and one not in _FORMERLY]
    return "\n".join(own) or None
