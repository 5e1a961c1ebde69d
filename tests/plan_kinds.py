"""Every kind of change that a manager makes to the plan of the sample hall, each as one step on it."""

from collections.abc import Callable
from typing import Any

Plan = dict[str, Any]


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


def table(plan: Plan, part: str, /, **keys: object) -> None:
    plan[part] = {**plan.get(part, {}), **keys}


def closed(plan: Plan) -> None:
    table(plan, "hours", **{day: [] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")})


def group_removed(plan: Plan) -> None:
    """The last group goes, its services to the first."""
    gone, stays = plan["groups"][-1]["id"], plan["groups"][0]["id"]
    without(plan, "groups", gone)
    for service in plan["services"]:
        if service["group"] == gone:
            service["group"] = stays


def renamed_id(plan: Plan, before: str, after: str) -> None:
    """The same service under another id, wherever it is named."""
    row(plan, "services", before)["id"] = after
    for part in (*plan["counters"], *plan["services"]):
        for key in ("services", "covers", "then"):
            if isinstance(part.get(key), list):  # a service's own "covers" is a text
                part[key] = [after if one == before else one for one in part[key]]


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


TABLES: dict[str, Callable[[Plan], object]] = {
    "a group comes and a service is in it": lambda plan: (
        plan["groups"].append({"id": "fresh", "name": {"zh": "新分组", "en": "New group"}}),
        row(plan, "services", "tax").update(group="fresh"),
    ),
    "a group goes with its services in another": group_removed,
    "a service is followed by another": lambda plan: row(plan, "services", "company").update(then=["tax"]),
    "the week has other hours": lambda plan: table(plan, "hours", mon=["15:00-18:00"]),
    "holidays count": lambda plan: table(plan, "hours", calendar="china"),
    "today alone is closed": lambda plan: table(plan, "hours", exceptions={"2026-11-23": []}),
    "another name and another address": lambda plan: table(
        plan, "hall", name={"zh": "新厅", "en": "New hall"}, public_url="http://10.1.2.3:8000"
    ),
    "a wall has another layout and theme": lambda plan: plan["zones"][0].update(layout="media", theme="light"),
    "walls are dark when the hall is closed": lambda plan: table(plan, "screens", dark_when_closed=True),
    "a list of pictures": lambda plan: plan.update(media=[{"file": "a.png", "seconds": 30}]),
    "somebody stands in": lambda plan: plan.update(stand_ins=[{"staff": "li", "by": "wang", "counter": "2"}]),
    "a class has no head start": lambda plan: plan.update(
        classes=[{"id": "priority", "name": {"zh": "优先", "en": "Priority"}, "head_start_min": 0}]
    ),
    "other appointments": lambda plan: table(plan, "appointments", slot_min=30, walk_in_share=0.8),
    "other words on decisions": lambda plan: table(plan, "cases", review_days=30),
    "answers have longer": lambda plan: table(plan, "feedback", answer_workdays=15),
    "a loudspeaker has an area": lambda plan: table(plan, "loudspeaker", zones=[plan["zones"][0]["id"]]),
    "a printer comes and is the kiosks'": lambda plan: (
        plan.update(printers=[{"id": "desk", "kind": "pdf", "folder": "papers"}]),
        table(plan, "kiosk", printer="desk"),
    ),
    "a sign over a counter": lambda plan: plan.update(
        signs=[{"counter": "2", "kind": "network", "address": "127.0.0.1:1", "protocol": "modbus"}]
    ),
    "other words on tickets": lambda plan: table(plan, "ticket", greeting={"zh": "您好", "en": "Welcome"}),
    "other polite phrases": lambda plan: plan.update(phrases={"called": {"zh": ["您好，请坐"], "en": ["Hello"]}}),
    "personal details are kept for less long": lambda plan: table(plan, "privacy", keep_visits_days=7),
}
"""Kinds that leave lines as they are, so that with `KINDS` every table of the settings is changed once."""
