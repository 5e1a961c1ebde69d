"""The configuration: every mistake named by its key, all at once."""

import copy
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.configuration import ConfigurationError, from_table, load, plan_of, with_machine
from hall.configuration.wifi import WifiPart

ROOT = Path(__file__).parents[2]
SAMPLE = tomllib.loads((ROOT / "config.toml").read_text(encoding="utf-8"))


def changed(*path: str | int, to: Any = None) -> dict[str, Any]:
    """Return the sample with one value replaced, or removed when `to` is None."""
    table = copy.deepcopy(SAMPLE)
    place: Any = table
    for part in path[:-1]:
        place = place.setdefault(part, {}) if isinstance(place, dict) else place[part]
    if to is None:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return table


def mistakes(table: dict[str, Any]) -> list[str]:
    with pytest.raises(ConfigurationError) as found:
        from_table(table)
    return found.value.mistakes


def test_the_sample_hall_is_a_hall() -> None:
    """At least 8 services in 3 groups, 10 counters with several services each, 2 zones, and no mistake."""
    hall = load(ROOT / "config.toml")
    assert len(hall.plan.services) >= 8
    assert len(hall.plan.groups) == 3
    assert len(hall.plan.counters) == 10
    assert len(hall.plan.zones) == 2
    assert all(len(c.services) >= 2 for c in hall.plan.counters.values())
    assert all(hall.plan.counters_serving(s) for s in hall.plan.services)


CITY = {"name": {"zh": "厅", "en": "Hall"}, "url": "https://hall.example.cn", "token": "hallcall_4711"}
SIGN = {"counter": "1", "kind": "network", "address": "192.168.1.60:4001", "protocol": "modbus"}


@pytest.mark.parametrize(
    ("table", "key"),
    [
        (changed("hall", "name"), "hall.name"),
        *(
            (changed("city", to={"halls": [CITY | wrong]}), key)
            for wrong, key in (
                ({"token": "4711"}, "city.halls[0].token"),
                ({"token_file": "yunxi.token"}, "city.halls[0]"),
                ({"name": {"zh": "厅"}}, "city.halls[0].name"),
                ({"authority": ""}, "city.halls[0].authority"),
                *(
                    ({"url": url}, "city.halls[0].url")
                    for url in ("hall", "https://h/api", "https://li:1@h", "ftp://h")
                ),
            )
        ),
        (changed("city", to={"halls": [CITY, CITY]}), "city.halls"),
        (changed("hall", "name", to={"zh": "厅"}), "hall.name"),
        (changed("hall", "timezone", to="Mars/Olympus"), "hall.timezone"),
        (changed("hall", "timezone", to="../etc/passwd"), "hall.timezone"),
        *(
            (changed("hall", "public_url", to=to), "hall.public_url")
            for to in (
                "my hall",
                "ftp://h",
                "http://a b",
                "http://h:99999",
                "http://[::1",
                "http://h?x=1",
                "http://h/#t",
                "http://h/hall",
            )
        ),
        *(
            (changed("hall", "wifi", to={"name": "Hall", key: to}), f"hall.wifi.{key}")
            for key, to in (
                *(("name", to) for to in ("", " ", "厅" * 11, "a" * 33, "Hall\n", 5)),
                *(("password", to) for to in ("", "short12", "a" * 64, "密码密码密码密码", "welcome\t2026", 12345678)),
                ("hidden", "no"),
                ("channel", 6),
            )
        ),
        (changed("hall", "wifi", to={"password": "welcome-2026"}), "hall.wifi.name"),
        (changed("hall", "wifi", to="Hall"), "hall.wifi"),
        (changed("hours", "mon", to=["8:30"]), "hours.mon"),
        (changed("hours", "mon", to=["12:00-08:30"]), "hours.mon"),
        (changed("hours", "mon", to=["08:00-25:00"]), "hours.mon"),
        (changed("hours", "mon", to=["08:60-12:00"]), "hours.mon"),
        (changed("hours", "mon", to=["+8:0-1_2:00"]), "hours.mon"),
        (changed("hours", "mon", to=["13:00-17:30", "08:30-12:00"]), "hours.mon"),
        (changed("hours", "exceptions", to={"1795392000": []}), "hours.exceptions.1795392000"),
        (changed("hours", "exceptions", to={"2026-02-29": []}), "hours.exceptions.2026-02-29"),
        (changed("hours", "mon", to=["08:00-12:00", "11:00-13:00"]), "hours.mon"),
        (changed("hours", "mon", to="08:00-12:00"), "hours.mon"),
        (changed("hours", "calendar", to="france"), "hours.calendar"),
        (changed("hours", "exceptions", to={"2026-13-01": []}), "hours.exceptions.2026-13-01"),
        (changed("services", 2, "prefix", to="tax"), "services[2].prefix"),
        (changed("services", 2, "prefix", to="A"), "services[2].prefix"),
        (changed("services", 2, "prefix"), "services[2].prefix"),
        (changed("services", 2, "group", to="nowhere"), "services[2].group"),
        (changed("services", 2, "id", to="company"), "services[2].id"),
        (changed("services", 2, "id", to="a b"), "services[2].id"),
        (changed("services", 2, "usual_min", to=0), "services[2].usual_min"),
        (changed("services", 2, "colour", to="red"), "services[2].colour"),
        (changed("services", to=[]), "services"),
        (changed("counters", 0, "zone", to="north"), "counters[0].zone"),
        (changed("counters", 0, "services", to=[]), "counters[0].services"),
        (changed("counters", 0, "services", to=["company", "magic"]), "counters[0].services[1]"),
        (changed("counters", 0, "services", to=["company", "company"]), "counters[0].services[1]"),
        (changed("counters", 0, "id", to=1), "counters[0].id"),
        (changed("zones"), "zones"),
        (changed("queue", "priority_head_start_min", to=-1), "queue.priority_head_start_min"),
        (changed("voice", "one", to="I"), "voice.one"),
        (changed("voice", "volume_by_time", to={"noon": 0.5}), "voice.volume_by_time.noon"),
        (changed("voice", "volume_by_time", to={"12:00-14:00": 60}), "voice.volume_by_time.12:00-14:00"),
        (changed("voice", "volume_by_time", to={"22:00-06:00": 0.5}), "voice.volume_by_time.22:00-06:00"),
        (changed("voice", "volume_by_time", to={"9:00-12:00": 1, "11:00-13:00": 1}), "voice.volume_by_time"),
        (changed("loudspeaker", "zones", to=["north"]), "loudspeaker.zones[0]"),
        (changed("loudspeaker", "player", to=["aplay"]), "loudspeaker.player"),
        (changed("loudspeaker", "player", to=["aplay", "{file}", "{loud}"]), "loudspeaker.player"),
        (changed("security", "trusted_networks", to=["192.168.1.0/33"]), "security.trusted_networks[0]"),
        (changed("security", "trusted_proxies", to=["proxy"]), "security.trusted_proxies[0]"),
        (changed("security", "host_names", to=["http://h"]), "security.host_names[0]"),
        (changed("kiosk", "printer", to="gone"), "kiosk.printer"),
        (changed("printers", to=[{"id": "p", "kind": "network"}]), "printers[0].address"),
        (changed("printers", to=[{"id": "p", "kind": "network", "address": "h:99999"}]), "printers[0].address"),
        (changed("printers", to=[{"id": "p", "kind": "usb", "address": "my printer"}]), "printers[0].address"),
        (changed("printers", to=[{"id": "p", "kind": "serial", "address": "COM3@fast"}]), "printers[0].address"),
        (changed("printers", to=[{"id": "p", "kind": "pdf"}]), "printers[0].folder"),
        (changed("printers", to=[{"id": "p", "kind": "system"}]), "printers[0].name"),
        (changed("reminders", to={"kind": "http"}), "reminders.address"),
        (changed("reminders", to={"kind": "http", "address": "sms.example.cn"}), "reminders.address"),
        (changed("reminders", to={"kind": "serial", "address": "COM3@fast"}), "reminders.address"),
        (changed("reminders", to={"kind": "pigeon"}), "reminders.kind"),
        (changed("signs", to=[SIGN | {"counter": "gone"}]), "signs[0].counter"),
        (changed("signs", to=[SIGN | {"address": "h:99999"}]), "signs[0].address"),
        (changed("signs", to=[SIGN | {"number": 256}]), "signs[0].number"),
        (changed("signs", to=[SIGN | {"number": "1"}]), "signs[0].number"),
        (changed("signs", to=[SIGN | {"protocol": "../alpha"}]), "signs[0].protocol"),
        (changed("signs", to=[SIGN, SIGN | {"counter": "2"}]), "signs[1].number"),
        (changed("store", "url", to="mysql://hall"), "store.url"),
        (changed("store", "hall", to="my hall"), "store.hall"),
        (changed("phrases", to={"free": {"zh": ["您好"]}}), "phrases.free"),
        (changed("phrases", to={"free": {"zh": ["好" * 81], "en": []}}), "phrases.free.zh[0]"),
        (changed("phrases", to={"lunch": {"zh": [], "en": []}}), "phrases.lunch"),
        (changed("hallo", to={}), "hallo"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_mistake_is_named_by_its_key(table: dict[str, Any], key: str) -> None:
    """The line begins with the key and says something after it."""
    assert any(line.startswith(f"{key}: ") and len(line) > len(key) + 8 for line in mistakes(table))


@pytest.mark.parametrize("wifi", [{"name": "厅" * 10, "password": "a" * 8}, {"name": "a" * 32, "password": " " * 63}])
def test_the_wifi_belongs_to_the_computer(wifi: dict[str, str]) -> None:
    """Names and passwords of the greatest and least length are taken; the plan, kept for ever, has neither."""
    table = changed("hall", "wifi", to=wifi)
    assert from_table(table).file.hall.wifi == WifiPart(**wifi)
    assert "wifi" not in plan_of(table)["hall"]
    assert from_table(with_machine(plan_of(table), table)).file.hall.wifi == WifiPart(**wifi)


def test_a_wrong_password_is_not_repeated() -> None:
    """What the check says of the Wi-Fi may be read by whoever looks at its log."""
    said = mistakes(changed("hall", "wifi", to={"name": "Hall", "password": "geheim"}))
    assert said
    assert "geheim" not in "\n".join(said)


def test_all_mistakes_are_told_at_once() -> None:
    """Wrong values, missing keys and broken references in one go."""
    table = changed("services", 2, "prefix", to="A")
    del table["hall"]["name"]
    table["counters"][3]["zone"] = "north"
    table["voice"]["repeats"] = "twice"
    told = " ".join(mistakes(table))
    for key in ("services[2].prefix", "hall.name", "counters[3].zone", "voice.repeats"):
        assert f"{key}:" in told


def test_one_mistake_is_told_once() -> None:
    """A table that cannot be read does not bring a line for every place that refers to it."""
    assert mistakes(changed("services", to="tax")) == ["services: must be a list, as […]"]
    assert mistakes(changed("zones", to=[])) == ["zones: must not be empty"]


def test_a_mark_at_the_beginning_is_no_mistake(tmp_path: Path) -> None:
    """Windows' own editor may save UTF-8 with one."""
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbf" + (ROOT / "config.toml").read_bytes())
    assert load(path).plan.services


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"hall = \n", "line 1"), (b"\xff\xfe", "UTF-8"), (None, "cannot be read")],
)
def test_a_file_that_is_none_is_said(tmp_path: Path, content: bytes | None, says: str) -> None:
    """Broken TOML, a foreign encoding and no file at all each say what is wrong."""
    path = tmp_path / "config.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigurationError, match=says):
        load(path)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(SAMPLE)), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from([*SAMPLE, "other"]), json_values))
def test_no_table_breaks_the_reader(table: dict[str, Any]) -> None:
    """Whatever stands in the file, the answer is a list of mistakes."""
    assert mistakes(table)


@pytest.mark.parametrize(
    ("turns_at", "monday", "spans"),
    [
        ("00:00", ["00:00-24:00"], [(0, 1440)]),
        ("04:00", ["00:00-24:00"], [(240, 1680)]),
        ("04:00", ["20:00-02:00"], [(1200, 1560)]),
        ("04:00", ["09:00-12:00", "22:00-24:00", "00:00-04:00"], [(540, 720), (1320, 1440), (1440, 1680)]),
        ("00:00", ["22:00-02:00"], None),
        ("04:00", ["22:00-05:00"], None),
        ("04:00", ["03:00-05:00"], None),
        ("04:00", ["00:00-02:00", "22:00-24:00"], None),
        ("4 o'clock", ["09:00-12:00"], None),
        ("12:00", ["09:00-12:00"], None),
        (4, ["09:00-12:00"], None),
    ],
)
def test_hours_past_midnight(turns_at: object, monday: list[str], spans: list[tuple[int, int]] | None) -> None:
    """Hours go on until the business day turns, in its order; what goes on longer is a mistake that is named."""
    table = copy.deepcopy(SAMPLE)
    table["hours"] = {"turns_at": turns_at, "mon": monday}
    if spans is None:
        with pytest.raises(ConfigurationError) as why:
            from_table(table)
        assert why.value.mistakes[0].startswith(("hours.mon", "hours.turns_at"))
    else:
        hours = from_table(table).plan.hours
        assert [(span.start_min, span.end_min) for span in hours.weekly[0]] == spans


def test_a_token_that_is_mistyped_is_not_repeated() -> None:
    """What the check says is read by others, and stands in logs."""
    table = changed("city", to={"halls": [CITY | {"token": "hallcall 4711"}]})
    assert not any("4711" in line for line in mistakes(table))


def test_a_hall_of_the_city_has_its_token_here_or_in_a_file() -> None:
    """Neither is a mistake."""
    without = {key: value for key, value in CITY.items() if key != "token"}
    assert from_table(changed("city", to={"halls": [CITY]})).file.city.halls[0].token == "hallcall_4711"
    assert from_table(changed("city", to={"halls": [without | {"token_file": "t"}]})).file.city.halls[0].token is None
    assert mistakes(changed("city", to={"halls": [without]}))


def test_a_plan_that_was_taken_before_keeps_no_hall_closed() -> None:
    """What is refused now and was not when it was written down is read without what is wrong; given anew it is not."""
    table = changed("hall", "name", to={"zh": "厅" * 300, "en": "Ha\u202ell"})
    table["phrases"] = {"free": {"zh": ["您\u202e好"], "en": [" "]}}
    assert {one.partition(":")[0] for one in mistakes(table)} == {
        "hall.name.zh",
        "phrases.free.zh[0]",
        "phrases.free.en[0]",
    }
    assert "hall.name: " in str(mistakes(changed("hall", "name", to={"zh": "厅", "en": "Ha\u202ell"})))
    read = from_table(table, recorded=True)
    assert read.plan.name == {"zh": "厅" * 200, "en": "Hall"}
    assert read.file.phrases == {"free": {"zh": ["您好"], "en": [""]}}
