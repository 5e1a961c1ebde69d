"""The setting of the demonstration: opening hours, made-up accounts, and what is told to whoever looks on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from hall.plan.plan import Plan
from hall.staff.rules import pin as pins

USUAL_MIN = 8.0
"""How long a visit takes where the configuration says nothing."""
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Account:
    """Somebody of the staff. Without a counter it is the manager, who looks on."""

    staff: str
    name: str
    role: str
    pin: str
    counter: str | None


def always_open(table: Mapping[str, Any], url: str) -> dict[str, Any]:
    """Return the configuration `table` as a hall at `url` that never closes, in a folder whatever its own store is.

    Its clerks have no panel open, so none of its counters counts as left.
    """
    limits = {**table.get("limits", {}), "counter_left_min": 0}
    hours = {day: ["00:00-24:00"] for day in WEEK} | {"calendar": "none"}
    return {**table, "hours": hours, "hall": {**table["hall"], "public_url": url}, "limits": limits, "store": {}}


def hastened(table: Mapping[str, Any], speed: float) -> dict[str, Any]:
    """Return the hall where everybody is `speed` times faster than life: so are visits, and predicted waits."""
    services = [{**one, "usual_min": one.get("usual_min", USUAL_MIN) / speed} for one in table["services"]]
    return {**table, "services": services}


def accounts(plan: Plan, chance: Random) -> list[Account]:
    """Return a clerk for every counter but the last, which is left to whoever looks on, and the manager."""

    def pin() -> str:
        while pins.fault(pin := f"{chance.randrange(10**5, 10**6)}", ""):
            pass
        return pin

    clerks = [Account(f"demo{c}", f"演示{c}", "clerk", pin(), c) for c in list(plan.counters)[:-1]]
    return [*clerks, Account("manager", "演示主管", "manager", pin(), None)]


def welcome(url: str, plan: Plan, staff: Sequence[Account]) -> str:
    """Return the addresses and sign-ins of all screens, to be printed."""
    *clerks, manager = staff
    free = list(plan.counters)[-1]
    lines = [
        "",
        "Hallcall 大厅叫号 · demo",
        f"  {url}/   all screens, 全部屏幕",
        f"  {url}/kiosk   kiosk, 取号屏",
        *(f"  {url}/display/{zone.id}   display, {zone.name['zh']}大屏" for zone in plan.zones.values()),
        f"  {url}/counter   counter, 窗口: counter {free} is free for you; staff {manager.staff}, PIN {manager.pin}",
        f"  {url}/counter/manager   manager, 主管: staff {manager.staff}, PIN {manager.pin}",
        *(f"     counter {clerk.counter}: staff {clerk.staff}, PIN {clerk.pin}" for clerk in clerks),
        "  Ctrl-C ends it and deletes everything. 按 Ctrl-C 结束并清除全部数据。",
        "",
    ]
    return "\n".join(lines)
