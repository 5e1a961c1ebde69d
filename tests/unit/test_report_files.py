"""Reports as text, as Excel, on paper and as their glossary: read back by others, and safe whatever names say."""

import io
import subprocess
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from hall.printing.report import ReportArtist
from hall.statistics.rules.question import question
from hall.statistics.rules.reports import REPORTS
from hall.statistics.state.table import Column, Material, Table
from hall.statistics.views.csv import as_csv
from hall.statistics.views.glossary import glossary
from hall.statistics.views.month import Chart, HeatMap, MonthReport, Part, Series
from hall.statistics.views.names import Names
from hall.statistics.views.sheet import Sheet, sheet_by_name, sheet_in_words, shown
from hall.texts import Texts
from hall.web.workbook import workbook

ROOT = Path(__file__).parents[2]
TEXTS = Texts.load(ROOT / "assets" / "text")
EVIL = ('=HYPERLINK("http://evil")', "+1", "-1", "@SUM(A1)", "\tx", "＝1+1", "a\nb", 'say "hi", all', "<b>&amp;</b>")


def names(lang: str = "zh", **known: dict[str, dict[str, str]]) -> Names:
    return Names(lang, TEXTS.section(lang, "statistics"), known)


def parsed(text: str) -> list[list[str]]:
    """Comma-separated text read letter by letter, as RFC 4180 says: another reader than the standard library's."""
    rows, row, cell, quoted = [], [], "", False
    at = 0
    while at < len(text):
        letter = text[at]
        if quoted and letter == '"' and text[at : at + 2] == '""':
            cell, at = cell + '"', at + 1
        elif letter == '"':
            quoted = not quoted
        elif quoted or letter not in ",\r\n":
            cell += letter
        elif letter == ",":
            row, cell = [*row, cell], ""
        elif text[at : at + 2] == "\r\n":
            rows.append([*row, cell])
            row, cell, at = [], "", at + 1
        at += 1
    return rows


def waits(*keys: str | None) -> Table:
    """A table of waits with a row for each key."""
    row = {"count": 2, "mean_s": 90061.5, "median_s": 60.0, "p90_s": 1.0, "longest_s": None}
    row |= {"over_warn": 1, "over_alarm": 0, "late_right": 0.875, "told": 8, "told_late_s": 600.0}
    return Table(REPORTS["waits"].columns, [{"key": key, **row} for key in keys], row)


WAITS = question(REPORTS["waits"], {})


def test_text_has_a_mark_and_every_figure() -> None:
    """A byte-order mark, names of columns, keys, figures, nothing for what is unknown, totals at the end."""
    text = as_csv(sheet_by_name(WAITS, waits("tax", None))).decode("utf-8")
    assert text.startswith("\ufeff")
    rows = parsed(text[1:])
    assert rows[0] == ["key", *(column.name for column in REPORTS["waits"].columns)]
    assert rows[1] == ["tax", "2", "90061.5", "60.0", "1.0", "", "1", "0", "0.875", "8", "600.0"]
    assert rows[2][0] == ""
    assert rows[3] == ["totals", *rows[1][1:]]


def test_text_in_words() -> None:
    """With a language heads, keys and totals are words."""
    known = names("en", service={"tax": {"zh": "税务", "en": "Tax"}})
    rows = parsed(as_csv(sheet_in_words(WAITS, waits("tax", "gone", None), known)).decode("utf-8-sig"))
    assert rows[0][:3] == ["Service", "Called", "Mean wait"]
    assert [row[0] for row in rows[1:]] == ["Tax", "gone", "No service named", "Total"]


@pytest.mark.parametrize("name", EVIL)
def test_no_cell_of_text_is_a_formula(name: str) -> None:
    """Whatever a service is called, no spreadsheet takes it for a formula; and it comes back whole."""
    known = names(service={"x": {"zh": name, "en": name}})
    rows = parsed(as_csv(sheet_in_words(WAITS, waits("x"), known)).decode("utf-8-sig"))
    cell = rows[1][0]
    assert cell[0] not in "=+-@\t\r\n＝＋－＠"
    assert cell.removeprefix("'") == name
    assert len(rows) == 3
    assert {len(row) for row in rows} == {11}


def opened(*sheets: Sheet):
    """The workbook as another library reads it."""
    return load_workbook(io.BytesIO(workbook("标题", sheets, "没有记录")))


def test_excel_has_types_and_its_heads_stay() -> None:
    """Counts are numbers, durations times, shares percentages, unknown cells empty; heads stay; totals stand last."""
    known = names(service={"tax": {"zh": "税务", "en": "Tax"}})
    page = opened(sheet_in_words(WAITS, waits("tax"), known)).worksheets[0]
    assert page.title == "等候时间"
    assert (page.freeze_panes, page.auto_filter.ref) == ("B2", "A1:K2")
    assert [cell.value for cell in page[1]] == list(sheet_in_words(WAITS, waits("tax"), known).heads)
    _, row, totals = page.iter_rows()
    times = [timedelta(seconds=seconds) for seconds in (90061.5, 60, 1)]
    assert [cell.value for cell in row] == ["税务", 2, *times, None, 1, 0, 0.875, 8, timedelta(seconds=600)]
    count, time = "#,##0", "[h]:mm:ss"
    assert [cell.number_format for cell in row[1:]] == [count, *[time] * 4, count, count, "0.0%", count, time]
    assert totals[0].value == "合计"
    assert totals[0].font.b


@pytest.mark.parametrize("name", EVIL)
def test_no_cell_of_excel_is_a_formula_or_a_link(name: str) -> None:
    """Names are text, whatever they begin with."""
    known = names(service={"x": {"zh": name, "en": name}})
    page = opened(sheet_in_words(WAITS, waits("x"), known)).worksheets[0]
    cell = page["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (name, "s", None)


def test_excel_knows_days_and_has_a_sheet_a_report() -> None:
    """Days are dates; each report has its sheet; one of which nothing is recorded says so."""
    daily = question(REPORTS["waits"], {"by": ["day"]})
    days = sheet_in_words(daily, waits("2026-11-30"), names())
    nothing = sheet_in_words(question(REPORTS["devices"], {}), Table((), [], recorded=False), names())
    book = opened(days, nothing)
    assert [page.title for page in book.worksheets] == ["等候时间", "设备"]
    assert book.worksheets[0]["A2"].value == datetime(2026, 11, 30)  # noqa: DTZ001 - a cell knows no zone
    assert book.worksheets[0]["A2"].number_format == "yyyy-mm-dd"
    assert book.worksheets[1]["A1"].value == "没有记录"


def test_every_way_of_sorting_has_its_words() -> None:
    """Weeks, half hours, people, guides and acts are called by names in both languages."""
    known = {
        "clerk": {"li": {"zh": "李明", "en": "Li Ming"}},
        "counter": {"3": {"zh": "3号窗口", "en": "Counter 3"}},
        "guide": {"id-card": {"zh": "身份证", "en": "ID card"}},
        "material": {"id-card/photo": {"zh": "照片", "en": "Photo"}},
    }
    zh, en = names("zh", **known), names("en", **known)
    assert (zh.key("volumes", "week", "2026-W05"), en.key("volumes", "week", "2026-W05")) == (
        "2026年第5周",
        "2026, week 5",
    )
    assert (en.key("waits", "counter", None), zh.key("first-asked", "service", None)) == ("Never called", "未说明业务")
    assert zh.key("hours", "hour", "1-09:30") == "周一 09:30"
    assert zh.key("volumes", "hour", "09:00") == "09:00"
    assert en.key("clerks", "clerk", "li") == "Li Ming"
    assert en.key("cases", "service", "id-card") == "ID card"
    assert zh.key("audit", "time", "2026-11-23T12:00:00.000+08:00") == "2026-11-23 12:00:00"
    act = {"by": "li", "what": "chosen_call", "about": "A001", "before": None, "after": "3"}
    told = [en.value(act, Column(name, "text")) for name in ("by", "what", "about", "before", "after")]
    assert told == ["Li Ming", "called a chosen number", "A001", None, "Counter 3"]
    missing = {"most_missing": [Material("id-card", "photo", 3), Material("id-card", "gone", 1)]}
    assert zh.value(missing, Column("most_missing", "materials")) == "照片 ×3；gone ×1"
    assert [shown(*one) for one in ((None, "share"), (90061.4, "seconds"), (0.875, "share"), (12345, "count"))] == [
        *("–", "25:01:01", "87.5%", "12,345")
    ]


def pages(report: MonthReport, tmp_path: Path) -> list[str]:
    """The text of each page, as another program reads the PDF."""
    file = tmp_path / "report.pdf"
    file.write_bytes(ReportArtist(ROOT / "assets" / "fonts").draw(report))
    text = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True).stdout
    return text.decode("utf-8").split("\f")[:-1]


def month(*, parts: list[Part]) -> MonthReport:
    """A report on paper with these chapters."""
    return MonthReport(
        title="2026年11月服务月报",
        hall="云溪 <厅> & 分厅",
        heads=["指标", "本月", "上月", "去年同月"],
        figures=[("业务量 · 取号", "count", [1234, 0, None])],
        parts=parts,
        notes=["以下日期的记录已损坏：2026-11-02"],
        nothing="这段时间没有记录。",
    )


def test_paper_has_every_name_and_figure(tmp_path: Path) -> None:
    """Titles, names with markup in them, figures, totals; a long table goes on over pages with its heads."""
    known = names(service={f"s{n}": {"zh": f"<b>业务</b> & {n}"} for n in range(90)})
    table = sheet_in_words(WAITS, waits(*(f"s{n}" for n in range(90))), known)
    chart = Chart("lines", "每日等候", ["1", "2", "3"], [Series("平均", [1.0, None, 2.5]), Series("P90", [3, 4, None])])
    bars = Chart("bars", "每日取号", ["1"], [Series("取号", [5])])
    heat = HeatMap("平均等候", ["09:00", "09:30"], [("周一", [0.5, None]), ("周二", [3.0, 1.0])])
    text = pages(month(parts=[Part("等候", [chart, bars], table), Part("时段", [heat], None)]), tmp_path)
    whole = "\n".join(text)
    said = (
        "2026年11月服务月报",
        "云溪 <厅> & 分厅",
        "1,234",
        "已损坏",
        "<b>业务</b> & 89",
        "25:01:02",
        "87.5%",
        "周二",
        "平均等候",
    )
    assert [one for one in said if one not in whole] == []
    assert sum("最长等候" in page for page in text) >= 2
    assert [page.strip().splitlines()[-1].strip() for page in text] == [str(n + 1) for n in range(len(text))]


def test_no_figure_of_paper_runs_into_another(tmp_path: Path) -> None:
    """More than a thousand hours in each column stand apart; no word of a head is broken."""
    columns = REPORTS["counters"].columns
    figures = {column.name: 3_600_000.0 if column.kind == "seconds" else 1 for column in columns}
    asked = question(REPORTS["counters"], {})
    table = sheet_in_words(asked, Table(columns, [{"key": "1", **figures}], figures), names("en"))
    (text,) = pages(month(parts=[Part("Counters", [], table)]), tmp_path)
    assert text.split().count("1000:00:00") == 2 * sum(column.kind == "seconds" for column in columns)
    assert set(" ".join(table.heads[1:]).replace(":", ": ").split()) <= set(text.split())


def test_words_on_paper_have_room_and_begin_at_the_left(tmp_path: Path) -> None:
    """What is missing most stands in a wide column, no word broken; the register's words begin under their head."""
    materials = [Material("x", name, 20) for name in ("Authorisation", "Accommodation certificate", "Appointments")]
    notices = Table(REPORTS["notices"].columns, [{"key": "x", "given": 1, "again": 0, "most_missing": materials}])
    register = Table(REPORTS["register"].columns, [{"key": "Y1", "source": "phone", "status": "closed"}])
    parts = [
        Part("Notices", [], sheet_in_words(question(REPORTS["notices"], {}), notices, names("en"))),
        Part("Register", [], sheet_in_words(question(REPORTS["register"], {}), register, names("en"))),
    ]
    (text,) = pages(month(parts=parts), tmp_path)
    assert {"Authorisation", "Accommodation", "Appointments"} <= set(text.split())
    head, row = (next(line for line in text.splitlines() if start in line) for start in ("State", "Closed"))
    assert abs(head.index("State") - row.index("Closed")) <= 1


def test_paper_draws_rare_names(tmp_path: Path) -> None:
    """囍, 峯, 𠮷 and emoji in the names of people and services come from the typefaces behind the main one."""
    known = names(service={"x": {"zh": "囍事登记 峯 𠮷"}})
    report = replace(month(parts=[Part("等候", [], sheet_in_words(WAITS, waits("x"), known))]), hall="𠮷祥厅 🙂")
    text = "".join(pages(report, tmp_path))
    assert [one for one in "囍事登记峯祥厅" if one not in text] == []
    fonts = subprocess.run(["pdffonts", str(tmp_path / "report.pdf")], capture_output=True, check=True).stdout.decode()
    assert [one for one in ("NotoSansSC-Rare", "NotoSansJP-Rare", "NotoEmoji") if one not in fonts] == []


def test_paper_of_nothing_says_so(tmp_path: Path) -> None:
    """A month without anything has its chapters, and says in each that there is nothing."""
    empty = Chart("bars", "每日取号", [], [Series("取号", [])])
    heat = HeatMap("平均等候", [], [])
    table = sheet_in_words(WAITS, replace(waits(), totals={}), names())
    text = "\n".join(pages(month(parts=[Part("等候", [empty], table), Part("时段", [heat], None)]), tmp_path))
    assert text.count("这段时间没有记录。") == 3


def test_the_same_month_is_the_same_paper() -> None:
    """Drawn twice, byte for byte."""
    artist = ReportArtist(ROOT / "assets" / "fonts")
    assert artist.draw(month(parts=[])) == artist.draw(month(parts=[]))


@pytest.mark.parametrize("lang", TEXTS.languages)
def test_every_column_is_explained(lang: str) -> None:
    """Each column has its head, and says what it counts, from when until when, and to which day it belongs."""
    chapters = glossary(TEXTS.section(lang, "statistics"), TEXTS.section(lang, "glossary"))
    told = {chapter.report: [one.csv for one in chapter.columns] for chapter in chapters}
    assert told == {name: [c.name for c in one.columns] for name, one in REPORTS.items() if one.columns}
    for chapter in chapters:
        for one in chapter.columns:
            assert all((one.head, one.what, one.span, one.day)), (chapter.report, one.csv)
        heads = [one.head for one in chapter.columns]
        assert len(set(heads)) == len(heads)


@pytest.mark.parametrize("lang", TEXTS.languages)
def test_the_glossary_explains_nothing_else(lang: str) -> None:
    """No explanation is left of a column that is gone."""
    said = TEXTS.section(lang, "glossary")
    sections = {name.replace("-", "_"): one for name, one in REPORTS.items() if one.columns}
    assert set(said) - {"words"} == set(sections)
    for section, report in sections.items():
        columns = {column.name for column in report.columns}
        known = {"_about", "_span", "_day", *columns, *(f"{c}_span" for c in columns), *(f"{c}_day" for c in columns)}
        assert set(said[section]) <= known


def test_durations_say_from_when_until_when() -> None:
    """A column of time says so of itself, or its report does of all: never that it is counted at a moment."""
    for lang, moment in (("zh", "那一刻"), ("en", "once")):
        for chapter in glossary(TEXTS.section(lang, "statistics"), TEXTS.section(lang, "glossary")):
            kinds = {column.name: column.kind for column in REPORTS[chapter.report].columns}
            wrong = [one.csv for one in chapter.columns if kinds[one.csv] == "seconds" and moment in one.span]
            assert wrong == []
