"""The waiting area's face: wall displays, the small screens over the counters, and the voice they play."""

from pathlib import Path

from flask import Blueprint

from display import api, content_api, media, pages, sounds
from display.played import Heard, Played
from hall.web.house import House


def blueprints(house: House, media_folder: Path, heard: Heard) -> list[Blueprint]:
    """Return the face's routes. `heard` is told of every call that a display has said."""
    return [
        pages.blueprint(house),
        sounds.blueprint(house),
        media.blueprint(media_folder),
        api.blueprint(house, Played(house.desk, heard)),
        content_api.blueprint(house),
    ]
