"""A point in time as every picture tells it."""

from hall.plan.hours import OpeningHours


def moment(hours: OpeningHours, at: float) -> str:
    """Return `at`, seconds since 1970, as RFC 3339 in the hall's time."""
    return hours.local(at).isoformat(timespec="milliseconds")
