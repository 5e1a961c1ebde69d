"""pyttsx3's driver for espeak, which here tells espeak nothing before it is through with the last. Only in the child.

espeak does in a thread of its own what it is told, but takes a voice at once, in ours: while it still speaks, that ends
the process (SIGSEGV; 15 times of 240 with a busy espeak). And pyttsx3 ends its loop before it speaks, and if espeak is
then still at something, be it only at taking the rate, has all of that cancelled: the phrase came at pyttsx3's own 200
words a minute, or the next one was silent (of 300 phrases on a busy computer some ten).
"""

from typing import Any

from pyttsx3.drivers import _espeak, espeak


class InTurn(espeak.EspeakDriver):  # type: ignore[misc]
    """The driver, but for when a voice is taken and a phrase begins."""

    @staticmethod
    def setProperty(name: str, value: Any) -> None:  # noqa: N802 — pyttsx3's name
        """Set a voice, rate or volume once espeak uses none."""
        _espeak.Synchronize()
        espeak.EspeakDriver.setProperty(name, value)

    def save_to_file(self, text: str, filename: str) -> None:
        """Note what is to be spoken, which pyttsx3 begins next, once nothing is left that could be cancelled."""
        _espeak.Synchronize()
        super().save_to_file(text, filename)


def _synth(text: bytes, flags: int = 0) -> int:
    """Have espeak copy and speak `text`. pyttsx3 says it is ten times as long, and espeak copies what lies behind it.

    Where nothing lies behind it the process ends (SIGSEGV).
    """
    status: int = _espeak.cSynth(text, len(text) + 1, 0, _espeak.POS_CHARACTER, 0, flags, None, None)
    return status


def register() -> None:
    """Make `pyttsx3.init("espeak")` build this driver. Raises what pyttsx3's own raises where espeak is missing."""
    espeak.buildDriver = InTurn
    _espeak.Synth = _synth
