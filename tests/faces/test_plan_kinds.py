"""Every kind of change of the plan in the middle of a busy day: nobody lost, screens right, and taken back again."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hall.configuration.form import plan_form
from hall.journal.actor import Actor
from hall.queue.state.ticket import AT_COUNTER, OPEN, Status
from hall.queue.views.loose import unattended
from tests.faces.test_media import picture
from tests.faces.test_overview import Office
from tests.plan_kinds import KINDS, TABLES, Plan

LI, WANG, CHEN = Actor("li"), Actor("wang"), Actor("chen")


class Day(Office):
    """A busy morning: some wait for each service, two are served, one is on hold, missed, sent to one counter."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.visitors = [self.takes(service) for service in self.desk.plan.services for _ in range(3)]
        for by, counter in ((LI, "2"), (WANG, "3")):
            self.desk.open_counter(by, counter)
        for step in (self.desk.start, self.desk.hold):
            if step == self.desk.start:
                self.desk.call_next(LI, "2")
            step(LI, "2")
        self.desk.call_next(LI, "2")
        self.desk.no_show(LI, "2")
        self.desk.call_next(LI, "2")
        self.desk.transfer(LI, "2", None, "3", "fair")
        self.desk.call_next(LI, "2")
        self.desk.call_next(WANG, "3")

    def plan(self) -> tuple[Plan, int]:
        _, now = self.ask("GET", "/plan")
        return now["plan"], now["version"]

    def changes(self, plan: Plan, version: int) -> None:
        headers = {"Authorization": f"Bearer {self.tokens['manager']}", "If-Match": f'"{version}"'}
        answer = self.http.put("/api/v1/plan", json={"plan": plan}, headers=headers)
        assert answer.status_code == 200, answer.get_json()["errors"]
        self.hall.follower.follow()

    def lost(self) -> Iterator[str]:
        """Who came and has no place any more, or one that no counter of the plan and no manager sees."""
        day = self.desk.look(lambda day, _: day)
        named = {one.id for one in self.desk.look(lambda day, _: unattended(day, 10_000)).first}
        for visitor in self.visitors:
            now = day.tickets.get(visitor.id)
            if now is None or now.number != visitor.number or now.status not in OPEN:
                yield f"{visitor.number} is gone"
            elif now.service not in day.plan.services or now.only_counter not in {None, *day.plan.counters}:
                yield f"{visitor.number} waits for what is not there"
            elif now.status in AT_COUNTER and now.counter not in day.plan.counters:
                yield f"{visitor.number} is at a counter that is not there"
            elif now.status is Status.WAITING and now not in list(day.line_of(now)):
                yield f"{visitor.number} is in no line"
            elif now.status is Status.WAITING and now.id not in named and not self.has_a_counter(now.id):
                yield f"{visitor.number} waits where nobody calls, and nobody is told"

    def has_a_counter(self, ticket: str) -> bool:
        """Whether some counter that is at work calls from the line in which the visitor waits."""

        def callable_now(day: Any, _: float) -> bool:
            at_work = [c for c in day.plan.counters.values() if day.counters[c.id].status != "closed"]
            return any(day.tickets[ticket] in list(line) for c in at_work for line in day.lines_for(c))

        return bool(self.desk.look(callable_now))

    def wrong_screens(self, plan: Plan) -> Iterator[str]:
        """Every screen that shows something else than the plan: kiosk, walls, panels, overview."""
        services = [one["id"] for one in self.http.get("/api/v1/services").get_json()]
        if services != [one["id"] for one in plan["services"]]:
            yield "kiosk"
        floor = self.ask("GET", "/floor")[1]
        if [one["id"] for one in floor["counters"]] != [one["id"] for one in plan["counters"]]:
            yield "overview"
        waiting = self.desk.look(lambda day, _: sum(t.status is Status.WAITING for t in day.tickets.values()))
        if floor["waiting"] != waiting or sum(one["waiting"] for one in floor["services"]) != waiting:
            yield "overview's count"
        for zone in plan["zones"]:
            board = self.http.get(f"/api/v1/displays/{zone['id']}").get_json()
            here = [one["id"] for one in plan["counters"] if one["zone"] == zone["id"]]
            if [one["id"] for one in board["counters"]] != here:
                yield f"wall of {zone['id']}"
        for counter in plan["counters"]:
            status, panel = self.ask("GET", f"/counters/{counter['id']}")
            if status != 200 or list(panel["services"])[: len(counter["services"])] != counter["services"]:
                yield f"panel {counter['id']}"


@pytest.fixture
def day(tmp_path: Path) -> Day:
    """A day of its own for each test."""
    return Day(tmp_path)


def test_every_kind_of_change_loses_nobody_and_is_taken_back(day: Day) -> None:
    """Each kind in turn, with visitors who keep coming: all are there, all screens agree, also after it is undone."""
    changed: set[str] = set()
    for kind, change in (KINDS | TABLES).items():
        before, version = day.plan()
        after = copy.deepcopy(before)
        change(after)
        assert after != before, f"{kind}: changes nothing"
        changed |= {name for name in after.keys() | before.keys() if after.get(name) != before.get(name)}
        day.changes(after, version)
        assert (kind, list(day.lost()), list(day.wrong_screens(after))) == (kind, [], [])
        status, _ = day.ask("POST", "/plan/undo", {})
        day.hall.follower.follow()
        undone, _ = day.plan()
        assert (kind, status, undone) == (kind, 200, before)
        assert (kind, list(day.lost()), list(day.wrong_screens(before))) == (kind, [], [])
        day.visitors.append(day.takes("tax"))
    assert changed == {part["key"] for part in plan_form()}, "a table of the settings that no kind changes"


def test_what_is_no_part_of_the_plan_changes_and_is_taken_back(day: Day) -> None:
    """A guide, a message, a picture on the walls: nobody is lost, no screen is wrong, and each is as it was before."""
    plan, _ = day.plan()
    guide = day.ask("GET", "/guide-book/id-card")[1]

    def fine() -> None:
        day.hall.follower.follow()
        assert (list(day.lost()), list(day.wrong_screens(plan))) == ([], [])

    headers = {"Authorization": f"Bearer {day.tokens['manager']}", "If-Match": f'"{guide["version"]}"'}
    written = {"guide": guide["guide"] | {"telephone": "1"}}
    assert day.http.put("/api/v1/guide-book/id-card", json=written, headers=headers).status_code == 200
    fine()
    undone = day.http.post("/api/v1/guide-book/id-card/undo", json={}, headers=headers | {"If-Match": '"1"'})
    assert undone.get_json()["guide"] == guide["guide"]
    status, message = day.ask("POST", "/notices", {"text": {"zh": "停电", "en": "No power"}})
    assert status == 201
    fine()
    assert day.ask("DELETE", f"/notices/{message['id']}")[0] == 204
    assert day.ask("GET", "/notices")[1] == []
    assert day.http.put("/api/v1/media/a.png", data=picture(), headers=headers).status_code == 200
    fine()
    assert day.ask("DELETE", "/media/a.png")[1] == []


def test_after_all_of_them_everybody_is_called(day: Day) -> None:
    """All kinds that change lines, none undone, then every counter opens and calls: nobody is left in any line."""
    for kind in ("a service goes", "a counter at work goes", "a counter to which somebody was sent goes"):
        plan, version = day.plan()
        KINDS[kind](plan)
        day.changes(plan, version)
    waiting = {t.id for t in day.visitors if t.status is Status.WAITING} or day.desk.look(
        lambda now, _: {t.id for t in now.tickets.values() if t.status is Status.WAITING}
    )
    called = set()
    for number, counter in enumerate(day.desk.plan.counters):
        clerk = Actor(f"clerk{number}")
        day.desk.open_counter(clerk, counter)
        while (ticket := day.desk.call_next(clerk, counter).ticket) is not None:
            called.add(ticket.id)
            day.desk.no_show(clerk, counter)
    assert called >= waiting
    assert day.desk.look(lambda now, _: [t.number for t in now.tickets.values() if t.status is Status.WAITING]) == []
