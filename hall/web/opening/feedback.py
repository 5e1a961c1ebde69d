"""What visitors say, and that it is followed up."""

from collections.abc import Sequence

from hall.faults import Fault
from hall.feedback.book import FeedbackBook
from hall.feedback.comments import Comments
from hall.feedback.desk import Ratings
from hall.web.capability import Capability, Routes
from hall.web.context import Context
from hall.web.jobs import Job
from hall.web.opening.pace import FORGET_EVERY_S, breathing

FOLLOW_UP_EVERY_S = 1.0
"""How often is looked whether a low rating has no follow-up yet, or a comment nobody knows of."""


def feedback(c: Context) -> FeedbackBook:
    """Open what visitors say."""
    return FeedbackBook(
        c.ground,
        lambda: c.configuration.workdays,
        lambda: c.configuration.file.feedback.answer_workdays,
        lambda: c.desk.hours.has_closed(c.ground.clock()),
    )


def comments(c: Context) -> Comments:
    """Open what visitors wrote beside other ratings."""
    return Comments(c.ground)


def ratings(c: Context) -> Ratings:
    """Open what has every low rating followed up, and every comment read."""
    return Ratings(c.ground, c.desk, c.plans, c[FeedbackBook], c[Comments], breathing(c))


def following_up(c: Context) -> list[Job]:
    """Return what leaves no low rating out, and deletes words on time."""

    def forget() -> None:
        c[FeedbackBook].forget(c.configuration.file.privacy.keep_feedback_days)

    return [
        Job("follow up ratings", FOLLOW_UP_EVERY_S, c[Ratings].see_to_all, once=True),
        Job("forget feedback", FORGET_EVERY_S, forget, once=True),
    ]


def feedback_faults(c: Context) -> Sequence[Fault]:
    """Return whether visitors wait for a call or an answer longer than they may."""
    overdue = c[FeedbackBook].overdue()
    return [Fault("feedback_overdue", {"count": str(overdue)})] if overdue else []


def capability(routes: Routes = ()) -> Capability:
    """Return the capability, with the faces' routes."""
    return Capability([feedback, comments, ratings], routes, following_up, feedback_faults)
