"""All accounts, and what each role may do: what the stream of the staff comes to."""

from collections.abc import Mapping
from dataclasses import replace

from hall.journal.entry import Entry, Event
from hall.journal.refusal import Forbidden, Illegal, Unknown
from hall.staff.events import PlaceKnown, RoleChanged, StaffAdded, StaffChanged
from hall.staff.rules.account import next_badge
from hall.staff.rules.changes import changed
from hall.staff.rules.roles import ACCOUNTS, ROLES
from hall.staff.state import Staff

PLACES_KEPT = 20
"""How many addresses of an account are known; the one first known is forgotten first."""
CONSOLE = "console"
"""Who acts on the command line: whoever may use the server's own computer may everything."""


class Accounts(dict[str, Staff]):
    """The accounts by id."""

    def __init__(self) -> None:
        """Begin with nobody, and with roles as they usually are."""
        super().__init__()
        self.roles: dict[str, frozenset[str]] = dict(ROLES)

    def known(self, staff: str) -> Staff:
        """Return the account. Raises Unknown."""
        if staff not in self:
            raise Unknown("staff_unknown", staff=staff)
        return self[staff]

    def free(self, staff: str, badge: str | None) -> None:
        """Raise Illegal when the badge is somebody else's than of `staff`."""
        if badge and any(one.badge == badge and one.id != staff for one in self.values()):
            raise Illegal("staff_badge_taken", badge=badge)

    def after(self, by: str, event: StaffChanged | RoleChanged) -> None:
        """Raise Illegal when after `event` nobody were left who may keep accounts; the console could still help."""
        if by == CONSOLE or not self._keeps(self):
            return
        then = Accounts()
        then.roles = dict(self.roles)
        then.update(self)
        then.fold_one(event)
        if not self._keeps(then):
            raise Illegal("last_with_accounts")

    def role(self, by: str, role: str, give: frozenset[str], take: frozenset[str]) -> RoleChanged | None:
        """Return what changes the role; None when nothing does.

        Raises Unknown, and Forbidden for a permission that `by` does not hold.
        """
        now = self.roles.get(role)
        if now is None:
            raise Unknown("role_not_there", role=role)
        beyond = give - now - (give if by == CONSOLE else self.known(by).permissions)
        if beyond:
            raise Forbidden("permission_not_held", permission=", ".join(sorted(beyond)))
        may = (now | give) - take
        return None if may == now else RoleChanged(role, tuple(sorted(may)))

    def fold(self, entry: Entry) -> None:
        """Take an entry of the staff's stream in."""
        for event in entry.events:
            self.fold_one(event)

    def fold_one(self, event: Event) -> None:
        """Take one event in."""
        match event:
            case StaffAdded():
                badge = event.badge or next_badge({one.badge for one in self.values()})
                values = (event.staff, event.name, event.role, badge, event.salt, event.pin_hash)
                self[event.staff] = Staff(*values, self._may(event.role), lent=event.lent, counters=event.counters)
            case StaffChanged():
                self[event.staff] = changed(self[event.staff], event, self.roles)
            case RoleChanged():
                self.roles[event.role] = frozenset(event.may)
                for one in [one for one in self.values() if one.role == event.role]:
                    self[one.id] = replace(one, permissions=self._may(one.role))
            case PlaceKnown():
                account = self[event.staff]
                self[event.staff] = replace(account, places=(*account.places, event.place)[-PLACES_KEPT:])

    def _may(self, role: str) -> frozenset[str]:
        """Return what a role may; one that a newer version wrote down may nothing here."""
        return self.roles.get(role, frozenset())

    @staticmethod
    def _keeps(accounts: Mapping[str, Staff]) -> bool:
        return any(ACCOUNTS in one.permissions and not one.disabled for one in accounts.values())
