"""Hallcall: the composition root and the command line. Decides nothing about the hall.

python server.py                      serve the hall of config.toml, data in var/
python server.py check                read the configuration and name every mistake
python server.py demo                 a throw-away hall with made-up staff and visitors
python server.py staff add ID …       make a staff account, the PIN on standard input
python server.py backup FILE          a consistent copy of all data, also while the server runs
python server.py restore FILE         and back again, into an empty folder
"""

if __name__ == "__main__":
    from gevent import monkey

    monkey.patch_all()  # before anything else knows sockets or threads

import logging
import random
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask_socketio import SocketIO

import counter
import display
import kiosk
from counter.push import CounterPush
from display.loudspeaker import Loudspeaker
from display.push import DisplayPush
from hall import pin as pins
from hall.books import open_books
from hall.command_line import arguments, print_what_the_console_knows
from hall.configuration import Configuration, ConfigurationError, from_table, load, read_table
from hall.demo import stage
from hall.demo.people import MadeUpDay
from hall.desk import Desk
from hall.journal import Journal, JournalError
from hall.library import Library
from hall.printing import MissingPackage
from hall.printing import check as printing_check
from hall.printing.office import PrintOffice
from hall.publisher import Publisher
from hall.refusal import Refusal
from hall.sounded import Sounded
from hall.staff import StaffBook
from hall.store.backup import BackupError, backup, restore
from hall.store.folder import FolderTaken, claim
from hall.store.tiny import TinyJournal
from hall.store.vault import Vault
from hall.texts import Texts
from hall.trouble import Trouble
from hall.views import moment
from hall.voice import open_voice
from hall.voice.complaints import complaints
from hall.voice.player import Player
from hall.voice.speaker import Voice
from hall.voice.wording import Wording
from hall.web import headers, logs, standing
from hall.web.assets import Assets
from hall.web.bodies import LARGEST_BODY
from hall.web.guard import Guard
from hall.web.house import House
from hall.web.metrics import Metrics
from hall.web.problems import Problems
from hall.web.push import PULSE_S
from hall.workdays import troubles as holiday_troubles
from kiosk.push import KioskPush

ROOT = Path(__file__).parent
VERSION = "0.1.0"
STATIC = {"web": ROOT / "hall" / "web" / "static"} | {f: ROOT / f / "static" for f in ("kiosk", "display", "counter")}
TICK_S = 0.5
"""How often what changes by itself is looked at."""
log = logging.getLogger("hall")


@dataclass(frozen=True)
class Hall:
    """A hall put together, not yet open to the network."""

    app: Flask
    sockets: SocketIO
    desk: Desk
    staff: StaffBook
    publisher: Publisher
    office: PrintOffice
    voice: Voice
    loudspeaker: Loudspeaker
    beats: Mapping[Callable[[], None], float]
    """What is done now and then, and after how many seconds again."""


def new_token() -> str:
    """Return 128 random bits, for addresses and sessions."""
    return secrets.token_urlsafe(16)


def build(configuration: Configuration, data: Path, *, async_mode: str, clock: Callable[[], float] = time.time) -> Hall:
    """Put the hall together: journal → desk → adapters → faces.

    Long on purpose: it is the list of all there is and of who is given whom, read downward.
    """
    texts = Texts.load(ROOT / "assets" / "text")
    journal: Journal = TinyJournal(data / "journal")
    vault = Vault(data / "vault")
    publisher = Publisher()
    desk = Desk(
        configuration.floor,
        configuration.hours,
        journal,
        vault,
        clock=clock,
        new_token=new_token,
        publish=publisher.put,
    )
    desk.open_day()
    staff = staff_book(journal, desk, clock, async_mode, configuration)
    books = open_books(
        journal, data / "vault", desk, configuration, clock=clock, new_token=new_token, publish=publisher.put
    )
    voice = open_voice(configuration.file.voice, data)
    wording = Wording.of(configuration.file.voice, texts, voice, lambda clip: f"/display/voice/{clip}")
    wording.prepare_counters(c.name for c in configuration.floor.counters.values())
    for number in desk.look(lambda day, _: [t.number for line in day.service_lines.values() for t in line]):
        wording.prepare_ticket(number)
    office = PrintOffice.furnish(
        configuration.file.printers, configuration.file.kiosk.printer, ROOT / "assets" / "fonts", data / "print", clock
    )
    library = Library.open(ROOT / "assets" / "guides", data / "guides", configuration.floor.services)
    for where, written in printing_check.written(configuration.file, library):
        office.hold_against_typefaces(where, written)
    house = House(
        configuration=configuration,
        desk=desk,
        staff=staff,
        guard=Guard(staff, configuration.trusted_networks),
        texts=texts,
        assets=Assets(ROOT / "assets", STATIC),
        voice=voice,
        troubles=lambda: [
            *complaints(voice.status()),
            *loudspeaker.troubles(),
            *holiday_troubles(configuration.workdays, desk.today()),
            *(Trouble(one.code, one.facts) for one in office.troubles()),
        ],
        sounded=Sounded(),
        words=wording,
        read_out=wording.read_out,
        library=library,
        content=books.content,
        notices=books.notices,
        cases=books.cases,
        enquiries=books.enquiries,
        office=office,
    )
    app = Flask("hallcall", static_folder=None, template_folder=str(ROOT / "hall" / "web" / "templates"))
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    sockets = SocketIO(app, async_mode=async_mode, ping_interval=10, ping_timeout=10, max_http_buffer_size=16_384)
    epoch = new_token()

    def hello() -> dict[str, Any]:
        return {"digest": house.assets.digest, "epoch": epoch, "time": moment(desk.hours, clock())}

    kiosks, walls = KioskPush(sockets, house, hello), DisplayPush(sockets, house, hello)
    panels = CounterPush(sockets, house, hello)
    metrics = Metrics(
        desk,
        lambda: {
            "display": walls.walls.count(),
            "counter": panels.panels.count(),
            "kiosk": kiosks.kiosks.count(),
            "ticket": kiosks.phones.count(),
        },
    )

    def heard(zone: str, how: str, after_s: float) -> None:
        metrics.sounded(zone, how, after_s)
        house.sounded.tell(zone, how, after_s)

    spoken_for = configuration.file.loudspeaker
    chime = ROOT / "assets" / "sounds" / "chime.wav"
    loudspeaker = Loudspeaker(house, spoken_for.zones, Player(spoken_for.player), chime)
    for listener in (walls.told, panels.told, kiosks.told, wording.told, loudspeaker.told, metrics.told):
        publisher.listen(listener)
    logs.install(app, metrics.answered)
    headers.install(app)
    Problems(texts, configuration.hours, house.problem_page).install(app)
    faces = [
        *kiosk.blueprints(house),
        *display.blueprints(house, data / "media", heard),
        *counter.blueprints(house),
    ]
    for routes in [*faces, house.assets.blueprint(), standing.blueprint(house, metrics, data, VERSION)]:
        app.register_blueprint(routes)

    def tick() -> None:
        desk.roll_over()
        kiosks.tick()
        panels.tick()

    def pulse() -> None:
        for face in (kiosks, walls, panels):
            face.pulse()
        privacy = configuration.file.privacy
        vault.forget_before(desk.today() - timedelta(days=privacy.keep_visits_days))
        house.cases.forget(privacy.keep_cases_days)
        house.enquiries.forget(privacy.keep_visits_days)

    return Hall(app, sockets, desk, staff, publisher, office, voice, loudspeaker, {tick: TICK_S, pulse: PULSE_S})


def staff_book(
    journal: Journal, desk: Desk, clock: Callable[[], float], async_mode: str, configuration: Configuration
) -> StaffBook:
    """Return the staff book. Under gevent PINs are hashed beside the calls."""
    matches = pins.matches
    if async_mode == "gevent":
        from hall.web.serving import beside_the_calls  # noqa: PLC0415 - gevent, only where it serves

        matches = beside_the_calls(pins.matches)
    grants = {"clerk": frozenset({"call_any"})} if configuration.file.queue.clerks_call_any else {}
    return StaffBook(journal, clock=clock, today=desk.today, new_token=new_token, matches=matches, grants=grants)


def serve(
    configuration: Configuration, data: Path, host: str, port: int, opened: Callable[[Hall, int], None] | None = None
) -> int:
    """Serve until SIGTERM or Ctrl-C. `opened` is called with the hall and its port once it listens."""
    from hall.web.serving import calm_collector, until_stopped  # noqa: PLC0415 - gevent, only where it serves

    logs.begin()
    calm_collector()
    with claim(data):
        hall = build(configuration, data, async_mode="gevent")
        hall.publisher.start()
        hall.office.start()
        hall.loudspeaker.start()
        until_stopped(hall.app, (host, port), hall.beats, lambda bound: opened and opened(hall, bound))
        hall.publisher.stop()
        hall.office.stop()
        hall.loudspeaker.stop()
        hall.voice.close()
        log.info("stopped")
    return 0


def demo(port: int, speed: float) -> int:
    """Serve a throw-away hall, open at all hours, with made-up people in it, on this computer alone."""
    table = stage.always_open(read_table(ROOT / "config.toml"), f"http://127.0.0.1:{port}")
    configuration = from_table(table)
    configuration = replace(configuration, floor=stage.hastened(configuration.floor, speed))

    def opened(hall: Hall, port: int) -> None:
        accounts = stage.accounts(configuration.floor, random.SystemRandom())
        for one in accounts:
            hall.staff.add(one.staff, one.name, one.role, one.pin, by="console")
        print(stage.welcome(f"http://127.0.0.1:{port}", configuration.floor, accounts), flush=True)
        chance = random.Random()  # noqa: S311 - a game
        MadeUpDay(configuration.floor, "127.0.0.1", port, speed=speed, sleep=time.sleep, random=chance).start(accounts)

    with tempfile.TemporaryDirectory(prefix="hallcall-demo-") as folder:
        return serve(configuration, Path(folder), "127.0.0.1", port, opened)


def check(configuration: Configuration, file: Path, data: Path) -> None:
    """Say that there are no mistakes, and what should be changed all the same."""
    guides = Library.open(ROOT / "assets" / "guides", data / "guides", configuration.floor.services)
    print(f"{file}: no mistakes")
    for remark in printing_check.remarks(configuration.file, guides, ROOT / "assets" / "fonts"):
        print(remark)


def add_staff(data: Path, staff: str, name: str, role: str) -> int:
    """Make an account; the PIN is the first line of standard input."""
    texts = Texts.load(ROOT / "assets" / "text")
    journal = TinyJournal(data / "journal")
    book = StaffBook(journal, clock=time.time, today=lambda: _never("today"), new_token=new_token)
    pin = sys.stdin.readline().rstrip("\r\n")
    try:
        book.add(staff, name, role, pin, by="console")
    except Refusal as why:
        print(texts.say("zh", "problems", why.code, **why.facts), file=sys.stderr)
        print(texts.say("en", "problems", why.code, **why.facts), file=sys.stderr)
        return 2
    print(f"{staff} {name} ({role})")
    return 0


def _never(what: str) -> Any:
    raise AssertionError(f"{what} is not asked for on the command line")


def main(words: Sequence[str]) -> int:
    """Do what the command line says and return the exit status."""
    print_what_the_console_knows()
    given = arguments(ROOT).parse_args(words or ["serve"])
    try:
        match given.command:
            case "serve":
                return serve(load(given.config), given.data, given.host, given.port)
            case "demo":
                return demo(given.port, given.speed)
            case "check":
                check(load(given.config), given.config, given.data)
            case "staff":
                return add_staff(given.data, given.id, given.name, given.role)
            case "backup":
                print(f"{given.file}: {backup(given.data, given.file)} files")
            case "restore":
                print(f"{given.data}: {restore(given.file, given.data)} files")
    except ConfigurationError as why:
        print("\n".join(why.mistakes), file=sys.stderr)
        return 2
    except (BackupError, FolderTaken, JournalError, MissingPackage) as why:
        print(why, file=sys.stderr)
        return 1
    except OSError as why:
        print(f"{why.strerror or why}: {why.filename or ''}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
