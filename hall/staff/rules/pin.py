"""Staff PINs, kept as salted slow hashes.

scrypt with N=2^13, r=8, p=10: of the settings that the OWASP Password Storage Cheat Sheet names as equal, the one that
takes the least memory (8 MiB).
"""

import hashlib
import hmac
from itertools import pairwise

SHORTEST = 4
LONGEST = 64
COST = {"n": 2**13, "r": 8, "p": 10, "dklen": 32}
"""What makes it slow; tests with pages and clerks by the hundred lower it."""


def fault(pin: str, staff: str) -> str | None:
    """Return what is wrong with `pin` for the account `staff`, as a key of the catalogue section `problems`, or None.

    What is tried first when somebody guesses is no PIN: the sign-in id, a piece repeated (0000, 1212), letters or
    digits in a row (1234, 9876, abcd, 7890).
    """
    if not SHORTEST <= len(pin) <= LONGEST:
        return "pin_length"
    if not pin.isprintable():
        return "pin_unreadable"
    if pin.casefold() == staff.casefold():
        return "pin_is_id"
    return "pin_too_simple" if _repeats(pin) or _in_a_row(pin) else None


def _repeats(pin: str) -> bool:
    return any(pin == (pin[:n] * len(pin))[: len(pin)] for n in range(1, len(pin) // 2 + 1))


def _in_a_row(pin: str) -> bool:
    steps = {(ord(b) - ord(a)) % 10 if pin.isdecimal() else ord(b) - ord(a) for a, b in pairwise(pin.casefold())}
    return len(steps) == 1 and steps <= {1, -1, 9}


def hashed(pin: str, salt: str) -> str:
    """Return the hash of `pin` with `salt` (hexadecimal). Takes about 0.2 s on purpose."""
    return hashlib.scrypt(pin.encode(), salt=bytes.fromhex(salt), **COST).hex()


def matches(pin: str, salt: str, expected: str) -> bool:
    """Return whether `pin` is the one, in a time that does not tell how nearly."""
    return hmac.compare_digest(hashed(pin, salt), expected)
