"""What the manager is told of the voice: which phrases nothing can say, and why; which recordings are wrong."""

from collections.abc import Sequence

from hall.faults import Fault
from hall.speech.call import Phrase
from hall.voice.speaker import VoiceStatus

NAMED = 5
"""Phrases that are named; of more, only their number is told."""


def complaints(status: VoiceStatus) -> list[Fault]:
    """Return what is to be mended. An engine that is not there is no trouble while recordings say everything."""
    found = [Fault("recordings", {"detail": fault}) for fault in status.faults]
    if status.unsaid:
        found.append(Fault(_reason(status), {"phrases": _named(status.unsaid)}))
    return found


def _reason(status: VoiceStatus) -> str:
    return "bad_clip" if status.reason == "ok" else status.reason  # it speaks again, but these it could not say


def _named(phrases: Sequence[Phrase]) -> str:
    texts = " / ".join(phrase.text for phrase in phrases[:NAMED])
    return texts if len(phrases) <= NAMED else f"{texts} … ({len(phrases)})"
