"""The sockets' door: who asks gets an answer, whatever happens behind it."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from flask import Flask
from flask_socketio import ConnectionRefusedError as Refused
from flask_socketio import SocketIO

from hall.journal.journal import JournalError
from hall.web.context import Context
from hall.web.push import Room, refuse
from hall.web.rooms import Rooms


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (refuse("not_trusted", address="10.0.0.7"), "not_trusted"),
        (JournalError("the disk is gone"), "not_ready"),
        (TypeError("unhashable"), "unexpected"),
        (KeyError("x"), "unexpected"),
    ],
)
def test_every_fault_at_the_door_is_a_no_with_its_reason(fault: Exception, code: str) -> None:
    """A page that connects hears why it may not listen, also when the hall stumbled over it."""

    def connects(_asked: dict[str, Any]) -> None:
        raise fault

    sockets = SocketIO(Flask("door"), async_mode="threading")
    room = Room(cast(Context, SimpleNamespace(sockets=sockets, hello=dict, rooms=Rooms())), "/door", connects)
    with pytest.raises(Refused) as why:
        room._asked({"x": 1})
    assert why.value.error_args["message"] == code
    assert room.count() == 0
