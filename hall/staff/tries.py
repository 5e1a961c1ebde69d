"""Trying a PIN: compared slowly on purpose, guessers held up, and what failed told to whoever notes it."""

import time
from collections.abc import Callable

from hall.journal.ground import Ground
from hall.journal.refusal import Refusal, TooMany
from hall.staff.rules.attempts import Attempts
from hall.staff.state import Staff


class SignInRefused(Refusal):
    """Account and PIN do not belong together; nothing says which of the two is wrong."""


class Tries:
    """Lets a sign-in pass, or not."""

    def __init__(
        self,
        ground: Ground,
        matches: Callable[[str, str, str], bool],
        matches_at_home: Callable[[str, str, str], bool],
        failed: Callable[[str | None, str], object],
    ) -> None:
        """Take what compares, also where the account's owner is known, and who is told of each failure.

        `failed` is given the account, None where there is none, and the address.
        """
        self._clock, self._attempts = ground.clock, Attempts(ground.fellows)
        self._matches, self._matches_at_home, self._failed = matches, matches_at_home, failed
        self._compared_s = 0.2

    def nobody(self, staff: str, address: str) -> None:
        """Fail, after as long as a comparison takes: nothing tells that there is no such account, nor computes."""
        self._may_try(staff, address, known=False)
        time.sleep(self._compared_s)
        self._fail(None, staff, address, known=False)

    def account(self, account: Staff, pin: str, address: str, *, known: bool) -> None:
        """Pass where the PIN is the account's; `known`: its owner has signed in there before.

        Raises SignInRefused, and TooMany after repeated failures of this account or from this address.
        """
        with self._attempts.one_at_a_time(f"{address} {account.id}" if known else account.id):
            self._may_try(account.id, address, known=known)
            if not self._compare(pin, account, at_home=known):
                self._fail(account.id, account.id, address, known=known)
            self._attempts.succeeded(account.id, address, known=known)

    def _may_try(self, staff: str, address: str, *, known: bool) -> None:
        wait_s = self._attempts.wait_s(staff, address, self._clock(), known=known)
        if wait_s > 0:
            raise TooMany("sign_in_throttled", retry_after_s=wait_s)

    def _compare(self, pin: str, account: Staff, *, at_home: bool) -> bool:
        began = time.perf_counter()
        found = (self._matches_at_home if at_home else self._matches)(pin, account.salt, account.pin_hash)
        self._compared_s = min(time.perf_counter() - began, 1.0)
        return found

    def _fail(self, account: str | None, staff: str, address: str, *, known: bool) -> None:
        self._attempts.failed(staff, address, self._clock(), known=known)
        self._failed(account, address)
        raise SignInRefused("sign_in_wrong")
