"""What a sign of one line over a counter says: LED signs, e-paper, whatever can fetch a text."""

from typing import Final

from hall.queue.views.screens import CounterScreen
from hall.texts import Texts

PLAIN: Final = "text/plain; charset=utf-8"


def one_line(texts: Texts, lang: str, screen: CounterScreen) -> str:
    """Return the line in `lang`: an emergency, else who is to come, else who is served, else how the counter is."""
    if screen["emergency"] is not None:
        return texts.say(lang, "display", "sign_emergency")
    if screen["number"] is None or screen["status"] == "paused":
        return texts.say(lang, "display", f"counter_{screen['status']}")
    key = "sign_called" if screen["call"] is not None else "sign_serving"
    return texts.say(lang, "display", key, number=screen["number"], counter=screen["name"][lang])
