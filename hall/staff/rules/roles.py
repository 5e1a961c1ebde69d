"""Roles by the names a hall uses, each a set of permissions, which a hall may change.

see: read what staff may read. serve: act at a counter. assist: let one more visitor in. call_any: call a chosen number.
put_first: send a visitor on before all who wait there.
oversee: see the whole floor. direct: free counters, answer calls for help. manage: messages, and the hall as furnished.
accounts: people and devices. follow_up: read what visitors said of the hall, and answer for it.
decide: take any step in cases that others answer for, put decisions right, agree to later days, find by applicant.
"""

from collections.abc import Collection, Mapping

from hall.journal.refusal import Wrong

ROLES: Mapping[str, frozenset[str]] = {
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
"""What each role may do, unless the hall says otherwise."""
PERMISSIONS = (
    "serve",
    "assist",
    "call_any",
    "put_first",
    "oversee",
    "direct",
    "follow_up",
    "decide",
    "manage",
    "accounts",
)
"""What a role may be given, in the order in which pages offer it; to see is everybody's who works here."""
ACCOUNTS = "accounts"
"""Somebody has to hold this, or nobody could ever give anything back."""


def checked(may: Collection[str], field: str) -> frozenset[str]:
    """Return permissions that a role may be given or lose. Raises Wrong for one that there is not."""
    for one in may:
        if one not in PERMISSIONS:
            raise Wrong("permission_unknown", field=field, permission=one, permissions=", ".join(PERMISSIONS))
    return frozenset(may)
