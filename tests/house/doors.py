"""Writes docs/doors.md: who may call what, as the tests try it. `python -m tests.house.doors` writes it anew."""

from tests.hallclient import ROOT
from tests.permissions import ALL, EVERYBODY, FOREIGN, KIOSK, NEEDS, NOBODY, PAGES, REBOUND, address_of, expected

FILE = ROOT / "docs" / "doors.md"
COLUMNS = {
    "trusted address": "kiosk",
    "kiosk": "paired kiosk",
    "wall": "paired wall",
    "tablet": "paired tablet",
    "clerk": "clerk",
    "guide": "guide",
    "inspector": "inspector",
    "lead": "lead",
    "manager": "manager",
    "admin": "admin",
    "figures": "platform figures",
    "floor": "platform floor",
}
"""Whoever is let in somewhere: how the table calls them, and the tests."""
HEAD = """# Doors

Who may call what under `/api/v1`. Written by `python -m tests.house.doors` from the table that the tests hold every
route against, each tried by each caller: it is not changed by hand. ● is let in; a number is the answer instead (401
not signed in, 403 not allowed). `trusted address` is one in `security.trusted_networks`; kiosk, wall and tablet are
paired devices, wherever they stand; clerk to admin are roles as they usually are (a hall may change them); figures and
floor are scopes of a platform's token. `POST /sessions` is everybody's, and slowed down; `DELETE /sessions/current`
ends one's own. Sockets: a wall shows what is everybody's; a panel is for staff, the overview for who may `oversee`,
`/kiosk` and `/rate` for a trusted address and the paired device; a foreign `Host` or `Origin` gets no line at all.

## Who is let in

"""
TAIL = """
## Who is not

What is everybody's above they may as everybody does; all else is answered so, and changes nothing.

"""


def text() -> str:
    """Return the page."""
    names = list(COLUMNS)
    lines = [f"| | {' | '.join(names)} |", f"| --- |{' --- |' * len(names)}"]
    for route in sorted(ALL - EVERYBODY, key=lambda one: (one.split(" ")[1], one)):
        cells = [str(expected(route, COLUMNS[name]) or "●") for name in names]
        lines.append(f"| `{route}` | {' | '.join(cells)} |")
    everybody = ", ".join(f"`{route}`" for route in sorted(EVERYBODY, key=lambda one: (one.split(" ")[1], one)))
    return f"{HEAD}Everybody: {everybody}.\n\n" + "\n".join(lines) + "\n" + TAIL + _refused()


def _refused() -> str:
    """Return a line for each caller who belongs nowhere, with what reading and acting are answered."""
    reads, acts = min(NEEDS["accounts"] - _acts(), key=str), min(NEEDS["accounts"] & _acts(), key=str)
    lines = ["| caller | from | reading | acting |", "| --- | --- | --- | --- |"]
    for who in (*sorted(NOBODY - set(COLUMNS.values())), *sorted(PAGES), FOREIGN, *sorted(REBOUND)):
        where = "a trusted address" if address_of(who) == KIOSK else "elsewhere"
        lines.append(f"| {who} | {where} | {expected(reads, who) or '●'} | {expected(acts, who) or '●'} |")
    return "\n".join(lines) + "\n"


def _acts() -> set[str]:
    return {route for route in ALL if not route.startswith("GET")}


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
