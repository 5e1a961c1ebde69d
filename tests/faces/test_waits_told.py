"""How waits and places in line are told on screens, run where it runs: in a JavaScript engine."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from hall.texts import Texts
from tests.patience import PATIENCE_S

ROOT = Path(__file__).parents[2]
TOLD = """
globalThis.document = { documentElement: { dataset: {} }, getElementById: () => ({ textContent: process.argv[1] }) };
const { isNext, peopleAhead, wait, waitBriefly } = await import(process.argv[2]);
const told = { wait, waitBriefly, peopleAhead, isNext };
console.log(JSON.stringify(JSON.parse(process.argv[3]).map(([what, of]) => told[what](of))));
"""
MIN = 60


def told(lang: str, *asked: tuple[str, Any]) -> list[Any]:
    """What the module says in a language."""
    common = Texts.load(ROOT / "assets" / "text").section(lang, "common")
    page = json.dumps({"lang": lang, "text": {"common": dict(common)}})
    module = (ROOT / "assets" / "js" / "format.js").as_uri()
    script = ["node", "--input-type=module", "--eval", TOLD, page, module, json.dumps(asked)]
    done = subprocess.run(script, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    assert done.returncode == 0, done.stderr
    answer: list[Any] = json.loads(done.stdout)
    return answer


@pytest.mark.skipif(shutil.which("node") is None, reason="no JavaScript engine: install node")
@pytest.mark.parametrize(
    ("likely_min", "late_min", "zh", "en"),
    [
        (0, 0, "不到 1 分钟", "under a minute"),
        (0.5, 1, "约 1 分钟", "about 1 minute"),
        (5, 12, "约 5 到 12 分钟", "about 5 to 12\N{NO-BREAK SPACE}min"),
        (26, 54, "约 25 到 55 分钟", "about 25 to 55\N{NO-BREAK SPACE}min"),
        (41, 80, "约 40 分钟到 1.5 小时", "about 40\N{NO-BREAK SPACE}min to 1.5\N{NO-BREAK SPACE}h"),
        (177, 221, "约 3 到 4 小时", "about 3 to 4\N{NO-BREAK SPACE}h"),
        (206, 262, "约 3.5 到 4.5 小时", "about 3.5 to 4.5\N{NO-BREAK SPACE}h"),
        (118, 119, "约 2 小时", "about 2\N{NO-BREAK SPACE}h"),
    ],
)
def test_waits_are_told_as_people_say_them(likely_min: float, late_min: float, zh: str, en: str) -> None:
    """Minutes up to an hour, half hours beyond; one number where both are the same; the late one never too short."""
    wait = {"wait_s": {"likely": likely_min * MIN, "late": late_min * MIN}, "expected_at": None, "latest_at": None}
    assert (told("zh", ("wait", wait)), told("en", ("wait", wait))) == ([zh], [en])


@pytest.mark.skipif(shutil.which("node") is None, reason="no JavaScript engine: install node")
def test_a_long_wait_is_told_by_the_clock() -> None:
    """As the server gives it, in the hall's time; over lunch that is said; where nobody is due, so is that."""
    at = {"expected_at": "2026-11-23T14:10:00.000+08:00", "latest_at": "2026-11-23T14:40:00.000+08:00"}
    long = {"wait_s": {"likely": 4000, "late": 6000}, "after_break": False, **at}
    over_lunch = {**long, "after_break": True}
    silent = {"wait_s": None, "expected_at": None, "latest_at": None, "after_break": False}
    asked = [("wait", one) for one in (long, over_lunch, silent)]
    assert told("zh", *asked) == [
        "约 14:10，最晚\N{NO-BREAK SPACE}14:40",
        "休息后约 14:10，最晚\N{NO-BREAK SPACE}14:40",
        "暂时无法估计",
    ]
    brief = [("waitBriefly", one) for one in (over_lunch, {**silent, "wait_s": {"likely": 300, "late": 720}})]
    assert told("zh", *brief) == ["约\N{NO-BREAK SPACE}14:10–14:40", "约\N{NO-BREAK SPACE}5–12\N{NO-BREAK SPACE}分钟"]
    assert told("en", *asked) == [
        "about 14:10, 14:40\N{NO-BREAK SPACE}at the\N{NO-BREAK SPACE}latest",
        "after the break, about 14:10, 14:40\N{NO-BREAK SPACE}at the\N{NO-BREAK SPACE}latest",
        "cannot be estimated yet",
    ]


@pytest.mark.skipif(shutil.which("node") is None, reason="no JavaScript engine: install node")
def test_who_is_next_and_who_is_before() -> None:
    """First in the line is next only when the same counters call nobody before; where others are more, it is said."""
    shown = ((0, 0), (0, 5), (1, 0), (3, 2), (2, 3))
    places = [{"ahead": ahead, "others_ahead": others, "counters_open": 1} for ahead, others in shown]
    assert told("zh", ("isNext", {**places[0], "counters_open": 0})) == [False]  # nobody calls
    assert told("zh", *(("isNext", place) for place in places)) == [True, False, False, False, False]
    assert told("en", *(("peopleAhead", place) for place in places)) == [
        "Nobody",
        "0, and about 5 others at the same counters",
        "1 person",
        "3 people",
        "2, and about 3 others at the same counters",
    ]
