"""Marks keys of `config.toml` whose values are ids of another table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Refers:
    """Marks a key whose values are ids of another table; "guides" and signs' "protocols" are files."""

    table: str
