"""A wall in a browser, with ears: what it shows, what sounds it makes, what it tells the server that it said."""

import io
import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.hallclient import Client, Server, always_open
from tests.patience import until
from tests.sounds import lay_recordings, tone

WALL = {"width": 1920, "height": 1080}
WALL_4K = {"width": 3840, "height": 2160}
UPRIGHT = {"width": 1080, "height": 1920}
CLIP_S = 0.06
STALE_AFTER_S = 600
"""So long a call may wait to be spoken: no busy computer takes as much."""
NUMBERS = [*(f"A{n:03}" for n in range(1, 61)), *(f"{letter}{n:03}" for letter in "BC" for n in range(1, 11))]
COUNTERS = [*range(1, 6), *range(101, 141)]
MANY = "".join(f'[[counters]]\nid = "{n}"\nzone = "east"\nservices = ["company"]\n' for n in range(101, 141))
EARS = """
window.sounds = [];
const start = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (at) {
  const begins = Math.max(at, this.context.currentTime);
  window.sounds.push({ begins, ends: begins + this.buffer.duration });
  return start.call(this, at);
};
const send = XMLHttpRequest.prototype.send;
XMLHttpRequest.prototype.send = function (body) {
  this.addEventListener("load", () => this.responseURL.includes("/socket.io/") && console.debug(this.responseText));
  return send.call(this, body);
};
"""
"""Notes when each clip begins and ends, in seconds of the page's own sound: other clocks run beside it under load.

Tells what comes by polling, which a line that is cut twice at once falls back to: Playwright tells of frames alone.
"""


def furnish(server: Server) -> None:
    """Give a hall that is not started yet forty more counters and a Chinese voice of short recordings."""
    counters = [{"zh": f"{n}号窗口", "en": f"Counter {n}"} for n in COUNTERS]
    lay_recordings(server.data / "recordings", NUMBERS, counters, CLIP_S)
    text = always_open(MANY).replace('languages = ["zh", "en"]', 'languages = ["zh"]')
    text = text.replace("repeats = 2", "repeats = 1")
    server.configuration = text.replace("stale_after_s = 60", f"stale_after_s = {STALE_AFTER_S}")


class Wall:
    """A wall in a browser."""

    def __init__(self, page: Page, url: str | None) -> None:
        """Listen, and open it where `url` says; without one its test does so later."""
        self.page = page
        self._reports: list[dict[str, Any]] = []
        self._turns: dict[str, dict[str, Any]] = {}
        page.add_init_script(EARS)
        page.route("**/chime.wav", self._chime)
        page.on("websocket", lambda socket: socket.on("framereceived", self._asked))
        page.on("console", self._polled)
        page.on("request", self._reported)
        if url is not None:
            page.goto(url)
            expect(page.locator(".wall:not([aria-busy=true])")).to_be_visible()

    @property
    def said(self) -> list[dict[str, Any]]:
        """The calls that it has told as said, in order: a turn may be told of after the saying, on a busy machine."""
        turns = [(one, self._turns.get(one["turn"])) for one in self._reports]
        return [{**one, "id": turn["id"]} for one, turn in turns if turn is not None and turn["kind"] == "call"]

    def sounds(self) -> list[dict[str, float]]:
        """Return what was played, in order."""
        played: list[dict[str, float]] = self.page.evaluate("sounds")
        return played

    def wait_said(self, count: int) -> list[int]:
        """Wait until `count` calls were said, and return their ids in order."""
        self._wait(lambda: len(self.said) >= count)
        assert len(self.said) == count
        return [one["id"] for one in self.said]

    def wait_heard(self, call: int) -> None:
        """Wait until `call` was said."""
        self._wait(lambda: call in {one["id"] for one in self.said})

    def wait_sounds(self, count: int) -> None:
        """Wait until at least so many sounds were played."""
        self._wait(lambda: len(self.sounds()) >= count)

    def hold_breath(self) -> None:
        """Let no sound begin, as if the loudspeaker were taken, until `breathe`."""
        self.page.evaluate("""() => {
          const decode = AudioContext.prototype.decodeAudioData;
          const free = new Promise((go) => (window.breathe = go));
          AudioContext.prototype.decodeAudioData = async function (data) {
            await free; // also for who took this function before, and calls it after
            return decode.call(this, data);
          };
        }""")

    def breathe(self) -> None:
        """Let what was held go on."""
        self.page.evaluate("breathe()")

    def _wait(self, done: Callable[[], bool]) -> None:
        def look() -> bool:
            self.page.wait_for_timeout(50)  # what the page did meanwhile is told now
            return done()

        until(look, lambda: f"said {self.said}")

    def _asked(self, frame: str | bytes) -> None:
        """Note which turns the server gives this wall."""
        text = frame if isinstance(frame, str) else frame.decode()
        if text.startswith('42/display,["say",') and (turn := json.loads(text.partition(",")[2])[1]["turn"]):
            self._turns[turn["turn"]] = turn

    def _polled(self, line: Any) -> None:
        """Note the same where the line polls: several packets may come in one answer."""
        if line.type == "debug":
            for packet in line.text.split("\x1e"):
                self._asked(packet)

    def _reported(self, request: Any) -> None:
        """Note what was said; a report that is sent again, because its answer was lost, is still one saying."""
        if request.url.endswith("/played"):
            report = request.post_data_json
            if report["turn"] not in {one["turn"] for one in self._reports}:
                self._reports.append(report)

    @staticmethod
    def _chime(route: Any) -> None:
        sound = io.BytesIO()
        tone(sound, CLIP_S)
        route.fulfill(body=sound.getvalue(), content_type="audio/wav")


def clerk(server: Server, *counters: str) -> Client:
    """A manager who has opened `counters`."""
    client = Client(server.url).sign_in("chen")
    for counter in counters:
        client.step(counter, "open")
    return client


def ids(client: Client, zone: str = "east") -> list[int]:
    """The calls on the wall of `zone`, oldest first."""
    return sorted(call["id"] for call in client.get(f"/displays/{zone}").json()["calls"])
