"""The words of papers, by the language of whoever reads them."""

from collections.abc import Mapping

from hall.paper.blocks import Pair
from hall.plan.plan import Name

Texts = Mapping[str, Mapping[str, str]]
"""The catalogue section of papers: language → key → text."""


class PaperWords:
    """The catalogue in the reader's language, with the hall's other language beside it."""

    def __init__(self, texts: Texts, lang: str) -> None:
        """Take every language's texts, and the reader's language."""
        self.lang = lang
        self.other = next((other for other in texts if other != lang), lang)
        self.texts = texts

    def say(self, key: str, **values: object) -> str:
        """Return a text in the reader's language."""
        return self.texts[self.lang][key].format(**values)

    def also(self, key: str, **values: object) -> str:
        """Return it in the other one."""
        return self.texts[self.other][key].format(**values)

    def name(self, name: Name) -> str:
        """Return a name in the reader's language, or in whichever there is."""
        return name.get(self.lang) or next(iter(name.values()))

    def also_name(self, name: Name) -> str:
        """Return a name in the other language; "" where it is the same."""
        other = name.get(self.other, "")
        return "" if other == self.name(name) else other

    def pair(self, key: str, value: str) -> Pair:
        """Return a line with its label in both languages."""
        return Pair(self.say(key), value, self.also(key))

    def both(self, key: str) -> str:
        """Return a text in both languages."""
        return f"{self.say(key)} {self.also(key)}"
