"""A made-up day: visitors and clerks who use the hall through its public API, as people do.

Time is passed in as `sleep`, chance as `random`. They are `speed` times faster than life: the seconds below are those
of their life, while the hall's own clock, and the usual times of its services, are those of whoever looks on.
"""

import http.client
import json
import logging
import threading
import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from random import Random
from typing import Any

from hall.demo.stage import Account
from hall.plan.plan import Counter, Plan

log = logging.getLogger(__name__)

BUSY = 0.9
"""Which part of the open counters' time the visitors take up."""
PRIORITY = 0.1
GIVES_UP = 0.02
MISSES = 0.06
COMES_BACK = 0.5
GOES_ON = 0.04
RATES = 0.6
WALK_S = (8.0, 40.0)
"""From the seat to the counter."""
PATIENCE_S = 30.0
"""How long a clerk waits for the called visitor before calling again."""
FIRST_IN_LINE = 12
"""Visitors who stand before the door when the demonstration begins."""


class Gone(Exception):  # noqa: N818 - says what is
    """The server does not answer any more."""


class Person:
    """Somebody with a connection to the server."""

    def __init__(self, host: str, port: int) -> None:
        self._connection = http.client.HTTPConnection(host, port, timeout=20)
        self._token: str | None = None

    def sign_in(self, account: Account) -> None:
        """Begin a session."""
        body = {"staff": account.staff, "pin": account.pin, "counter": account.counter}
        self._token = self.ask("POST", "/sessions", body)["token"]

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the answer; an empty one when the hall says no, or nothing. Raises Gone."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
        if self._token is not None:
            headers["Authorization"] = f"Bearer {self._token}"
        try:
            self._connection.request(
                method, f"/api/v1{path}", json.dumps(body or {}) if method == "POST" else None, headers
            )
            answer = self._connection.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException) as why:
            raise Gone from why
        picture: dict[str, Any] = json.loads(text) if answer.status in {200, 201} else {}
        return picture


class MadeUpDay:
    """The people of the day. `start` sets them going, each in a thread of their own, until the server is gone."""

    def __init__(
        self, plan: Plan, host: str, port: int, *, speed: float, sleep: Callable[[float], object], random: Random
    ) -> None:
        self._plan = plan
        self._address = (host, port)
        self._speed = speed
        self._sleep = sleep
        self._random = random
        self._served: Sequence[str] = ()
        self._tokens: dict[str, str] = {}  # of tickets by number: what the visitors carry on their phones

    def start(self, accounts: Sequence[Account]) -> None:
        """Set visitors and clerks going."""
        served = [a for a in accounts if a.counter is not None]
        counters = [self._plan.counters[a.counter] for a in served if a.counter is not None]
        self._served = sorted({s for c in counters for s in c.services})
        for account in served:
            self._go(partial(self._clerk, account))
        self._go(partial(self._visitors, counters))

    def _go(self, live: Callable[[], None]) -> None:
        def until_gone() -> None:
            try:
                live()
            except Gone:
                log.debug("the server is gone; so are we")

        threading.Thread(target=until_gone, daemon=True).start()

    def _pass(self, seconds: float) -> None:
        """Let `seconds` of their life pass."""
        self._sleep(seconds / self._speed)

    def _visitors(self, counters: Sequence[Counter]) -> None:
        kiosk = Person(*self._address)
        rates = self._arrivals(counters)
        for _ in range(FIRST_IN_LINE):
            self._take(kiosk, self._one_of(rates))
        while True:
            self._pass(self._random.expovariate(sum(rates.values())))
            self._take(kiosk, self._one_of(rates))
            if self._random.random() < GIVES_UP and self._tokens:
                kiosk.ask("POST", f"/tickets/{self._random.choice(list(self._tokens.values()))}/cancel")

    def _arrivals(self, counters: Sequence[Counter]) -> Mapping[str, float]:
        """Return how many visitors a second come for each service: as many as keep every one of `counters` busy."""
        rates: defaultdict[str, float] = defaultdict(float)
        for counter in counters:
            for service in counter.services:
                rates[service] += BUSY / len(counter.services) / (self._usual_s(service) + sum(WALK_S) / 2)
        return rates

    def _one_of(self, rates: Mapping[str, float]) -> str:
        return self._random.choices(list(rates), list(rates.values()))[0]

    def _usual_s(self, service: str) -> float:
        """Return how long a visit usually takes in the seconds of their life."""
        return self._plan.services[service].usual_service_s * self._speed

    def _take(self, kiosk: Person, service: str) -> None:
        visitor_class = "priority" if self._random.random() < PRIORITY else "normal"
        ticket = kiosk.ask("POST", "/tickets", {"service": service, "class": visitor_class})
        if ticket:
            self._tokens[ticket["number"]] = ticket["token"]

    def _clerk(self, account: Account) -> None:
        clerk = Person(*self._address)
        clerk.sign_in(account)
        counter = f"/counters/{account.counter}"
        clerk.ask("POST", f"{counter}/open")
        while True:
            ticket = clerk.ask("POST", f"{counter}/call-next")
            if ticket:
                self._attend(clerk, counter, ticket)
            else:
                self._pass(20)

    def _attend(self, clerk: Person, counter: str, ticket: dict[str, Any]) -> None:
        token = self._tokens.pop(ticket["number"], None)
        if self._random.random() < MISSES:
            self._miss(clerk, counter, token)
            return
        self._pass(self._random.uniform(*WALK_S))
        clerk.ask("POST", f"{counter}/start")
        self._pass(self._usual_s(ticket["service"]) * self._random.gammavariate(2, 0.5))
        if self._random.random() < GOES_ON:
            other = self._random.choice(self._served)
            clerk.ask("POST", f"{counter}/transfer", {"service": other, "to": "fair"})
            if token is not None:
                self._tokens[ticket["number"]] = token
            return
        clerk.ask("POST", f"{counter}/finish")
        if token is not None and self._random.random() < RATES:
            clerk.ask("POST", f"/tickets/{token}/rating", {"score": self._random.choice([5, 5, 5, 4, 4, 3])})

    def _miss(self, clerk: Person, counter: str, token: str | None) -> None:
        self._pass(PATIENCE_S)
        clerk.ask("POST", f"{counter}/recall")
        self._pass(PATIENCE_S)
        clerk.ask("POST", f"{counter}/no-show")
        if token is not None and self._random.random() < COMES_BACK:
            self._pass(PATIENCE_S)
            clerk.ask("POST", f"/tickets/{token}/return")
