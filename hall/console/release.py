"""A release of Hallcall as files: unpacked, put in the place of another, and taken out again."""

import compileall
import shutil
import tarfile
import zipfile
from pathlib import Path

OWN = frozenset({"config.toml", "var", ".venv", "node_modules", ".git", ".update"})
"""What belongs to the hall or the computer, and to no release."""
PROGRAM = "server.py"
FAILED = "failed"


class UpdateError(Exception):
    """The update cannot be made; the message says why, and that nothing was changed."""


def unpack(source: Path, into: Path) -> Path:
    """Put the release `source` (a folder, a zip, a wheel, a tar) into the new folder `into`, and return where it is.

    Raises UpdateError for what is no release.
    """
    shutil.rmtree(into, ignore_errors=True)
    try:
        if source.is_dir():
            shutil.copytree(source, into, ignore=lambda at, names: OWN & set(names) if Path(at) == source else ())
        elif zipfile.is_zipfile(source):
            into.mkdir(parents=True)
            with zipfile.ZipFile(source) as archive:
                archive.extractall(into)  # noqa: S202 - zipfile lets no name lead out of the folder
        else:
            into.mkdir(parents=True)
            with tarfile.open(source) as tar:
                tar.extractall(into, filter="data")
    except (OSError, tarfile.TarError, zipfile.BadZipFile) as why:
        shutil.rmtree(into, ignore_errors=True)
        raise UpdateError(f"{source}: cannot be unpacked ({why}); nothing was changed") from why
    inside = [into, *(path for path in into.iterdir() if path.is_dir())]
    found = next((folder for folder in inside if (folder / PROGRAM).is_file() and (folder / "hall").is_dir()), None)
    if found is None:
        shutil.rmtree(into, ignore_errors=True)
        raise UpdateError(f"{source}: is no release of Hallcall, there is no {PROGRAM} in it; nothing was changed")
    return found


def compile_in(folder: Path) -> None:
    """Have the program in `folder` start as quickly the first time as later; what cannot be written is no matter."""
    for part in sorted(folder.iterdir()):
        if part.is_dir() and part.name not in OWN:
            compileall.compile_dir(part, quiet=2)


def put_in(release: Path, root: Path, aside: Path) -> None:
    """Let the files of `release` take the place of those in `root`, which go `aside`; the hall's own files stay."""
    aside.mkdir(parents=True, exist_ok=True)
    for new in sorted(release.iterdir()):
        if new.name in OWN:
            continue
        old = root / new.name
        if old.exists():
            old.rename(aside / new.name)
        new.rename(old)


def put_back(root: Path, aside: Path) -> bool:
    """Put what lies `aside` back into `root`, by names alone: a hall waits for it. Return whether there was anything.

    What it takes the place of goes into `FAILED` beside it.
    """
    if not aside.is_dir():
        return False
    failed = aside.with_name(FAILED)
    shutil.rmtree(failed, ignore_errors=True)
    failed.mkdir()
    for old in sorted(aside.iterdir()):
        there = root / old.name
        if there.exists():
            there.rename(failed / old.name)
        old.rename(there)
    aside.rmdir()
    return True
