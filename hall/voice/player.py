"""Plays sound files on this computer's own sound card, by a program of the system: a process of its own for each."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from hall.speech.volume import player_words

PLAYERS: Final = (
    ("pw-play", "--volume={share}", "{file}"),
    ("paplay", "--volume={pulse}", "{file}"),
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error", "-volume", "{percent}", "{file}"),
    ("mpv", "--no-video", "--really-quiet", "--volume={percent}", "{file}"),
)
"""What plays the shipped recordings (Opus) on Linux, and with ffmpeg or mpv also on Windows; the first one there."""
WINDOWS_OWN: Final = (
    sys.executable,
    "-c",
    "import sys, winsound; winsound.PlaySound(sys.argv[1], winsound.SND_FILENAME)",
    "{file}",
)
"""Plays WAV alone."""
LONGEST_S: Final = 60.0
LOOK_S: Final = 0.1


class Silent(Exception):  # noqa: N818 - says what is
    """Nothing was heard; the text says why."""


class Player:
    """The command that plays, as configured or as found."""

    def __init__(self, command: Sequence[str] | None = None) -> None:
        """Take a command with a {file} in it; None looks for one whenever something is played."""
        self._command = command

    def play(self, file: Path, volume: float, cut: Callable[[], bool], sounds: Callable[[], None]) -> None:
        """Play `file` to its end, or until `cut` says so; `sounds` is told once it plays. Raises Silent."""
        command = player_words(self._command or _found(), file, volume)
        try:
            process = subprocess.Popen(  # noqa: S603 - the administrator's own command
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as why:
            raise Silent(str(why)) from why
        with process:
            complaint = _listen(process, cut, sounds)
        if complaint is not None and process.returncode != 0:
            raise Silent(f"{command[0]}: {complaint or process.returncode}")
        sounds()


def missing(command: Sequence[str] | None) -> str | None:
    """Return why this computer could not play by `command`, or by what it finds without one; None when it can."""
    try:
        program = (command or _found())[0]
    except Silent as why:
        return str(why)
    return None if shutil.which(program) else f"there is no program {program!r} on this computer"


def _found() -> Sequence[str]:
    there = next((player for player in PLAYERS if shutil.which(player[0])), None)
    if there is None and os.name == "nt":
        return WINDOWS_OWN
    if there is None:
        raise Silent("none of " + ", ".join(player[0] for player in PLAYERS) + " is installed")
    return there


def _listen(process: "subprocess.Popen[bytes]", cut: Callable[[], bool], sounds: Callable[[], None]) -> str | None:
    """Wait for its end and return the last line it complained with; None when it was cut. Raises Silent if it hangs.

    A player that runs on is taken to be heard; one that ends at once is when it did not complain.
    """
    deadline = time.monotonic() + LONGEST_S
    while True:
        try:
            said = process.communicate(timeout=LOOK_S)[1].decode(errors="replace")
            return next((line for line in reversed(said.split("\n")) if line.strip()), "")
        except subprocess.TimeoutExpired:
            sounds()
            if cut():
                process.kill()
                return None
            if time.monotonic() > deadline:
                process.kill()
                raise Silent(f"the player did not end within {LONGEST_S:g} s") from None
