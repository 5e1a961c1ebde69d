"""Wrong PINs from many addresses at once, and how long the owners of the accounts wait to sign in meanwhile."""

import http.client
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from statistics import median

from benchmarks.counts import Counts
from benchmarks.load import Wire, post
from benchmarks.processes import Hall, running
from benchmarks.table import Row, at_most

PIN = "4711"
OWNERS = [f"owner{n}" for n in range(10)]
EVERY_S = 0.3
"""One of the owners after the other signs in so often."""
TOGETHER = 20
"""Guesses under way at once."""
LIMIT_S = 600.0


def measure(folder: Path, counts: Counts) -> Iterator[Row]:
    """Guess at the owners' accounts, and at some that are none, while the owners go on signing in."""
    hall = Hall(folder / "hall")
    hall.configuration = hall.configuration.replace("trusted_proxies = []", 'trusted_proxies = ["127.0.0.1"]')
    with running(hall):
        token, wire = hall.clerk("manager"), Wire(hall.port)  # in this order: a silent line is closed
        for owner in OWNERS:
            made = json.dumps({"id": owner, "name": owner, "role": "clerk", "pin": PIN}).encode()
            assert wire.ask(post("/api/v1/staff", made, token)).status == 201
            assert _sign_in(hall.port, owner, PIN, _home(owner))[0] == 201
        wire.close()
        guessers = Guessers(hall.port, counts.guesses, counts.addresses)
        took: list[float] = []
        while guessers.are_going() or not took:
            owner = OWNERS[len(took) % len(OWNERS)]
            status, seconds = _sign_in(hall.port, owner, PIN, _home(owner))
            assert status == 201, f"an owner was answered {status}"
            took.append(seconds)
            time.sleep(EVERY_S)
    name = f"an owner's sign-in, {counts.guesses:,} wrong PINs from {counts.addresses} addresses meanwhile"
    yield Row(f"{name}, median", median(took), "s")
    yield Row(f"{name}, the longest of {len(took)}", max(took), "s", (at_most(2),))
    yield Row("… wrong PINs answered", counts.guesses / guessers.took_s, "/s")


class Guessers:
    """They begin at once; each guess comes from the next address, at the next account."""

    def __init__(self, port: int, guesses: int, addresses: int) -> None:
        self.answers: Counter[int] = Counter()
        self.took_s = 0.0
        self._port, self._guesses, self._addresses = port, guesses, addresses
        self._next, self._began = count(), time.perf_counter()
        self._threads = [threading.Thread(target=self._guess) for _ in range(TOGETHER)]
        for one in self._threads:
            one.start()

    def are_going(self) -> bool:
        """Return whether they still guess."""
        if any(one.is_alive() for one in self._threads):
            return True
        self.took_s = self.took_s or time.perf_counter() - self._began
        assert set(self.answers) <= {401, 429}, self.answers
        return False

    def _guess(self) -> None:
        while (n := next(self._next)) < self._guesses:
            account = OWNERS[n % len(OWNERS)] if n % 3 else f"nobody{n % 50}"
            where = n % self._addresses
            status, _ = _sign_in(self._port, account, f"{5000 + n}", f"10.2.{where // 250}.{where % 250 + 1}")
            self.answers[status] += 1


def _home(owner: str) -> str:
    """Return the address at which an owner is known."""
    return f"10.1.0.{OWNERS.index(owner) + 1}"


def _sign_in(port: int, staff: str, pin: str, address: str) -> tuple[int, float]:
    """Sign in from `address`, as a proxy names it; return the status, and the seconds until the answer."""
    said = {"Content-Type": "application/json", "X-Forwarded-For": address, "X-Forwarded-Proto": "http"}
    began = time.perf_counter()
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=LIMIT_S)
    try:
        line.request("POST", "/api/v1/sessions", json.dumps({"staff": staff, "pin": pin}), said)
        status = line.getresponse().status
    finally:
        line.close()
    return status, time.perf_counter() - began
