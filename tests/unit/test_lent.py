"""What a computer's file lends to the plan counts until it is changed in the browser, and no longer."""

from pathlib import Path
from typing import Any

from hall.configuration import from_table, plan_of, read_table, settings_of, with_machine

FILE = read_table(Path(__file__).parents[2] / "config.toml")
PRINTER = {"id": "hall", "kind": "network", "address": "192.168.1.50:9100"}
OURS: dict[str, Any] = FILE | {"printers": [PRINTER], "kiosk": FILE["kiosk"] | {"printer": "hall"}}


def test_the_file_lends_what_the_plan_does_not_say() -> None:
    """Printers, the address and the kiosks' printer are those of the file, and no part of its plan."""
    plan = plan_of(OURS)
    assert "printers" not in plan
    furnished = from_table(with_machine(plan, OURS)).file
    assert [one.id for one in furnished.printers] == ["hall"]
    assert (furnished.hall.public_url, furnished.kiosk.printer) == ("http://127.0.0.1:8000", "hall")


def test_what_the_browser_says_counts_over_the_file() -> None:
    """Another printer, none at all, another address; what belongs to the computer alone stays the file's."""
    plan = settings_of(
        OURS
        | {"hall": FILE["hall"] | {"public_url": "http://10.0.0.9:8000"}, "security": {"https_port": 1}}
        | {"printers": [{**PRINTER, "id": "own"}], "kiosk": {"printer": "own"}}
    )
    furnished = from_table(with_machine(plan, OURS)).file
    assert [one.id for one in furnished.printers] == ["own"]
    assert (furnished.hall.public_url, furnished.kiosk.printer) == ("http://10.0.0.9:8000", "own")
    assert furnished.security.https_port == 8443
    none = from_table(with_machine(plan | {"printers": [], "kiosk": {}}, FILE)).file
    assert (none.printers, none.kiosk.printer) == ([], None)


SIGN = {"counter": "1", "kind": "network", "address": "192.168.1.60:4001", "protocol": "modbus"}
LOUD: dict[str, Any] = FILE | {"signs": [SIGN], "loudspeaker": {"zones": ["east"], "player": ["aplay", "{file}"]}}


def test_signs_and_the_loudspeakers_areas_are_lent_too() -> None:
    """They are no part of the file's plan, count until the browser says others, and none at all is said too."""
    plan = plan_of(LOUD)
    assert not {"signs", "loudspeaker"} & set(plan)
    lent = from_table(with_machine(plan, LOUD)).file
    assert ([one.counter for one in lent.signs], lent.loudspeaker.zones) == (["1"], ["east"])
    said = settings_of(plan | {"signs": [{**SIGN, "counter": "2"}], "loudspeaker": {"zones": ["west"]}})
    other = from_table(with_machine(said, LOUD)).file
    assert ([one.counter for one in other.signs], other.loudspeaker.zones) == (["2"], ["west"])
    none = from_table(with_machine(plan | {"signs": [], "loudspeaker": {"zones": []}}, LOUD)).file
    assert (none.signs, none.loudspeaker.zones) == ([], [])


def test_no_browser_names_the_program_that_plays() -> None:
    """Whoever could would have any program run: it is the file's, also where a plan comes with one."""
    evil = {"zones": ["west"], "player": ["rm", "{file}"]}
    plan = settings_of(plan_of(LOUD) | {"loudspeaker": evil})
    assert plan["loudspeaker"] == {"zones": ["west"]}
    assert from_table(with_machine({**plan, "loudspeaker": evil}, LOUD)).file.loudspeaker.player == ["aplay", "{file}"]
    assert from_table(with_machine({**plan, "loudspeaker": evil}, FILE)).file.loudspeaker.player is None


def test_a_hall_without_a_file_has_them_too() -> None:
    """A hall made in the browser needs none."""
    plan = settings_of(OURS | {"hall": FILE["hall"] | {"wifi": {"name": "Hall"}}})
    furnished = from_table(with_machine(plan, {})).file
    assert furnished.hall.wifi is not None
    assert [one.id for one in furnished.printers] == ["hall"]
