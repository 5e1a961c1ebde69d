"""Every kind of change of the plan in the middle of a busy day: nobody lost, screens right, and taken back again."""

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hall.journal.actor import Actor
from hall.queue.state.ticket import AT_COUNTER, OPEN, Status
from hall.queue.views.loose import unattended
from tests.faces.test_overview import Office

Plan = dict[str, Any]
LI, WANG, CHEN = Actor("li"), Actor("wang"), Actor("chen")


def row(plan: Plan, table: str, one: str) -> dict[str, Any]:
    found: dict[str, Any] = next(row for row in plan[table] if row["id"] == one)
    return found


def without(plan: Plan, table: str, one: str) -> None:
    plan[table] = [row for row in plan[table] if row["id"] != one]


def renamed(plan: Plan, table: str, one: str) -> None:
    row(plan, table, one)["name"] = {"zh": "新名称", "en": "New name"}


def service_removed(plan: Plan) -> None:
    without(plan, "services", "tax")
    for counter in plan["counters"]:
        served = [one for one in counter["services"] if one != "tax"]
        counter["services"] = served or ["company"]
        counter["covers"] = [one for one in counter.get("covers", []) if one != "tax"]


def zone_removed(plan: Plan) -> None:
    """The last zone goes, its counters to the first."""
    gone, stays = plan["zones"][-1]["id"], plan["zones"][0]["id"]
    without(plan, "zones", gone)
    for counter in plan["counters"]:
        if counter["zone"] == gone:
            counter["zone"] = stays


def service_added(plan: Plan) -> None:
    plan["services"].append({**row(plan, "services", "company"), "id": "fresh", "prefix": "Y", "then": []})
    row(plan, "counters", "2")["services"].append("fresh")


def counter_added(plan: Plan) -> None:
    plan["counters"].append({"id": "77", "zone": plan["zones"][0]["id"], "services": ["company"]})


def zone_added(plan: Plan) -> None:
    plan["zones"].append({"id": "attic", "name": {"zh": "阁楼", "en": "Attic"}})
    row(plan, "counters", "2")["zone"] = "attic"


def table(plan: Plan, name: str, **keys: object) -> None:
    plan[name] = {**plan.get(name, {}), **keys}


def closed(plan: Plan) -> None:
    table(plan, "hours", **{day: [] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")})


KINDS: dict[str, Callable[[Plan], object]] = {
    "a service comes": service_added,
    "a service goes": service_removed,
    "a service has another name": lambda plan: renamed(plan, "services", "tax"),
    "a service has another prefix": lambda plan: row(plan, "services", "tax").update(prefix="X"),
    "a service has another id": lambda plan: renamed_id(plan, "tax", "levy"),
    "services in another order": lambda plan: plan["services"].reverse(),
    "a group has another name": lambda plan: renamed(plan, "groups", plan["groups"][0]["id"]),
    "a counter comes": counter_added,
    "a counter at work goes": lambda plan: without(plan, "counters", "2"),
    "a counter to which somebody was sent goes": lambda plan: without(plan, "counters", "3"),
    "a counter serves something else": lambda plan: row(plan, "counters", "2").update(services=["tax"], covers=[]),
    "a counter is in another zone": lambda plan: row(plan, "counters", "2").update(zone=plan["zones"][-1]["id"]),
    "a zone comes": zone_added,
    "a zone goes": zone_removed,
    "a class comes": lambda plan: plan.update(
        classes=[*plan.get("classes", []), {"id": "vip", "name": {"zh": "贵宾", "en": "Guest"}}]
    ),
    "every class goes": lambda plan: plan.update(classes=[]),
    "the hall closes at once": closed,
    "other limits": lambda plan: table(plan, "limits", wait_warn_min=1, wait_alarm_min=2, many_waiting=1),
    "another rule": lambda plan: table(plan, "queue", missed_return_behind=0, clerks_call_any=True),
    "another voice": lambda plan: table(plan, "voice", enabled=False, repeats=1),
    "another kiosk": lambda plan: table(plan, "kiosk", idle_s=100),
    "another list to look at": lambda plan: plan.update(patrol=[]),
}


def renamed_id(plan: Plan, before: str, after: str) -> None:
    """The same service under another id, wherever it is named."""
    row(plan, "services", before)["id"] = after
    for part in (*plan["counters"], *plan["services"]):
        for key in ("services", "covers", "then"):
            if isinstance(part.get(key), list):  # a service's own "covers" is a text
                part[key] = [after if one == before else one for one in part[key]]


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
    for kind, change in KINDS.items():
        before, version = day.plan()
        after = copy.deepcopy(before)
        change(after)
        assert after != before, f"{kind}: changes nothing"
        day.changes(after, version)
        assert (kind, list(day.lost()), list(day.wrong_screens(after))) == (kind, [], [])
        status, _ = day.ask("POST", "/plan/undo", {})
        day.hall.follower.follow()
        undone, _ = day.plan()
        assert (kind, status, undone) == (kind, 200, before)
        assert (kind, list(day.lost()), list(day.wrong_screens(before))) == (kind, [], [])
        day.visitors.append(day.takes("tax"))


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
