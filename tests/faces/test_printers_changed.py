"""Printers and the hall's address changed in the browser: used within seconds, tried before, safe for the computer."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hall.printing.office import PrintOffice
from hall.web.opening.printing import Refit
from tests.faces.test_plan import Manager
from tests.faces.test_plan_drafts import check
from tests.patience import until

PRINTER = {"id": "hall", "kind": "pdf", "folder": "papers"}


@pytest.fixture
def manager(tmp_path: Path) -> Manager:
    return Manager(tmp_path)


def papers(manager: Manager) -> list[Path]:
    """What has come out, within the data folder."""
    return list((manager.hall.context.data / "papers").glob("*.pdf"))


def furnish(manager: Manager, **parts: Any) -> Any:
    """Let the plan say this, and the printers follow."""
    version, plan = manager.plan()
    done = manager.put(plan | parts, version)
    manager.hall.context[Refit].look()
    return done


def followed(manager: Manager, done: Callable[[], bool]) -> None:
    """Wait until the printers have followed the plan; whatever they are still at, they look again, as in a hall."""

    def looked() -> bool:
        manager.hall.context[Refit].look()
        return done()

    until(looked)


def test_a_printer_is_added_used_and_taken_away(manager: Manager) -> None:
    """It prints without a restart; changed, it is another one; gone, nothing is printed."""
    office = manager.hall.context[PrintOffice]
    office.start()
    assert furnish(manager, printers=[PRINTER]).status_code == 200
    followed(manager, office.prints)
    first = office.queues["hall"]
    ticket = manager.ask("POST", "/tickets", by=None, json={"service": "tax"}).get_json()
    until(lambda: papers(manager))
    assert ticket["number"] == "C001"
    furnish(manager, printers=[PRINTER, {**PRINTER, "id": "other", "folder": "more"}])
    followed(manager, lambda: set(office.queues) == {"hall", "other"})
    assert office.queues["hall"] is first
    furnish(manager, printers=[{**PRINTER, "width_mm": 58}])
    followed(manager, lambda: set(office.queues) == {"hall"} and office.queues["hall"] is not first)
    furnish(manager, printers=[])
    followed(manager, lambda: not office.queues and office.usual is None)
    office.stop()


def test_a_test_print_tells_what_came_of_it(manager: Manager) -> None:
    """At a printer that counts nowhere yet: printed, not printed and why, or wrong by its fields."""

    def tried(**printer: Any) -> Any:
        return manager.ask("POST", "/printers/test", json={"printer": PRINTER | printer, "lang": "zh"})

    assert tried().get_json() == {"outcome": "printed", "detail": ""}
    assert len(papers(manager)) == 1
    nobody = tried(kind="network", folder=None, address="127.0.0.1:1").get_json()
    assert nobody["outcome"] == "not"
    assert nobody["detail"]
    wrong = tried(kind="network", address="nowhere:port")
    assert wrong.status_code == 422
    assert wrong.get_json()["errors"][0]["loc"] == ["printers", 0, "address"]
    assert manager.ask("GET", "/plan").get_json()["plan"].get("printers") is None


@pytest.mark.parametrize("folder", ["/etc", "../up", "a/b", "C:\\x", "..", "x" * 65])
def test_no_browser_has_files_written_anywhere(manager: Manager, folder: str) -> None:
    """A folder is a name; a path is for whoever sits at the computer."""
    assert furnish(manager, printers=[PRINTER | {"folder": folder}]).status_code == 422
    tried = manager.ask("POST", "/printers/test", json={"printer": PRINTER | {"folder": folder}})
    assert tried.status_code == 422


def test_another_address_counts_at_once(manager: Manager) -> None:
    """It is told what it does; QR codes say it, and pages of its name are the hall's own."""
    version, plan = manager.plan()
    plan["hall"] = plan["hall"] | {"public_url": "https://hall.example.cn"}
    assert {"address", "address_https"} <= {one["code"] for one in check(manager, plan)["effects"]}
    foreign = {"Host": "hall.example.cn"}
    assert manager.ask("GET", "/services", by=None, headers=foreign).status_code == 421
    assert manager.put(plan, version).status_code == 200
    assert manager.ask("GET", "/services", by=None, headers=foreign).status_code == 200
    ticket = manager.ask("POST", "/tickets", by=None, json={"service": "tax"}).get_json()
    assert ticket["url"].startswith("https://hall.example.cn/t/")
