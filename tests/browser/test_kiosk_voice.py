"""What the kiosk says aloud to those who asked for larger text: the right words for each screen, in its language."""

import tomllib
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from hall.speech.call import ticket_phrases
from tests.browser.test_kiosk import open_kiosk, tile
from tests.hallclient import ROOT, Server, always_open
from tests.patience import until
from tests.sounds import WORDS, text_phrases, tone

CLIP_S = {"home": 16.0, "ticket": 16.0}
"""These two go on until they are hushed, as long as a recording of their words may."""
SHORT_S = 0.1
WAIT_MS = 40_000
EARS = """
window.heard = [];
const addresses = new WeakMap();
const { arrayBuffer } = Response.prototype;
Response.prototype.arrayBuffer = async function () {
  const bytes = await arrayBuffer.call(this);
  addresses.set(bytes, new URL(this.url).pathname);
  return bytes;
};
const { decodeAudioData } = AudioContext.prototype;
AudioContext.prototype.decodeAudioData = async function (bytes) {
  const address = addresses.get(bytes);
  const sound = await decodeAudioData.call(this, bytes);
  addresses.set(sound, address);
  return sound;
};
const { start, stop } = AudioBufferSourceNode.prototype;
AudioBufferSourceNode.prototype.start = function (at) {
  this.one = { address: addresses.get(this.buffer), seconds: this.buffer.duration, until: at + this.buffer.duration };
  window.heard.push(this.one);
  return start.call(this, at);
};
AudioBufferSourceNode.prototype.stop = function () {
  this.one.hushed = this.context.currentTime < this.one.until;
  return stop.call(this);
};
"""
"""Notes the address and the length of each sound that begins, and whether it was ended early."""


@pytest.fixture
def spoken(server: Server) -> Server:
    """A started hall with a recording of every prompt and of the first ticket's number, in both languages."""
    for lang, words in WORDS.items():
        folder = server.data / "recordings" / lang
        folder.mkdir(parents=True)
        section = tomllib.loads((ROOT / f"assets/text/{lang}/kiosk.toml").read_text(encoding="utf-8"))
        for key, text in section.items():
            if key.startswith("say_"):
                (phrase,) = text_phrases({lang: text.partition("{")[0]}, {lang: words})
                name = key.removeprefix("say_")
                tone(str(folder / f"{phrase.text.strip('，。, .')}.wav"), CLIP_S.get(name, SHORT_S))
        for phrase in ticket_phrases("C001", lang, words, short=True):
            tone(str(folder / f"{phrase.text.strip('，。, .')}.wav"), SHORT_S)
    server.configuration = always_open()
    return server.start()


FETCHED = """addresses => {
  const fetched = performance.getEntriesByType("resource").map(({ name }) => name);
  return addresses.every(address => fetched.some(name => name.endsWith(address)));
}"""


def listen(new_page: Callable[..., Page], hall: Server, address: str, **how: object) -> Page:
    """Open a kiosk with ears."""
    return open_kiosk(new_page, hall, address, ears=EARS, **how)


def wait_until(kiosk: Page, true: str, what: object = None) -> None:
    """Wait until a function in the page says so; the page's policy forbids Playwright's own way."""
    until(lambda: kiosk.evaluate(true, what), lambda: f"{true}; heard {kiosk.evaluate('heard')}")


def wait_heard(kiosk: Page, addresses: list[str]) -> None:
    """Wait until exactly these sounds were played last, each of some length."""
    wait_until(kiosk, "wanted => `${heard.slice(-wanted.length).map(one => one.address)}` === `${wanted}`", addresses)
    assert all(one["seconds"] >= SHORT_S * 0.9 for one in kiosk.evaluate("heard"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_screen_says_its_own_words(new_page: Callable[..., Page], spoken: Server, lang: str) -> None:
    """Every touch is followed by the clip of its screen, in the page's language; a number is read out."""
    kiosk = listen(new_page, spoken, f"/kiosk?lang={lang}")
    prompts: dict[str, list[str]] = kiosk.evaluate(
        "JSON.parse(document.getElementById('page-data').textContent).prompts"
    )
    assert all(len(clips) == 1 for clips in prompts.values()), prompts
    assert len({clip for clips in prompts.values() for clip in clips}) == len(prompts)
    kiosk.locator('[data-act="elder"]').click()
    wait_heard(kiosk, prompts["home"])
    for act, name in (("prefer", "prefer"), ("guides", "guides"), ("find", "find"), ("home", "home")):
        kiosk.locator(f'[data-act="{act}"]').click()
        wait_heard(kiosk, prompts[name])
    kiosk.locator(".tile").first.click()
    wait_heard(kiosk, prompts["group"])
    tile(kiosk, "tax").click()
    expect(kiosk.locator("#number")).to_have_text("C001")
    number = kiosk.evaluate(f"fetch('/kiosk/voice/{lang}/C001').then(answer => answer.json())")
    assert len(number) == 3  # "your number is", letter, digits
    wait_heard(kiosk, [*number, *prompts["ticket"]])
    kiosk.locator('[data-act="language"]').click()
    kiosk.wait_for_url("**lang=" + {"zh": "en", "en": "zh"}[lang] + "**")
    other: dict[str, list[str]] = kiosk.evaluate("JSON.parse(document.getElementById('page-data').textContent).prompts")
    assert not {clip for clips in prompts.values() for clip in clips} & {
        clip for clips in other.values() for clip in clips
    }
    wait_heard(kiosk, other["home"])


def test_switched_off_it_is_silent(new_page: Callable[..., Page], spoken: Server) -> None:
    """What is being said ends with the touch that leaves elder mode, and no later screen says anything."""
    kiosk = listen(new_page, spoken, "/kiosk")
    kiosk.locator('[data-act="elder"]').click()
    wait_until(kiosk, "() => heard.length === 1")
    kiosk.locator('[data-act="elder"]').click()
    wait_until(kiosk, "() => heard[0].hushed === true")
    for act in ("guides", "find", "home"):
        kiosk.locator(f'[data-act="{act}"]').click()
        expect(kiosk.locator(f'main[data-screen="{act}"]')).to_be_visible()
    assert kiosk.evaluate("heard.length") == 1


def test_a_server_that_is_gone_is_told_aloud(new_page: Callable[..., Page], spoken: Server) -> None:
    """The words for it were fetched while there was a server."""
    kiosk = listen(new_page, spoken, "/kiosk", stocked=True)
    kiosk.locator('[data-act="elder"]').click()
    wait_until(kiosk, "() => heard.length === 1")
    gone = kiosk.evaluate("JSON.parse(document.getElementById('page-data').textContent).prompts.gone")
    wait_until(kiosk, FETCHED, gone)
    spoken.kill()
    wait_heard(kiosk, gone)
