"""The book of appointments: found again by token and by code; folded from their stream."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from threading import RLock

from hall.appointments import events as e
from hall.appointments import rules
from hall.appointments.state import Appointment, after, begun
from hall.journal.actor import HALL, Actor
from hall.journal.entry import Entry, Event
from hall.journal.ground import Ground
from hall.journal.journal import Committed
from hall.journal.refusal import Illegal, Unknown, Wrong
from hall.journal.stream import numbered
from hall.plan.plan import Plan

Events = Sequence[Event]


class AppointmentBook:
    """All appointments. `plan` gives the hall as it is furnished now."""

    def __init__(self, ground: Ground, plan: Callable[[], Plan]) -> None:
        """Read what there is."""
        self._vault = ground.vault("appointments")
        self.today = ground.today
        self.plan = plan
        self._new_token = ground.new_token
        self._all: dict[str, Appointment] = {}
        self._by_token: dict[str, str] = {}
        self._by_ticket: dict[str, str] = {}
        self._by_entry: dict[int, str] = {}
        self._booked: dict[str, Appointment] = {}
        self._by_day: dict[date, dict[str, Appointment]] = {}
        self._detailed: dict[str, Appointment] = {}
        self._lock = RLock()
        self._stream = numbered(ground, e.STREAM, self._fold, self._lock)
        self._stream.catch_up()

    def take(self, committed: Committed) -> None:
        """Take in what was written down, perhaps by another process."""
        if committed.stream == e.STREAM:
            self._stream.take(committed.entry)

    # What is done.

    def book(
        self, actor: Actor, service: str, at: float, lang: str, *, name: str = "", phone: str = "", limited: bool = True
    ) -> Appointment:
        """Book the slot of `service` at `at`. `name` and `phone` go into the vault alone.

        `limited`: the hall's limits for one telephone number hold, and it must be given where there are any.
        """
        token = self._new_token()
        details = {key: said.strip() for key, said in (("name", name), ("phone", phone)) if said.strip()}

        def decide(now: float) -> Events:
            plan, today = self.plan(), self.today()
            day = rules.bookable(plan, today, now, service, at)
            self._require_room(plan, service, at, day)
            if limited:
                self._require_within_limits(plan, day, details.get("phone", ""))
            booked = e.AppointmentBooked(
                appointment=f"P{len(self._all) + 1:06d}",
                token=token,
                code=rules.code(token, {one.code for one in self._booked.values()}),
                service=service,
                at=at,
                day=day.isoformat(),
                made_on=today.isoformat(),
                lang=lang,
                details=bool(details),
            )
            return (booked,)

        with self._lock:  # the number is in the vault before the next booking of it is looked at
            made = self._act(actor, decide)
            if details:
                self._vault.put(made.made_on, made.token, **details)
        return made

    def change(self, actor: Actor, token: str, at: float) -> Appointment:
        """Put it to another slot. The place that it had is free from then on."""

        def decide(now: float) -> Events:
            one, plan = self.by_token(token), self.plan()
            rules.require_booked(one)
            if at == one.at:
                return (e.AppointmentChanged(one.id, at, one.day.isoformat()),)
            day = rules.bookable(plan, self.today(), now, one.service, at)
            self._require_room(plan, one.service, at, day, besides=one.id)
            return (e.AppointmentChanged(one.id, at, day.isoformat()),)

        return self._act(actor, decide)

    def cancel(self, actor: Actor, token: str) -> Appointment:
        """Give it up."""

        def decide(_: float) -> Events:
            one = self.by_token(token)
            rules.require_booked(one)
            return (e.AppointmentCancelled(one.id),)

        return self._act(actor, decide)

    def arrive(self, actor: Actor, one: Appointment, ticket: str) -> None:
        """Write down that its visitor has this ticket; once, and not for one that was cancelled meanwhile."""

        def decide(_: float) -> Events:
            return (e.AppointmentArrived(one.id, ticket),) if self._all[one.id].status == "booked" else ()

        self._stream.act(actor, decide)

    def miss(self, one: Appointment) -> None:
        """Write down that nobody came; once."""

        def decide(_: float) -> Events:
            return (e.AppointmentMissed(one.id),) if self._all[one.id].status == "booked" else ()

        self._stream.act(HALL, decide)

    def forget(self, keep_days: int) -> None:
        """Delete what names the visitors of slots more than `keep_days` ago."""
        last = self.today() - timedelta(days=keep_days)
        for one in self._stream.look(lambda: [kept for kept in self._detailed.values() if kept.day < last]):
            self._vault.forget(one.made_on, one.token)
            self._stream.act(HALL, _forgets(one.id))

    # What is asked.

    def answered(self, actor: Actor) -> Appointment | None:
        """Return what an earlier act with the actor's request key was about. Raises Wrong for a key of another act."""
        done = self._stream.answered(actor)
        return None if done is None or done.subject is None else self._all[self._by_entry[done.subject]]

    def by_token(self, token: str) -> Appointment:
        """Return its visitor's own. Raises Unknown."""
        found = self._stream.look(lambda: self._all.get(self._by_token.get(token, "")))
        if found is None:
            raise Unknown("appointment_unknown")
        return found

    def numbered(self, number: str) -> Appointment:
        """Return the one of a number. Raises Unknown."""
        found = self._stream.look(lambda: self._all.get(number))
        if found is None:
            raise Unknown("appointment_unknown")
        return found

    def of_ticket(self, ticket: str) -> Sequence[Appointment]:
        """Return the one whose visitor came with this ticket, by its id."""
        return self._stream.look(lambda: [self._all[self._by_ticket[ticket]]] if ticket in self._by_ticket else [])

    def by_code(self, code: str) -> Appointment | None:
        """Return the one with this code: of those that still stand, or of today."""

        def look() -> Appointment | None:
            here = (*self._booked.values(), *self._by_day.get(self.today(), {}).values())
            return next((one for one in here if one.code == code), None)

        return self._stream.look(look)

    def by_phone(self, typed: str) -> Appointment | None:
        """Return the one of today with a telephone number that ends so. Raises Illegal when several visitors' do."""
        wanted = rules.digits(typed)
        found = [
            (one, number)
            for one in self.on(self.today())
            if one.status in {"booked", "arrived"} and (number := self._phone(one)).endswith(wanted) and number
        ]
        if len({number for _, number in found}) > 1:
            raise Illegal("appointment_ambiguous")
        standing = [one for one, _ in found if one.status == "booked"]
        return standing[0] if standing else found[-1][0] if found else None

    def on(self, day: date) -> list[Appointment]:
        """Return those of a business day, the earliest slot first; cancelled ones too."""
        return self._stream.look(lambda: sorted(self._by_day.get(day, {}).values(), key=lambda one: (one.at, one.id)))

    def booked(self) -> list[Appointment]:
        """Return all that still stand, the earliest slot first."""
        return self._stream.look(lambda: sorted(self._booked.values(), key=lambda one: (one.at, one.id)))

    def free(self, service: str, day: date, now: float) -> list[tuple[float, int]]:
        """Return the slots of `day` that begin after `now` and how many may still book each; none out of reach."""
        plan = self.plan()
        room = rules.capacity(plan, service)
        if not room or day not in rules.days(plan, self.today()):
            return []
        others = self.on(day)
        return [
            (at, max(0, room - rules.taken(plan, others, service, at))) for at in rules.slots(plan, day) if at > now
        ]

    def unfit(self) -> list[Appointment]:
        """Return those to come for which the hall is not open any more, or which no counter serves."""
        plan = self.plan()
        return [one for one in self.booked() if not rules.fits(plan, one)]

    def details(self, one: Appointment) -> dict[str, str]:
        """Return name and telephone number, as far as they were given and are still kept."""
        return self._vault.get(one.made_on, one.token) if one.details else {}

    # How.

    def _require_room(self, plan: Plan, service: str, at: float, day: date, besides: str = "") -> None:
        others = [one for one in self._by_day.get(day, {}).values() if one.id != besides]
        if rules.taken(plan, others, service, at) >= rules.capacity(plan, service):
            raise Illegal("appointment_full", at=plan.hours.local(at))

    def _require_within_limits(self, plan: Plan, day: date, phone: str) -> None:
        if not (plan.booking.per_week or plan.booking.no_shows):
            return
        number = rules.digits(phone)
        if not number:
            raise Wrong("appointment_phone_needed", field="phone")
        same = [one for one in self._detailed.values() if self._phone(one) == number]
        rules.require_within_limits(plan, self.today(), day, same)

    def _phone(self, one: Appointment) -> str:
        return rules.digits(self.details(one).get("phone", ""))

    def _act(self, actor: Actor, decide: Callable[[float], Events]) -> Appointment:
        entry = self._stream.act(actor, decide).subject or 0
        return self._stream.look(lambda: self._all[self._by_entry[entry]])

    def _fold(self, entry: Entry) -> None:
        for event in entry.events:
            if isinstance(event, e.AppointmentBooked):
                one = begun(event, entry.by)
                self._by_token[one.token] = one.id
            else:
                before = self._all[event.appointment]  # type: ignore[attr-defined]  # as every event of this stream
                self._by_day[before.day].pop(before.id, None)
                one = after(before, event)
            self._all[one.id] = one
            if one.ticket is not None:
                self._by_ticket[one.ticket] = one.id
            self._by_entry[entry.number] = one.id
            self._by_day.setdefault(one.day, {})[one.id] = one
            for drawer, here in ((self._booked, one.status == "booked"), (self._detailed, one.details)):
                if here:
                    drawer[one.id] = one
                else:
                    drawer.pop(one.id, None)


def _forgets(appointment: str) -> Callable[[float], Events]:
    return lambda _: (e.AppointmentForgotten(appointment),)
