"""The staff's face: the clerk's panel and the manager's page."""

from flask import Blueprint

from counter.manager import api as floor
from counter.panel import api, case_steps, cases, enquiries, notices, pages, receipts, sessions
from counter.tablet import api as tablet
from hall.web.house import House


def blueprints(house: House) -> list[Blueprint]:
    """Return the face's routes."""
    return [
        part.blueprint(house)
        for part in (pages, sessions, api, floor, tablet, notices, cases, case_steps, receipts, enquiries)
    ]
