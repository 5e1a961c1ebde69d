"""Nothing that a visitor takes home promises what a phone in a pocket does not do: a locked one does not ring."""

import re
import tomllib
from pathlib import Path

import pytest

TEXT = Path(__file__).parents[2] / "assets" / "text"
PHONE = {"zh": re.compile("手机"), "en": re.compile(r"\bphone")}
ACTS = {
    "zh": re.compile("叫您|叫你|叫号|提醒|通知您|响|震动"),
    "en": re.compile(r"\b(call you|rings?\b|will ring|remind|notif|buzz)"),
}
"""What it would do by itself."""


def said(lang: str, section: str) -> dict[str, str]:
    """Every text of a section, by its key."""
    texts: dict[str, str] = tomllib.loads((TEXT / lang / f"{section}.toml").read_text(encoding="utf-8"))
    return texts


def promises(lang: str, text: str) -> bool:
    """Whether a text says that the phone does something by itself."""
    return all(words[lang].search(text.lower()) for words in (PHONE, ACTS))


@pytest.mark.parametrize("lang", PHONE)
@pytest.mark.parametrize("section", ["slip", "kiosk"])
def test_paper_and_kiosk_promise_nothing_of_the_phone(lang: str, section: str) -> None:
    """It shows the queue; that it will call is said neither on paper nor at the kiosk."""
    assert [key for key, text in said(lang, section).items() if promises(lang, text)] == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "轮到您时手机会提醒"),
        ("zh", "叫号时手机会响"),
        ("en", "Phones call you"),
        ("en", "The phone rings"),
    ],
)
def test_a_promise_is_found(lang: str, text: str) -> None:
    """As those were worded that papers and kiosks made once."""
    assert promises(lang, text)


@pytest.mark.parametrize(("lang", "limit"), [("zh", "锁屏后手机不会响"), ("en", "a locked phone does not ring")])
def test_the_phones_page_says_what_it_cannot_do(lang: str, limit: str) -> None:
    """Whoever turns the sound on reads that it needs the screen."""
    assert limit in said(lang, "ticket")["sound_note"]
