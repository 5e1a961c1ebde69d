"""The file of lines: torn ends, damage, foreign formats, and TinyDB's own ways of using it."""

import os
import tarfile
import zlib
from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import where

from hall.journal.entry import Entry
from hall.journal.journal import JournalError
from hall.queue.events.counter import CounterOpened
from hall.store.backup import BackupError, backup, restore
from hall.store.tiny import TinyJournal, open_table
from hall.store.vault import Vault

DAY = date(2026, 11, 23)


def written(folder: Path, count: int = 3) -> Path:
    """A stream of `count` entries; returns its file."""
    journal = TinyJournal(folder)
    for number in range(1, count + 1):
        journal.append("s", Entry(number, 1_800_000_000.0 + number, "li", (CounterOpened(str(number), "li"),)))
    return folder / "s.jsonl"


@given(cut=st.integers(1, 150))
def test_an_unfinished_last_line_is_set_aside(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    """Wherever a power cut tears the last line, the entries before it are there and the next one follows them."""
    folder = tmp_path_factory.mktemp("torn")
    file = written(folder)
    whole = file.read_bytes()
    last = len(whole.splitlines(keepends=True)[-1])
    torn = whole[: len(whole) - min(cut, last)]
    file.write_bytes(torn)
    journal = TinyJournal(folder)
    assert [e.number for e in journal.read("s")] == [1, 2]
    journal.append("s", Entry(3, 1_800_000_009.0, "li", (CounterOpened("9", "li"),)))
    assert [e.number for e in TinyJournal(folder).read("s")] == [1, 2, 3]
    if cut < last:
        assert len(list(folder.glob("s.torn-*"))) == 1


def test_zeros_after_a_power_cut_are_cut_off(tmp_path: Path) -> None:
    """Some file systems leave a block of zeros where the last line should be."""
    file = written(tmp_path)
    file.write_bytes(file.read_bytes() + b"\0" * 512)
    assert len(list(TinyJournal(tmp_path).read("s"))) == 3
    assert not list(tmp_path.glob("s.torn-*"))


@pytest.mark.parametrize("line", [0, 1, 2])
def test_damage_is_refused_by_name_and_place(tmp_path: Path, line: int) -> None:
    """A changed byte anywhere but at the end stops the reading, naming file and line."""
    file = written(tmp_path)
    lines = file.read_bytes().splitlines(keepends=True)
    lines[line] = lines[line].replace(b"s", b"z", 1) if b"s" in lines[line] else lines[line].replace(b"1", b"7", 1)
    file.write_bytes(b"".join(lines))
    with pytest.raises(JournalError, match=rf"s\.jsonl, line {line + 1}\b.*backup"):
        TinyJournal(tmp_path).read("s")


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_damaged_last_line_is_no_torn_one(place: float, bit: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whichever bit of the last line has flipped, the line was acknowledged: reading stops, and nothing is cut off."""
    folder = tmp_path_factory.mktemp("flipped")
    file = written(folder)
    whole = bytearray(file.read_bytes())
    last = len(whole.splitlines(keepends=True)[-1])
    at = len(whole) - last + int(place * last)
    whole[at] ^= 1 << bit
    file.write_bytes(whole)
    with pytest.raises(JournalError, match=r"damaged.*backup"):
        list(TinyJournal(folder).read("s"))
    assert file.read_bytes() == whole


def test_a_last_line_that_the_disk_left_out_is_torn(tmp_path: Path) -> None:
    """After a power cut a file may be long enough and hold nothing: that was never acknowledged."""
    file = written(tmp_path)
    *kept, last = file.read_bytes().splitlines(keepends=True)
    for hole in (b"\0" * len(last), last[:20] + b"\0" * (len(last) - 22) + last[-2:]):
        file.write_bytes(b"".join(kept) + hole)
        assert len(list(TinyJournal(tmp_path).read("s"))) == 2


def test_a_newer_format_is_not_guessed_at(tmp_path: Path) -> None:
    """A file of another format is refused with what to do."""
    body = b'{"format":2,"file":"s"}'
    (tmp_path / "s.jsonl").write_bytes(b'{"crc":"%08x","doc":%b}\n' % (zlib.crc32(body), body))
    with pytest.raises(JournalError, match="newer version"):
        TinyJournal(tmp_path).read("s")


def test_a_stream_that_shrank_is_noticed(tmp_path: Path) -> None:
    """Somebody who replaces the file under a running server is told, and nothing is overwritten."""
    journal = TinyJournal(tmp_path)
    file = written(tmp_path)
    assert len(list(journal.read("s"))) == 3
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:2]))
    with pytest.raises(JournalError, match="shorter"):
        journal.append("s", Entry(4, 1_800_000_009.0, "li", (CounterOpened("9", "li"),)))


def test_tinydb_itself_reads_and_changes_the_tables(tmp_path: Path) -> None:
    """What TinyDB does with any storage works here: all, search, update, remove."""
    table = open_table(tmp_path, "t")
    assert [table.insert({"n": n}) for n in range(4)] == [1, 2, 3, 4]
    assert [d["n"] for d in table.all()] == [0, 1, 2, 3]
    assert table.search(where("n") == 2)[0].doc_id == 3
    table.update({"n": 9}, where("n") == 1)
    table.remove(where("n") == 0)
    assert [d["n"] for d in open_table(tmp_path, "t").all()] == [9, 2, 3]
    table.insert({"n": 5})
    assert [d["n"] for d in open_table(tmp_path, "t").all()] == [9, 2, 3, 5]


def test_the_vault_keeps_and_forgets(tmp_path: Path) -> None:
    """Facts of a token come back together; forgotten ones are gone from the disk, by token and by day."""
    vault = Vault(tmp_path)
    vault.put(DAY, "tok", phone="13800000000")
    vault.put(DAY, "tok", note="王女士")
    vault.put(DAY, "other", phone="13900000000")
    assert vault.get(DAY, "tok") == {"phone": "13800000000", "note": "王女士"}
    vault.forget(DAY, "tok")
    assert vault.get(DAY, "tok") == {}
    assert "13800000000" not in "".join(p.read_text(encoding="utf-8") for p in tmp_path.glob("*.jsonl"))
    assert vault.get(DAY, "other") == {"phone": "13900000000"}
    assert vault.forget_before(DAY) == []
    assert vault.forget_before(date(2026, 11, 24)) == [DAY]
    assert vault.get(DAY, "other") == {}


def test_backup_and_restore(tmp_path: Path) -> None:
    """All data comes back from one file, into an empty folder alone."""
    data = tmp_path / "var"
    written(data / "journal")
    Vault(data / "vault").put(DAY, "tok", phone="1")
    assert backup(data, tmp_path / "b.tar.gz") == 2
    again = tmp_path / "again"
    assert restore(tmp_path / "b.tar.gz", again) == 2
    assert [*TinyJournal(again / "journal").read("s")] == [*TinyJournal(data / "journal").read("s")]
    assert Vault(again / "vault").get(DAY, "tok") == {"phone": "1"}
    with pytest.raises(BackupError, match="not empty"):
        restore(tmp_path / "b.tar.gz", again)
    (tmp_path / "junk").write_bytes(b"junk")
    with pytest.raises(BackupError, match="cannot be read"):
        restore(tmp_path / "junk", tmp_path / "third")
    with pytest.raises(BackupError, match="no hall"):
        backup(tmp_path / "nowhere", tmp_path / "c.tar.gz")


def test_a_backup_holds_all_that_cannot_be_made_again(tmp_path: Path) -> None:
    """Recordings, media and guides of the hall's own are in it as well; locks and spoken clips are not."""
    data = tmp_path / "var"
    written(data / "journal")
    for name in ("recordings/zh/a.wav", "media/a.mp4", "guides/a.toml", "clips/a.wav", "server.json"):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes(b"x" * 10)
    assert backup(data, tmp_path / "b.tar.gz") == 4
    restore(tmp_path / "b.tar.gz", tmp_path / "again")
    kept = {p.relative_to(tmp_path / "again").as_posix() for p in (tmp_path / "again").rglob("*.[!jl]*")}
    assert kept == {"recordings/zh/a.wav", "media/a.mp4", "guides/a.toml"}


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights elsewhere")
def test_a_backup_is_for_its_owner_alone(tmp_path: Path) -> None:
    """Telephone numbers and hashes of PINs are in it: nobody else on the computer may read it, nor what it restores."""
    written(tmp_path / "var" / "journal")
    backup(tmp_path / "var", tmp_path / "b.tar.gz")
    restore(tmp_path / "b.tar.gz", tmp_path / "again")
    for path in (tmp_path / "b.tar.gz", tmp_path / "again" / "journal" / "s.jsonl"):
        assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["journal/../../out", "/journal/out", "other/out", "journal/C:out", "journal/..\\out"])
def test_a_forged_backup_writes_nowhere_else(tmp_path: Path, name: str) -> None:
    """Whatever names stand in the file, only the data's own folders are filled."""
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as forged:
        entry = tarfile.TarInfo(name)
        entry.size = 3
        forged.addfile(entry, BytesIO(b"bad"))
        link = tarfile.TarInfo("journal/link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        forged.addfile(link)
    assert restore(tmp_path / "b.tar.gz", tmp_path / "again") == 0
    assert [p.name for p in tmp_path.rglob("*") if p.is_file() or p.is_symlink()] == ["b.tar.gz"]


@pytest.mark.parametrize("folder", ["journal", "vault"])
def test_a_damaged_backup_is_refused_by_name_and_place(tmp_path: Path, folder: str) -> None:
    """Restoring checks every line, of what names a person too."""
    data = tmp_path / "var"
    written(data / "journal")
    Vault(data / "vault").put(DAY, "tok", phone="1")
    Vault(data / "vault").put(DAY, "tok", phone="2")
    file = next((data / folder).glob("*.jsonl"))
    raw = bytearray(file.read_bytes())
    raw[raw.index(b"\n") + 40] ^= 1
    file.write_bytes(raw)
    backup(data, tmp_path / "b.tar.gz")
    with pytest.raises(BackupError, match=rf"{file.name}, line 2 .*damaged"):
        restore(tmp_path / "b.tar.gz", tmp_path / "again")


def test_a_backup_ends_at_a_whole_line(tmp_path: Path) -> None:
    """A line that is just being written is not in the copy; all before it is."""
    data = tmp_path / "var"
    file = written(data / "journal")
    with file.open("ab") as half:
        half.write(b'{"crc":"0000')
    backup(data, tmp_path / "b.tar.gz")
    restore(tmp_path / "b.tar.gz", tmp_path / "again")
    assert (tmp_path / "again" / "journal" / "s.jsonl").read_bytes().endswith(b"}\n")
    assert len(list(TinyJournal(tmp_path / "again" / "journal").read("s"))) == 3


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
@settings(max_examples=60)
def test_a_backup_is_restored_to_the_last_bit_or_not(
    place: float, bit: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """One bit of the file has flipped: it is refused and nothing is put there, or everything comes back as it was."""
    folder = tmp_path_factory.mktemp("flipped")
    data = folder / "var"
    written(data / "journal")
    (data / "media").mkdir()
    (data / "media" / "film.mp4").write_bytes(bytes(range(256)) * 20)
    backup(data, folder / "b.tar.gz")
    packed = bytearray((folder / "b.tar.gz").read_bytes())
    packed[int(place * len(packed))] ^= 1 << bit
    (folder / "b.tar.gz").write_bytes(packed)
    again = folder / "again"
    try:
        restore(folder / "b.tar.gz", again)
    except BackupError:
        assert not list(again.rglob("*"))
    else:
        for name in ("journal/s.jsonl", "media/film.mp4"):
            assert (again / name).read_bytes() == (data / name).read_bytes()


@pytest.mark.parametrize("name", [".", "", "/", "..", "journal", "/etc/x", "journal/../../x", "x/y"])
def test_what_is_none_of_ours_in_a_backup_is_left_out(tmp_path: Path, name: str) -> None:
    """Whatever a member is called, it ends nowhere but in our folders, and is no traceback."""
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as archive:
        member = tarfile.TarInfo(name)
        member.size = 1
        archive.addfile(member, BytesIO(b"x"))
    with suppress(BackupError):
        restore(tmp_path / "b.tar.gz", tmp_path / "again")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / "b.tar.gz"]


def test_strangers_stop_neither_deletion_nor_backup(tmp_path: Path) -> None:
    """A folder named like a day, a copy, a note: left alone, not backed up, not restored; what is due is deleted."""
    data = tmp_path / "var"
    written(data / "journal")
    vault = Vault(data / "vault")
    vault.put(DAY, "tok", phone="1")
    (data / "vault" / "2026-01-01.jsonl").mkdir()
    names = ("journal/s.jsonl.bak", "journal/S - 副本.jsonl", "vault/2026-11-23 (1).jsonl", "vault/note.txt")
    strangers = [data / name for name in names]
    for stranger in strangers:
        stranger.write_text("x", encoding="utf-8")
    assert backup(data, tmp_path / "b.tar.gz") == restore(tmp_path / "b.tar.gz", tmp_path / "again") == 2
    assert vault.forget_before(date(2026, 12, 24)) == [DAY]
    assert all(stranger.exists() for stranger in strangers)


def test_strangers_in_a_backup_are_not_restored(tmp_path: Path) -> None:
    """Whoever made the backup: what is no stream of ours does not get into the journal."""
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as archive:
        for name in ("journal/day-2026-11-23 (1).jsonl", "journal/note.txt", "vault/x.jsonl.bak", "media/film.mp4"):
            member = tarfile.TarInfo(name)
            member.size = 1
            archive.addfile(member, BytesIO(b"x"))
    assert restore(tmp_path / "b.tar.gz", tmp_path / "again") == 1
