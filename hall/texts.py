"""The catalogues: every text that people read, by language, section and key (assets/text/<language>/<section>.toml)."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

FIRST_LANGUAGE = "zh"
"""What the hall speaks when nothing else is asked for."""

Section = Mapping[str, Any]


def named(name: Mapping[str, str], lang: str) -> str:
    """Return a name in `lang`, or else in the hall's first language: not everything is said in every one."""
    return name.get(lang) or name.get(FIRST_LANGUAGE) or next(iter(name.values()), "")


class Texts:
    """All catalogues. A language is a folder; adding one changes no code."""

    def __init__(self, languages: Mapping[str, Mapping[str, Section]]) -> None:
        """Take sections by language."""
        self._languages = languages

    @classmethod
    def load(cls, folder: Path) -> "Texts":
        """Read every catalogue under `folder`."""
        return cls(
            {
                language.name: {
                    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
                    for path in sorted(language.glob("*.toml"))
                }
                for language in sorted(folder.iterdir())
                if language.is_dir()
            }
        )

    @property
    def languages(self) -> list[str]:
        """Return the languages there are, the first one first."""
        return sorted(self._languages, key=lambda lang: (lang != FIRST_LANGUAGE, lang))

    @property
    def names(self) -> dict[str, str]:
        """Return each language's own name of itself."""
        return {lang: self.say(lang, "common", f"language_{lang}") for lang in self.languages}

    def section(self, lang: str, name: str) -> Section:
        """Return one section. Raises KeyError when there is none."""
        return self._languages[lang][name]

    def everywhere(self, name: str) -> dict[str, Section]:
        """Return one section in every language."""
        return {lang: self.section(lang, name) for lang in self.languages}

    def sections(self, lang: str, names: Iterable[str]) -> dict[str, Section]:
        """Return several sections by name, as a page's script wants them."""
        return {name: self.section(lang, name) for name in names}

    def say(self, lang: str, section: str, key: str, **facts: object) -> str:
        """Return the text of `key` with its {placeholders} filled, by names in several languages in this one.

        Raises KeyError for what is not in the catalogue.
        """
        filled = {what: named(fact, lang) if isinstance(fact, Mapping) else fact for what, fact in facts.items()}
        return str(self.section(lang, section)[key]).format_map(filled)
