"""When a message is tried again: the example of Standard Webhooks within a day; pure, times in seconds."""

AFTER_S = (5.0, 300.0, 1_800.0, 7_200.0, 18_000.0, 36_000.0)
"""How long after each failed try the next one is due; after the last of them the day is over."""
DAY_S = 24 * 3600.0
LONGEST_PAUSE_S = 60.0
DOWN_AFTER = 3
"""An endpoint that failed so many times in a row is down: once it answers, all that waits for it is tried."""


def due_after(first_at: float, attempts: int, now: float) -> float | None:
    """Return when to try again after so many failed tries; the last time a day after the first, then None."""
    if now - first_at >= DAY_S:
        return None
    last = first_at + DAY_S
    return min(now + AFTER_S[attempts - 1], last) if attempts <= len(AFTER_S) else last


def pause_s(failed_in_a_row: int) -> float:
    """Return for how long an endpoint is left alone after so many failures, whatever waits for it."""
    return min(2.0 ** min(failed_in_a_row, 10), LONGEST_PAUSE_S)
