"""The figures, counted where they keep nobody waiting."""

from hall.statistics.book import Days
from hall.statistics.desk import Limits, Statistics
from hall.web.capability import Capability, Routes
from hall.web.context import Context
from hall.web.jobs import Job
from hall.web.opening.pace import PREPARE_EVERY_S, breathing


def statistics(c: Context) -> Statistics:
    """Open the figures."""

    def limits() -> Limits:
        told = c.configuration.file.limits
        return Limits(
            told.wait_warn_min * 60, told.wait_alarm_min * 60, told.enquiry_late_h * 3600, c.configuration.workdays
        )

    days = Days(c.ground, c.store.shelf("statistics"), breathe=breathing(c))
    return Statistics(c.ground, days, plans=c.plans, limits=limits, breathe=breathing(c))


def preparing(c: Context) -> list[Job]:
    """Return what makes past days ready to be counted."""
    return [Job("make figures ready", PREPARE_EVERY_S, c[Statistics].days.prepare)]


def capability(routes: Routes = ()) -> Capability:
    """Return the capability, with the faces' routes."""
    return Capability([statistics], routes, preparing)
