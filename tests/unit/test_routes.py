"""Routes take no time to set up, and have their addresses all the same."""

import pytest
from werkzeug.routing import Map, Rule

from hall.web.routes import Route


def test_an_address_is_composed_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Setting up and finding a route compiles nothing; its address, with what is left over, is as ever."""
    compiled: list[bool] = []
    compile_ = Rule._compile_builder
    monkeypatch.setattr(Rule, "_compile_builder", lambda rule, more=True: compiled.append(more) or compile_(rule, more))
    adapter = Map([Route("/tickets/<token>", endpoint="ticket")]).bind("hall.test")
    assert adapter.match("/tickets/abc") == ("ticket", {"token": "abc"})
    assert compiled == []
    assert adapter.build("ticket", {"token": "a b", "lang": "zh"}) == "/tickets/a%20b?lang=zh"
    assert adapter.build("ticket", {"token": "abc"}, append_unknown=False) == "/tickets/abc"
