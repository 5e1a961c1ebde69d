"""The words that server.py understands on the command line."""

import argparse
import io
import sys
from pathlib import Path
from typing import Any

from hall.staff.book import ROLES

SLOWEST, FASTEST = 0.1, 1000
"""How many times faster than life the demonstration may go."""


def arguments(root: Path) -> argparse.ArgumentParser:
    """Return the grammar; without more words `root`'s own configuration and data folder are meant."""
    parser = argparse.ArgumentParser(prog="server.py", description="Hallcall 大厅叫号")
    commands = parser.add_subparsers(dest="command")
    data: dict[str, Any] = {"type": Path, "default": root / "var", "help": "the data folder (var)"}
    config: dict[str, Any] = {
        "type": Path,
        "default": root / "config.toml",
        "help": "the hall's description (config.toml)",
    }
    for name, help_ in (("serve", "serve the hall"), ("check", "name every mistake of the configuration")):
        command = commands.add_parser(name, help=help_)
        command.add_argument("--config", **config)
        command.add_argument("--data", **data)
        if name == "serve":
            command.add_argument("--host", default="0.0.0.0")
            command.add_argument("--port", type=_port, default=8000)
    demo = commands.add_parser("demo", help="a throw-away hall with made-up staff and visitors")
    demo.add_argument("--port", type=_port, default=8000)
    demo.add_argument("--speed", type=_speed, default=6.0, help="how many times faster than life (6)")
    staff = commands.add_parser("staff", help="staff accounts").add_subparsers(dest="staff_command", required=True)
    add = staff.add_parser("add", help="make an account; the PIN is read from standard input")
    add.add_argument("id")
    add.add_argument("--name", required=True)
    add.add_argument("--role", required=True, choices=sorted(ROLES))
    add.add_argument("--data", **data)
    plan = commands.add_parser("plan", help="the hall as furnished").add_subparsers(dest="plan_command", required=True)
    for name, help_ in (
        ("export", "write the plan as TOML"),
        ("import", "let the plan in a file count"),
        ("diff", "compare the plan with a file"),
        ("history", "every change, the newest first"),
        ("undo", "take the last change back"),
    ):
        command = plan.add_parser(name, help=help_)
        if name in {"export", "import", "diff"}:
            command.add_argument("file", type=Path)
        command.add_argument("--config", **config)
        command.add_argument("--data", **data)
    for name in ("backup", "restore"):
        command = commands.add_parser(name)
        command.add_argument("file", type=Path)
        command.add_argument("--data", **data)
    return parser


def print_what_the_console_knows() -> None:
    """Have letters that the console lacks printed by their codes: one of Windows may know no Chinese."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError("must be a number from 0 (any that is free) to 65535")


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if SLOWEST <= speed <= FASTEST:
        return speed
    raise argparse.ArgumentTypeError(f"must be a number from {SLOWEST} to {FASTEST}")
