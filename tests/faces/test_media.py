"""The walls' pictures and videos: put there in the browser, whole and what they say; shown as the plan says."""

import errno
import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from hall.journal.journal import JournalFull
from hall.media import upload
from hall.media.events import STREAM
from tests.faces.test_plan import Manager

BOX = struct.Struct(">I4s")


def box(kind: bytes, content: bytes = b"") -> bytes:
    return BOX.pack(BOX.size + len(content), kind) + content


FILM = box(b"ftyp", b"isom") + box(b"moov", b"x" * 40) + box(b"mdat", b"y" * 200)
SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(size: tuple[int, int] = (64, 36), kind: str = "PNG") -> bytes:
    content = BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(content, kind)
    return content.getvalue()


def bomb() -> bytes:
    """A PNG of a few kilobytes that says it is as wide and high as PNG allows."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    data = zlib.compress(bytes(1 << 20))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.fixture
def manager(tmp_path: Path) -> Manager:
    return Manager(tmp_path)


def put(manager: Manager, name: str, content: bytes) -> Any:
    return manager.ask("PUT", f"/media/{name}", data=content)


def shown(manager: Manager, zone: str = "east") -> list[str]:
    listed = manager.http.get(f"/display/media/?zone={zone}").get_json()
    return [one["url"].split("/")[-1].split("?")[0] for one in listed]


def test_what_is_put_there_is_shown_and_can_be_taken_away(manager: Manager, tmp_path: Path) -> None:
    """Without a list all of it by name, the very bytes; one of the same name takes its place."""
    good = picture()
    assert put(manager, "b.png", good).status_code == 200
    listed = put(manager, "a.mp4", FILM).get_json()
    assert [(one["id"], one["kind"], one["size"]) for one in listed] == [
        ("a.mp4", "video", len(FILM)),
        ("b.png", "picture", len(good)),
    ]
    assert shown(manager) == ["a.mp4", "b.png"]
    with manager.http.get("/display/media/b.png") as seen:
        assert seen.data == good
    other = picture((80, 45))
    put(manager, "b.png", other)
    assert (tmp_path / "media" / "b.png").read_bytes() == other
    assert manager.ask("DELETE", "/media/a.mp4").status_code == 200
    assert shown(manager) == ["b.png"]
    assert manager.ask("DELETE", "/media/a.mp4").status_code == 404
    audit = manager.ask("GET", "/statistics/audit?from=2026-11-23&to=2026-11-23").get_json()["rows"]
    assert [(row["by"], row["what"], row["about"]) for row in audit if row["what"].startswith("media")] == [
        ("chen", "media_put", "b.png"),
        ("chen", "media_put", "a.mp4"),
        ("chen", "media_put", "b.png"),
        ("chen", "media_removed", "a.mp4"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.svg", SCRIPT, "media-svg"),
        ("a.png", SCRIPT, "media-not-said"),
        ("a.png", picture(kind="JPEG"), "media-not-said"),
        ("a.jpg", b"\xff\xd8\xff\xe0 not really", "media-broken"),
        ("a.png", picture()[:-600], "media-broken"),
        ("a.jpg", picture(kind="JPEG")[:300], "media-broken"),
        ("a.png", b"", "media-broken"),
        ("a.png", bomb(), "media-pixels"),
        ("a.png", bytes(25 * 2**20 + 1), "media-large"),
        ("a.mp4", b"no film", "media-broken"),
        ("a.mp4", b"no film at all, and longer", "media-not-said"),
        ("a.mp4", FILM[:-1], "media-broken"),
        ("a.mp4", box(b"ftyp", b"isom"), "media-broken"),
        ("a.webm", FILM, "media-not-said"),
        ("a.exe", b"MZ", "media-kind"),
        ("a", picture(), "media-kind"),
        (".hidden.png", picture(), "media-name"),
        ("..%5Cup.png", picture(), "media-name"),
        ("C:a.png", picture(), "media-name"),
        ("con.png", picture(), "media-name"),
        ("a%E2%80%AEgnp.png", picture(), "media-name"),
        ("a%0A.png", picture(), "media-name"),
        (f"{'x' * 80}.png", picture(), "media-name"),
    ],
)
def test_what_no_wall_should_show_is_refused_in_a_sentence(
    manager: Manager, tmp_path: Path, name: str, content: bytes, why: str
) -> None:
    """Nothing of it stays, and what was there under that name is as it was."""
    answer = put(manager, name, content)
    problem = answer.get_json()
    assert (answer.status_code, problem["type"]) == (422, f"urn:hallcall:{why}")
    assert problem["errors"][0]["msg"]
    assert not list((tmp_path / "media").glob("*")) + list((tmp_path / "media").glob(".*"))
    assert shown(manager) == []


def test_a_full_disk_is_said_and_what_was_there_stays(
    manager: Manager, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """503 in words, nothing half written, the picture of before still shown."""
    before = picture()
    assert put(manager, "a.png", before).status_code == 200

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(upload, "NamedTemporaryFile", full)
        refused = put(manager, "a.png", picture((32, 18)))
    assert (refused.status_code, refused.get_json()["type"]) == (503, "urn:hallcall:disk-full")
    assert [file.read_bytes() for file in (tmp_path / "media").iterdir()] == [before]
    assert shown(manager) == ["a.png"]


def test_nothing_is_put_or_taken_away_without_its_line_in_the_audit(
    manager: Manager, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fills up after the file came and before the journal has it: 503, and every file as it was."""
    before, journal = picture(), manager.hall.context.ground.journal
    assert put(manager, "a.png", before).status_code == 200

    def full(*_: object) -> None:
        raise JournalFull("no space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(journal, "append", full)
        refused = [
            put(manager, "a.png", picture((32, 18))),
            put(manager, "b.png", picture()),
            manager.ask("DELETE", "/media/a.png"),
        ]
    assert [one.status_code for one in refused] == [503] * 3
    assert {file.name: file.read_bytes() for file in (tmp_path / "media").iterdir()} == {"a.png": before}
    assert manager.ask("DELETE", "/media/a.png").status_code == 200
    assert [type(one).__name__ for entry in journal.read(STREAM) for one in entry.events] == [
        "MediumPut",
        "MediumRemoved",
    ]


def test_a_file_in_the_folder_s_place_is_said(manager: Manager, tmp_path: Path) -> None:
    """Nothing is shown, and nothing can be put there: 503 in words; what lies there is left alone."""
    (tmp_path / "media").write_text("mine", encoding="utf-8")
    assert shown(manager) == []
    assert put(manager, "a.png", picture()).status_code == 503
    assert (tmp_path / "media").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["../up.png", "a/b.png", "%2e%2e%2fup.png", "..%2F..%2Fconfig.toml"])
def test_no_name_leads_out_of_the_folder(manager: Manager, tmp_path: Path, name: str) -> None:
    """A path is no name: nothing is written, nor taken away."""
    assert put(manager, name, picture()).status_code in {404, 405, 422}
    assert manager.ask("DELETE", f"/media/{name}").status_code in {404, 405, 422}
    assert not list(tmp_path.rglob("*.png"))


def test_the_plan_says_what_is_shown_where_and_when(manager: Manager) -> None:
    """Its own order, times of day, days and areas; what it does not name, or is not there, is left out."""
    for name in ("a.png", "b.png", "c.png"):
        put(manager, name, picture())
    version, plan = manager.plan()
    now = manager.hall.context.desk.hours.local(manager.hall.context.ground.clock())
    today, year = now.date().isoformat(), f"{now.year + 1}-01-01"
    listed = [
        {"file": "c.png", "seconds": 30},
        {"file": "gone.png"},
        {"file": "a.png", "zones": ["west"], "first": today, "last": today},
        {"file": "b.png", "first": year},
        {"file": "b.png", "zones": ["east"], "times": [f"{(now.hour + 1) % 23:02}:00-{(now.hour + 1) % 23:02}:30"]},
    ]
    checked = manager.ask("POST", "/plan/check", json={"plan": plan | {"media": listed}}).get_json()
    assert [one["loc"] for one in checked["advice"] if one["loc"][0] == "media"] == [["media", 1, "file"]]
    assert manager.put(plan | {"media": listed}, version).status_code == 200
    assert (shown(manager), shown(manager, "west")) == (["c.png"], ["c.png", "a.png"])
    assert manager.http.get("/display/media/?zone=east").get_json()[0]["seconds"] == 30
    refused = manager.ask("DELETE", "/media/c.png")
    assert (refused.status_code, refused.get_json()["type"]) == (409, "urn:hallcall:media-in-use")
    wrong = plan | {"media": [{"file": "c.png", "zones": ["gone"], "first": today, "last": "2020-01-01"}]}
    found = manager.ask("POST", "/plan/check", json={"plan": wrong}).get_json()["mistakes"]
    assert [one["loc"] for one in found] == [["media", 0, "zones", 0], ["media", 0, "last"]]
