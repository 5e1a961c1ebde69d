"""A speaking process that misbehaves as it is told, in the worker's own protocol: `voice_double.py KIND…`.

Each kind is for one phrase, the last one for all that follow; "wait-for FILE" as the start stands for a missing engine.
"""

import itertools
import json
import os
import signal
import sys
import time
import wave
from pathlib import Path


def whole_clip(path: str) -> None:
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8_000)
        file.writeframes(bytes(8_000))


def act(kind: str, request: dict[str, object]) -> None:
    path = str(request["path"])
    if kind == "hang" or (kind == "hang-on-bad" and "坏" in str(request["text"])):
        time.sleep(3_600)
    if kind == "crash":
        os.kill(os.getpid(), signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    if kind == "garbage":
        print("Audio saved", flush=True)
        return
    if kind == "out-of-turn":
        print(json.dumps({"id": "another", "ok": True}), flush=True)
        return
    if kind == "empty":
        Path(path).write_bytes(b"")
    elif kind == "torn":
        whole_clip(path)
        Path(path).write_bytes(Path(path).read_bytes()[:1_000])
    elif kind != "nothing":
        whole_clip(path)
    print(json.dumps({"id": request["id"], "ok": True}), flush=True)


def main() -> None:
    starts, *kinds = sys.argv[1:]
    with Path(starts).open("a", encoding="utf-8") as file:
        file.write(f"{os.getpid()}\n")
    if kinds[0] == "mute-start":
        time.sleep(3_600)
    if kinds[0] == "needs" and not Path(kinds[1]).exists():
        print(json.dumps({"ready": False, "reason": "engine_missing", "detail": "no engine"}), flush=True)
        return
    print(json.dumps({"ready": True, "driver": "double"}), flush=True)
    started = len(Path(starts).read_text(encoding="utf-8").split())
    # a new process goes on where the one before was ended
    script = itertools.chain(kinds[started - 1 :] or kinds[-1:], itertools.repeat(kinds[-1]))
    for line, kind in zip(sys.stdin, script, strict=False):
        act(kind, json.loads(line))


if __name__ == "__main__":
    main()
