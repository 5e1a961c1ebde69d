"""The pages' pure rules, run where they run: in a JavaScript engine."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.patience import PATIENCE_S

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted(Path(__file__).parent.glob("*.test.mjs"))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every module where it is served, with the tests beside them."""
    folder = tmp_path_factory.mktemp("served")
    for static in ROOT.glob("*/*/static"):
        shutil.copytree(static, folder / static.parent.name)
    shutil.copytree(ROOT / "assets" / "js", folder / "shared" / "js")
    shutil.copytree(ROOT / "assets" / "vendor", folder / "shared" / "vendor")
    (folder / "tests").mkdir()
    for script in SCRIPTS:
        shutil.copy(script, folder / "tests")
    (folder / "package.json").write_text(json.dumps({"type": "module"}), encoding="utf-8")
    return folder


@pytest.mark.skipif(shutil.which("node") is None, reason="no JavaScript engine: install node")
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name.removesuffix(".test.mjs"))
def test_rules_hold(script: Path, served: Path) -> None:
    """Every rule that the script tells holds."""
    done = subprocess.run(
        ["node", "--test", f"tests/{script.name}"],
        cwd=served,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "# pass 0" not in done.stdout
