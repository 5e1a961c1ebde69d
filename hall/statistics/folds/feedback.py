"""What visitors said, folded from its own stream into what is counted of it."""

from datetime import date

from hall.feedback import events as f
from hall.journal.entry import Entry
from hall.plan.workdays import AsOf
from hall.statistics.state.records import FeedbackRecord


def fold_feedback(all_of_it: dict[str, FeedbackRecord], entry: Entry) -> None:
    """Take in what happened. Of several answers the first one counts: its limit was promised first."""
    for event in entry.events:
        match event:
            case f.FeedbackGiven():
                all_of_it[event.feedback] = _given(event)
            case f.FeedbackAccepted(feedback=number):
                all_of_it[number].assigned, all_of_it[number].status = entry.by, "accepted"
            case f.FeedbackAssigned(feedback=number, staff=staff):
                all_of_it[number].assigned = staff
            case f.FeedbackContacted(feedback=number, day=day):
                all_of_it[number].contacted = all_of_it[number].contacted or date.fromisoformat(day)
            case f.FeedbackPutRight(feedback=number, day=day, after_hours=late):
                on = AsOf(date.fromisoformat(day), late)
                all_of_it[number].put_right, all_of_it[number].put_right_counts_on = on.day, on.counts_on
            case f.FeedbackAnswered(feedback=number, day=day, after_hours=late):
                one, on = all_of_it[number], AsOf(date.fromisoformat(day), late)
                one.answered, one.answer_counts_on = one.answered or on.day, one.answer_counts_on or on.counts_on
                one.status = "closed" if one.kind == "praise" else "answered"
            case f.FeedbackJudged(feedback=number, satisfied=satisfied, answer_due=again):
                all_of_it[number].satisfied = satisfied
                all_of_it[number].status = "closed" if again is None else "accepted"
            case f.AppealDecided(feedback=number, upheld=True):
                all_of_it[number].upheld, all_of_it[number].status = True, "closed"


def _given(event: f.FeedbackGiven) -> FeedbackRecord:
    return FeedbackRecord(
        number=event.feedback,
        kind=event.kind,
        source=event.source,
        service=event.service,
        visitor_class=event.visitor_class,
        counter=event.counter,
        clerk=event.clerk,
        given=date.fromisoformat(event.day),
        contact_due=None if event.contact_due is None else date.fromisoformat(event.contact_due),
        answer_workdays=event.answer_workdays,
        answer_due=date.fromisoformat(event.answer_due),
        certain=event.certain,
    )
