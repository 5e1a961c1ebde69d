"""The sample hall as a start for a new one is the sample hall of config.toml."""

from pathlib import Path

from hall.configuration import from_table, plan_of, read_table

ROOT = Path(__file__).parents[2]


def test_the_start_says_what_the_file_says() -> None:
    """Name, week, groups, services, areas and counters are the same; single days are the sample file's own."""
    start, file = (read_table(ROOT / path) for path in ("assets/halls/sample.toml", "config.toml"))
    assert from_table(start).plan.counters
    for table in ("groups", "services", "zones", "counters"):
        assert start[table] == file[table]
    assert start["hall"]["name"] == file["hall"]["name"]
    assert start["hours"] | {"exceptions": file["hours"]["exceptions"]} == file["hours"]
    assert plan_of(start) == start
