"""Faults and rounds, folded from what was written down: of the fault list's own stream, and of the patrol's."""

from datetime import date

from hall.alarms.events import CALM_S, AlarmAcknowledged, AlarmEnded, AlarmRaised
from hall.journal.entry import Entry
from hall.patrol.events import DeviceFaultMended, DeviceFaultReported, DeviceFaultTaken, ItemTicked, PatrolDue
from hall.patrol.state import DeviceFault, Round, Tick

KINDS = {
    "device_silent": "device",
    **dict.fromkeys(
        (f"printer_{state}" for state in ("paper_out", "cover_open", "offline", "never", "folder", "queue")), "printer"
    ),
    "sign": "sign",
    "zone_silent": "sound",
    "loudspeaker": "loudspeaker",
    **dict.fromkeys(("engine_missing", "voice_missing", "hanging", "crashing"), "voice"),
    **dict.fromkeys(("database", "disk", "server_gone"), "server"),
}
"""The faults of the fault list that are a device's being out of order, and what kind of device that is."""


def fold_found(faults: dict[str, DeviceFault], entry: Entry) -> None:
    """Take in what the hall found by itself; it is over since it was last there, not since that is certain.

    One that stands is found by what it is about, one that is over by when it began.
    """
    for number, event in enumerate(entry.events):
        match event:
            case AlarmRaised(code, about, _) if code in KINDS and f"{code} {about}" not in faults:
                begun = DeviceFault(f"a{entry.number}-{number}", f"{KINDS[code]}:{about}", entry.at, code)
                faults[f"{code} {about}"] = begun
            case AlarmAcknowledged(code, about, _) if (noted := faults.get(f"{code} {about}")) is not None:
                noted.taken_by = entry.by
            case AlarmEnded(code, about) if (over := faults.pop(f"{code} {about}", None)) is not None:
                over.until = max(over.since, entry.at - CALM_S)
                faults[over.id] = over


def fold_reported(faults: dict[str, DeviceFault], entry: Entry) -> None:
    """Take in what people reported, and who sees to it. Of what the hall found itself nothing is told here."""
    for event in entry.events:
        match event:
            case DeviceFaultReported(fault, device, name, urgent, day, token):
                faults[fault] = DeviceFault(
                    *(fault, device, entry.at, None, name, entry.by, urgent, date.fromisoformat(day), token)
                )
            case DeviceFaultTaken(fault) if fault in faults:
                faults[fault].taken_by = entry.by
            case DeviceFaultMended(fault):
                faults[fault].until, faults[fault].ended_by = entry.at, entry.by


def fold_round(rounds: dict[str, Round], entry: Entry) -> None:
    """Take in what was to be looked at, and what was; what has been looked at stays, also if it is due no more."""
    for event in entry.events:
        match event:
            case PatrolDue(period, items):
                one = rounds.setdefault(period, Round(period))
                ticked = {item: name for item, name in one.items.items() if item in one.ticks}
                one.items = {**items, **{item: name for item, name in ticked.items() if item not in items}}
            case ItemTicked(period, item, in_order, day, token):
                tick = Tick(entry.by, entry.at, in_order, date.fromisoformat(day), token)
                rounds[period].ticks[item] = tick
