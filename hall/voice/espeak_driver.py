"""pyttsx3's driver for espeak, which here begins a phrase when espeak has done all before it. Only in the child.

espeak does in a thread of its own what it is told. pyttsx3 ends its loop before it speaks, and if espeak is then still
at something, be it only at taking the rate, has all of that cancelled: the phrase came at pyttsx3's own 200 words a
minute, or the next one was silent (of 300 phrases on a busy computer some ten).
"""

from pyttsx3.drivers import _espeak, espeak


class InTurn(espeak.EspeakDriver):  # type: ignore[misc]
    """The driver, but for when a phrase begins."""

    def save_to_file(self, text: str, filename: str) -> None:
        """Note what is to be spoken, which pyttsx3 begins next, once nothing is left that could be cancelled."""
        _espeak.Synchronize()
        super().save_to_file(text, filename)


def register() -> None:
    """Make `pyttsx3.init("espeak")` build this driver. Raises what pyttsx3's own raises where espeak is missing."""
    espeak.buildDriver = InTurn
