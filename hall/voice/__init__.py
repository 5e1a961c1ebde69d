"""The hall's voice: phrases in, clips out."""

from pathlib import Path
from typing import TYPE_CHECKING

from hall.voice.cache import ClipCache
from hall.voice.recordings import Recordings
from hall.voice.speaker import PACK, Mute, Speaker, Voice
from hall.voice.synthesis import SpeechSettings

if TYPE_CHECKING:  # the speaking child passes here too, and starts in half the time without it
    from hall.configuration.schema import VoicePart


def open_voice(settings: "VoicePart", data: Path) -> Voice:
    """Return the voice that the configuration asks for: the hall's own recordings, the shipped ones, the computer's.

    Own recordings lie in the data folder under `recordings`, made clips under `clips`.
    """
    if not settings.enabled:
        return Mute()
    return Speaker(
        ClipCache(data / "clips", settings.cache_mb),
        [Recordings(data / "recordings", own=True), Recordings(PACK)],
        SpeechSettings(settings.rate, settings.volume),
    )
