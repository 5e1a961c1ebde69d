"""Reads `config.toml`: one hall, every mistake named by its key, all at once."""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from hall.configuration.schema import DAYS, File, StorePart
from hall.configuration.ties import mistakes_between
from hall.configuration.values import RECORDED, USUAL_CLASSES
from hall.plan.hours import OpeningHours
from hall.plan.plan import Booking, Counter, Group, Plan, QueueRule, Service, StandIn, VisitorClass, Zone
from hall.plan.workdays import CHINA, MONDAY_TO_FRIDAY, Workdays, china_special

Table = Mapping[str, Any]
"""A file, or a part of one, as TOML reads it."""


class ConfigurationError(Exception):
    """The file cannot be used; `mistakes` has a line for each, as `key: what is wrong and what to do`."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True)
class Configuration:
    """A hall ready to be opened."""

    file: File
    plan: Plan
    trusted_networks: tuple[IPv4Network | IPv6Network, ...]
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...]

    @property
    def hours(self) -> OpeningHours:
        """When the hall is open."""
        return self.plan.hours

    @property
    def workdays(self) -> Workdays:
        """The working days in which limits count."""
        return CHINA if self.file.hours.calendar == "china" else MONDAY_TO_FRIDAY

    @property
    def spoken_zones(self) -> tuple[str, ...]:
        """The zones in which calls are said aloud, by a wall or by the server's loudspeaker."""
        by_loudspeaker = self.file.loudspeaker.zones
        said = (zone.id for zone in self.file.zones if zone.speak or zone.id in by_loudspeaker)
        return tuple(said) if self.file.voice.enabled else ()


def earshots(configuration: Configuration) -> dict[tuple[str, ...], bool]:
    """Return the zones that one voice speaks for, and whether that is the loudspeaker: else each zone has its own."""
    spoken = configuration.spoken_zones
    together = tuple(zone for zone in spoken if zone in configuration.file.loudspeaker.zones)
    return {**({together: True} if together else {}), **{(zone,): False for zone in spoken if zone not in together}}


def load(path: Path) -> Configuration:
    """Read the file at `path`. Raises ConfigurationError with every mistake."""
    return from_table(read_table(path))


def read_table(path: Path) -> dict[str, Any]:
    """Return the file at `path` as TOML reads it. Raises ConfigurationError when it is none."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))  # Windows' editor may begin a file with a mark
    except OSError as why:
        raise ConfigurationError([f"{path}: cannot be read ({why.strerror})"]) from why
    except UnicodeDecodeError as why:
        raise ConfigurationError([f"{path}: is not saved as UTF-8; save it again with that encoding"]) from why
    except tomllib.TOMLDecodeError as why:
        raise ConfigurationError([f"{path}: {why}"]) from why


MACHINE, MACHINE_KEYS = ("backup", "city", "reminders", "security", "store"), (("loudspeaker", "player"),)
"""The tables and single keys that belong to one computer; all others are the plan."""
LENT = ("loudspeaker", "printers", "signs")
LENT_KEYS = (("hall", "public_url"), ("hall", "wifi"), ("kiosk", "printer"))
"""Tables and single keys that count as this computer's file says them until they are changed in the browser."""


def plan_of(raw: Table) -> dict[str, Any]:
    """Return the plan in the file of a computer: without what belongs to that computer, and what it lends."""
    return _without({name: part for name, part in raw.items() if name not in (*MACHINE, *LENT)}, LENT_KEYS)


def settings_of(raw: Table) -> dict[str, Any]:
    """Return what of `raw` may be changed in the browser."""
    return _without({name: part for name, part in raw.items() if name not in MACHINE}, MACHINE_KEYS)


def with_machine(plan: Table, raw: Table) -> dict[str, Any]:
    """Return `plan` as a whole file, with what `raw`, the file of this computer, says of the computer, or lends."""
    lent = {name: raw[name] for name in LENT if name in raw}
    whole = lent | _without(plan, MACHINE_KEYS) | {name: raw[name] for name in MACHINE if name in raw}
    for table, key in (*LENT_KEYS, *MACHINE_KEYS):
        own, now = raw.get(table), whole.get(table, {})
        if isinstance(own, dict) and isinstance(now, dict) and key in own and key not in now:
            whole[table] = {**now, key: own[key]}
    return whole


def _without(raw: Table, keys: Iterable[tuple[str, str]]) -> dict[str, Any]:
    plan = dict(raw)
    for table, key in keys:
        if isinstance(plan.get(table), dict):
            plan[table] = {name: value for name, value in plan[table].items() if name != key}
    return plan


def as_written(plan: Any) -> Any:
    """Return a plan without its keys that are None: a file has no word for nothing, it leaves the key out."""
    if isinstance(plan, Mapping):
        return {key: as_written(value) for key, value in plan.items() if value is not None}
    return [as_written(one) for one in plan] if isinstance(plan, list) else plan


def digest_of(plan: Table) -> str:
    """Return a digest by which a changed plan is known; comments and order in the file do not count."""
    said = json.dumps(plan, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.blake2b(said.encode(), digest_size=8).hexdigest()


def from_table(raw: Table, *, recorded: bool = False) -> Configuration:
    """Make a hall of a parsed file, or of a plan taken before. Raises ConfigurationError with every mistake."""
    mistakes = []
    file = None
    try:
        file = File.model_validate(raw, context=RECORDED if recorded else None)
    except ValidationError as wrong:
        mistakes = [f"{_key(e['loc'])}: {_message(e)}" for e in wrong.errors()]
    mistakes += mistakes_between(raw)
    if file is None or mistakes:
        raise ConfigurationError(list(dict.fromkeys(mistakes)))
    trusted = tuple(map(ip_network, file.security.trusted_networks))
    proxies = tuple(map(ip_network, file.security.trusted_proxies))
    return Configuration(file, _plan(file), trusted, proxies)


def store_of(raw: Table) -> StorePart:
    """Return where the hall's data is, whatever else is wrong in the file. Raises ConfigurationError."""
    try:
        return StorePart.model_validate(raw.get("store", {}))
    except ValidationError as wrong:
        raise ConfigurationError([f"{_key(('store', *e['loc']))}: {_message(e)}" for e in wrong.errors()]) from wrong


def _plan(file: File) -> Plan:
    return Plan(
        name=file.hall.name,
        groups={g.id: Group(g.id, g.name) for g in file.groups},
        services={
            s.id: Service(s.id, s.group, s.name, s.prefix, s.covers or {}, s.guide, s.usual_min * 60, tuple(s.then))
            for s in file.services
        },
        zones={z.id: Zone(z.id, z.name) for z in file.zones},
        counters={
            c.id: Counter(c.id, c.name or _counter_name(c.id), c.zone, tuple(c.services), tuple(c.covers))
            for c in file.counters
        },
        rule=QueueRule(
            preference_tolerance_s=file.queue.preference_tolerance_min * 60,
            return_after=file.queue.missed_return_behind,
            calls_before_no_show=file.queue.calls_before_no_show,
            one_counter_per_clerk=file.queue.one_counter_per_clerk,
            start_after_call_s=file.queue.start_after_call_s or None,
            late_after_s=file.queue.appointment_late_min * 60,
            late_credit_s=file.queue.appointment_late_credit_min * 60,
        ),
        hours=_hours(file),
        classes=_classes(file),
        stand_ins=tuple(StandIn(one.staff, one.by, one.counter) for one in file.stand_ins),
        booking=_booking(file),
    )


def _booking(file: File) -> Booking:
    part = file.appointments
    return Booking(
        services=tuple(s.id for s in file.services if s.bookable),
        slot_s=part.slot_min * 60,
        walk_in_share=part.walk_in_share,
        days_ahead=part.days_ahead,
        early_s=part.early_min * 60,
        per_week=part.per_week,
        no_shows=part.no_shows,
        blocked_days=part.blocked_days,
    )


def _classes(file: File) -> dict[str, VisitorClass]:
    """Return the usual classes, then the hall's own; one of the same id takes the usual one's place."""
    usual = [
        VisitorClass("normal", USUAL_CLASSES["normal"]),
        VisitorClass("priority", USUAL_CLASSES["priority"], file.queue.priority_head_start_min * 60),
        VisitorClass("appointment", USUAL_CLASSES["appointment"], file.queue.appointment_head_start_min * 60),
    ]
    own = [VisitorClass(c.id, c.name, c.head_start_min * 60, c.ask) for c in file.classes]
    return {c.id: c for c in (*usual, *own)}


def _counter_name(counter: str) -> dict[str, str]:
    return {"zh": f"{counter}号窗口", "en": f"Counter {counter}"}


def _hours(file: File) -> OpeningHours:
    return OpeningHours(
        zone=ZoneInfo(file.hall.timezone),
        weekly=tuple(getattr(file.hours, day) for day in DAYS),
        exceptions=file.hours.exceptions,
        special=china_special if file.hours.calendar == "china" else lambda _: None,
        turns_min=file.hours.turns_at,
    )


def _key(loc: tuple[int | str, ...]) -> str:
    text = ""
    for part in loc:
        if part == "[key]":
            continue
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def _message(error: Any) -> str:
    said = {
        "missing": "is missing; add it",
        "extra_forbidden": "is not a key of this file; check its spelling and its place",
        "string_type": 'must be text in quotes, as "…"',
        "list_type": "must be a list, as […]",
        "dict_type": "must be a table, as { … }",
        "model_type": "must be a table",
        "bool_type": "must be true or false",
        "int_type": "must be a whole number",
        "float_type": "must be a number",
        "too_short": "must not be empty",
    }.get(error["type"])
    if said is not None:
        return said
    if error["type"] == "string_pattern_mismatch":
        wants = {
            r"^[A-Z]{1,3}$": "one to three capital letters",
            r"^[A-Za-z0-9_-]{1,32}$": "up to 32 letters, digits, - or _",
            r"^([01][0-9]|2[0-3]):[0-5][0-9]$": 'a time of day, as "12:30"',
            r"^[A-Za-z0-9.-]{1,253}$": 'the name of a computer alone, as "hall.example.cn"',
        }.get(error["ctx"]["pattern"])
        return f"{error['input']!r} must be {wants}"
    return str(error["msg"]).removeprefix("Value error, ").replace("Input should be", "must be")
