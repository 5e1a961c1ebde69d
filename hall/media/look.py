"""Reads an uploaded picture whole, in a process of its own: what it unpacks to is never this server's memory.

python -m hall.media.look FILE FORMAT
"""

import sys
import warnings
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from hall.media.files import MOST_PIXELS

WELL, BROKEN, NOT_SAID, TOO_MANY_PIXELS = 0, 10, 11, 12
"""How it ends: every picture of it can be drawn; one cannot; it is of another format; it has too many pixels."""
MOST_FRAMES = 500
"""Of a moving picture; of a longer one no more are looked at."""


def look(path: Path, format_: str) -> int:
    """Return how it is."""
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    try:
        with Image.open(path) as image:
            if image.format != format_:
                return NOT_SAID
            if image.width * image.height > MOST_PIXELS:
                return TOO_MANY_PIXELS
            for frame in range(min(getattr(image, "n_frames", 1), MOST_FRAMES)):
                image.seek(frame)
                image.load()
    except UnidentifiedImageError:
        return NOT_SAID
    except Image.DecompressionBombError:
        return TOO_MANY_PIXELS
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError):
        return BROKEN
    return WELL


if __name__ == "__main__":
    sys.exit(look(Path(sys.argv[1]), sys.argv[2]))
