"""What an account's values must be."""

from collections.abc import Collection

from hall.journal.refusal import Wrong
from hall.staff.rules import pin as pins
from hall.staff.rules.roles import ROLES

LONGEST_ID = 32
LONGEST_NAME = 64
LONGEST_BADGE = 16


def checked_id(staff: str) -> str:
    """Return the sign-in id. Raises Wrong."""
    if not (staff.isascii() and staff.replace("-", "").replace("_", "").isalnum() and len(staff) <= LONGEST_ID):
        raise Wrong("staff_id_wrong", field="id", longest=LONGEST_ID)
    return staff


def checked_name(name: str) -> str:
    """Return the name as it is kept. Raises Wrong also for line breaks, and marks that turn the writing around."""
    if not name.isprintable():
        raise Wrong("staff_name_unprintable", field="name")
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        raise Wrong("staff_name_wrong", field="name", longest=LONGEST_NAME)
    return name.strip()


def checked_badge(badge: str) -> str:
    """Return the badge as it is kept. Raises Wrong."""
    if not (badge.isprintable() and 0 < len(badge.strip()) <= LONGEST_BADGE):
        raise Wrong("staff_badge_wrong", field="badge", longest=LONGEST_BADGE)
    return badge.strip()


def checked_role(role: str) -> str:
    """Return the role. Raises Wrong."""
    if role not in ROLES:
        raise Wrong("role_unknown", field="role", roles=", ".join(ROLES))
    return role


def checked_pin(pin: str, staff: str, field: str = "pin") -> str:
    """Return the PIN. Raises Wrong for one that is guessed first."""
    fault = pins.fault(pin, staff)
    if fault is not None:
        raise Wrong(fault, field=field, shortest=pins.SHORTEST, longest=pins.LONGEST)
    return pin


def next_badge(taken: Collection[str]) -> str:
    """Return the first badge of three digits that is free."""
    return next(badge for n in range(1, len(taken) + 2) if (badge := f"{n:03}") not in taken)
