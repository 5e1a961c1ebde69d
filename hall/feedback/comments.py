"""What visitors wrote beside a rating that is no low one: it is read, and nothing is to be done.

The words stay where they were put with the visit, in the vault, and are deleted with what else it holds of that visit.
"""

from dataclasses import dataclass
from datetime import date

from hall.feedback.events import COMMENTS, CommentLeft, CommentsRead
from hall.feedback.rules import About, Events
from hall.journal.actor import HALL, Actor
from hall.journal.entry import Entry
from hall.journal.ground import Ground
from hall.journal.journal import Committed
from hall.journal.stream import numbered

LISTED = 200
"""So many are read at a time, the newest."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as it was left, and its words."""

    left: CommentLeft
    text: str


class Comments:
    """All comments whose words are still kept."""

    def __init__(self, ground: Ground) -> None:
        """Read which there are."""
        self._vault = ground.vault("")
        self._left: dict[str, CommentLeft] = {}
        """By ticket, the first one first."""
        self._last_read_by = ""
        self._stream = numbered(ground, COMMENTS, self._fold)
        self._stream.catch_up()

    def take(self, committed: Committed) -> None:
        """Take in what was written down, perhaps by another process."""
        if committed.stream == COMMENTS:
            self._stream.take(committed.entry)

    def knows(self, ticket: str) -> bool:
        """Return whether it is known already that there is one of that visit."""
        return self._stream.look(lambda: ticket in self._left)

    def note(self, day: date, token: str, about: About) -> None:
        """Have it known, once for a visit, that its words lie in the vault under its day and token."""

        def decide(_: float) -> Events:
            ticket = about.ticket or ""
            if ticket in self._left:
                return ()
            where = (about.service, about.counter, about.clerk)
            return (CommentLeft(ticket, token, day.isoformat(), *where, about.score or 0, about.handled_by),)

        self._stream.act(HALL, decide)

    def read(self, actor: Actor) -> list[Comment]:
        """Return the newest ones, none of the reader's own work; that they were read is on record, once in a row."""
        found: list[Comment] = []
        for left in self._stream.look(lambda: list(reversed(self._left.values()))):
            if len(found) == LISTED:
                break
            if actor.by != left.clerk and actor.by not in left.handled_by:
                text = words(self._vault.get(date.fromisoformat(left.day), left.token))
                if text:
                    found.append(Comment(left, text))
        if found:
            self._stream.act(actor, lambda _: () if self._last_read_by == actor.by else (CommentsRead(),))
        return found

    def _fold(self, entry: Entry) -> None:
        for event in entry.events:
            if isinstance(event, CommentLeft):
                self._left[event.ticket] = event
                self._last_read_by = ""
            else:
                self._last_read_by = entry.by


def words(said: dict[str, str]) -> str:
    """Return what a visitor wrote beside a rating: a comment, and reasons in own words."""
    return "\n".join(said[name] for name in ("comment", "reasons") if said.get(name))
