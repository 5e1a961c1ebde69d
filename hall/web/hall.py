"""A hall put together over its journal, not yet open to the network."""

import logging
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask
from flask_socketio import SocketIO
from jinja2 import FileSystemLoader

from hall.configuration import Table, digest_of, from_table, plan_of, with_machine
from hall.faults import Fault, FaultList
from hall.guides.events import STREAM as GUIDES
from hall.journal.actor import HALL
from hall.journal.follower import Follower
from hall.journal.ground import Ground
from hall.journal.journal import Committed
from hall.plan.book import PlanBook
from hall.plan.events import STREAM as PLAN
from hall.queue.desk.visit import Desk
from hall.queue.views.moment import moment
from hall.store.opening import Store
from hall.texts import Texts
from hall.voice.wording import Wording
from hall.web import cookies, headers, logs, origin, polling, together
from hall.web.assets import Assets
from hall.web.bodies import LARGEST_BODY
from hall.web.capability import Capability, machines, plug_in
from hall.web.context import Context
from hall.web.jobs import Job, Jobs
from hall.web.metrics import Metrics
from hall.web.named import Pages
from hall.web.polling import MOST_BYTES
from hall.web.problems import Problems
from hall.web.push import PULSE_S
from hall.web.routes import Route
from hall.web.together import CommonTime

FACES = ("kiosk", "display", "counter", "hall")
log = logging.getLogger("hall")
TICK_S = 0.5
"""How often what changes by itself is looked at."""


@dataclass(frozen=True)
class Hall:
    """What serves: the routes, and what works beside them."""

    app: Flask
    context: Context
    follower: Follower
    jobs: Jobs

    def start(self) -> None:
        """Begin to follow the journal, and let the machines work."""
        self.follower.start()
        for machine in machines(self.context):
            machine.start()

    def stop(self) -> None:
        """Tell what is left, then let the machines end."""
        self.follower.stop()
        for machine in reversed(machines(self.context)):
            machine.stop()
        self.context[Wording].voice.close()
        log.info("stopped")


def new_token() -> str:
    """Return 128 random bits, for addresses and sessions."""
    return secrets.token_urlsafe(16)


def put_together(
    root: Path,
    capabilities: Sequence[Capability],
    file: Table,
    data: Path,
    store: Store,
    *,
    async_mode: str,
    clock: Callable[[], float] = time.time,
) -> Hall:
    """Put a hall together: journal, then the desk, then every capability, then the routes.

    `root` is the folder with `assets/` and the faces, `file` the configuration as TOML reads it, of the computer alone
    where the hall was made in the browser, `data` the folder of this hall, `store`
    where its journal is. Raises ConfigurationError.
    """
    follower, clock = Follower(store.journal), CommonTime(clock, store.fellows)
    ground = Ground(
        store.journal,
        store.vault,
        clock,
        lambda: desk.today(),  # noqa: PLW0108 - the desk stands on this ground
        new_token,
        store.fellows,
    )
    plans = PlanBook(ground, lambda table: from_table(with_machine(table, file), recorded=True))
    in_file = plan_of(file)
    describes = any(in_file.values())
    if describes:
        plans.follow_file(HALL, in_file, digest_of(in_file))
    desk = Desk(plans, ground)
    desk.open_day()
    follower.keep_fresh(plans.take)
    follower.keep_fresh(desk.take)
    app = Flask("hallcall", static_folder=None)
    app.jinja_environment = Pages
    app.url_rule_class = Route
    app.jinja_loader = FileSystemLoader([folder for face in FACES for folder in (root / face).glob("*/templates")])
    app.json.ensure_ascii = False  # type: ignore[attr-defined] # pages are UTF-8: escaped, Chinese takes twice as much
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    at_start = plans.now()
    epoch = new_token()

    def public_url() -> str:
        return plans.now().file.hall.public_url

    app.config[cookies.PUBLIC_HTTPS] = lambda: public_url().startswith("https:")
    statics = {folder.parent.name: folder for face in FACES for folder in (root / face).glob("*/static")}

    def hello() -> dict[str, Any]:
        return {
            "digest": context.assets.digest,
            "epoch": epoch,
            "plan": context.furnished,
            "time": moment(desk.hours, clock()),
        }

    context = Context(
        file=file,
        plans=plans,
        store=store,
        ground=ground,
        desk=desk,
        texts=Texts.load(root / "assets" / "text"),
        assets=Assets(root / "assets", statics),
        sockets=SocketIO(
            app,
            async_mode=async_mode,
            ping_interval=10,
            ping_timeout=10,
            max_http_buffer_size=MOST_BYTES,
            cors_allowed_origins=origin.listeners_from(public_url),
        ),
        faults=FaultList(clock, lambda: together.faults_elsewhere(store.fellows)),
        root=root,
        data=data,
        hello=hello,
    )
    jobs = Jobs(
        [
            Job("business day", TICK_S, desk.roll_over),
            *plug_in(capabilities, context, follower),
            Job("pulse", PULSE_S, context.rooms.pulse),
        ],
        time.monotonic,
        store.fellows,
    )
    context.faults.add(jobs.faults)
    if describes:
        context.faults.add(lambda: [Fault("plan_differs", {})] if plans.differs_from_file(digest_of(in_file)) else [])
    follower.listen(partial(_greet_anew, context))
    context.faults.add(lambda: [*together.faults(store.fellows), *clock.faults()])
    store.fellows.tells(together.FAULTS, lambda: context.faults.own)
    context.rooms.catch_up = together.second_look(app, store.fellows, follower.catch_up)
    logs.install(app, context[Metrics].answered)
    polling.install(app)
    headers.install(app, context.assets.watchdog)
    origin.install(app, public_url, at_start.file.security.host_names, at_start.trusted_proxies)
    Problems(context).install(app)
    for blueprint in (mount(context) for capability in capabilities for mount in capability.routes):
        app.register_blueprint(blueprint)
    app.register_blueprint(context.assets.blueprint())
    return Hall(app, context, follower, jobs)


def _greet_anew(context: Context, batch: Sequence[Committed]) -> None:
    if any(one.stream in {PLAN, GUIDES} for one in batch):
        context.rooms.greet()
