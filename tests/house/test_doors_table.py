"""The table of who may call what is the one that the tests hold the routes against."""

from tests.house import doors


def test_the_table_is_that_of_the_tests() -> None:
    """Whoever adds a route, or opens one to somebody, sees it in docs/doors.md."""
    renewed = "docs/doors.md is out of date: .venv/bin/python -m tests.house.doors"
    assert doors.FILE.read_text(encoding="utf-8") == doors.text(), renewed
