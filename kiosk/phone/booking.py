"""Booking on the phone: plain forms that need no script."""

import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask import Blueprint, redirect, request
from typing_extensions import TypedDict
from werkzeug.wrappers import Response as AnyResponse

from hall.appointments import rules
from hall.appointments.book import AppointmentBook
from hall.journal.actor import Actor
from hall.journal.refusal import Refusal, Wrong
from hall.web import cookies
from hall.web.bodies import LONGEST_KEY
from hall.web.context import Context
from hall.web.guard import SESSION, Guard
from hall.web.problems import STATUS
from hall.web.telephone import told
from kiosk.phone.appointments import LONGEST_NAME, BookingPace

_KEY = re.compile(f"[!-~]{{1,{LONGEST_KEY}}}")
Page = tuple[str, int] | AnyResponse


class DayChoice(TypedDict):
    """A day that may be chosen: its date, and how it is read."""

    date: str
    words: str


class SlotChoice(TypedDict):
    """A slot that may be chosen: when it begins, as it is sent and as it is read; and how many places are free."""

    at: str
    time: str
    free: int


class Booking:
    """What the pages need."""

    def __init__(self, context: Context) -> None:
        self.context, self.book = context, context[AppointmentBook]

    def day_words(self, day: date) -> str:
        """Return a date as it is read in the page's language."""
        words = self.context.texts.section(self.context.language(), "appointments")
        return str(words["day"]).format(
            month=words["months"][day.month - 1], day=day.day, weekday=words["weekdays"][day.weekday()]
        )

    def slots_of(self, service: str) -> dict[str, Any]:
        """Return the days that may be chosen, the one that the address asks for, and its slots."""
        plan, now = self.book.plan(), self.now
        days = rules.days(plan, self.context.desk.today())
        chosen_slot = self.chosen()
        asked = request.values.get("date") or (chosen_slot["date"] if chosen_slot else "")
        chosen = next((day for day in days if day.isoformat() == asked), days[0] if days else None)
        free = [] if chosen is None else self.book.free(service, chosen, now)
        return {
            "days": [DayChoice(date=day.isoformat(), words=self.day_words(day)) for day in days],
            "day": None if chosen is None else chosen.isoformat(),
            "slots": [self._choice(at, count) for at, count in free],
        }

    @property
    def now(self) -> float:
        """The time, in seconds since 1970."""
        return self.context.desk.look(lambda _, now: now)

    def actor(self) -> Actor:
        """Return who sent the form: somebody of the staff who is signed in there, or the visitor.

        Sent again with the same words it is the same act, also by who went back because no answer had come.
        """
        session = self.context[Guard].by_token(cookies.read(SESSION))
        said = sorted((name, word) for name, word in request.values.items() if name not in {"key", "lang"})
        act = f"{request.path}\n{said}"
        by = "visitor" if session is None else session.staff.id
        return Actor(by, hashlib.sha256(f"{key}\n{act}".encode()).hexdigest() if (key := self.key()) else None, act)

    def key(self) -> str:
        """Return the request key that the address or the form names; nothing where there is none, or none of ours."""
        key = request.values.get("key", "")
        return key if _KEY.fullmatch(key) else ""

    def at_asked(self) -> float:
        """Return the slot that the form names, in seconds since 1970. Raises Wrong."""
        try:
            at = datetime.fromisoformat(request.values.get("at", ""))
        except ValueError:
            raise Wrong("appointment_no_slot", field="at") from None
        if at.tzinfo is None:
            raise Wrong("appointment_no_slot", field="at")
        return at.timestamp()

    def chosen(self) -> Mapping[str, str] | None:
        """Return the slot that the address names, as it is sent and as it is read; None where it names none."""
        if "at" not in request.values:
            return None
        try:
            slot, hours = self.at_asked(), self.context.desk.hours
            local, day = hours.local(slot), hours.date_of(slot)
        except (Wrong, ValueError, OverflowError, OSError):
            return None
        words = f"{self.day_words(local.date())} {local:%H:%M}"
        return {"at": local.isoformat(), "date": day.isoformat(), "words": words}

    def is_free(self, at: str, slots: list[SlotChoice]) -> bool:
        """Whether the slot that was chosen may still be booked."""
        return any(one["at"] == at and one["free"] for one in slots)

    def why(self, refused: Refusal) -> dict[str, Any]:
        """Return what a page says of a refusal, in its own language: that of an API's answer is the browser's."""
        texts, lang = self.context.texts, self.context.language()
        return {"problem": texts.say(lang, "problems", refused.code, **refused.facts)}

    def _choice(self, at: float, free: int) -> SlotChoice:
        local = self.context.desk.hours.local(at)
        return SlotChoice(at=local.isoformat(), time=f"{local:%H:%M}", free=free)


def blueprint(context: Context) -> Blueprint:
    """Return the pages."""
    routes, pages = Blueprint("booking", __name__), Booking(context)
    book = pages.book

    @routes.get("/book")
    def choose() -> Page:
        return _booking(pages)

    @routes.post("/book")
    def make() -> Page:
        by, said = pages.actor(), request.form
        name, phone = said.get("name", "").strip()[:LONGEST_NAME], said.get("phone", "").strip()
        lang = context.language()
        try:
            if "choose" in said:
                return _booking(pages)
            phone = told(phone) if phone else ""
            if book.answered(by) is None:
                context[BookingPace].check()
            visitor = by.by == "visitor"
            made = book.book(
                by, request.values.get("service", ""), pages.at_asked(), lang, name=name, phone=phone, limited=visitor
            )
        except Refusal as refused:
            return _booking(pages, refused)
        return redirect(f"/a/{made.token}?lang={lang}", 303)

    return routes


def _booking(pages: Booking, refused: Refusal | None = None) -> Page:
    """Show the step that is next: the service, the slot, or the names; with the reason why one was refused."""
    context, plan, wanted = pages.context, pages.book.plan(), request.values.get("service", "")
    offered = [plan.services[s] for s in plan.booking.services if rules.capacity(plan, s)]
    service = next((one for one in offered if one.id == wanted), None)
    shown = {} if service is None else pages.slots_of(service.id)
    chosen = None if service is None else pages.chosen()
    if refused is not None and chosen is not None and not pages.is_free(chosen["at"], shown["slots"]):
        chosen = None  # another one is chosen, and what was typed is kept
    page = context.page(
        "phone/book.html",
        ("appointments",),
        offered=[{"id": one.id, "name": one.name, "covers": one.covers} for one in offered],
        service=None if service is None else {"id": service.id, "name": service.name},
        chosen=chosen,
        typed={name: request.form.get(name, "") for name in ("name", "phone")},
        key=pages.key() or context.ground.new_token(),
        phone_needed=bool(plan.booking.per_week or plan.booking.no_shows),
        longest_name=LONGEST_NAME,
        **shown,
        **({} if refused is None else pages.why(refused)),
    )
    return page, 200 if refused is None else STATUS[type(refused)]
