"""The child process that speaks: `python -m hall.voice.worker`. JSON lines in, JSON lines out, one phrase at a time.

First line out: {"ready": true, "driver"} or {"ready": false, "reason", "detail"}. Then for every request
{"id", "text", "lang", "voice": id or null, "rate": words a minute, "volume": 0–1, "path"} one answer:
{"id", "ok": true} when the clip is whole and in its place, else {"id", "ok": false, "reason", "detail"}.
It ends when its input does, so it never outlives the server.
"""

import json
import os
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from queue import Queue
from typing import IO, Any

from hall.voice import sound
from hall.voice.engine import Engine, EngineMissing, VoiceMissing

PART = ".part"
"""How the names of unfinished clips end."""
ROOM = 400_000
"""Bytes that must be free for a clip: some nine seconds as the engine writes them."""


def main() -> None:
    """Speak what standard input asks for until it ends."""
    if hasattr(os, "nice"):
        os.nice(10)  # on Windows the parent asks for a lower priority
    requests: Queue[str] = Queue()
    threading.Thread(target=_feed, args=(sys.stdin.buffer, requests), daemon=True).start()
    answers = _claim_stdout()
    try:
        engine = Engine()
        engine.warm_up()
    except EngineMissing as error:
        _say(answers, {"ready": False, "reason": "engine_missing", "detail": str(error)})
        return
    _say(answers, {"ready": True, "driver": engine.driver})
    while True:
        request = json.loads(requests.get())
        _say(answers, {"id": request["id"], **_answer(engine, request)})


def _feed(lines: IO[bytes], requests: "Queue[str]") -> None:
    for line in lines:
        requests.put(line.decode("utf-8"))
    os._exit(0)  # the server is gone; the engine's thread may hang, so there is nothing to wait for


def _claim_stdout() -> IO[str]:
    """Keep standard output for answers alone: pyttsx3 prints a line there for every clip."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return answers


def _say(answers: IO[str], message: Mapping[str, Any]) -> None:
    answers.write(json.dumps(message) + "\n")
    answers.flush()


def _answer(engine: Engine, request: Mapping[str, Any]) -> dict[str, Any]:
    try:
        make(engine, request)
    except VoiceMissing as error:
        return {"ok": False, "reason": "voice_missing", "detail": str(error)}
    except OSError as error:
        return {"ok": False, "reason": "folder_unwritable", "detail": str(error)}
    except (sound.Unusable, RuntimeError) as error:
        return {"ok": False, "reason": "bad_clip", "detail": str(error)}
    return {"ok": True}


def make(engine: Engine, request: Mapping[str, Any]) -> None:
    """Make one clip: spoken beside its place, checked, polished, on the disk, and only then moved into place."""
    path = Path(request["path"])
    raw, polished = (path.with_name(f"{path.name}.{kind}{PART}") for kind in ("raw", "new"))
    try:
        raw.write_bytes(bytes(ROOM))  # an engine is silent about a path or disk it cannot write, or hangs
        engine.save(request["text"], raw, request["lang"], request["voice"], request["rate"])
        samples, samples_per_s = sound.read(raw)
        sound.write(polished, sound.polish(samples, samples_per_s, request["text"], request["volume"]), samples_per_s)
        with polished.open("rb+") as file:
            os.fsync(file.fileno())
        polished.replace(path)
    finally:
        for left in (raw, polished):
            left.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
