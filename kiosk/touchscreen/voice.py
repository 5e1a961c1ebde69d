"""What a kiosk says aloud to those who asked for larger text."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, Response

from hall.journal.refusal import Unknown
from hall.speech.call import CallWords, Phrase, text_ways, ticket_phrases
from hall.voice.wording import Wording
from hall.web.bodies import answer
from hall.web.context import Context

SAID = "say_"
"""Keys of the catalogue section `kiosk` that begin so are prompts."""


def blueprint(context: Context) -> Blueprint:
    """Return the route."""
    routes = Blueprint("kiosk_voice", __name__)

    @routes.get("/kiosk/voice/<lang>/<number>")
    def number(lang: str, number: str) -> Response:
        """The clips that say somebody's number; [] without a voice."""
        if lang not in context.texts.languages:
            raise Unknown("not_there")
        known = context.desk.look(lambda day, _: day.ticket_numbered(number))
        before, _, after = context.texts.section(lang, "kiosk")["say_number"].partition("{number}")
        words, voice = _words(context, lang), context.configuration.file.voice
        spelled = ticket_phrases(known.number, lang, words, voice.one, short=True)
        return answer(_said(context, (*_best(context, lang, before), *spelled, *_best(context, lang, after))))

    return routes


def prompts(context: Context, lang: str) -> Mapping[str, Sequence[str]]:
    """Return the clips of every prompt in one language, by its key without "say_"."""
    texts = context.texts.section(lang, "kiosk")
    return {
        key.removeprefix(SAID): clips(context, lang, text)
        for key, text in texts.items()
        if key.startswith(SAID) and "{" not in text
    }


def clips(context: Context, lang: str, text: str) -> list[str]:
    """Return the addresses of the clips that say `text`; what is not there yet is made, and [] without a voice."""
    return _said(context, _best(context, lang, text))


def _said(context: Context, phrases: Sequence[Phrase]) -> list[str]:
    return [f"/display/voice/{name}" for name in context[Wording].voice.names(phrases)]


def _best(context: Context, lang: str, text: str) -> tuple[Phrase, ...]:
    """Return the phrases of `text` as recordings have them, else in long pieces."""
    ways = text_ways(text, lang, _words(context, lang))
    return next((way for way in ways if context[Wording].voice.has(way)), ways[0])


def _words(context: Context, lang: str) -> CallWords:
    return CallWords.from_section(context.texts.section(lang, "speech"))
