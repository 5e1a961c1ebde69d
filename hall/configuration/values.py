"""What single values of `config.toml` may be; each that will not do says how it is written."""

import re
import unicodedata
from datetime import date
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticKnownError

from hall.configuration.times import apart, time_of_day
from hall.journal.refusal import Wrong
from hall.plan.hours import Span
from hall.speech.volume import player_words
from hall.webhooks.rules.target import target

RECORDED = {"recorded": True}
"""The context in which a plan is read that was taken before: what was not refused then keeps no hall closed now."""
REQUIRED = {"zh": "Chinese", "en": "English"}
"""What every text of a hall is written in: languages by their code, as the check's own sentences name them."""
LONGEST_NAME = 200
"""In characters, of any text that screens and papers show; what is longer was pasted by mistake."""
USUAL_CLASSES = {
    "normal": {"zh": "普通", "en": "Normal"},
    "priority": {"zh": "优先", "en": "Priority"},
    "appointment": {"zh": "预约", "en": "Appointment"},
}
"""The classes of visitors that are always there, by id."""
PRIORITY = [
    {"zh": "60 岁以上老人", "en": "people over 60"},
    {"zh": "残疾人", "en": "disabled people"},
    {"zh": "孕妇", "en": "pregnant women"},
    {"zh": "带婴幼儿的家长", "en": "parents with infants"},
    {"zh": "军人", "en": "soldiers"},
]
"""Who may ask for a priority ticket, unless the hall names them."""
_TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_TOKEN = re.compile(r"hallcall_[A-Za-z0-9_-]{1,200}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def name(value: dict[str, str], info: ValidationInfo) -> dict[str, str]:
    """Return a text in every language of the hall. Raises ValueError where one is missing or turns text around."""
    missing = " and ".join(said for lang, said in REQUIRED.items() if not any(map(_has_ink, value.get(lang, ""))))
    if missing:
        raise ValueError(f'needs a text in {missing}, as {{ zh = "…", en = "…" }}')
    return {lang: line(text, info) for lang, text in value.items()}


def line(text: str, info: ValidationInfo) -> str:
    """Return a text that runs as it is written. Raises ValueError."""
    if info.context == RECORDED:
        return "".join(char for char in text if not _is_unseen(char))
    unseen = next((char for char in text if _is_unseen(char)), None)
    if unseen is not None:
        raise ValueError(
            f"has a character that nobody sees and that may turn the text around, U+{ord(unseen):04X}; remove it"
        )
    return text


def short(text: str, info: ValidationInfo) -> str:
    """Return a text that is no longer than screens and papers could ever show. Raises PydanticKnownError."""
    if len(text) <= LONGEST_NAME:
        return text
    if info.context == RECORDED:
        return text[:LONGEST_NAME]
    raise PydanticKnownError("string_too_long", {"max_length": LONGEST_NAME})


def is_readable(text: str) -> bool:
    """Return whether there is something to read in `text`, and it runs as it is written."""
    return any(map(_has_ink, text)) and not any(map(_is_unseen, text))


def _has_ink(char: str) -> bool:
    """Return whether `char` is neither a space nor something that only joins, parts or orders others."""
    return unicodedata.category(char)[0] not in "CZ"


def _is_unseen(char: str) -> bool:
    """Return whether `char` controls how text runs instead of standing in it."""
    return unicodedata.category(char) in {"Cc", "Zl", "Zp"} or unicodedata.bidirectional(char) in _TURNING


def player(command: list[str]) -> list[str]:
    """Return the words of a program that plays a file. Raises ValueError."""
    if not command or not any("{file}" in word for word in command[1:]):
        raise ValueError('must be a program and its words, one of them "{file}", as ["aplay", "-q", "{file}"]')
    try:
        player_words(command, Path("sound.wav"), 1.0)
    except (KeyError, IndexError, ValueError):
        raise ValueError("knows the placeholders {file}, {share}, {percent} and {pulse} alone") from None
    return command


def once_each(languages: list[str]) -> list[str]:
    """Return languages of which none is there twice. Raises ValueError."""
    if len(set(languages)) < len(languages):
        raise ValueError('names a language twice; write each once, as ["zh", "en"]')
    return languages


def zone_info(value: str) -> str:
    """Return the name of a time zone that this computer knows. Raises ValueError."""
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f'{value!r} is not a time zone; China\'s is "Asia/Shanghai"') from None
    return value


def url(value: str) -> str:
    """Return the address that phones reach, without a path. Raises ValueError."""
    if not _is_address(value):
        raise ValueError('must be the address that phones reach, as "http://192.168.1.10:8000"')
    if urlsplit(value).path.strip("/"):
        raise ValueError(
            "must end after the port: the hall has all addresses of its host to itself; give it a name of its own"
        )
    return value.rstrip("/")


def hall_url(value: str) -> str:
    """Return another hall's address, without a path. Raises ValueError."""
    try:
        to = target(value)
    except Wrong:
        to = None
    if to is None or to.path != "/":
        raise ValueError(
            'must be the address of the hall alone, as "https://hall.example.cn" or "http://10.20.0.8:8000"'
        )
    return value.rstrip("/")


def city_token(value: str) -> str:
    """Return a token as a hall gives it to a platform. Raises ValueError, which does not say what there is instead."""
    if not _TOKEN.fullmatch(value):
        raise ValueError('must be a token as a hall gives it, "hallcall_…"')
    return value


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        usable = parts.port is None or parts.port > 0
    except ValueError:  # a port above 65535, an open bracket
        return False
    more = parts.query or parts.fragment or parts.username
    return bool(
        usable
        and parts.scheme in {"http", "https"}
        and parts.hostname
        and not more
        and value.isprintable()
        and " " not in value
    )


def single_date(value: object) -> date:
    """Return a date as it is written in a file. Raises ValueError."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise ValueError(f'{value!r} is no date; write it as "2026-12-31"')
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value!r} is a date that does not exist") from None


def network(value: str) -> str:
    """Return a network as it is written in a file. Raises ValueError."""
    try:
        ip_network(value)
    except ValueError:
        raise ValueError(f'{value!r} is not a network; write it as "192.168.1.0/24"') from None
    return value


def store_url(value: str) -> str:
    """Return where the journal is kept. Raises ValueError."""
    if value != "tinydb:" and not value.startswith(("postgresql://", "postgres://")):
        raise ValueError('must be "tinydb:", the data folder, or a database as "postgresql://user@host/database"')
    return value


Name = Annotated[dict[str, Annotated[str, AfterValidator(short)]], AfterValidator(name)]
TicketLine = Annotated[dict[str, Annotated[str, Field(max_length=60)]], AfterValidator(name)]
"""A text on every ticket, at most three lines of the narrow roll in each language."""
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,32}$")]
Share = Annotated[float, Field(ge=0, le=1)]
ByTime = Annotated[dict[Annotated[Span, BeforeValidator(time_of_day)], Share], AfterValidator(apart)]
Minutes = Annotated[float, Field(ge=0, le=24 * 60)]
