"""What is kept on the shelf comes back whole, or not at all."""

from pathlib import Path

import pytest

from hall.store.shelf import FolderShelf


def test_what_was_put_last_comes_back(tmp_path: Path) -> None:
    """A name holds what was put under it last, also for the next process; another name holds nothing."""
    shelf = FolderShelf(tmp_path / "shelf")
    shelf.put("day-2026-11-23", b"first")
    shelf.put("day-2026-11-23", "第二".encode())
    again = FolderShelf(tmp_path / "shelf")
    assert again.get("day-2026-11-23") == "第二".encode()
    assert again.get("day-2026-11-24") is None


@pytest.mark.parametrize("at", [0, 7, 8, 20])
def test_what_is_damaged_is_not_there(tmp_path: Path, at: int) -> None:
    """One bit flipped anywhere, or an end that was lost, and nothing is given."""
    shelf = FolderShelf(tmp_path)
    shelf.put("day", b"what can be made again")
    file = tmp_path / "day"
    whole = file.read_bytes()
    file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    assert shelf.get("day") is None
    file.write_bytes(whole[:-1])
    assert shelf.get("day") is None


def test_what_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    """A folder that cannot be made, as on a full disk, keeps nothing and stops nobody."""
    (tmp_path / "in the way").write_text("a file", encoding="utf-8")
    shelf = FolderShelf(tmp_path / "in the way")
    shelf.put("day", b"rows")
    assert shelf.get("day") is None
