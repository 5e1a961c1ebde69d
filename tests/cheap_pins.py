"""PINs that cost next to nothing: slow on purpose, they would be a fifth of all that the tests compute."""

from hall.staff.rules import pin

PRODUCT = dict(pin.COST)
"""What the product itself spends."""


def spend_little() -> None:
    """From now on, in this process, a PIN is hashed in under a millisecond."""
    pin.COST |= {"n": 2**4, "p": 1}
