"""Serving a hall, one that is still to be founded, or a made-up one; everything else is the console's."""

import random
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hall.certificates.error import CertificateError
from hall.configuration import ConfigurationError, Table, from_table, read_table
from hall.configuration.command_line import arguments, print_what_the_console_knows
from hall.configuration.reach import Reach, own_address, printed
from hall.console import commands
from hall.console.ground import ground, store_of
from hall.console.release import UpdateError
from hall.demo import stage
from hall.demo.people import MadeUpDay
from hall.journal.journal import JournalError
from hall.printing import MissingPackage
from hall.staff.book import StaffBook
from hall.store.backup import BackupError
from hall.store.folder import FolderTaken, claim, note
from hall.web import logs
from hall.web.founding import Founding
from hall.web.hall import Hall
from hall.web.secure import Secure


@dataclass(frozen=True)
class Program:
    """Hallcall on one computer."""

    root: Path
    """The folder of the program."""
    build: Callable[..., Hall]
    """Puts a hall together: see server.build."""
    found: Callable[[Path, Founding, str, int], int]
    """Serves the pages on which a hall is founded, and returns the port."""

    def main(self, words: Sequence[str]) -> int:
        """Do what the command line says and return the exit status."""
        print_what_the_console_knows()
        try:
            return self._do(arguments(self.root).parse_args(words or ["serve"]))
        except ConfigurationError as why:
            print("\n".join(why.mistakes), file=sys.stderr)
            return 2
        except (BackupError, CertificateError, FolderTaken, JournalError, MissingPackage, UpdateError) as why:
            print(why, file=sys.stderr)
        except OSError as why:
            print(f"{why.strerror or why}: {why.filename or ''}", file=sys.stderr)
        return 1

    def _do(self, given: Namespace) -> int:
        match given.command:
            case "serve":
                return self._serve_or_found(given.config, given.data, given.host, given.port)
            case "demo":
                return self._demo(given.port, given.speed)
        return commands.do(self.root, given)

    def _serve(
        self, file: Table, data: Path, host: str, port: int, opened: Callable[[Hall, int], None] | None = None
    ) -> int:
        """Serve until SIGTERM or Ctrl-C. `opened` is called with the hall and its port once it listens."""
        from hall.web.serving import Secured, prepare, until_stopped  # noqa: PLC0415 - gevent, only where it serves

        logs.begin()
        prepare()
        store = store_of(file, data)
        with claim(data), store.serves():
            hall = self.build(file, data, async_mode="gevent", store=store)
            hall.start()
            told = [
                hall.context[Reach].listens,
                lambda bound: note(data, url=printed(host, bound)),
                lambda bound: opened and opened(hall, bound),
            ]
            own = hall.context[Secure]
            secured = None if own.speaks is None else Secured(own.port, own.speaks)
            until_stopped(hall.app, (host, port), hall.jobs.run, told, secured)
            hall.stop()
        store.close()
        return 0

    def _serve_or_found(self, config: Path, data: Path, host: str, port: int) -> int:
        """Serve the hall of the file `config`; without one, the hall that is made in the browser first."""
        founding = None if config.exists() else Founding(ground({}, data))
        if founding is None or founding.is_of_file:
            return self._serve(read_table(config), data, host, port)
        if not founding.is_done:
            logs.begin()
            with claim(data):
                port = self.found(self.root, founding, host, port)
        if not founding.is_done:
            return 0
        address = own_address() or "127.0.0.1"
        return self._serve({"hall": {"public_url": f"http://{address}:{port}"}}, data, host, port)

    def _demo(self, port: int, speed: float) -> int:
        """Serve a throw-away hall, open at all hours, with made-up people in it, on this computer alone."""
        table = stage.always_open(read_table(self.root / "config.toml"), f"http://127.0.0.1:{port}")
        table = stage.hastened(table, speed)
        plan = from_table(table).plan

        def opened(hall: Hall, port: int) -> None:
            accounts = stage.accounts(plan, random.SystemRandom())
            for one in accounts:
                hall.context[StaffBook].add(one.staff, one.name, one.role, one.pin, by="console")
            print(stage.welcome(f"http://127.0.0.1:{port}", plan, accounts), flush=True)
            chance = random.Random()  # noqa: S311 - a game
            MadeUpDay(plan, "127.0.0.1", port, speed=speed, sleep=time.sleep, random=chance).start(accounts)

        with tempfile.TemporaryDirectory(prefix="hallcall-demo-") as folder:
            return self._serve(table, Path(folder), "127.0.0.1", port, opened)
