"""The voice, and what it cannot say."""

from collections.abc import Sequence

from hall.faults import Fault
from hall.speech.book import SpeechBook
from hall.voice import open_voice
from hall.voice.complaints import complaints
from hall.voice.wording import Wording
from hall.web.capability import Capability, Routes
from hall.web.context import Context


def wording(c: Context) -> Wording:
    """Open the voice, and have the clips of the counters and of who waits made."""
    words = Wording(
        c.plans, c.texts, lambda settings: open_voice(settings, c.data), lambda clip: f"/display/voice/{clip}"
    )
    for number in c.desk.look(lambda day, _: [t.number for line in day.service_lines.values() for t in line]):
        words.prepare_ticket(number)
    return words


def voice_faults(c: Context) -> Sequence[Fault]:
    """Return what the voice cannot say."""
    return complaints(c[Wording].voice.status())


def capability(routes: Routes = ()) -> Capability:
    """Return the capability, with the faces' routes."""
    return Capability([wording, lambda c: SpeechBook(c.ground)], routes, faults=voice_faults)
