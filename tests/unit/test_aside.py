"""Who is on hold and who missed a call: found by service, by counter and by age, whatever happens in between."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.queue.desk.visit import Desk
from hall.queue.state.aside import Aside
from hall.queue.state.ticket import Status, Ticket
from hall.queue.views.loose import SHOWN, loose_view
from hall.queue.views.overview import floor_now
from hall.queue.views.panel import ASIDE_SHOWN, Panel, panel
from hall.store.memory import MemoryJournal
from tests.halls import KIOSK, LI, Clock, desk

SERVICES, COUNTERS = "abc", ("1", "2", None)
ACTS = st.lists(
    st.tuples(st.booleans(), st.integers(0, 9), st.sampled_from(SERVICES), st.sampled_from(COUNTERS)), max_size=60
)


@given(ACTS, st.sets(st.sampled_from(SERVICES)), st.integers(0, 12))
def test_what_is_asked_is_what_a_walk_would_find(
    acts: Sequence[tuple[bool, int, str, str | None]], services: set[str], most: int
) -> None:
    """Set aside, moved to another service and taken up again in any order: every question has the walk's answer."""
    aside, there = Aside(), dict[int, Ticket]()
    tickets = [_ticket(number) for number in range(10)]
    for puts, number, service, counter in acts:
        ticket = tickets[number]
        there.pop(number, None)
        if puts:
            ticket.service, ticket.counter = service, counter
            there[number] = ticket
            aside.put(ticket)
        else:
            aside.drop(ticket)
    everybody = list(there.values())
    assert list(aside) == everybody
    for found, wanted in (
        (aside.of(services), [t for t in everybody if t.service in services]),
        (aside.not_of(services), [t for t in everybody if t.service not in services]),
        (aside.near("1", services), [t for t in everybody if t.service in services or t.counter == "1"]),
    ):
        assert len(found) == len(wanted)
        assert found.first(most) == wanted[:most]
        assert found.latest(most) == wanted[::-1][:most]


class Day:
    """Counters 1 and 2 serve a and b; counter 1 is open, and many miss their calls there."""

    def __init__(self, missed: int) -> None:
        self.desk: Desk = desk(Clock(), MemoryJournal())
        self.desk.open_counter(LI, "1")
        for _ in range(missed):
            assert self.desk.issue(KIOSK, "a", "normal", "zh").ticket is not None
            self.desk.call_next(LI, "1")
            self.desk.no_show(LI, "1")

    def panel(self, counter: str = "1") -> Panel:
        return self.desk.look(
            lambda day, now: panel(day, self.desk.hours, now, day.counter(counter), self.desk.expected)
        )


def test_a_panel_names_the_latest_missed_and_counts_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a hundred the last twenty, newest first, and how many in all; nothing walks through everybody."""
    day = Day(100)
    monkeypatch.setattr(Aside, "__iter__", _walked)
    seen = day.panel()
    count, shown = day.desk.look(lambda now, _: loose_view(now, day.desk.hours))
    floor = day.desk.look(lambda now, at: floor_now(now, day.desk.hours, at, day.desk.expected))
    assert [one["number"] for one in seen["missed"]] == [f"A{n:03d}" for n in range(100, 100 - ASIDE_SHOWN, -1)]
    assert (seen["missed_count"], seen["held_count"], floor["held"]) == (100, 0, 0)
    assert (count, len(shown)) == (100, SHOWN)


def test_an_old_one_is_taken_up_again_by_its_number() -> None:
    """The first of a hundred who missed their call is not named any more, and is reinstated all the same."""
    day = Day(100)
    day.desk.reinstate(LI, "A001")
    assert day.panel()["missed_count"] == 99
    assert day.desk.look(lambda now, _: now.by_number["A001"].status) is Status.WAITING


def test_a_held_visit_is_seen_where_its_service_is_served() -> None:
    """On hold at counter 1 for service a: counter 2, which serves a too, can go on with it; counter 3 cannot."""
    day = Day(0)
    assert day.desk.issue(KIOSK, "a", "normal", "zh").ticket is not None
    day.desk.call_next(LI, "1")
    day.desk.start(LI, "1")
    day.desk.hold(LI, "1")
    assert [len(day.panel(counter)["held"]) for counter in ("1", "2", "3")] == [1, 1, 0]


def _walked(_: Aside) -> None:
    raise AssertionError("walked through everybody who is aside")


def _ticket(number: int) -> Ticket:
    return Ticket(str(number), f"A{number}", str(number), "a", "normal", "zh", 0.0, 0.0, number)
