"""What somebody should mend: shown to the hall's manager until it is mended."""

from collections.abc import Mapping
from typing import NamedTuple


class Trouble(NamedTuple):
    """One thing that does not work: a key of the catalogue "trouble", and what its text names."""

    code: str
    facts: Mapping[str, str]
