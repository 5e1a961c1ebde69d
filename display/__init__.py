"""The waiting area's face: wall displays, the small screens over the counters, and the voice they play."""

from pathlib import Path

from flask import Blueprint

from display.sound import clips as sounds
from display.sound.voices import Voices
from display.wall import api, media, pages
from display.wall import messages_api as content_api
from hall.web.house import House


def blueprints(house: House, media_folder: Path, voices: Voices) -> list[Blueprint]:
    """Return the face's routes. `voices` are who speaks in each zone."""
    return [
        pages.blueprint(house),
        sounds.blueprint(house),
        media.blueprint(media_folder),
        api.blueprint(house, voices),
        content_api.blueprint(house),
    ]
