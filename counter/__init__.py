"""The staff's face: the clerk's panel and the manager's page."""

from flask import Blueprint

from counter import api, case_steps, cases, enquiries, floor, notices, pages, receipts, sessions, tablet
from hall.web.house import House


def blueprints(house: House) -> list[Blueprint]:
    """Return the face's routes."""
    return [
        part.blueprint(house)
        for part in (pages, sessions, api, floor, tablet, notices, cases, case_steps, receipts, enquiries)
    ]
