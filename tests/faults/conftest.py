"""Disks that are soon full."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Mount = Callable[[Path, str], Path]
"""Makes a file system of its own of that size at a new folder."""


@pytest.fixture
def mount() -> Iterator[Mount]:
    """File systems with little room, which are gone after the test."""
    if sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("making a small disk needs Linux and root")
    mounted: list[Path] = []

    def make(place: Path, size: str) -> Path:
        place.mkdir(parents=True)
        words = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(place)]
        made = subprocess.run(words, capture_output=True, check=False)
        if made.returncode:
            pytest.skip(f"this machine lets nobody mount: {made.stderr.decode().strip()}")
        mounted.append(place)
        return place

    yield make
    for place in mounted:
        subprocess.run(["umount", "-l", place], check=True)


@pytest.fixture
def small_disk(tmp_path: Path, mount: Mount) -> Path:
    """A file system with half a megabyte."""
    return mount(tmp_path / "small", "512k")
