"""How many connections there is room for, beside the files that the hall's own work needs."""

import sys

RESERVED = 100
"""Descriptors for the journal, the vault, printers, the voice."""
EACH = 2
"""A socket takes two: the library that speaks WebSocket duplicates its own."""
UNLIMITED = 65_536
"""Where the system sets no limit, or one beyond all sense."""


def raise_limit() -> None:
    """Let this process open as many files as the system lets it."""
    if sys.platform == "win32":
        return  # sockets are no files there, and have no such limit
    import resource  # noqa: PLC0415 - not on Windows

    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = UNLIMITED if hard == resource.RLIM_INFINITY else min(hard, UNLIMITED)
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def most_connections() -> int:
    """Return how many connections may be open at once."""
    if sys.platform == "win32":
        return UNLIMITED
    import resource  # noqa: PLC0415 - not on Windows

    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    limit = UNLIMITED if soft == resource.RLIM_INFINITY else min(soft, UNLIMITED)
    return max(10, (limit - RESERVED) // EACH)
