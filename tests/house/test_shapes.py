"""What the pages' code is checked against is what the server answers."""

from tests.house import shapes


def test_shapes_are_those_of_the_server() -> None:
    """The declarations beside the pages' modules are exactly what the server's types make now."""
    renewed = "assets/js/shapes.d.ts is out of date: .venv/bin/python -m tests.house.shapes"
    assert shapes.FILE.read_text(encoding="utf-8") == shapes.text(), renewed
