"""What only shows between the tables of `config.toml`: names used twice, and references to what is not there.

Reads the raw file, so that these mistakes are told together with those of single keys.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from hall.paper import printer_address

TAKEN_ZONES = frozenset({"counter", "guide", "media", "voice"})
"""What stands under /display/ beside the zones."""
ADDRESSES = {"network": printer_address.network, "usb": printer_address.usb, "serial": printer_address.serial}
"""How the address of a printer is read, by its kind."""


def mistakes_between(raw: Mapping[str, Any]) -> Iterator[str]:
    """Give each mistake as `key: what is wrong`."""
    groups, services, zones, counters = (_ids(raw, kind) for kind in ("groups", "services", "zones", "counters"))
    for kind in ("groups", "services", "zones", "counters", "classes", "patrol", "printers"):
        yield from _repeats(raw, kind, "id")
    yield from _repeats(raw, "services", "prefix")
    for i, zone in _rows(raw, "zones"):
        if zone.get("id") in TAKEN_ZONES:
            yield f"zones[{i}].id: /display/{zone['id']} is the address of another screen; choose another id"
    for i, service in _rows(raw, "services"):
        if _lacks(groups, service.get("group")):
            yield f"services[{i}].group: there is no group {service['group']!r}"
        yield from _services_there(service, f"services[{i}]", "then", services)
    yield from _counter_ties(raw, zones, services)
    yield from _stand_in_ties(raw, counters)
    yield from _printer_ties(raw)
    yield from _media_ties(raw, zones)
    yield from _sign_ties(raw, counters)
    yield from _reminder_ties(raw)
    loudspeaker = raw.get("loudspeaker")
    spoken_for = loudspeaker.get("zones") if isinstance(loudspeaker, dict) else None
    for i, zone in enumerate(spoken_for if isinstance(spoken_for, list) else ()):
        if _lacks(zones, zone):
            yield f"loudspeaker.zones[{i}]: there is no zone {zone!r}"


def _counter_ties(raw: Mapping[str, Any], zones: set[str], services: set[str]) -> Iterator[str]:
    for i, counter in _rows(raw, "counters"):
        if _lacks(zones, counter.get("zone")):
            yield f"counters[{i}].zone: there is no zone {counter['zone']!r}"
        yield from _services_there(counter, f"counters[{i}]", "services", services)
        yield from _services_there(counter, f"counters[{i}]", "covers", services)


def _media_ties(raw: Mapping[str, Any], zones: set[str]) -> Iterator[str]:
    for i, row in _rows(raw, "media"):
        listed, first, last = row.get("zones"), row.get("first"), row.get("last")
        for j, zone in enumerate(listed if isinstance(listed, list) else ()):
            if _lacks(zones, zone):
                yield f"media[{i}].zones[{j}]: there is no zone {zone!r}"
        if isinstance(first, str) and isinstance(last, str) and last < first:
            yield f"media[{i}].last: is before the first day, {first!r}"


def _stand_in_ties(raw: Mapping[str, Any], counters: set[str]) -> Iterator[str]:
    for i, one in _rows(raw, "stand_ins"):
        if _lacks(counters, one.get("counter")):
            yield f"stand_ins[{i}].counter: there is no counter {one['counter']!r}"
        if isinstance(one.get("by"), str) and one["by"] == one.get("staff"):
            yield f"stand_ins[{i}].by: {one['by']!r} cannot stand in for themselves"


def _lacks(ids: set[str], named: object) -> bool:
    """Return whether `named` is not among `ids`; without any there is a mistake already, and it is told once."""
    return bool(ids) and isinstance(named, str) and named not in ids


def _services_there(row: Mapping[str, Any], key: str, part: str, services: set[str]) -> Iterator[str]:
    listed = row.get(part)
    named = listed if isinstance(listed, list) else []
    for j, service in enumerate(named):
        if _lacks(services, service):
            yield f"{key}.{part}[{j}]: there is no service {service!r}"
        elif service in named[:j] and part != "then":
            yield f"{key}.{part}[{j}]: {service!r} is named twice"


def _printer_ties(raw: Mapping[str, Any]) -> Iterator[str]:
    needs = {**dict.fromkeys(ADDRESSES, "address"), "file": "folder", "pdf": "folder", "system": "name"}
    for i, printer in _rows(raw, "printers"):
        kind = str(printer.get("kind"))
        need = needs.get(kind)
        if kind in {"pdf", "system"} and printer.get("mode") == "text":
            yield f'printers[{i}].mode: a printer of kind {kind!r} prints pictures; "text" is for ESC/POS printers'
        given = printer.get(need) if need is not None else None
        if need is not None and not given:
            yield f"printers[{i}].{need}: is missing; a printer of kind {kind!r} needs it"
        elif need == "address" and isinstance(given, str):
            try:
                ADDRESSES[kind](given)
            except ValueError as why:
                yield f"printers[{i}].address: {why}"
    kiosk = raw.get("kiosk")
    named = kiosk.get("printer") if isinstance(kiosk, dict) else None
    if isinstance(named, str) and named not in _ids(raw, "printers"):
        yield f"kiosk.printer: there is no printer {named!r}"


def _sign_ties(raw: Mapping[str, Any], counters: set[str]) -> Iterator[str]:
    taken: dict[tuple[str, int], int] = {}
    for i, sign in _rows(raw, "signs"):
        if _lacks(counters, sign.get("counter")):
            yield f"signs[{i}].counter: there is no counter {sign['counter']!r}"
        kind, address, number = sign.get("kind"), sign.get("address"), sign.get("number", 1)
        if kind not in {"network", "serial"} or not isinstance(address, str) or not isinstance(number, int):
            continue  # told by the table itself
        try:
            ADDRESSES[kind](address)
        except ValueError as why:
            yield f"signs[{i}].address: {why}"
        if (first := taken.setdefault((address, number), i)) != i:
            yield f"signs[{i}].number: {number} on this line is taken by signs[{first}]"


def _reminder_ties(raw: Mapping[str, Any]) -> Iterator[str]:
    said = raw.get("reminders")
    kind, address = (said.get("kind"), said.get("address")) if isinstance(said, dict) else (None, None)
    if kind in {"http", "serial"} and address is None:
        yield f"reminders.address: is missing; messages of kind {kind!r} need it"
    elif kind == "http" and isinstance(address, str) and not address.startswith(("https://", "http://")):
        yield f"reminders.address: {address!r} is no address such as https://sms.example.cn/send"
    elif kind == "serial" and isinstance(address, str):
        try:
            ADDRESSES["serial"](address)
        except ValueError as why:
            yield f"reminders.address: {why}"


def _rows(raw: Mapping[str, Any], kind: str) -> Iterator[tuple[int, dict[str, Any]]]:
    rows = raw.get(kind)
    return ((i, row) for i, row in enumerate(rows if isinstance(rows, list) else ()) if isinstance(row, dict))


def _ids(raw: Mapping[str, Any], kind: str) -> set[str]:
    return {row["id"] for _, row in _rows(raw, kind) if isinstance(row.get("id"), str)}


def _repeats(raw: Mapping[str, Any], kind: str, key: str) -> Iterator[str]:
    first: dict[str, int] = {}
    for i, row in _rows(raw, kind):
        value = row.get(key)
        if isinstance(value, str) and first.setdefault(value, i) != i:
            yield f"{kind}[{i}].{key}: {value!r} is taken by {kind}[{first[value]}]"
