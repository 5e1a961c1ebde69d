"""The book of guides: what was changed in the browser, over the files that the hall began with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hall.guides.events import STREAM, GuideRemoved, GuideRestored, GuideWritten
from hall.guides.files import as_said, from_kept
from hall.guides.guide import Guide
from hall.journal.actor import Actor
from hall.journal.entry import Entry, Event
from hall.journal.ground import Ground
from hall.journal.journal import Committed
from hall.journal.refusal import Illegal, Unknown
from hall.journal.stream import numbered
from hall.plan.book import Outdated

Said = Mapping[str, Any]
"""A guide as its file says it, as JSON's own values."""


@dataclass(frozen=True, slots=True)
class Version:
    """A guide as it was from some time on: the number of its entry, 0 for its file; `said` is None where it is gone.

    `at` in seconds since 1970, `how` the event's name; `restores` is the version that this one brought back.
    """

    number: int
    at: float
    by: str
    how: str
    said: Said | None
    restores: int | None = None


NOTHING = Version(0, 0.0, "hall", "File", None)
"""What a guide is before it is written."""


class GuideBook:
    """Every version of every guide; the newest counts."""

    def __init__(self, ground: Ground, files: Mapping[str, Guide]) -> None:
        """Read what there is; `files` are the guides that stand where the browser has changed nothing."""
        self._versions = {one.id: [Version(0, 0.0, "hall", "File", as_said(one))] for one in files.values()}
        self._guides = dict(files)
        self._stream = numbered(ground, STREAM, self._fold)
        self._stream.catch_up()

    def take(self, committed: Committed) -> None:
        """Take in what was written down, perhaps by another process."""
        if committed.stream == STREAM:
            self._stream.take(committed.entry)

    # What is asked of it.

    @property
    def number(self) -> int:
        """How many changes there have been."""
        return self._stream.number

    @property
    def guides(self) -> Mapping[str, Guide]:
        """The guides that count now, by id: another mapping after each change."""
        return self._guides

    def everything(self) -> Mapping[str, Version]:
        """Return the newest version of each guide, also of those that are gone."""
        return self._stream.look(lambda: {guide: known[-1] for guide, known in sorted(self._versions.items())})

    def history(self, guide: str) -> Sequence[Version]:
        """Return every version, the newest first; one that says nothing where there has never been such a guide."""
        return self._stream.look(lambda: self._versions.get(guide, [NOTHING])[::-1])

    def newest(self, guide: str) -> Version:
        """Return the version that counts."""
        return self.history(guide)[0]

    def version(self, guide: str, number: int) -> Version:
        """Return one version. Raises Unknown."""
        found = next((one for one in (*self.history(guide), NOTHING) if one.number == number), None)
        if found is None:
            raise Unknown("guide_version_unknown", number=number)
        return found

    # What is done with it.

    def edit(self, actor: Actor, guide: str, said: Said, seen: int) -> None:
        """Let the guide say this, made from version `seen`, 0 for a new one. Raises Outdated."""
        self._change(actor, guide, seen, lambda now: () if now.said == said else (GuideWritten(guide, said),))

    def remove(self, actor: Actor, guide: str, seen: int) -> None:
        """Take the guide away. Raises Outdated."""
        self._change(actor, guide, seen, lambda now: () if now.said is None else (GuideRemoved(guide),))

    def undo(self, actor: Actor, guide: str, seen: int) -> None:
        """Take version `seen` back, as a change of its own. Raises Illegal when there is none before, Outdated."""

        def decide(_: Version) -> Sequence[Event]:
            before = self._before(guide)
            return (GuideRestored(guide, before.said, before.number),)

        self._change(actor, guide, seen, decide)

    def _change(self, actor: Actor, guide: str, seen: int, decide: Callable[[Version], Sequence[Event]]) -> None:
        def checked(_: float) -> Sequence[Event]:
            now = self.newest(guide)
            if now.number != seen:
                raise Outdated("guide_outdated")
            return decide(now)

        self._stream.act(actor, checked)

    def _before(self, guide: str) -> Version:
        """Return the version before the newest: undone twice, the one before that. Raises Illegal."""
        known: dict[int, Version] = {one.number: one for one in (NOTHING, *self._versions.get(guide, ()))}
        number = max(known)
        while (restores := known[number].restores) is not None:
            number = restores
        earlier = [one for one in known if one < number]
        if not earlier:
            raise Illegal("plan_nothing_to_undo")
        return known[max(earlier)]

    def _fold(self, entry: Entry) -> None:
        for event in entry.events:
            match event:
                case GuideWritten(guide, said):
                    self._now(guide, entry, event, said)
                case GuideRemoved(guide):
                    self._now(guide, entry, event, None)
                case GuideRestored(guide, said, of):
                    self._now(guide, entry, event, said, of)

    def _now(self, guide: str, entry: Entry, event: Event, said: Said | None, of: int | None = None) -> None:
        version = Version(entry.number, entry.at, entry.by, type(event).__name__, said, of)
        self._versions.setdefault(guide, []).append(version)
        others = {one: known for one, known in self._guides.items() if one != guide}
        self._guides = (
            others if said is None else dict(sorted({**others, guide: from_kept({**said, "id": guide})}.items()))
        )
