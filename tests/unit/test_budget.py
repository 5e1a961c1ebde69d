"""How much a client may send."""

from hall.web.budget import Addresses, Allowance, Bucket


def test_a_bucket_fills_again() -> None:
    """So many at once, then so many a second for ever."""
    bucket = Bucket(3, 1)
    assert [bucket.spend(1, 100.0) for _ in range(4)] == [True, True, True, False]
    assert not bucket.spend(1, 100.5)
    assert bucket.spend(1, 103.0)


def test_bytes_count_as_packets_do() -> None:
    """A few large packets are as much too much as many small ones."""
    allowance = Allowance((100, 1), (1000, 10))
    assert allowance.spend(1000, 0.0)
    assert not allowance.spend(1, 0.0)
    assert allowance.spend(1, 10.0)


def test_addresses_are_apart_and_forgotten_in_time() -> None:
    """What one spends another does not lack."""
    addresses = Addresses((1, 0), (100, 0))
    assert addresses.spend("a", 1, 0.0)
    assert not addresses.spend("a", 1, 0.0)
    assert addresses.spend("b", 1, 0.0)
