"""Reads business guides from a folder of TOML files, one guide each, named `<id>.toml`.

A file with mistakes is left out and each mistake is told; all other guides load.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from hall.guides.guide import Fault, Guide, faults
from hall.plan.plan import Name

MAX_FILE_BYTES = 256 * 1024
"""A long guide has 20 kB; whatever is larger than this is not one."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""It stands in addresses and file names."""

_GUIDE = TypeAdapter(Guide)

_WORDS: dict[str, tuple[str, str]] = {
    "missing": ("缺少这一项", "is missing"),
    "blank": ("不能为空", "must not be blank"),
    "empty": ("至少要有一条", "needs at least one entry"),
    "repeated": ("“{about}”重复", "{about} is there twice"),
    "negative": ("不能小于零", "must not be below zero"),
    "too_much": ("太大，最多 {about}", "is too large: {about} at most"),
    "nothing_to_bring": ("原件和复印件不能都是零", "originals and copies are both zero"),
    "unknown_form": ("forms 中没有“{about}”", "there is no {about} among the forms"),
    "when_needed": ("非必要材料要说明何时需要", "must say when this is needed, as it is not required"),
    "two_limits": ("法定时限只能写一种", "give the limit in working days or in days, not both"),
    "longer_than_law": ("承诺时限超过法定的 {about} 个工作日", "is longer than the {about} working days of the law"),
    "unknown_key": ("没有这一项，请检查拼写", "is not a key of a guide; check the spelling"),
    "unknown_service": ("大厅没有业务“{about}”", "the hall has no service {about}"),
    "whole_number": ("应为整数", "must be a whole number"),
    "text": ("应为文字", "must be text in quotation marks"),
    "yes_no": ("应为 true 或 false", "must be true or false"),
    "table": ("应为带名称的一组值", "must be a table of named values"),
    "list": ("应为列表", "must be a list"),
    "date": ("应为日期，例如 2026-11-23", "must be a date such as 2026-11-23"),
    "wrong": ("内容有误：{about}", "is wrong: {about}"),
    "unseen": (
        "含有看不见、会打乱文字方向的字符 {about}，请删去",
        "has a character that nobody sees, {about}; remove it",
    ),
    "too_long": ("太长，最多 {about} 个字", "is too long: {about} characters at most"),
    "too_many": ("太多，最多 {about} 项", "has too many entries: {about} at most"),
    "bad_name": ("文件名只能用小写字母、数字和连字符", "the file name may have only a-z, 0-9 and hyphens"),
    "too_large": ("文件太大", "the file is too large"),
    "not_utf8": ("请以 UTF-8 编码保存", "must be saved as UTF-8"),
    "not_toml": ("TOML 格式有误：{about}", "is not TOML: {about}"),
    "unreadable": ("无法读取：{about}", "cannot be read: {about}"),
}
"""By code: what is wrong, in Chinese and in English."""

_PYDANTIC_CODES = {
    "missing": "missing",
    "missing_argument": "missing",
    "unexpected_keyword_argument": "unknown_key",
    "int_type": "whole_number",
    "int_parsing": "whole_number",
    "int_from_float": "whole_number",
    "string_type": "text",
    "bool_type": "yes_no",
    "bool_parsing": "yes_no",
    "mapping_type": "table",
    "dict_type": "table",
    "dataclass_type": "table",
    "tuple_type": "list",
    "date_type": "date",
    "date_parsing": "date",
    "date_from_datetime_parsing": "date",
    "date_from_datetime_inexact": "date",
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong where; `key` is empty when it is the whole file."""

    file: str
    key: str
    text: Name

    def __str__(self) -> str:
        """Return one line that somebody who does not program can act upon."""
        place = f"{self.file}: {self.key}" if self.key else self.file
        return f"{place}: {self.text['zh']} / {self.text['en']}"


@dataclass(frozen=True, slots=True)
class GuideFolder:
    """What a folder holds: the guides that are right, by id, and everything that is not."""

    guides: Mapping[str, Guide]
    mistakes: tuple[Mistake, ...]
    named: frozenset[str] = frozenset()
    """The ids of all its files, also of the wrong and the empty ones."""

    def over(self, below: "GuideFolder") -> "GuideFolder":
        """Return both folders as one. A file here stands for the one of that name in `below`, also if it is wrong."""
        kept = {id_: guide for id_, guide in below.guides.items() if id_ not in self.named}
        guides = dict(sorted({**kept, **self.guides}.items()))
        return GuideFolder(guides, below.mistakes + self.mistakes, below.named | self.named)


def load_guides(folder: Path) -> GuideFolder:
    """Read every `*.toml` of `folder`, in order of name. Never raises for what stands in the files.

    An empty file is no guide and no mistake.
    """
    guides: dict[str, Guide] = {}
    mistakes: list[Mistake] = []
    try:
        paths = sorted(p for p in folder.iterdir() if p.suffix == ".toml")
    except OSError as error:
        return GuideFolder({}, (_mistake(folder.name, Fault("", "unreadable", error.strerror or str(error))),))
    for path in paths:
        found = _read_file(path)
        if isinstance(found, Guide):
            guides[found.id] = found
        else:
            mistakes += [_mistake(path.name, fault) for fault in found]
    return GuideFolder(guides, tuple(mistakes), frozenset(path.stem for path in paths))


def unknown_services(guides: Mapping[str, Guide], services: Mapping[str, object]) -> tuple[Mistake, ...]:
    """Return a mistake for each guide that sends visitors to a service that is not among `services`."""
    return tuple(
        _mistake(f"{guide.id}.toml", Fault("service", "unknown_service", guide.service))
        for guide in guides.values()
        if guide.service is not None and guide.service not in services
    )


def read_guide(guide_id: str, data: Mapping[str, Any]) -> Guide | tuple[Fault, ...]:
    """Return the guide that `data` describes, as it stands in a file, or all that is wrong with it."""
    if not _ID.fullmatch(guide_id):
        return (Fault("", "bad_name"),)
    if "id" in data:
        return (Fault("id", "unknown_key"),)
    try:
        guide = _GUIDE.validate_python({**data, "id": guide_id}, extra="forbid")
    except ValidationError as error:
        return tuple(_fault(e["loc"], e["type"], e["msg"]) for e in error.errors(include_url=False))
    return faults(guide) or guide


def to_keep(guide: Guide) -> dict[str, Any]:
    """Return all that a guide says as JSON's own values, to be read again by `from_kept`."""
    kept: dict[str, Any] = _GUIDE.dump_python(guide, mode="json", exclude_none=True)
    return kept


def as_said(guide: Guide) -> dict[str, Any]:
    """Return a guide as its file would say it, as JSON's own values."""
    return {key: value for key, value in to_keep(guide).items() if key != "id"}


def from_kept(said: Mapping[str, Any]) -> Guide:
    """Return the guide that `to_keep` kept."""
    return _GUIDE.validate_python(said)


def _read_file(path: Path) -> Guide | tuple[Fault, ...]:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_FILE_BYTES + 1)
        if len(raw) > MAX_FILE_BYTES:
            return (Fault("", "too_large"),)
        if not raw.strip():
            return ()
        data = tomllib.loads(raw.decode("utf-8-sig"))  # -sig: Notepad puts a byte order mark before the text
    except UnicodeDecodeError:
        return (Fault("", "not_utf8"),)
    except tomllib.TOMLDecodeError as error:
        return (Fault("", "not_toml", str(error)),)
    except RecursionError:
        return (Fault("", "not_toml", "too many brackets"),)
    except OSError as error:
        return (Fault("", "unreadable", error.strerror or str(error)),)
    return read_guide(path.stem, data)


def _fault(loc: tuple[int | str, ...], kind: str, message: str) -> Fault:
    key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc).lstrip(".")
    return Fault(key, _PYDANTIC_CODES.get(kind, "wrong"), message)


def _mistake(file: str, fault: Fault) -> Mistake:
    return Mistake(file, fault.key, in_words(fault))


def in_words(fault: Fault) -> Name:
    """Return what is wrong in each language."""
    zh, en = (words.format(about=fault.about) for words in _WORDS[fault.code])
    return {"zh": zh, "en": en}
