"""What a device may be, and where its screen is."""

import secrets
from typing import Literal, get_args
from urllib.parse import quote

from hall.journal.refusal import Wrong
from hall.plan.plan import Plan

Kind = Literal["kiosk", "wall", "counter", "tablet"]
KINDS: tuple[str, ...] = get_args(Kind)
"""A kiosk, a wall of a zone, the screen over a counter, the rating tablet at a counter."""


SHOWING = ("wall", "counter")
"""Whose screens may be looked at from afar: what they show is everybody's to see, unlike a visitor's own on a kiosk."""
DIGITS = 8
"""So many that nobody finds one in ten minutes, and that a kiosk's pad of digits types them."""


def new_code() -> str:
    """Return a code that nobody can guess."""
    return "".join(secrets.choice("0123456789") for _ in range(DIGITS))


def checked_place(plan: Plan, kind: str, place: str | None) -> str | None:
    """Return the place: a wall's zone, a counter of its screen or tablet, a kiosk's printer. Raises Wrong."""
    there = {"wall": plan.zones, "counter": plan.counters, "tablet": plan.counters}.get(kind)
    if place is not None and there is not None and place not in there:
        raise Wrong("device_place_wrong", field="place", place=place)
    return place


def screen_of(kind: str, place: str | None) -> str:
    """Return the address of the page that such a device shows; without a place, of the one where it is chosen."""
    at = None if place is None else quote(place, safe="")
    match kind:
        case "kiosk":
            return "/kiosk" if at is None else f"/kiosk?printer={at}"
        case "wall":
            return "/display" if at is None else f"/display/{at}"
        case "counter":
            return "/display" if at is None else f"/display/counter/{at}"
    return "/?all" if at is None else f"/counter/{at}/rate"
