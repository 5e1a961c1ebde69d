"""The visitor's face: the touchscreen in the hall, business guides, and the visitor's own ticket on the phone."""

from pathlib import Path

from flask import Blueprint

from hall.web.house import House
from kiosk.guides import api as guide_api
from kiosk.guides import pages as guides
from kiosk.guides.sheets import Sheets
from kiosk.phone import pages as phone
from kiosk.touchscreen import api, pages, voice

FONTS = Path(__file__).parents[1] / "assets" / "fonts"


def blueprints(house: House) -> list[Blueprint]:
    """Return the face's routes."""
    return [
        pages.blueprint(house),
        phone.blueprint(house),
        api.blueprint(house),
        guides.blueprint(house, Sheets(FONTS)),
        guide_api.blueprint(house),
        voice.blueprint(house),
    ]
