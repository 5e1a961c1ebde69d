"""What happens to the guides that are changed in the browser; each is named by its id, as its file would be."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hall.journal.entry import Event

STREAM = "guides"


@dataclass(frozen=True, slots=True)
class GuideWritten(Event):
    """A guide says this from now on; `said` as its file would say it."""

    guide: str
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GuideRemoved(Event):
    """Visitors do not find the guide any more."""

    guide: str


@dataclass(frozen=True, slots=True)
class GuideRestored(Event):
    """What the guide said at version `of` counts again; `said` is None where there was none."""

    guide: str
    said: Mapping[str, Any] | None
    of: int
