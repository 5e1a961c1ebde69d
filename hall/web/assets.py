"""Files that pages load: each under one digest of all of them, so browsers keep them for ever and never a stale one."""

import gzip
import hashlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Response, abort, request, send_from_directory

FOR_EVER_S = 365 * 24 * 3600
LOOKS = "assets.file"
"""The route that serves them, as Flask names it."""
SHARED = ("css", "js", "vendor", "icons", "fonts", "sounds")
"""The folders of assets/ that browsers may read."""
_ENDINGS = {".css", ".js", ".svg", ".woff2", ".png", ".jpg", ".webp", ".wav", ".ogg", ".opus", ".mp3", ".json"}
_TEXT = {".css", ".js", ".svg", ".json"}


class Assets:
    """The browser's files: `shared` from assets/, and each room's own static folder."""

    def __init__(self, shared: Path, faces: Mapping[str, Path]) -> None:
        """Take the folder of shared files and those of the faces' rooms by name."""
        self._roots = {"shared": shared, **faces}
        self.digest = self._digest()
        self.watchdog = _bare((shared / "js" / "watchdog.js").read_text(encoding="utf-8"))
        """The one script that stands in the pages themselves."""

    def url(self, path: str) -> str:
        """Return the address of `path`, which begins with "shared/" or a room's name."""
        return f"/assets/{self.digest}/{path}"

    def blueprint(self) -> Blueprint:
        """Return the route that serves the files."""
        routes = Blueprint("assets", __name__)

        @routes.get("/assets/<digest>/<root>/<path:path>")
        def file(digest: str, root: str, path: str) -> Response:
            folder = self._roots.get(root)
            if folder is None or not self._is_public(root, path):
                abort(404)
            response = send_from_directory(folder, path, max_age=FOR_EVER_S if digest == self.digest else 0)
            if Path(path).suffix in _TEXT and request.accept_encodings["gzip"]:
                response.direct_passthrough = False
                response.set_data(self._zipped(folder / path))
                response.headers["Content-Encoding"] = "gzip"
            response.vary.add("Accept-Encoding")
            if digest == self.digest:
                response.cache_control.immutable = True
            return response

        return routes

    @staticmethod
    @lru_cache(maxsize=256)
    def _zipped(path: Path) -> bytes:
        """Return the file's contents compressed: a phone's first load is a third of the size."""
        return gzip.compress(path.read_bytes(), mtime=0)

    @staticmethod
    def _is_public(root: str, path: str) -> bool:
        if Path(path).suffix not in _ENDINGS:
            return False
        return root != "shared" or path.split("/", 1)[0] in SHARED

    def _files(self) -> Iterator[tuple[str, Path]]:
        for name, root in self._roots.items():
            for folder in [root / one for one in SHARED] if name == "shared" else [root]:
                for path in sorted(folder.rglob("*")):
                    if path.is_file() and path.suffix in _ENDINGS:
                        yield f"{name}/{path.relative_to(root).as_posix()}", path

    def _digest(self) -> str:
        """Return a digest of names and contents; of sounds and fonts, which are large, names and sizes."""
        digest = hashlib.blake2b(digest_size=8)
        for name, path in self._files():
            digest.update(name.encode())
            digest.update(path.read_bytes() if path.suffix in _TEXT else str(path.stat().st_size).encode())
        return digest.hexdigest()


def _bare(script: str) -> str:
    """Return a script that stands in every page without what only its readers want: a phone loads it each time."""
    lines = (f" {line}".partition(" // ")[0].strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("/**"))
