"""Has this computer's voice say a sentence in each language and tells of it: `python -m hall.voice.audition`."""

import sys
import time
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from hall.voice.engine import KOKORO, Engine, EngineMissing
from hall.voice.length import seconds
from hall.voice.worker import make

SENTENCES: Final = {"zh": "请带身份证的办事人到二楼大厅。", "en": "Visitors with an identity card, please go upstairs."}


def main() -> int:
    """Speak, print what came of it, and return 0 when it is the voice that people understand in Mandarin."""
    try:
        engine = Engine()
    except EngineMissing as why:
        print(f"There is no voice on this computer: {why}")  # noqa: T201 - a command speaks by printing
        return 1
    with TemporaryDirectory() as folder:
        for lang, text in SENTENCES.items():
            clip, begun = Path(folder) / f"{lang}.wav", time.monotonic()
            request = {"text": text, "lang": lang, "voice": None, "rate": 160, "volume": 1.0, "path": str(clip)}
            try:
                with redirect_stdout(StringIO()):  # pyttsx3 prints a line for each clip
                    make(engine, request)
            except Exception as why:  # noqa: BLE001 - whatever it is, it is told
                told = f"cannot be spoken: {why}"
            else:
                told = f"{seconds(clip) or 0.0:.1f} s of speech made in {time.monotonic() - begun:.1f} s"
            print(f"{engine.driver}, {lang}: {told}")  # noqa: T201
    if engine.driver != KOKORO:
        print("This is not the voice of the recordings: what they lack in Mandarin is shown with the chime.")  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
