"""The walls' pure rules, run where they run: in a JavaScript engine."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(shutil.which("node") is None, reason="no JavaScript engine: install node")
def test_what_is_said_and_shown_next(tmp_path: Path) -> None:
    """Order of calls, what is skipped, repeats, emergencies, pages of notices and of all else follow their rules."""
    for room in ("wall", "sound"):
        shutil.copytree(ROOT / "display" / room / "static", tmp_path / room)
    shutil.copytree(ROOT / "assets" / "js", tmp_path / "shared" / "js")
    shutil.copy(Path(__file__).with_name("announcer.test.mjs"), tmp_path / "wall")
    (tmp_path / "package.json").write_text(json.dumps({"type": "module"}), encoding="utf-8")
    done = subprocess.run(
        ["node", "--test", "wall/announcer.test.mjs"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "# pass 0" not in done.stdout
