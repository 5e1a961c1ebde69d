"""A point in time as every picture tells it."""

from hall.plan.hours import OpeningHours


def moment(hours: OpeningHours, at: float) -> str:
    """Return `at`, seconds since 1970, as RFC 3339 in the hall's time."""
    return hours.local(at).isoformat(timespec="milliseconds")


def told(hours: OpeningHours, at: float, now: float) -> str:
    """Return `at` as people read it: "09:05", of another day than `now` "2026-11-20 09:05". Seconds since 1970."""
    local = hours.local(at)
    return f"{local:%H:%M}" if local.date() == hours.local(now).date() else f"{local:%Y-%m-%d %H:%M}"
