"""Brings in python-escpos without the traces that importing it leaves."""

import importlib
import logging
import shutil
from functools import cache
from typing import Any


@cache
def escpos(module: str) -> Any:
    """Return a module of python-escpos, e.g. "printer".

    On import the library puts a handler on the root logger, which is the server's to furnish, and leaves an empty
    folder among the temporary files each time; both are taken back.
    """
    handlers = list(logging.root.handlers)
    capabilities = importlib.import_module("escpos.capabilities")
    for handler in [h for h in logging.root.handlers if h not in handlers]:
        logging.root.removeHandler(handler)
    if capabilities.environ.get("ESCPOS_CAPABILITIES_PICKLE_DIR") is None:
        shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)
    return importlib.import_module(f"escpos.{module}")
