"""Checks all that can be checked without running it: style, types, import rules, the pages' scripts and styles.

    python3 .ci/checks.py

Each is a program of its own, and most think on one core: as many run at once as there are cores. What one says is
printed when it has ended; the exit status is 1 when one failed. Collecting the tests is among them, as it compiles
them: else each process of the tests would do that for itself.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed

from start import PYTHON, ROOT, environment

START = ROOT / ".ci" / "start.py"
BIN = PYTHON.parent
CHECKS: tuple[Sequence[object], ...] = (
    (sys.executable, START, "pages"),
    (sys.executable, START, "test", "--collect-only", "--quiet", "--no-summary"),
    (BIN / "mypy",),
    (BIN / "lint-imports",),
    (BIN / "ruff", "check", "."),
    (BIN / "ruff", "format", "--check", "."),
)
"""The longest first."""
LAST_LINES = 3
"""Of one that found nothing: its verdict. Of one that failed all is printed."""


def main() -> int:
    """Run all, and return the exit status."""
    failed = []
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        checks = {pool.submit(run, check): " ".join(map(str, check)) for check in CHECKS}
        for ended in as_completed(checks):
            done = ended.result()
            said = done.stdout.splitlines()
            print(f"--- {checks[ended]}", *(said if done.returncode else said[-LAST_LINES:]), sep="\n", flush=True)
            if done.returncode:
                failed.append(checks[ended])
    print(*(f"FAILED: {check}" for check in failed), sep="\n")
    return 1 if failed else 0


def run(check: Sequence[object]) -> subprocess.CompletedProcess[str]:
    """Run one to its end, and return what it said."""
    words = [str(word) for word in check]
    return subprocess.run(
        words, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )


if __name__ == "__main__":
    sys.exit(main())
