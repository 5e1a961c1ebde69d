"""What a city's halls say of themselves: each asked on its own, every few seconds; silence is never a zero."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Generic, NamedTuple, TypeVar

from hall.configuration.city import CityHallPart
from hall.configuration.values import city_token
from hall.outward.call import Unanswered, ask
from hall.outward.hall_said import Faults, Floor, faults_said, floor_said, on_time_said
from hall.webhooks.rules.target import Networks

ANSWERS_WITHIN_S = 5.0
MOST_BYTES = 4_000_000
"""More than the floor of the largest hall."""
ON_TIME_EVERY_S = 60.0
"""How often cases are asked about: days pass until they change, and they are counted anew for every question."""
ON_TIME_DAYS = 90
"""Cases of so many days, as the hall's own figure (docs/cases.md)."""
FRESH_S = 20.0
"""What is older is not how it is now."""

Said = TypeVar("Said")


class Now(NamedTuple):
    """A hall as it is."""

    floor: Floor
    faults: Faults


@dataclass(frozen=True)
class Heard(Generic[Said]):
    """What a hall said last and when (seconds since 1970); `trouble`: why it has said nothing since then."""

    said: Said | None = None
    at: float | None = None
    trouble: str | None = None
    since: float | None = None

    def is_fresh(self, now: float, within_s: float) -> bool:
        """Return whether that is still so."""
        return self.trouble is None and self.at is not None and 0 <= now - self.at <= within_s

    def silent(self, why: str, now: float) -> "Heard[Said]":
        """Return the same, with why there is no more; `since` is when that began, whatever it was first."""
        return replace(self, trouble=why, since=now if self.since is None else self.since)


class AskedHall:
    """One of the halls: what is known of it, and whoever asks it."""

    def __init__(
        self, part: CityHallPart, own: Callable[[], Networks], folder: Path, clock: Callable[[], float]
    ) -> None:
        """Take its row; `own` are the networks inside that may be asked, `folder` where its files are sought."""
        self.part = part
        self.now: Heard[Now] = Heard()
        self.on_time: Heard[float | None] = Heard()
        self._own, self._folder, self._clock = own, folder, clock
        self._on_time_due = 0.0
        self._at_work: Thread | None = None

    def beat(self) -> None:
        """Have it asked, unless it still is."""
        if self._at_work is None or not self._at_work.is_alive():
            self._at_work = Thread(target=self.ask, name=f"ask {self.part.url}", daemon=True)
            self._at_work.start()

    def ask(self) -> None:
        """Ask for everything that is due."""
        self.now = self._heard(self.now, self._how_it_is)
        if self.now.trouble is not None:
            self.on_time, self._on_time_due = self.on_time.silent(self.now.trouble, self._clock()), 0.0
        elif self.now.said is not None and time.monotonic() >= self._on_time_due:
            floor = self.now.said.floor
            self.on_time = self._heard(self.on_time, lambda: self._how_punctual(floor))
            self._on_time_due = time.monotonic() + ON_TIME_EVERY_S

    def _heard(self, before: Heard[Said], asks: Callable[[], Said]) -> Heard[Said]:
        try:
            return Heard(asks(), self._clock())
        except Unanswered as why:
            return before.silent(why.code, self._clock())

    def _how_it_is(self) -> Now:
        return Now(floor_said(self._get("/floor")), faults_said(self._get("/faults")))

    def _how_punctual(self, floor: Floor) -> float | None:
        first = floor.today - timedelta(days=ON_TIME_DAYS - 1)
        return on_time_said(self._get(f"/statistics/cases?from={first}&to={floor.today}"))

    def _get(self, path: str) -> bytes:
        """Return the body of an answer of 200. Raises Unanswered; its code is the status where that is another."""
        authority = self.part.authority
        answer = ask(
            "GET",
            f"{self.part.url}/api/v1{path}",
            own=self._own(),
            timeout_s=ANSWERS_WITHIN_S,
            headers={"Authorization": f"Bearer {self._token()}", "Accept": "application/json"},
            most_bytes=MOST_BYTES,
            authority=None if authority is None else self._folder / authority,
        )
        if answer.status in {401, 403}:
            raise Unanswered("token_refused")
        if answer.status != 200:
            raise Unanswered(str(answer.status))
        return answer.body

    def _token(self) -> str:
        if self.part.token is not None:
            return self.part.token
        try:
            return city_token((self._folder / (self.part.token_file or "")).read_text(encoding="utf-8-sig").strip())
        except (OSError, ValueError):
            raise Unanswered("no_token") from None


class City:
    """All the halls that this server's file names."""

    def __init__(
        self, halls: Sequence[CityHallPart], own: Callable[[], Networks], folder: Path, clock: Callable[[], float]
    ) -> None:
        """Take the rows of the file; for the rest see AskedHall."""
        self.halls = [AskedHall(one, own, folder, clock) for one in halls]

    def beat(self) -> None:
        """Have every hall asked: none waits for another."""
        for one in self.halls:
            one.beat()
