"""The walls' pure rules, run where they run: in a JavaScript engine."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(shutil.which("node") is None, reason="no JavaScript engine: install node")
def test_what_is_shown_and_how_a_wall_obeys(tmp_path: Path) -> None:
    """Which calls are shown and how large, how a turn is said, pages of notices and of all else follow their rules."""
    for room in ("wall", "sound"):
        shutil.copytree(ROOT / "display" / room / "static", tmp_path / room)
    shutil.copytree(ROOT / "assets" / "js", tmp_path / "shared" / "js")
    shutil.copy(Path(__file__).with_name("wall.test.mjs"), tmp_path / "wall")
    (tmp_path / "package.json").write_text(json.dumps({"type": "module"}), encoding="utf-8")
    done = subprocess.run(
        ["node", "--test", "wall/wall.test.mjs"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "# pass 0" not in done.stdout
