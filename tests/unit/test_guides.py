"""Guides: the samples that ship, the checklist, and files with every kind of mistake."""

import json
import shutil
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.configuration import load
from hall.guides.files import GuideFolder, Mistake, load_guides, read_guide, unknown_services
from hall.guides.guide import Fault, Guide, Material, faults, missing

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "assets" / "guides"
SAMPLES = load_guides(FOLDER)
PENSION = tomllib.loads((FOLDER / "pension.toml").read_text(encoding="utf-8"))


def test_the_samples_have_no_mistakes():
    """All sample guides load, at least twelve, and not one mistake is told."""
    assert SAMPLES.mistakes == ()
    assert len(SAMPLES.guides) == len(list(FOLDER.glob("*.toml"))) >= 12


@pytest.mark.parametrize("guide", SAMPLES.guides.values(), ids=lambda g: g.id)
def test_a_sample_is_complete(guide: Guide):
    """A sample tells all that a visitor needs, has words to be found by, and a number nobody can ring by mistake."""
    assert guide.conditions
    assert guide.materials
    assert guide.telephone.startswith("000-0000-")
    assert guide.keywords is not None
    assert all(guide.keywords[language] for language in ("zh", "en"))
    assert guide.limit.promised_workdays <= 30
    assert any(m.required for m in guide.materials)


def _english(value: object) -> list[str]:
    if isinstance(value, Mapping):
        here = [value["en"]] if isinstance(value.get("en"), str) else []
        return here + [text for item in value.values() for text in _english(item)]
    return [text for item in value for text in _english(item)] if isinstance(value, list | tuple) else []


@pytest.mark.parametrize("guide", SAMPLES.guides.values(), ids=lambda g: g.id)
def test_the_english_of_a_sample_is_english(guide: Guide):
    """No English text of a sample has Chinese characters left in it."""
    texts = _english(asdict(guide))
    assert len(texts) > 15
    assert [t for t in texts if any("\u3000" <= c <= "\u9fff" for c in t)] == []


def test_nothing_in_hand_everything_required_is_missing():
    """With nothing ticked all required materials are missing, in the guide's order, and no optional one."""
    guide = SAMPLES.guides["pension"]
    assert [m.id for m in missing(guide, ())] == ["application", "id-card", "household", "bank"]


def test_what_is_ticked_is_not_missing():
    """A ticked material is not missing; ticking an optional or a long gone one changes nothing."""
    guide = SAMPLES.guides["pension"]
    assert [m.id for m in missing(guide, {"id-card", "file", "no-longer-there"})] == [
        "application",
        "household",
        "bank",
    ]
    assert missing(guide, {m.id for m in guide.materials}) == ()


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=12))
def test_missing_is_required_and_not_in_hand(papers: list[tuple[bool, bool]]):
    """Whatever is required and in hand: what is missing is exactly the required rest."""
    text = {"zh": "某", "en": "x"}
    materials = [Material(str(n), text, originals=1, required=r, note=text) for n, (r, _) in enumerate(papers)]
    guide = replace(SAMPLES.guides["pension"], materials=tuple(materials))
    have = {str(n) for n, (_, held) in enumerate(papers) if held}
    assert [m.id for m in missing(guide, have)] == [str(n) for n, (r, held) in enumerate(papers) if r and not held]


def _without(*path: str | int) -> Callable[[dict[str, Any]], None]:
    def change(data: Any) -> None:
        for part in path[:-1]:
            data = data[part]
        del data[path[-1]]

    return change


def _with(*path: Any) -> Callable[[dict[str, Any]], None]:
    def change(data: Any) -> None:
        for part in path[:-2]:
            data = data[part]
        data[path[-2]] = path[-1]

    return change


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_without("name"), Fault("name", "missing")),
        (_without("limit", "promised_workdays"), Fault("limit.promised_workdays", "missing")),
        (_without("materials", 1, "name"), Fault("materials[1].name", "missing")),
        (_without("steps", 2, "text", "en"), Fault("steps[2].text.en", "missing")),
        (_without("keywords", "zh"), Fault("keywords.zh", "missing")),
        (_with("fee", "text", "zh", "  "), Fault("fee.text.zh", "blank")),
        (_with("telephone", ""), Fault("telephone", "blank")),
        (_with("basis", []), Fault("basis", "empty")),
        (_with("steps", []), Fault("steps", "empty")),
        (_with("colour", "red"), Fault("colour", "unknown_key")),
        (_with("id", "other"), Fault("id", "unknown_key")),
        (_with("materials", 0, "copys", 1), Fault("materials[0].copys", "unknown_key")),
        (_with("materials", 0, "copies", "two"), Fault("materials[0].copies", "whole_number")),
        (_with("materials", 0, "copies", 1.5), Fault("materials[0].copies", "whole_number")),
        (_with("materials", 0, "copies", -1), Fault("materials[0].copies", "negative")),
        (_with("materials", 0, "originals", 0), Fault("materials[0]", "nothing_to_bring")),
        (_with("materials", 0, "form", "none"), Fault("materials[0].form", "unknown_form", "none")),
        (_with("materials", 1, "id", "application"), Fault("materials[1].id", "repeated", "application")),
        (_with("materials", 0, "required", "maybe"), Fault("materials[0].required", "yes_no")),
        (_without("materials", 3, "note"), Fault("materials[3].note", "when_needed")),
        (_with("materials", "all"), Fault("materials", "list")),
        (_with("limit", 3), Fault("limit", "table")),
        (_with("name", "退休"), Fault("name", "table")),
        (_with("result", "zh", 5), Fault("result.zh", "text")),
        (_with("limit", "promised_workdays", -1), Fault("limit.promised_workdays", "negative")),
        (_with("limit", "statutory_workdays", 5), Fault("limit.promised_workdays", "longer_than_law", "5")),
        (_with("updated", "yesterday"), Fault("updated", "date")),
    ],
)
def test_a_mistake_is_named_by_its_key(change: Callable[[dict[str, Any]], None], told: Fault):
    """Each kind of mistake is told once, under the key where it stands, and nothing else is."""
    data = json.loads(json.dumps(PENSION, default=str))
    change(data)
    found = read_guide("pension", data)
    assert isinstance(found, tuple)
    assert [(f.key, f.code) for f in found] == [(told.key, told.code)]
    assert not told.about or found[0].about == told.about


def test_a_promise_may_be_as_long_as_the_law():
    """A promise that takes the whole limit of the law is right."""
    data = {**PENSION, "limit": {"promised_workdays": 20, "statutory_workdays": 20}}
    assert isinstance(read_guide("pension", data), Guide)


def test_two_limits_of_the_law_are_one_too_many():
    """A limit in working days and another in days is a mistake."""
    data = {**PENSION, "limit": {"promised_workdays": 1, "statutory_workdays": 20, "statutory_days": 15}}
    assert read_guide("pension", data) == (Fault("limit.statutory_days", "two_limits"),)


def test_all_mistakes_of_a_guide_are_told_at_once():
    """Three mistakes in one guide are three lines."""
    data = json.loads(json.dumps(PENSION, default=str))
    for change in (_without("name", "en"), _with("telephone", " "), _with("materials", 0, "copies", -2)):
        change(data)
    found = read_guide("pension", data)
    assert isinstance(found, tuple)
    assert {f.key for f in found} == {"name.en", "telephone", "materials[0].copies"}


@pytest.mark.parametrize("guide", SAMPLES.guides.values(), ids=lambda g: g.id)
def test_a_guide_survives_its_json(guide: Guide):
    """A guide written as JSON, as the hall keeps it, reads back the same."""
    data = json.loads(json.dumps(asdict(guide), default=str))
    assert faults(guide) == ()
    assert read_guide(data.pop("id"), data) == guide


BROKEN: list[tuple[str, bytes, str]] = [
    ("torn.toml", b'name = { zh = "', "torn.toml: TOML"),
    ("gbk.toml", 'name = "退休"'.encode("gbk"), "gbk.toml: 请以 UTF-8 编码保存 / must be saved as UTF-8"),
    ("large.toml", b"#" * 300_000, "large.toml: 文件太大 / the file is too large"),
    ("deep.toml", b"a = " + b"[" * 100_000, "deep.toml: TOML"),
    ("Bad Name.toml", b"a = 1", "Bad Name.toml: 文件名"),
    ("twice.toml", b"a = 1\na = 2\n", "twice.toml: TOML"),
]


@pytest.mark.parametrize(("name", "content", "told"), BROKEN, ids=[name for name, _, _ in BROKEN])
def test_a_broken_file_is_named_and_the_rest_loads(tmp_path: Path, name: str, content: bytes, told: str):
    """A file that cannot be read is told in one line, and the guide beside it loads."""
    shutil.copy(FOLDER / "pension.toml", tmp_path)
    (tmp_path / name).write_bytes(content)
    folder = load_guides(tmp_path)
    assert list(folder.guides) == ["pension"]
    assert [str(m)[: len(told)] for m in folder.mistakes] == [told]


def test_a_mistake_reads_plainly(tmp_path: Path):
    """A mistake is one line with the file, the key and the words in both languages."""
    text = (FOLDER / "pension.toml").read_text(encoding="utf-8").replace("promised_workdays = 10", "promised_days = 10")
    (tmp_path / "pension.toml").write_text(text, encoding="utf-8")
    folder = load_guides(tmp_path)
    assert folder.guides == {}
    assert sorted(map(str, folder.mistakes)) == [
        "pension.toml: limit.promised_days: 没有这一项，请检查拼写 / is not a key of a guide; check the spelling",
        "pension.toml: limit.promised_workdays: 缺少这一项 / is missing",
    ]


def test_a_file_saved_by_notepad_loads(tmp_path: Path):
    """A byte order mark and Windows line ends do no harm."""
    text = (FOLDER / "pension.toml").read_text(encoding="utf-8").replace("\n", "\r\n")
    (tmp_path / "pension.toml").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert load_guides(tmp_path) == GuideFolder({"pension": SAMPLES.guides["pension"]}, (), frozenset({"pension"}))


def test_other_files_are_left_alone(tmp_path: Path):
    """Files that are not TOML are no guides and no mistakes."""
    (tmp_path / "README.md").write_text("remarks", encoding="utf-8")
    assert load_guides(tmp_path) == GuideFolder({}, ())


def test_a_file_above_stands_for_the_one_below(tmp_path: Path):
    """One folder over another: its right files win, its wrong and its empty ones take the guide of their name away."""
    text = (FOLDER / "pension.toml").read_text(encoding="utf-8")
    for name, content in (("pension", text.replace("000-", "111-")), ("id-card", "\n"), ("household", "x = 1")):
        (tmp_path / f"{name}.toml").write_text(content, encoding="utf-8")
    own = load_guides(tmp_path)
    both = own.over(SAMPLES)
    assert list(both.guides) == [name for name in SAMPLES.guides if name not in {"id-card", "household"}]
    assert both.guides["pension"].telephone.startswith("111-")
    assert {m.file for m in both.mistakes} == {"household.toml"}


def test_no_folder_is_a_mistake(tmp_path: Path):
    """A folder that is not there is told like a mistake, and so is a folder named like a guide."""
    absent = load_guides(tmp_path / "none")
    assert (absent.guides, absent.mistakes[0].file) == ({}, "none")
    (tmp_path / "folder.toml").mkdir()
    assert [m.file for m in load_guides(tmp_path).mistakes] == ["folder.toml"]


def test_a_service_that_the_hall_lacks_is_told():
    """A guide that leads to a service which the hall does not have is named; one without a ticket is not."""
    services = {g.service for g in SAMPLES.guides.values() if g.service not in {None, "fund"}}
    assert unknown_services(SAMPLES.guides, dict.fromkeys(services)) == (
        Mistake(
            "housing-fund.toml",
            "service",
            {"zh": "大厅没有业务“fund”", "en": "the hall has no service fund"},
        ),
    )


def test_the_samples_fit_the_sample_hall():
    """Every sample guide leads to a service of the sample hall, and every guide that a service names is there."""
    services = load(ROOT / "config.toml").plan.services
    assert unknown_services(SAMPLES.guides, services) == ()
    assert {s.guide for s in services.values() if s.guide is not None} <= set(SAMPLES.guides)


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates()
VALUES = st.recursive(
    SCALARS, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=5), v, max_size=3), max_leaves=6
)


@given(st.sampled_from(sorted(PENSION)), VALUES)
def test_any_value_under_any_key_is_a_guide_or_a_mistake(key: str, value: Any):
    """Whatever stands under a key, reading gives a sound guide or tells mistakes, and never fails."""
    found = read_guide("pension", {**PENSION, key: value})
    assert faults(found) == () if isinstance(found, Guide) else found


@given(st.binary(max_size=300))
def test_any_bytes_are_told_as_a_mistake(tmp_path_factory: pytest.TempPathFactory, content: bytes):
    """A file of any bytes is never a guide, always a mistake unless it is empty, and never an exception."""
    folder = tmp_path_factory.mktemp("guides")
    (folder / "x.toml").write_bytes(content)
    found = load_guides(folder)
    assert found.guides == {}
    assert bool(found.mistakes) == bool(content.strip())
    assert all(str(m).startswith("x.toml: ") for m in found.mistakes)


def test_the_sample_limits_and_dates_are_what_the_file_says():
    """The numbers of a sample arrive as written: limit, copies and day of revision."""
    guide = SAMPLES.guides["real-estate"]
    assert (guide.limit.promised_workdays, guide.limit.statutory_workdays, guide.limit.statutory_days) == (3, 30, None)
    assert guide.updated == date(2026, 11, 1)
    assert [(m.id, m.originals, m.copies) for m in guide.materials][:2] == [("application", 1, 0), ("id-card", 1, 1)]
