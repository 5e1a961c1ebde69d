"""What staff answer for that outlives a day: accounts, devices, platforms, the plan, messages; before and after."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from hall.cases import events as c
from hall.devices import events as d
from hall.feedback import events as f
from hall.guides import events as g
from hall.journal.entry import Entry, Event
from hall.media import events as i
from hall.messages import events as m
from hall.plan import events as p
from hall.platforms import events as a
from hall.privacy import events as y
from hall.staff import events as s
from hall.staff.rules.roles import ROLES
from hall.statistics.state.rows import Act

Acts = dict[str, Act]
Done = tuple[str, str | None, str | None, str | None]
"""What was done, about what, and what was before and after."""


def folding(acts_in: Callable[[Event, int], Iterator[Done]]) -> Callable[[Acts, Entry], None]:
    """Return what takes an entry's acts in; `acts_in` gives those of one event, of the entry with that number."""

    def fold(acts: Acts, entry: Entry) -> None:
        at = round(entry.at * 1000)
        for event in entry.events:
            for done in acts_in(event, entry.number):
                acts[f"{entry.number}-{len(acts)}"] = Act(at, entry.by, *done)

    return fold


class Accounts:
    """Accounts and roles made and changed; of a PIN only that it was."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, str]] = {}
        self._seats: dict[str, str] = {}
        self._roles = dict(ROLES)

    def __call__(self, event: Event, _number: int) -> Iterator[Done]:
        """Give what was done to an account, or to what a role may."""
        match event:
            case s.StaffAdded(staff=staff, name=name, role=role, counters=counters):
                self._known[staff] = {"name": name, "role": role}
                yield "staff_added", staff, None, role
                if counters:
                    yield self._sits(staff, counters)
            case s.RoleChanged(role=role, may=may):
                before = self._roles.get(role, frozenset())
                self._roles[role] = frozenset(may)
                yield "role_may", role, ", ".join(sorted(before)), ", ".join(may)
            case s.StaffChanged(staff=staff):
                known = self._known.setdefault(staff, {})
                for field, told in (("name", event.name), ("role", event.role)):
                    if told is not None:
                        yield f"staff_{field}", staff, known.get(field), told
                        known[field] = told
                if event.counters is not None:
                    yield self._sits(staff, event.counters)
                if event.pin_hash is not None:
                    yield "staff_pin", staff, None, None
                if event.disabled is not None:
                    yield "staff_disabled" if event.disabled else "staff_enabled", staff, None, None

    def _sits(self, staff: str, counters: Iterable[str]) -> Done:
        before, self._seats[staff] = self._seats.get(staff), ", ".join(counters) or "*"
        return "staff_counters", staff, before, self._seats[staff]


def refusals(event: Event, _number: int) -> Iterator[Done]:
    """Give at whose account a sign-in failed, and what was refused to whom; how often, and from where."""
    match event:
        case s.SignInFailed(staff=staff, address=address, times=times):
            yield "sign_in_failed", staff, None, f"{address or '…'} × {times}"
        case s.PermissionRefused(staff=staff, permission=permission, asked=asked, times=times):
            yield "permission_refused", staff, None, f"{asked} ({permission}) × {times}"


class Devices:
    """Devices let in and sent away, by the names they were given."""

    def __init__(self) -> None:
        self._named: dict[str, str] = {}
        self._by_code: dict[str, str] = {}

    def __call__(self, event: Event, number: int) -> Iterator[Done]:
        """Give what was done to a device."""
        match event:
            case d.CodeGiven(code=code, kind=kind, name=name):
                self._by_code[code] = name
                yield "device_code", name, None, kind
            case d.DevicePaired(code=code):
                self._named[f"d{number}"] = self._by_code.get(code, "")
                yield "device_paired", self._by_code.get(code), None, None
            case d.DeviceRemoved(device=device):
                yield "device_removed", self._named.get(device, device), None, None


class Platforms:
    """Tokens of the city's platforms made and ended, and what they were refused."""

    def __init__(self) -> None:
        self._named: dict[str, str] = {}

    def __call__(self, event: Event, number: int) -> Iterator[Done]:
        """Give what was done to a token, or refused to whoever has it."""
        match event:
            case a.TokenMade(name=name, scopes=scopes):
                self._named[f"t{number}"] = name
                yield "token_made", name, None, ", ".join(scopes)
            case a.TokenEnded(token=token):
                yield "token_ended", self._named.get(token, token), None, None
            case a.TokenRefused(token=token, asked=asked, times=times):
                yield "token_refused", self._named.get(token, token), None, f"{asked} × {times}"


class PlanChanges:
    """Plans imported, made and taken back: which of its parts became others."""

    def __init__(self) -> None:
        self._plan: Mapping[str, Any] = {}
        self._number: int | None = None

    def __call__(self, event: Event, number: int) -> Iterator[Done]:
        """Give what was done to the plan: its versions before and after."""
        match event:
            case p.PlanImported(plan=plan):
                yield self._changed("plan_imported", plan, number)
            case p.PlanEdited(plan=plan):
                yield self._changed("plan_edited", plan, number)
            case p.PlanRestored(plan=plan):
                yield self._changed("plan_restored", plan, number)

    def _changed(self, what: str, plan: Mapping[str, Any], number: int) -> Done:
        parts = [part for part in {**self._plan, **plan} if self._plan.get(part) != plan.get(part)]
        before = None if self._number is None else str(self._number)
        self._plan, self._number = plan, number
        return what, ", ".join(parts), before, str(number)


class GuideChanges:
    """Business guides written, taken away and brought back."""

    def __init__(self) -> None:
        self._versions: dict[str, int] = {}

    def __call__(self, event: Event, number: int) -> Iterator[Done]:
        """Give what was done to a guide: its versions before and after."""
        match event:
            case g.GuideWritten(guide=guide):
                yield self._changed("guide_written", guide, number)
            case g.GuideRemoved(guide=guide):
                yield self._changed("guide_removed", guide, number)
            case g.GuideRestored(guide=guide):
                yield self._changed("guide_restored", guide, number)

    def _changed(self, what: str, guide: str, number: int) -> Done:
        before = self._versions.get(guide)
        self._versions[guide] = number
        return what, guide, None if before is None else str(before), str(number)


class Messages:
    """What was said to everybody, and taken back."""

    def __init__(self) -> None:
        self._said: dict[int, str] = {}
        self._emergency: str | None = None

    def __call__(self, event: Event, number: int) -> Iterator[Done]:
        """Give what was said, or is said no more."""
        match event:
            case m.EmergencyDeclared(text=text):
                before, self._emergency = self._emergency, _joined(text.values())
                yield "emergency_declared", None, before, self._emergency
            case m.EmergencyCleared():
                before, self._emergency = self._emergency, None
                yield "emergency_cleared", None, before, None
            case m.MessagePosted(text=text):
                self._said[number] = _joined(text.values())
                yield "message_posted", None, None, self._said[number]
            case m.MessageRemoved(message=message):
                yield "message_removed", None, self._said.get(message), None


class CaseActs:
    """What leads do with cases, and who read what names an applicant; who was looked for is nowhere."""

    def __init__(self) -> None:
        self._owners: dict[str, str] = {}
        self._outcomes: dict[str, str] = {}

    def __call__(self, event: Event, _number: int) -> Iterator[Done]:
        """Give what was done to a case."""
        match event:
            case c.CaseDecided(case=case, outcome=outcome):
                self._outcomes[case] = outcome
            case c.CaseCorrected(case=case, outcome=outcome):
                yield "case_corrected", case, self._outcomes.get(case), outcome
                self._outcomes[case] = outcome
            case c.CaseProlonged(case=case, due=due):
                yield "case_prolonged", case, None, due
            case c.CaseProlongRefused(case=case):
                yield "case_prolong_refused", case, None, None
            case c.CaseAssigned(case=case, staff=staff):
                yield "case_assigned", case, self._owners.get(case), staff
                self._owners[case] = staff
            case c.CaseRead(case=case):
                yield "case_read", case, None, None
            case c.CasesSearched(found=found):
                yield "cases_searched", ", ".join(found), None, None


def feedback_read(event: Event, _number: int) -> Iterator[Done]:
    """Give that somebody read what a visitor said, and how to reach them."""
    match event:
        case f.FeedbackRead(feedback=number):
            yield "feedback_read", number, None, None
        case f.CommentsRead():
            yield "comments_read", None, None, None


def media(event: Event, _number: int) -> Iterator[Done]:
    """Give which picture or video was put there, or taken away."""
    match event:
        case i.MediumPut(name=name, size=size):
            yield "media_put", name, None, f"{size} B"
        case i.MediumRemoved(name=name):
            yield "media_removed", name, None, None


def privacy(event: Event, _number: int) -> Iterator[Done]:
    """Give that a person was looked for or deleted, or clerks' notes read: by what, and which records."""
    match event:
        case y.PersonSought(found_by=found_by, found=found):
            yield "person_sought", ", ".join(found), None, found_by
        case y.PersonErased(erasure=number, gone=gone, kept=kept):
            yield "person_erased", number, None, f"{len(gone)}" + (f" (−{len(kept)})" if kept else "")
        case y.NotesRead(day=day):
            yield "notes_read", day, None, None


def _joined(texts: Iterable[str]) -> str:
    return " / ".join(texts)
