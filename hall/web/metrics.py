"""What monitoring reads (Prometheus): counts and present states, nothing about any one person."""

from collections.abc import Sequence

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from hall.journal.journal import Committed
from hall.queue.views.speech import sounds
from hall.speech.book import SpeechBook
from hall.speech.events import CallSaid
from hall.web.backups import Backups
from hall.web.context import Context

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """Counts what is committed and what is asked."""

    def __init__(self, context: Context) -> None:
        """Take where to look."""
        self._context, self._desk = context, context.desk
        self._rooms = context.rooms
        self._registry = CollectorRegistry()
        self._events = Counter("hallcall_events", "What happened in the hall.", ["event"], registry=self._registry)
        self._requests = Histogram(
            "hallcall_request_seconds",
            "How long answers took.",
            ["route", "status"],
            buckets=(0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0),
            registry=self._registry,
        )
        self._sounds = Histogram(
            "hallcall_call_to_sound_seconds",
            "From the clerk's key to the first sound, as what speaks reports it.",
            ["zone", "how"],
            buckets=(0.1, 0.2, 0.3, 0.4, 0.6, 1.0, 3.0, 10.0, 30.0, 60.0),
            registry=self._registry,
        )
        self._cuts = Counter("hallcall_sockets_cut", "Sockets cut off, and why.", ["why"], registry=self._registry)
        self._said = Counter("hallcall_calls_said", "Calls said aloud.", ["zone", "form"], registry=self._registry)
        self._unsaid = Gauge(
            "hallcall_calls_unsaid",
            "Today's calls that were over before they were said: the visitor came first, or nobody heard them.",
            ["zone", "why"],
            registry=self._registry,
        )
        self._waiting = Gauge("hallcall_waiting", "Who waits now.", ["service"], registry=self._registry)
        self._open = Gauge("hallcall_counters_open", "Counters open now.", registry=self._registry)
        self._backup = Gauge(
            "hallcall_backup_age_seconds", "Since the last backup; NaN for none.", registry=self._registry
        )
        self._sockets = Gauge("hallcall_listeners", "Screens and phones connected.", ["face"], registry=self._registry)

    def on_committed(self, batch: Sequence[Committed]) -> None:
        """Count what was committed."""
        for one in batch:
            for event in one.entry.events:
                self._events.labels(type(event).__name__).inc()
                if isinstance(event, CallSaid):
                    self._sounds.labels(event.zone, event.how).observe(event.after_s)
                    self._said.labels(event.zone, event.form).inc()

    def answered(self, route: str, status: int, took_s: float) -> None:
        """Count one answer."""
        self._requests.labels(route, str(status)).observe(took_s)

    def cut(self, why: str) -> None:
        """Count a socket that was cut off."""
        self._cuts.labels(why).inc()

    def text(self) -> bytes:
        """Return all of it, in Prometheus' text format."""
        waiting, opened = self._desk.look(
            lambda day, _: (
                {s: len(day.service_lines[s]) for s in day.plan.services},
                sum(state.status == "open" for state in day.counters.values()),
            )
        )
        for service, count in waiting.items():
            self._waiting.labels(service).set(count)
        self._open.set(opened)
        said, zones = self._context[SpeechBook].calls, self._context.configuration.spoken_zones
        for zone in self._desk.look(lambda day, _: sounds(day, said, zones)):
            self._unsaid.labels(zone["zone"], "answered_first").set(zone["answered_first"])
            self._unsaid.labels(zone["zone"], "never").set(zone["never"])
        self._backup.set(self._context[Backups].age_s())
        for namespace, room in self._rooms.items():
            self._sockets.labels(namespace.strip("/")).set(room.count())
        return generate_latest(self._registry)
