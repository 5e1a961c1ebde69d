"""What only shows between the tables of `config.toml`: names used twice, and references to what is not there.

Reads the raw file, so that these mistakes are told together with those of single keys.
"""

from collections.abc import Iterator, Mapping
from typing import Any

TAKEN_ZONES = frozenset({"counter", "guide", "media", "voice"})
"""What stands under /display/ beside the zones."""


def mistakes_between(raw: Mapping[str, Any]) -> Iterator[str]:
    """Give each mistake as `key: what is wrong`."""
    groups, services, zones = (_ids(raw, kind) for kind in ("groups", "services", "zones"))
    for kind in ("groups", "services", "zones", "counters", "printers"):
        yield from _repeats(raw, kind, "id")
    yield from _repeats(raw, "services", "prefix")
    for i, zone in _rows(raw, "zones"):
        if zone.get("id") in TAKEN_ZONES:
            yield f"zones[{i}].id: /display/{zone['id']} is the address of another screen; choose another id"
    for i, service in _rows(raw, "services"):
        if isinstance(service.get("group"), str) and service["group"] not in groups:
            yield f"services[{i}].group: there is no group {service['group']!r}"
        yield from _services_there(service, f"services[{i}]", "then", services)
    for i, counter in _rows(raw, "counters"):
        if isinstance(counter.get("zone"), str) and counter["zone"] not in zones:
            yield f"counters[{i}].zone: there is no zone {counter['zone']!r}"
        yield from _services_there(counter, f"counters[{i}]", "services", services)
        yield from _services_there(counter, f"counters[{i}]", "covers", services)
    yield from _printer_ties(raw)
    loudspeaker = raw.get("loudspeaker")
    spoken_for = loudspeaker.get("zones") if isinstance(loudspeaker, dict) else None
    for i, zone in enumerate(spoken_for if isinstance(spoken_for, list) else ()):
        if isinstance(zone, str) and zone not in zones:
            yield f"loudspeaker.zones[{i}]: there is no zone {zone!r}"


def _services_there(row: Mapping[str, Any], key: str, part: str, services: set[str]) -> Iterator[str]:
    named = row.get(part)
    for j, service in enumerate(named if isinstance(named, list) else ()):
        if isinstance(service, str) and service not in services:
            yield f"{key}.{part}[{j}]: there is no service {service!r}"


def _printer_ties(raw: Mapping[str, Any]) -> Iterator[str]:
    needs = {"network": "address", "usb": "address", "serial": "address", "file": "folder", "pdf": "folder"}
    for i, printer in _rows(raw, "printers"):
        need = needs.get(str(printer.get("kind")))
        if need is not None and not printer.get(need):
            yield f"printers[{i}].{need}: is missing; a printer of kind {printer['kind']!r} needs it"
    kiosk = raw.get("kiosk")
    named = kiosk.get("printer") if isinstance(kiosk, dict) else None
    if isinstance(named, str) and named not in _ids(raw, "printers"):
        yield f"kiosk.printer: there is no printer {named!r}"


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
