"""Rounds of the hall and faults of its devices: opened over the settings, seen to while the hall is open."""

from collections.abc import Sequence

from hall.faults import Fault
from hall.patrol.book import PatrolBook
from hall.patrol.rules import Item
from hall.staff.book import StaffBook
from hall.web.capability import Capability, Routes
from hall.web.context import Context
from hall.web.jobs import Job
from hall.web.opening.pace import FORGET_EVERY_S

DUE_EVERY_S = 5.0
"""How often is looked whether something new is to be looked at."""


def patrol(c: Context) -> PatrolBook:
    """Open the book."""

    def items() -> Sequence[Item]:
        return [Item(one.id, one.every, one.name) for one in c.configuration.file.patrol]

    return PatrolBook(c.ground, items, lambda: bool(c.configuration.hours.spans(c.ground.today())))


def jobs(c: Context) -> list[Job]:
    """Return what begins each day's round, and deletes words on time."""

    def forget() -> None:
        c[PatrolBook].forget(c.configuration.file.privacy.keep_feedback_days)

    return [
        Job("begin the day's round", DUE_EVERY_S, c[PatrolBook].beat, once=True),
        Job("forget remarks of patrols", FORGET_EVERY_S, forget, once=True),
    ]


def faults(c: Context) -> Sequence[Fault]:
    """Return what was reported and is not in order again, and whether the hall closed with things not looked at."""
    names = {one.id: one.name for one in c[StaffBook].everybody()}
    found = [
        Fault(
            "emergency_reported" if one.urgent else "fault_reported",
            {"device": one.name or one.device, "staff": names.get(one.by or "", one.by or "")},
            one.id,
            2 if one.urgent else 1,
        )
        for one in c[PatrolBook].open_reported()
    ]
    now, today = c.ground.clock(), c[PatrolBook].round_now("day")
    closes = c.configuration.hours.last_closing(now)
    undone = 0 if today is None else len(today.items) - len(today.ticks)
    if undone and closes is not None and now >= closes:
        found.append(Fault("patrol_undone", {"count": str(undone)}))
    return found


def capability(routes: Routes = ()) -> Capability:
    """Return the capability, with the faces' routes."""
    return Capability([patrol], routes, jobs, faults)
