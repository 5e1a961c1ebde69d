"""Staff PINs, kept as salted slow hashes.

scrypt with N=2^13, r=8, p=10: of the settings that the OWASP Password Storage Cheat Sheet names as equal, the one that
takes the least memory (8 MiB).
"""

import hashlib
import hmac

SHORTEST = 4
LONGEST = 64
_COST = {"n": 2**13, "r": 8, "p": 10, "dklen": 32}


def fault(pin: str) -> str | None:
    """Return what is wrong with `pin`, as a key of the catalogue section `refusals`, or None."""
    if not SHORTEST <= len(pin) <= LONGEST:
        return "pin_length"
    if len(set(pin)) == 1:
        return "pin_too_simple"
    return None


def hashed(pin: str, salt: str) -> str:
    """Return the hash of `pin` with `salt` (hexadecimal). Takes about 0.2 s on purpose."""
    return hashlib.scrypt(pin.encode(), salt=bytes.fromhex(salt), **_COST).hex()


def matches(pin: str, salt: str, expected: str) -> bool:
    """Return whether `pin` is the one, in a time that does not tell how nearly."""
    return hmac.compare_digest(hashed(pin, salt), expected)
