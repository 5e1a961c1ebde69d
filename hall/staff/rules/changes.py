"""What a change makes of an account, and what of it is news: pure."""

from collections.abc import Mapping
from dataclasses import replace

from hall.staff.events import StaffChanged
from hall.staff.state import Staff

PARTS = ("name", "role", "badge", "salt", "pin_hash", "disabled", "lent", "counters")


def changed(account: Staff, event: StaffChanged, roles: Mapping[str, frozenset[str]]) -> Staff:
    """Return the account after `event`, where `roles` may so.

    Sign-ins from before a new PIN, or before it was disabled, count no more.
    """
    values = {part: value for part in PARTS if (value := getattr(event, part)) is not None}
    ends = event.pin_hash is not None or event.disabled is True
    return replace(
        account,
        **values,
        permissions=roles.get(event.role or account.role, frozenset()),
        credential=account.credential + ends,
    )


def news(asked: StaffChanged, now: Staff) -> StaffChanged:
    """Return what of `asked` is not so already."""
    return replace(
        asked,
        name=None if asked.name == now.name else asked.name,
        role=None if asked.role == now.role else asked.role,
        badge=None if asked.badge == now.badge else asked.badge,
        disabled=None if asked.disabled == now.disabled else asked.disabled,
        counters=None if asked.counters == now.counters else asked.counters,
    )
