"""How what is told moves: gently, unless something has happened. Pure; seconds since 1970."""

from hall.queue.state.expected import Due

RISE_S = 240.0
"""By so much per minute a time told may move when nothing has happened; more than five would look like a fault."""


def steady(before: Due, fresh: Due, elapsed_s: float, *, event: bool, anything: bool) -> Due:
    """Return what to tell after `before`, told `elapsed_s` ago: `fresh`, but no jump without a reason.

    `event`: a counter opened, paused or closed, the hours were changed, the ticket was moved; who came between is seen
    from `ahead`. Then it may move at once. `anything`: something happened in the hall at all, and a call may come
    sooner for it.
    """
    if event or fresh.ahead > before.ahead:
        return fresh
    step_s = RISE_S * elapsed_s / 60
    likely, late = min(fresh.likely, before.likely + step_s), min(fresh.late, before.late + step_s)
    if not anything:
        likely, late = max(likely, before.likely - step_s), max(late, before.late - step_s)
    return Due(likely, max(likely, late), fresh.ahead)
