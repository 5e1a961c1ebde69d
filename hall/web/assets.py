"""Files that pages load: each under one digest of all of them, so browsers keep them for ever and never a stale one."""

import gzip
import hashlib
import re
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
_IMPORT = re.compile(rb'^@import url\("([\w.-]+\.css)"\);$', re.MULTILINE)


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
            is_text = Path(path).suffix in _TEXT
            age_s = FOR_EVER_S if digest == self.digest else 0
            response = send_from_directory(folder, path, max_age=age_s, conditional=not is_text)
            if is_text:
                zips = bool(request.accept_encodings["gzip"])
                response.close()  # the file: its contents are at hand
                response.direct_passthrough = False
                response.set_data(_contents(folder / path, zips=zips))
                if zips:
                    response.headers["Content-Encoding"] = "gzip"
            response.vary.add("Accept-Encoding")
            if digest == self.digest:
                response.cache_control.immutable = True
            return response

        return routes

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


@lru_cache(maxsize=512)
def _contents(path: Path, *, zips: bool) -> bytes:
    """Return what a file says, compressed if so wished: a phone's first load is a third of the size.

    A style brings what it imports from beside it with it: ten files of one look come at once, not one after the other.
    """
    text = _IMPORT.sub(lambda found: (path.parent / found[1].decode()).read_bytes(), path.read_bytes())
    return gzip.compress(text, mtime=0) if zips else text


def _bare(script: str) -> str:
    """Return a script that stands in every page without what only its readers want: a phone loads it each time."""
    lines = (f" {line}".partition(" // ")[0].strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("/**"))
