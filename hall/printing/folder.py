"""Printing into a folder: what a roll printer would get, or PDF files."""

import os
import re
from collections.abc import Callable
from pathlib import Path

from hall.printing.printer import Draw, Job, NotPrinted, PrinterState, PrinterStatus


class FolderPrinter:
    """Puts every job into a file of its own, whole or not at all."""

    def __init__(self, folder: Path, suffix: str, load: Callable[[], Draw]) -> None:
        """`load` brings in what draws; it is called when it is first needed."""
        self.folder = folder
        self.suffix = suffix
        self.load = load
        self._draw: Draw | None = None

    def prepare(self) -> None:
        """Load what draws."""
        self._drawer()

    def print(self, job: Job, handing_over: Callable[[], None]) -> PrinterStatus:
        """See Printer.print."""
        data = self._drawer()(job.slip)
        handing_over()
        file = self.folder / (file_name(job.id) + self.suffix)
        draft = file.with_suffix(".draft")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(data)
            draft.replace(file)
        except OSError as why:
            raise NotPrinted(PrinterStatus(PrinterState.OFFLINE, str(why))) from why
        return PrinterStatus(PrinterState.OK)

    def status(self) -> PrinterStatus:
        """Look whether the folder can be written."""
        near = self.folder
        while not near.exists() and near != near.parent:
            near = near.parent
        if near.is_dir() and os.access(near, os.W_OK):
            return PrinterStatus(PrinterState.OK)
        return PrinterStatus(PrinterState.OFFLINE, f"{self.folder} cannot be written")

    def _drawer(self) -> Draw:
        if self._draw is None:
            self._draw = self.load()
        return self._draw


def file_name(job_id: str) -> str:
    """Return `job_id` as a file's name on any system."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", job_id)[:100] or "_"
