"""What a change of a guide would do, in words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from counter.manager.plan_effects import Effect, Fact, said
from hall.guides.guide import Guide
from hall.plan.plan import Plan
from hall.texts import Texts


def guide_effects(texts: Texts, plan: Plan, before: Mapping[str, Any] | None, after: Guide) -> Sequence[Effect]:
    """Return what it does to let `after` count where the guide said `before`, None where there was none."""
    return [said(texts, code, facts) for code, facts in _found(plan, before, after)]


def removal_effects(texts: Texts, plan: Plan, guide: str, name: Fact) -> Sequence[Effect]:
    """Return what it does to take a guide away."""
    naming = [("guide_lost", {"service": one.name}) for one in plan.services.values() if one.guide == guide]
    return [said(texts, "guide_gone", {"guide": name}), *(said(texts, code, facts) for code, facts in naming)]


def _found(plan: Plan, before: Mapping[str, Any] | None, after: Guide) -> Iterator[tuple[str, Mapping[str, Fact]]]:
    yield ("guide_new" if before is None else "guide_changed"), {"guide": after.name}
    gone = {one["id"] for one in (before or {}).get("materials", ())} - {one.id for one in after.materials}
    if gone:
        yield "materials_gone", {"count": len(gone)}
    naming = [one.name for one in plan.services.values() if one.guide == after.id]
    yield from (("guide_shown", {"service": name}) for name in naming)
    if not naming:
        yield "guide_unlinked", {}
