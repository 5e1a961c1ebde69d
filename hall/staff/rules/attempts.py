"""Who may try to sign in now: a guesser is slowed down, and the owner, where the owner is known, is not locked out."""

from collections import defaultdict
from threading import Lock

from hall.staff.rules.throttle import Throttle


class Attempts:
    """Failures by address, by account and by both. Where the account's owner signed in before, others' do not count."""

    def __init__(self) -> None:
        self._by_address = Throttle(free=30, first_s=15, longest_s=900)
        self._by_account = Throttle(free=5, first_s=15, longest_s=900)
        self._by_both = Throttle(free=5, first_s=15, longest_s=900)
        self._one_try: defaultdict[str, Lock] = defaultdict(Lock)

    def one_at_a_time(self, line: str) -> Lock:
        """Return the lock under which an existing account is tried; `line` is the account, or where its owner is known.

        Or many tries at once would all pass before the first of them has failed; and one account's guesses would
        stand in the way of all others' sign-ins, and of its owner's.
        """
        return self._one_try[line]

    def wait_s(self, account: str, address: str, now: float, *, known: bool) -> float:
        """Return how long to wait before the next try; 0 when it may be made now."""
        waits = [self._by_address.wait_s(address, now), self._by_both.wait_s(f"{address} {account}", now)]
        return max(waits if known else [*waits, self._by_account.wait_s(account, now)])

    def failed(self, account: str, address: str, now: float, *, known: bool) -> None:
        """Count a failure."""
        self._by_address.failed(address, now)
        self._by_both.failed(f"{address} {account}", now)
        if not known:
            self._by_account.failed(account, now)

    def succeeded(self, account: str, address: str, *, known: bool) -> None:
        """Forget the failures there; those of others, elsewhere, only when this was the first time here."""
        self._by_both.succeeded(f"{address} {account}")
        if not known:
            self._by_account.succeeded(account)
