"""What `check` advises: prefixes that are told apart by ear, zones that one voice can serve; and what it refuses."""

import sys
from pathlib import Path
from typing import Any

import pytest

from hall.configuration import ConfigurationError, from_table, read_table
from hall.configuration.advice import advice
from hall.console.configuration import check
from hall.texts import Texts
from tests.hallclient import ROOT


def sample(**prefixes: str) -> dict[str, Any]:
    """The sample hall with other prefixes by service."""
    table = read_table(ROOT / "config.toml")
    for service in table["services"]:
        service["prefix"] = prefixes.get(service["id"], service["prefix"])
    return table


def told(table: dict[str, Any]) -> list[str]:
    return list(advice(from_table(table)))


def test_a_hall_of_clear_prefixes_is_left_alone() -> None:
    """Nothing is advised where prefixes differ by ear and the voice has time; B and D apart are in nobody's way."""
    assert told(sample()) == []


def test_prefixes_that_sound_alike_within_earshot() -> None:
    """B and P in one zone are told, by the later one's key, with letters that are free; multi-letter prefixes too."""
    (one,) = told(sample(tax="P"))
    assert one.startswith("services[2].prefix: P sounds like B")
    assert one.endswith("choose W or X or L")
    assert len(told(sample(licence="AB", tax="AD"))) == 1
    assert told(sample(licence="AB", tax="BA")) == []


def test_letters_that_sound_like_digits() -> None:
    """E and R are told where Chinese is spoken, and nowhere else."""
    both = sample(medical="E", household="R")
    assert [line.split(":")[0] for line in told(both)] == ["services[4].prefix", "services[6].prefix"]
    both["voice"]["languages"] = ["en"]
    assert told(both) == []
    both["voice"] = both["voice"] | {"languages": ["zh"], "enabled": False}
    assert told(both) == []


def test_a_zone_that_no_voice_can_serve() -> None:
    """A hundred counters of short visits in one zone are told, with how many zones they need; two halves are not."""
    table = sample()
    counters = [{"id": str(n), "zone": "east", "services": ["enquiry"]} for n in range(1, 101)]
    table["counters"] = counters
    (one,) = told(table)
    assert one.startswith("zones east: about 25 calls a minute")
    assert "part them into 2 zones" in one
    for counter in counters[::2]:
        counter["zone"] = "west"
    assert told(table) == []
    table["loudspeaker"]["zones"] = ["east", "west"]
    assert told(table)[0].startswith("zones east and west: ")


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda t: t["voice"].update(languages=["zh", "zh"]), "voice.languages"),
        (lambda t: t["hall"].update(name={"zh": "云溪\u202e区", "en": "Y"}), "hall.name"),
        (lambda t: t["hall"].update(name={"zh": "长" * 201, "en": "Y"}), "hall.name.zh"),
        (lambda t: t["hall"].update(name={"zh": "\u200b\u200b", "en": "Y"}), "hall.name"),
        (lambda t: t.update(phrases={"called": {"zh": ["请\u202e坐"], "en": []}}), "phrases.called.zh[0]"),
        (lambda t: t.update(phrases={"called": {"zh": ["  "], "en": []}}), "phrases.called.zh[0]"),
        (lambda t: t["services"][0].update(name={"zh": "业务", "en": "a\u0007b"}), "services[0].name"),
    ],
)
def test_what_is_refused(change: Any, key: str) -> None:
    """A language written twice, and characters that nobody sees, are mistakes named by their key."""
    table = sample()
    change(table)
    with pytest.raises(ConfigurationError) as wrong:
        from_table(table)
    assert any(line.startswith(f"{key}: ") for line in wrong.value.mistakes), wrong.value.mistakes


def test_a_missing_player_is_found_where_the_file_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`check` refuses a program that is not on this computer; one that is there passes."""
    text = (ROOT / "config.toml").read_text(encoding="utf-8").replace('prefix = "K"', 'prefix = "E"')
    file = tmp_path / "config.toml"
    file.write_text(text.replace("zones = []\n", 'zones = ["east"]\nplayer = ["no-such-player", "{file}"]\n'))
    with pytest.raises(ConfigurationError, match=r"loudspeaker\.player: there is no program 'no-such-player'"):
        check(ROOT, Texts.load(ROOT / "assets" / "text"), file, tmp_path / "var")
    program = str(Path(sys.executable)).replace("\\", "/")
    file.write_text(text.replace("zones = []\n", f'zones = ["east"]\nplayer = ["{program}", "{{file}}"]\n'))
    check(ROOT, Texts.load(ROOT / "assets" / "text"), file, tmp_path / "var")
    said = capsys.readouterr().out
    assert "advice: services[4].prefix: E sounds like 一" in said
    assert "no mistakes\n" in said
