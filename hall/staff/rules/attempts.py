"""Who may try to sign in now: a guesser is slowed down, and the owner, where the owner is known, is not locked out."""

from collections import defaultdict
from functools import partial
from threading import Lock
from typing import Final

from hall.journal.fellows import ALONE, Fellows
from hall.staff.rules.throttle import Throttle

TOPIC: Final = "sign-in attempts"


class CommonThrottle(Throttle):
    """Counts failures at the hall's other servers as well: more servers are no more guesses."""

    def __init__(self, fellows: Fellows, topic: str, free: int, first_s: float, longest_s: float) -> None:
        """See Throttle; `topic` is what is guessed, as servers tell one another."""
        super().__init__(free, first_s, longest_s)
        self._say = partial(fellows.say, topic)
        count = super().failed
        fellows.hears(topic, lambda word: count(*word))

    def failed(self, who: str, now: float) -> None:
        """See Throttle.failed."""
        super().failed(who, now)
        self._say([who, now])


class Attempts:
    """Failures by address, by account and by both. Where the account's owner signed in before, others' do not count.

    Those at the hall's other servers count here as well: more servers are no more guesses.
    """

    def __init__(self, fellows: Fellows = ALONE) -> None:
        """Begin without any; failures at `fellows` are heard of."""
        self._by_address = Throttle(free=30, first_s=15, longest_s=900)
        self._by_account = Throttle(free=5, first_s=15, longest_s=900)
        self._by_both = Throttle(free=5, first_s=15, longest_s=900)
        self._one_try: defaultdict[str, Lock] = defaultdict(Lock)
        self._fellows = fellows
        fellows.hears(TOPIC, lambda word: self._count(**word))

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
        self._tell(account, address, known=known, failed_at=now)

    def succeeded(self, account: str, address: str, *, known: bool) -> None:
        """Forget the failures there; those of others, elsewhere, only when this was the first time here."""
        self._tell(account, address, known=known, failed_at=None)

    def _tell(self, account: str, address: str, *, known: bool, failed_at: float | None) -> None:
        self._count(account, address, known=known, failed_at=failed_at)
        self._fellows.say(TOPIC, {"account": account, "address": address, "known": known, "failed_at": failed_at})

    def _count(self, account: str, address: str, *, known: bool, failed_at: float | None) -> None:
        both = f"{address} {account}"
        if failed_at is None:
            self._by_both.succeeded(both)
            if not known:
                self._by_account.succeeded(account)
            return
        self._by_address.failed(address, failed_at)
        self._by_both.failed(both, failed_at)
        if not known:
            self._by_account.failed(account, failed_at)
