"""The words that server.py understands on the command line."""

import argparse
import io
import re
import sys
from pathlib import Path
from typing import Any

from hall.devices.rules import KINDS
from hall.platforms.rules import SCOPES
from hall.staff.rules.roles import PERMISSIONS, ROLES

SLOWEST, FASTEST = 0.1, 1000
"""How many times faster than life the demonstration may go."""
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9./_~-]*)?")


_STAFF = {
    "add": "make an account; the PIN is read from standard input",
    "list": "show all accounts",
    "pin": "give a new PIN, read from standard input; all sessions of the account end",
    "disable": "let nobody sign in with the account; all its sessions end",
    "enable": "let its owner sign in again",
    "rename": "change the name or the badge",
    "seats": "let somebody sit at the counters given alone; without any, at every one",
    "roles": "show what each role may do",
    "role": "let a role do more (--give) or less (--take); at once, also while the server runs",
}


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
            _where(command)
    demo = commands.add_parser("demo", help="a throw-away hall with made-up staff and visitors")
    demo.add_argument("--port", type=_port, default=8000)
    demo.add_argument("--speed", type=_speed, default=6.0, help="how many times faster than life (6)")
    usual = argparse.ArgumentParser(add_help=False)
    usual.add_argument("--config", **config)
    usual.add_argument("--data", **data)
    _staff(commands.add_parser("staff", help="staff accounts"), usual)
    _device(commands.add_parser("device", help="kiosks, walls, screens, tablets"), usual)
    _token(commands.add_parser("token", help="tokens by which a city's platforms read the hall"), usual)
    _plan(commands.add_parser("plan", help="the hall as furnished"), usual)
    copy = commands.add_parser("copy", help="all data into another, empty store", parents=[usual])
    for name in ("from", "to"):
        copy.add_argument(f"--{name}", dest=f"{name}_url", required=True, help='"tinydb:" or "postgresql://…"')
    tls = commands.add_parser("tls", help="the hall's own authority and certificate, for HTTPS", parents=[usual])
    tls.add_argument("--anew", action="store_true", help="another authority, which every computer has to trust anew")
    update = commands.add_parser("update", help="another version, taken back when it does not come up", parents=[usual])
    update.add_argument("file", type=Path, help="a release: a folder, or a zip, wheel or tar of one")
    _install(commands.add_parser("install", help="let server or screen start by themselves"), usual)
    for name in ("backup", "restore"):
        commands.add_parser(name, parents=[usual]).add_argument("file", type=Path)
    return parser


def _where(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="0.0.0.0")
    parser.add_argument("--port", type=_port, default=8000)


def _install(parser: argparse.ArgumentParser, usual: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="install_command", required=True)
    server = commands.add_parser("server", help="as a service of this computer", parents=[usual])
    _where(server)
    screen = commands.add_parser("screen", help="a browser on this computer that shows a kiosk, wall or tablet")
    screen.add_argument(
        "address", type=_address, help="the server's address; the paired device is led to its own screen"
    )
    for command in (server, screen):
        command.add_argument("--to", type=Path, help="the folder for the files, instead of the system's own place")


def _staff(parser: argparse.ArgumentParser, usual: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="staff_command", required=True)
    for name, help_ in _STAFF.items():
        command = commands.add_parser(name, help=help_, parents=[usual])
        if name == "role":
            command.add_argument("id", choices=list(ROLES))
            for word in ("--give", "--take"):
                command.add_argument(word, action="append", default=[], choices=PERMISSIONS, help="may be repeated")
        elif name not in {"list", "roles"}:
            command.add_argument("id")
        if name in {"add", "rename"}:
            command.add_argument("--name", required=name == "add")
            command.add_argument("--badge", help="what visitors see; without it a new account gets the next number")
        if name in {"add", "seats"}:
            command.add_argument("--counter", action="append", default=[], help="may sit there alone; may be repeated")
        if name == "add":
            command.add_argument("--role", required=True, choices=list(ROLES))


def _device(parser: argparse.ArgumentParser, usual: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="device_command", required=True)
    pair = commands.add_parser("pair", help="give a one-time code, good for ten minutes", parents=[usual])
    pair.add_argument("--kind", required=True, choices=KINDS)
    pair.add_argument("--name", required=True)
    pair.add_argument("--place", help="a wall's zone, a counter of a screen or tablet, a kiosk's printer")
    commands.add_parser("list", help="show all devices", parents=[usual])
    remove = commands.add_parser("remove", help="let a device's secret count no more", parents=[usual])
    remove.add_argument("id")


def _token(parser: argparse.ArgumentParser, usual: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="token_command", required=True)
    add = commands.add_parser("add", help="make a token; it is printed this once", parents=[usual])
    add.add_argument("--name", required=True, help="the platform's name")
    add.add_argument(
        "--scope", required=True, action="append", choices=SCOPES, help="what it may read; may be repeated"
    )
    commands.add_parser("list", help="show all tokens", parents=[usual])
    end = commands.add_parser("end", help="let a token count no more", parents=[usual])
    end.add_argument("id")


def _plan(parser: argparse.ArgumentParser, usual: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="plan_command", required=True)
    for name, help_ in (
        ("export", "write the plan as TOML"),
        ("import", "let the plan in a file count"),
        ("diff", "compare the plan with a file"),
        ("history", "every change, the newest first"),
        ("undo", "take the last change back"),
    ):
        command = commands.add_parser(name, help=help_, parents=[usual])
        if name in {"export", "import", "diff"}:
            command.add_argument("file", type=Path)


def print_what_the_console_knows() -> None:
    """Have letters that the console lacks printed by their codes: one of Windows may know no Chinese."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError("must be a number from 0 (any that is free) to 65535")


def _address(text: str) -> str:
    if _ADDRESS.fullmatch(text):
        return text
    raise argparse.ArgumentTypeError("must be the server's address, as http://192.168.1.10:8000/")


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if SLOWEST <= speed <= FASTEST:
        return speed
    raise argparse.ArgumentTypeError(f"must be a number from {SLOWEST} to {FASTEST}")
