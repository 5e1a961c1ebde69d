"""What the keys of a report are called: services, counters, people, days, hours, in one language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from hall.plan.plan import Name
from hall.statistics.rules.places import Key
from hall.statistics.state.table import KEY, Column, Figures, Material
from hall.texts import FIRST_LANGUAGE, Section


@dataclass(frozen=True)
class Names:
    """The hall's names by kind and id, and the words of `statistics`; what has no name is called by its id."""

    lang: str
    words: Section
    known: Mapping[str, Mapping[str, Name]]
    """Of each kind: service, counter, zone, class, clerk, guide, device, item (what is looked at), and material as
    "guide/material"."""

    def head(self, report: str, by: str, column: str) -> str:
        """Return the words over a column."""
        if column == KEY:
            return str(self.words[f"by_{by}"])
        return str(self.words[f"{report.replace('-', '_')}_{column}"])

    def key(self, report: str, by: str, key: Key) -> str:
        """Return what a row is called."""
        if key is None:
            return str(self.words["none_service" if by == "service" else "none"])
        if by == "service" and report in {"cases", "notices"}:
            return self._called("guide", key)
        if by == "week":
            year, week = key.split("-W")
            return str(self.words["week"]).format(year=year, week=int(week))
        if by == "hour" and report == "hours":
            weekday, begins = key.split("-")
            return f"{self.words[f'weekday_{weekday}']} {begins}"
        if by == "time":
            return f"{key[:10]} {key[11:19]}"
        return self._called(by, key)

    def value(self, row: Figures, column: Column) -> Any:
        """Return what stands in a cell: a number as it is, everything else in words."""
        value = row.get(column.name)
        if value is None:
            return None
        if column.kind == "materials":
            return self._materials(value)
        if column.name == "weekday":
            return self.words[f"weekday_{value}"]
        say = {**self._of_act(row), **self._of_feedback(row)}.get(column.name)
        return value if say is None else say(value)

    def _of_act(self, row: Figures) -> Mapping[str, Callable[[str], str]]:
        """Return how the parts of an act are said; of anything else there are none."""
        what = row.get("what")
        if not isinstance(what, str):
            return {}
        kinds = {
            "chosen_call": {"after": "counter"},
            "put_first": {"before": "service", "after": "service"},
            "released": {"about": "counter", "before": "clerk"},
            "one_more": {"about": "service"},
            "case_assigned": {"before": "clerk", "after": "clerk"},
            "case_corrected": {"before": "outcome", "after": "outcome"},
        }.get(what, {"about": "clerk"} if what.startswith("staff_") else {})
        parts: dict[str, Callable[[str], str]] = {
            "by": lambda by: self._called("clerk", by),
            "what": lambda act: str(self.words[f"act_{act}"]),
        }
        for part, kind in kinds.items():
            said = self._outcome if kind == "outcome" else partial(self._called, kind)
            parts[part] = said
        return parts

    def _of_feedback(self, row: Figures) -> Mapping[str, Callable[[str], str]]:
        """Return how the parts of a row of the register are said; of anything else there are none."""
        if "source" not in row:
            return {}
        named = {"service": "service", "counter": "counter", "assigned": "clerk"}
        worded = ("kind", "source", "status", "satisfied")
        return {
            **{part: partial(self._called, kind) for part, kind in named.items()},
            **{part: partial(self._word, part) for part in worded},
        }

    def _outcome(self, value: str) -> str:
        return str(self.words[f"outcome_{value}"])

    def _word(self, part: str, value: str) -> str:
        return str(self.words[f"feedback_{part}_{value}"])

    def _materials(self, materials: list[Material]) -> str:
        said = (f"{self._called('material', f'{m.guide}/{m.material}', m.material)} ×{m.times}" for m in materials)
        return str(self.words["list"]).join(said)

    def _called(self, kind: str, key: str, otherwise: str | None = None) -> str:
        name = self.known.get(kind, {}).get(key, {})
        return name.get(self.lang) or name.get(FIRST_LANGUAGE) or (key if otherwise is None else otherwise)
