"""An appointment's own page on the phone: its code, the calendar, another slot, giving it up; plain forms."""

from collections.abc import Callable

from flask import Blueprint, Response, redirect

from hall.appointments.calendar import calendar_file
from hall.appointments.state import Appointment
from hall.appointments.views import appointment_url, own_view
from hall.journal.refusal import Refusal, Unknown
from hall.texts import named
from hall.web.context import Context
from hall.web.problems import STATUS
from hall.web.qr import qr_code
from kiosk.phone.booking import Booking, Page
from kiosk.phone.gone import gone_page


def blueprint(context: Context) -> Blueprint:
    """Return the pages."""
    routes, pages = Blueprint("own_appointment", __name__), Booking(context)
    book = pages.book

    def acted(token: str, act: Callable[[], Appointment], *, changing: bool) -> Page:
        try:
            act()
        except Refusal as refused:
            return _own(pages, token, refused, changing=changing)
        return redirect(f"/a/{token}?lang={context.language()}", 303)

    @routes.get("/a/<token>")
    def look(token: str) -> Page:
        return _own(pages, token)

    @routes.get("/a/<token>/change")
    def change_to(token: str) -> Page:
        return _own(pages, token, changing=True)

    @routes.post("/a/<token>/change")
    def change(token: str) -> Page:
        return acted(token, lambda: book.change(pages.actor(), token, pages.at_asked()), changing=True)

    @routes.get("/a/<token>/cancel")
    def refused(token: str) -> Page:
        """Where the page of a refusal is asked for: in another language, or by its address."""
        return redirect(f"/a/{token}?lang={context.language()}", 303)

    @routes.post("/a/<token>/cancel")
    def cancel(token: str) -> Page:
        return acted(token, lambda: book.cancel(pages.actor(), token), changing=False)

    @routes.get("/a/<token>/qr.svg")
    def qr(token: str) -> Response:
        """The QR code of the page, for the kiosk's scanner."""
        return qr_code(appointment_url(context.configuration.file.hall.public_url, book.by_token(token)))

    @routes.get("/a/<token>/appointment.ics")
    def calendar(token: str) -> Response:
        """The appointment for the phone's own calendar, which reminds of it."""
        return _calendar(pages, book.by_token(token))

    return routes


def _own(pages: Booking, token: str, refused: Refusal | None = None, *, changing: bool = False) -> Page:
    try:
        one = pages.book.by_token(token)
    except Unknown:
        return gone_page(pages.context, "appointments")
    context, plan = pages.context, pages.book.plan()
    local = context.desk.hours.local(one.at)
    page = context.page(
        "phone/appointment.html",
        ("appointments",),
        one=own_view(plan, context.configuration.file.hall.public_url, one),
        words={"day": pages.day_words(local.date()), "time": f"{local:%H:%M}"},
        early_min=round(plan.booking.early_s / 60),
        late_min=round(plan.rule.late_after_s / 60),
        key=context.ground.new_token(),
        changing=changing and one.status == "booked",
        **(pages.slots_of(one.service) if changing else {}),
        **({} if refused is None else pages.why(refused)),
    )
    return page, 200 if refused is None else STATUS[type(refused)]


def _calendar(pages: Booking, one: Appointment) -> Response:
    context, plan = pages.context, pages.book.plan()
    words, lang = context.texts.section(context.language(), "appointments"), context.language()
    service = plan.services.get(one.service)
    url = appointment_url(context.configuration.file.hall.public_url, one)
    file = calendar_file(
        f"{one.id}@hallcall",
        pages.now,
        one.at,
        one.at + plan.booking.slot_s,
        words["summary"].format(service=named(service.name, lang) if service else "", hall=named(plan.name, lang)),
        words["description"].format(code=one.code, url=url),
        url,
    )
    response = Response(file, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="appointment.ics"'
    return response
