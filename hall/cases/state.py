"""A case as it stands, folded from what happened to it. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from hall.cases import events as e
from hall.journal.entry import Entry, Event
from hall.plan.workdays import AsOf

Status = Literal["accepted", "in_review", "suspended", "decided", "collected", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Trace:
    """One step as it was taken; `at` in seconds since 1970.

    `about`: what was chosen from a list: an outcome, a reason, an account. `words`: where the vault has more of it.
    """

    step: str
    at: float
    by: str
    about: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """How it was decided; `words`: where the vault has the grounds in own words."""

    outcome: str
    on: date
    grounds: str | None
    remedies: e.Remedies | None
    words: str | None


@dataclass(frozen=True, slots=True)
class Suspension:
    """Why and since when its limit stands still, and what it was before."""

    reason: str
    on: date
    before: Status
    words: str | None


@dataclass(frozen=True, slots=True)
class Wish:
    """That the promised day be put off, by whom it is wished."""

    workdays: int
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stands. `due` is the promised day as printed; `certain` whether it may still move.

    `owner` answers for it. The last of `decisions` stands; `decided_on` is the day that the first one counts for, which
    is late or not: the one after, where the hall had closed.
    """

    id: str
    token: str
    matter: str
    counter: str
    ticket: str | None
    lang: str
    accepted_on: date
    workdays: int
    due: date
    certain: bool
    details: bool
    received: tuple[str, ...] | None
    trail: tuple[Trace, ...]
    owner: str
    status: Status = "accepted"
    outcome: str | None = None
    prolonged_by: int = 0
    reason: str | None = None
    decided_on: date | None = None
    closed_on: date | None = None
    edition: str | None = None
    plan: int | None = None
    decisions: tuple[Decision, ...] = ()
    suspended: Suspension | None = None
    wish: Wish | None = None
    read_by: str | None = None
    """Who read what names the applicant, if that was the last that happened."""

    @property
    def by(self) -> str:
        """Who accepted it."""
        return self.trail[0].by


def begun(event: e.CaseAccepted, entry: Entry) -> Case:
    """Return the case that an acceptance begins."""
    return Case(
        id=event.case,
        token=event.token,
        matter=event.matter,
        counter=event.counter,
        ticket=event.ticket,
        lang=event.lang,
        accepted_on=date.fromisoformat(event.day),
        workdays=event.workdays,
        due=date.fromisoformat(event.due),
        certain=event.certain,
        details=event.details,
        received=event.received,
        edition=event.edition,
        plan=event.plan,
        trail=(Trace("accept", entry.at, entry.by),),
        owner=entry.by,
    )


def after(case: Case, event: Event, entry: Entry) -> Case:
    """Return `case` as `event`, which names it and is in `entry`, leaves it."""
    step, about, changes = _FOLDS[type(event)]
    said = words_of(entry.number) if getattr(event, "words", False) else None
    changed = changes(case, event, entry.by, said)
    if step:
        trace = Trace(step, entry.at, entry.by, getattr(event, about) if about else None, said)
        changed = {"trail": (*case.trail, trace), "read_by": None} | changed
    return replace(case, **changed | ({"details": True} if said else {}))


def words_of(entry: int) -> str:
    """Return under which name the vault has the words that came with an entry, by its number."""
    return f"words-{entry}"


Changes = dict[str, Any]


def _decided(case: Case, event: e.CaseDecided | e.CaseCorrected, _by: str, said: str | None) -> Changes:
    on = date.fromisoformat(event.day)
    return {
        "status": "decided",
        "outcome": event.outcome,
        "decisions": (*case.decisions, Decision(event.outcome, on, event.grounds, event.remedies, said)),
        "decided_on": case.decided_on or AsOf(on, getattr(event, "after_hours", False)).counts_on,
        "closed_on": None,
        "wish": None,
    }


def _prolonged(case: Case, event: e.CaseProlonged, _by: str, _said: str | None) -> Changes:
    return {
        "workdays": case.workdays + event.workdays,
        "due": date.fromisoformat(event.due),
        "certain": event.certain,
        "prolonged_by": event.workdays,
        "reason": event.reason,
        "wish": None,
    }


def _suspended(case: Case, event: e.CaseSuspended, _by: str, said: str | None) -> Changes:
    suspended = Suspension(event.reason, date.fromisoformat(event.day), case.status, said)
    return {"status": "suspended", "suspended": suspended}


def _resumed(case: Case, event: e.CaseResumed, _by: str, _said: str | None) -> Changes:
    return {
        "status": case.suspended.before if case.suspended is not None else case.status,
        "suspended": None,
        "workdays": case.workdays + event.workdays,
        "due": date.fromisoformat(event.due),
        "certain": event.certain,
    }


def _ended(status: Status) -> Callable[[Case, Any, str, str | None], Changes]:
    def changes(_case: Case, event: Any, _by: str, _said: str | None) -> Changes:
        return {"status": status, "closed_on": date.fromisoformat(event.day), "suspended": None, "wish": None}

    return changes


_FOLDS: Mapping[type[Event], tuple[str, str, Callable[[Case, Any, str, str | None], Changes]]] = {
    e.CaseReviewed: ("review", "", lambda *_: {"status": "in_review"}),
    e.CaseProlongAsked: (
        "prolong_asked",
        "reason",
        lambda _case, event, by, _said: {"wish": Wish(event.workdays, event.reason, by)},
    ),
    e.CaseProlongRefused: ("prolong_refused", "", lambda *_: {"wish": None}),
    e.CaseProlonged: ("prolong", "reason", _prolonged),
    e.CaseSuspended: ("suspend", "reason", _suspended),
    e.CaseResumed: ("resume", "", _resumed),
    e.CaseDecided: ("decide", "outcome", _decided),
    e.CaseCorrected: ("correct", "outcome", _decided),
    e.CaseCollected: ("collect", "", _ended("collected")),
    e.CaseWithdrawn: ("withdraw", "", _ended("withdrawn")),
    e.CaseAssigned: ("assign", "staff", lambda _case, event, _by, _said: {"owner": event.staff}),
    e.CaseRead: ("", "", lambda _case, _event, by, _said: {"read_by": by}),
    e.CaseForgotten: ("", "", lambda *_: {"details": False}),
}
"""By what happened: the step it is, which of its facts was chosen, and what it changes."""
