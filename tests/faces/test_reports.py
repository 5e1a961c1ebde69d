"""The hall's figures over HTTP: who may ask, what they are told, every file, and a clear no to every bad question."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from hall.configuration import from_table, read_table
from hall.statistics.rules.reports import REPORTS
from tests.hallclient import ROOT, Client, Server
from tests.halls import NOON, SHANGHAI
from tests.made_days import MadeDays, write_lines
from tests.patience import PATIENCE_S

LIVED = (date(2026, 11, 16), 5, 40)
"""A week of the sample hall before the Monday of the tests: first day, days, visitors a day."""
WEEK = "from=2026-11-16&to=2026-11-22"


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A hall that has served a week, with a clerk and a manager; it is Monday noon."""
    server = Server(tmp_path_factory.mktemp("reports") / "hall")
    made = MadeDays(seed=3, plan=from_table(read_table(ROOT / "config.toml")).plan)
    made.live(*LIVED)
    write_lines(made.journal, server.data / "journal")
    server.add_staff("li", name="=李明")
    server.add_staff("chen", "manager", name="陈静")
    server.clock.set(NOON)
    yield server.start()
    assert "unexpected" not in server.log()
    assert server.stop() == 0


@pytest.fixture
def manager(hall: Server) -> Client:
    """The manager chen."""
    return Client(hall.url).sign_in("chen")


def ask(client: Client, path: str) -> dict[str, Any]:
    """A report that must come."""
    answer = client.get(f"/statistics/{path}")
    assert answer.status_code == 200, answer.text
    report: dict[str, Any] = answer.json()
    return report


@pytest.mark.parametrize("report", REPORTS)
def test_every_report_in_every_form(manager: Client, report: str) -> None:
    """JSON, text and Excel have the same rows and columns; what is not recorded says so."""
    told = ask(manager, f"{report}?{WEEK}")
    assert told["recorded"] is True
    columns = [column["name"] for column in told["columns"]]
    assert all(set(row) == {"key", *columns} for row in told["rows"])
    text = manager.get(f"/statistics/{report}?{WEEK}&format=csv")
    assert text.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert text.headers["Content-Disposition"] == f'attachment; filename="{report}-2026-11-16-2026-11-22.csv"'
    head, *rows = csv.reader(io.StringIO(text.content.decode("utf-8-sig")))
    assert head == ["key", *columns]
    assert len(rows) == len(told["rows"]) + bool(told["totals"])
    for row, line in zip(told["rows"], rows, strict=False):
        numbers = [(row[name], cell) for name, cell in zip(columns, line[1:], strict=True)]
        assert all(float(cell) == value for value, cell in numbers if isinstance(value, int | float))
    excel = manager.get(f"/statistics/{report}?{WEEK}&format=xlsx&lang=zh")
    page = load_workbook(io.BytesIO(excel.content)).worksheets[0]
    assert page.max_row == 1 + len(rows)


def test_today_is_live(hall: Server, manager: Client) -> None:
    """What has just happened is in the next answer, by the contract's names."""
    clerk = Client(hall.url).sign_in("li", counter="1")
    today = "from=2026-11-23&to=2026-11-23"
    before = ask(manager, f"volumes?{today}")["totals"]
    clerk.take("company", **{"class": "priority"})
    clerk.take("company")
    for step in ("open", "call-next", "start", "finish"):
        clerk.step("1", step)
    after = ask(manager, f"volumes?{today}")
    change = {name: after["totals"][name] - before[name] for name in before}
    assert change == {
        "issued": 2,
        "finished": 1,
        "missed": 0,
        "cancelled": 0,
        "expired": 0,
        "transferred": 0,
        "priority": 1,
        "appointments": 0,
    }
    row = next(row for row in after["rows"] if row["key"] == "company")
    assert set(row) == {"key", *change}
    waits = ask(manager, f"waits?{today}&by=clerk")
    assert [row["key"] for row in waits["rows"]] == ["li"]
    assert set(waits["rows"][0]) == {
        *("key", "count", "mean_s", "median_s", "p90_s", "longest_s", "over_warn", "over_alarm", "late_right"),
        *("told", "told_late_s"),
    }


def test_the_class_of_who_is_at_the_counter_is_kept(hall: Server, manager: Client) -> None:
    """A case accepted, a notice given and an enquiry taken at a counter belong to the class of its visitor."""
    clerk, today = Client(hall.url).sign_in("li", counter="1"), "from=2026-11-23&to=2026-11-23&by=class"
    clerk.take("company", **{"class": "priority"})
    for step in ("open", "call-next", "start"):
        clerk.step("1", step)
    kind = clerk.get("/counters/1").json()["current"]["class"]
    clerk.step("1", "cases", {"guide": "company-setup"})
    clerk.step("1", "notices", {"guide": "company-setup", "missing": [], "remark": "公章"})
    clerk.step("1", "enquiries", {"service": "company"})
    clerk.step("1", "finish")
    for report, column in (("cases", "accepted"), ("notices", "given"), ("first-asked", "received")):
        rows = ask(manager, f"{report}?{today}")["rows"]
        assert [(row["key"], row[column]) for row in rows if row[column]] == [(kind, 1)], report
        assert ask(manager, f"{report}?{today}&class=nobody")["totals"][column] == 0


def test_a_span_beside_another(manager: Client) -> None:
    """The period before, and the same days a year earlier, with their days named; of nothing, nothing is told."""
    beside = ask(manager, f"volumes?{WEEK}&compare=before")["compared"]
    assert (beside["from"], beside["to"], beside["recorded"]) == ("2026-11-09", "2026-11-15", False)
    beside = ask(manager, "volumes?from=2026-11-18&to=2026-11-18&compare=before")["compared"]
    assert beside["totals"]["issued"] > 0
    assert beside["recorded"]
    beside = ask(manager, f"waits?{WEEK}&compare=year_before")["compared"]
    assert (beside["from"], beside["rows"], beside["totals"]["mean_s"]) == ("2025-11-16", [], None)


def test_days_and_months_without_anybody(manager: Client) -> None:
    """A day on which nobody came has its row; days before the hall's first and days to come have none."""
    days = ask(manager, "volumes?from=2026-11-01&to=2026-12-31&by=day")["rows"]
    assert [row["key"] for row in days] == [f"2026-11-{n}" for n in range(16, 24)]
    assert {row["key"]: row["issued"] for row in days}["2026-11-21"] == 0
    assert ask(manager, "volumes?from=2020-02-01&to=2020-12-31&by=month")["rows"] == []
    months = ask(manager, "waits?from=2026-01-01&to=2026-12-31&by=month")["rows"]
    assert [row["key"] for row in months] == ["2026-11"]


def test_filters_and_sorting(manager: Client) -> None:
    """Filters narrow, several values of one widen; every way of sorting comes to the same total."""
    whole = ask(manager, f"volumes?{WEEK}")
    both = ask(manager, f"volumes?{WEEK}&service=tax&service=fund")
    assert [row["key"] for row in both["rows"]] == ["tax", "fund"]
    assert both["rows"] == [row for row in whole["rows"] if row["key"] in {"tax", "fund"}]
    totals = [ask(manager, f"volumes?{WEEK}&by={by}")["totals"] for by in REPORTS["volumes"].by]
    assert all(one == whole["totals"] for one in totals)
    assert ask(manager, f"volumes?{WEEK}&zone=east&class=priority&service=nowhere")["rows"] == []


BAD = [
    ("weather?from=2026-11-01&to=2026-11-30", 404, None),
    ("volumes", 422, "from"),
    ("volumes?from=2026-11-01", 422, "to"),
    ("volumes?from=yesterday&to=2026-11-30", 422, "from"),
    ("volumes?from=2026-02-30&to=2026-11-30", 422, "from"),
    ("volumes?from=2026-11-01&to=2026-11-01T00:00", 422, "to"),
    ("volumes?from=%00&to=%ff", 422, "from"),
    ("volumes?from=0001-01-01&to=0001-01-02&compare=before", 422, "from"),
    ("volumes?from=9999-12-31&to=9999-12-31", 422, "from"),
    ("volumes?from=2026-11-30&to=2026-11-01", 422, "to"),
    ("volumes?from=2016-11-30&to=2026-11-29", 422, "to"),
    (f"volumes?{WEEK}&by=weather", 422, "by"),
    (f"counters?{WEEK}&by=service", 422, "by"),
    (f"counters?{WEEK}&class=priority", 422, "class"),
    (f"devices?{WEEK}&zone=east", 422, "zone"),
    (f"volumes?{WEEK}&format=pdf", 422, "format"),
    (f"volumes?{WEEK}&compare=tomorrow", 422, "compare"),
    (f"volumes?{WEEK}&lang=fr", 422, "lang"),
    (f"volumes?{WEEK}&colour=red", 422, "colour"),
    (f"volumes?{WEEK}&from=2026-11-01", 422, "from"),
    (f"volumes?{WEEK}&{{by}}=x", 422, "{by}"),
    ("monthly", 422, "month"),
    ("monthly?month=2026-13", 422, "month"),
    ("monthly?month=2026-11-01", 422, "month"),
    ("monthly?month=2026-11&format=csv", 422, "format"),
    ("monthly?month=2026-11&from=2026-11-01", 422, "from"),
]


@pytest.mark.parametrize(("path", "status", "field"), BAD)
def test_bad_questions(manager: Client, path: str, status: int, field: str | None) -> None:
    """Each has a clear no that names the part of the address and says what would do."""
    answer = manager.get(f"/statistics/{path}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json"), answer.text
    problem = answer.json()
    assert problem["detail"]
    if field is not None:
        assert problem["errors"][0]["loc"] == ["query", field]


def test_the_month_on_paper_and_in_excel(manager: Client) -> None:
    """A PDF, and a workbook with a sheet each; a month of nothing comes too."""
    for month in ("2026-11", "2020-02"):
        paper = manager.get(f"/statistics/monthly?month={month}")
        assert (paper.headers["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    excel = manager.get("/statistics/monthly?month=2026-11&format=xlsx&lang=en")
    book = load_workbook(io.BytesIO(excel.content))
    assert len(book.worksheets) == len(REPORTS)
    assert book["Volumes"]["A1"].value == "Service"
    assert book["Devices"]["A1"].value == "Device"
    assert all(cell.data_type != "f" for page in book.worksheets for row in page.iter_rows() for cell in row)


def test_names_are_those_of_the_hall(hall: Server, manager: Client) -> None:
    """In words keys have names, those of today; none is a formula; a clerk who is renamed has one row."""
    services = manager.get(f"/statistics/volumes?{WEEK}&format=csv&lang=en").content.decode("utf-8-sig")
    assert "Company registration" in services
    Client(hall.url).sign_in("li", counter="1").step("1", "open")
    address = "/statistics/clerks?from=2026-11-23&to=2026-11-23&lang=zh&format="
    assert "\r\n'=李明," in manager.get(f"{address}csv").content.decode("utf-8-sig")
    page = load_workbook(io.BytesIO(manager.get(f"{address}xlsx").content)).worksheets[0]
    assert (page["A2"].value, page["A2"].data_type) == ("=李明", "s")
    before = ask(manager, "clerks?from=2026-11-23&to=2026-11-23")["rows"]

    def renamed(name: str) -> None:
        li = f"{hall.url}/api/v1/staff/li"
        assert manager.http.patch(li, json={"name": name}, timeout=PATIENCE_S).status_code == 200

    renamed("李敏")
    assert "\r\n李敏," in manager.get(f"{address}csv").content.decode("utf-8-sig")
    after = ask(manager, "clerks?from=2026-11-23&to=2026-11-23")["rows"]
    assert [row["key"] for row in after] == [row["key"] for row in before]
    renamed("=李明")


def test_a_service_renamed_in_the_middle_of_the_month_has_one_row(hall: Server, manager: Client) -> None:
    """Its figures go on under the same id, before and after, called as the hall calls it now."""
    chosen = "service=tax&from=2026-11-01&to=2026-11-30"
    told = manager.get("/plan").json()
    plan, (tax, *_) = told["plan"], [one for one in told["plan"]["services"] if one["id"] == "tax"]
    before, tax["name"] = ask(manager, f"volumes?{chosen}")["rows"], {"zh": "涉税事项", "en": "Tax matters"}
    put = {"json": {"plan": plan}, "headers": {"If-Match": f'"{told["version"]}"'}, "timeout": PATIENCE_S}
    assert manager.http.put(f"{hall.url}/api/v1/plan", **put).status_code == 200
    manager.take("tax")
    (row,) = ask(manager, f"volumes?{chosen}")["rows"]
    assert row["issued"] == before[0]["issued"] + 1
    said = manager.get(f"/statistics/volumes?{chosen}&format=csv&lang=zh").content.decode("utf-8-sig")
    assert said.count("涉税事项,") == 1
    assert manager.post("/plan/undo").status_code == 200


def test_a_damaged_day_is_said(tmp_path: Path, hall: Server) -> None:
    """A report over a damaged day counts the others and names it; on paper too."""
    server = Server(tmp_path / "hall")
    source = hall.data / "journal"
    (server.data / "journal").mkdir(parents=True)
    for file in source.glob("*.jsonl"):
        (server.data / "journal" / file.name).write_bytes(file.read_bytes())
    damaged = server.data / "journal" / "day-2026-11-18.jsonl"
    damaged.write_bytes(damaged.read_bytes().replace(b"A001", b"A007", 1))
    server.clock.set(NOON)
    server.start()
    try:
        manager = Client(server.url).sign_in("chen")
        told = ask(manager, f"volumes?{WEEK}&by=day")
        assert told["unread"] == ["2026-11-18"]
        assert told["totals"]["issued"] > 0
        assert manager.get("/statistics/monthly?month=2026-11").status_code == 200
        assert "unexpected" not in server.log()
    finally:
        server.kill()


def test_the_pages_are_the_managers(hall: Server) -> None:
    """Whoever is no manager is asked who is there; the manager sees the reports and their glossary."""
    browser = Client(hall.url).http
    for path in ("", "/glossary"):
        asked = browser.get(f"{hall.url}/counter/manager/reports{path}", timeout=PATIENCE_S)
        assert 'id="sign-in"' in asked.text
    browser.post(f"{hall.url}/counter/sign-in", json={"staff": "chen", "pin": "4711"}, timeout=PATIENCE_S)
    page = browser.get(f"{hall.url}/counter/manager/reports?lang=zh", timeout=PATIENCE_S)
    assert page.status_code == 200
    glossary = browser.get(f"{hall.url}/counter/manager/reports/glossary?lang=en", timeout=PATIENCE_S).text
    columns = {column.name for report in REPORTS.values() for column in report.columns}
    assert [name for name in columns if f"<code>{name}</code>" not in glossary] == []


def test_times_are_the_halls_own(manager: Client) -> None:
    """The clock of the computer may stand anywhere: hours of the week are those of the hall."""
    assert datetime.fromtimestamp(NOON, UTC).time() != time(12)
    assert datetime.fromtimestamp(NOON, SHANGHAI).time() == time(12)
    begins = {row["from"] for row in ask(manager, f"hours?{WEEK}")["rows"] if row["issued"]}
    assert min(begins) >= "08:30"
    assert max(begins) < "17:30"
