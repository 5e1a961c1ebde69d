"""Roles by the names a hall uses, each a set of permissions.

see: read what staff may read. serve: act at a counter. assist: let one more visitor in. call_any: call a chosen number.
put_first: send a visitor on before all who wait there.
oversee: see the whole floor. direct: free counters, answer calls for help. manage: messages, and the hall as furnished.
accounts: people and devices. follow_up: read what visitors said of the hall, and answer for it.
decide: take any step in cases that others answer for, put decisions right, agree to later days, find by applicant.
"""

ROLES = {
    "clerk": frozenset({"see", "serve", "assist"}),
    "guide": frozenset({"see", "assist", "oversee"}),
    "inspector": frozenset({"see", "oversee"}),
    "lead": frozenset({"see", "serve", "assist", "call_any", "put_first", "oversee", "direct", "follow_up", "decide"}),
    "manager": frozenset(
        {
            "see",
            "serve",
            "assist",
            "call_any",
            "put_first",
            "oversee",
            "direct",
            "manage",
            "accounts",
            "follow_up",
            "decide",
        }
    ),
    "admin": frozenset({"see", "oversee", "manage", "accounts"}),
}
"""What each role may do, unless the hall grants more."""


def permissions(role: str) -> frozenset[str]:
    """Return what a role may; one that a newer version wrote down may nothing here."""
    return ROLES.get(role, frozenset())
