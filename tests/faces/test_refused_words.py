"""Words, names and telephones of what was refused are not left; those of what was done are kept at the next try."""

from pathlib import Path
from typing import Any

import pytest

from hall.journal.journal import JournalError, JournalFull
from hall.store.vault import Vault
from tests.faces.test_plan import Manager

PHONE = "13800139000"
NAME = "欧阳海棠"
ACTS = {
    "/complaints": {"kind": "complaint", "text": NAME, "contact": PHONE},
    "/appointments": {"service": "tax", "phone": PHONE, "name": NAME},
    "/device-faults": {"device": "kiosk", "text": f"{NAME} {PHONE}"},
}


@pytest.fixture
def hall(tmp_path: Path) -> Manager:
    return Manager(tmp_path)


def press(hall: Manager, path: str) -> Any:
    """Do what leaves words behind, always as the same press."""
    body: dict[str, Any] = {**ACTS[path]}
    if path == "/appointments":
        body["at"] = hall.ask("GET", "/appointments/slots?service=tax").get_json()[-1]["at"]
    return hall.ask("POST", path, json=body, headers={"Idempotency-Key": "press-of-a-visitor-1"})


def files_with(words: str, folder: Path) -> list[Path]:
    """Files of the hall in which `words` stand."""
    return [file for file in folder.rglob("*") if file.is_file() and words.encode() in file.read_bytes()]


@pytest.mark.parametrize("path", ACTS)
def test_nothing_is_left_of_what_the_journal_refused(
    path: str, hall: Manager, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk of the journal is gone: 503, and no file has the words."""

    def gone(*_: object) -> None:
        raise JournalError("the disk is gone")

    with monkeypatch.context() as broken:
        broken.setattr(hall.hall.context.ground.journal, "append", gone)
        assert press(hall, path).status_code == 503
    assert files_with(PHONE, tmp_path) == files_with(NAME, tmp_path) == []


@pytest.mark.parametrize("path", ACTS)
def test_words_that_found_no_room_are_kept_when_the_press_comes_again(
    path: str, hall: Manager, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written down, and no room for the words: 503. The same press again is the same act, with its words."""

    def full(*_: object, **__: object) -> None:
        raise JournalFull("no room")

    with monkeypatch.context() as broken:
        broken.setattr(Vault, "put", full)
        assert press(hall, path).status_code == 503
    assert press(hall, path).status_code == 201
    assert press(hall, path).status_code == 201
    (kept,) = files_with(PHONE, tmp_path)
    assert kept.parent.parent.name == "vault"
    assert kept.read_text(encoding="utf-8").count(PHONE) == 1
