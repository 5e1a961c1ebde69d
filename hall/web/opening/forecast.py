"""The forecast, and what it learns from."""

from hall.appointments.desk import AppointmentDesk
from hall.forecast.book import Forecast
from hall.forecast.kept import KeptDays
from hall.web.capability import Capability, Routes
from hall.web.context import Context
from hall.web.jobs import Job
from hall.web.opening.pace import PREPARE_EVERY_S, breathing

LOOK_EVERY_S = 0.5
"""How often is asked whether to look ahead anew; the forecast has a pace of its own."""
ADVISE_EVERY_S = 120.0
"""How often is asked which counter should be opened soon."""
KEEP_EVERY_S = 300.0
"""How often is kept what today has taught; so much of it is lost when the computer is switched off."""


def forecast(c: Context) -> Forecast:
    """Open the forecast."""
    kept = KeptDays(
        c.ground.journal, c.store.shelf("forecast"), lambda number: c.plans.plan(number).hours, breathing(c)
    )
    return Forecast(c.ground, c.desk, kept, breathing(c), booked=c[AppointmentDesk].to_come)


def looking_ahead(c: Context) -> list[Job]:
    """Return what looks ahead and what learns for it."""
    made = c[Forecast]

    def advise() -> None:
        made.advise(c.configuration.file.limits.wait_alarm_min * 60)

    return [
        Job("look ahead", LOOK_EVERY_S, made.beat),
        Job("advise", ADVISE_EVERY_S, advise),
        Job("learn from days gone by", PREPARE_EVERY_S, made.prepare),
        Job("keep what today has taught", KEEP_EVERY_S, made.keep),
    ]


def capability(routes: Routes = ()) -> Capability:
    """Return the capability, with the faces' routes."""
    return Capability([forecast], routes, looking_ahead)
