"""The hall's figures over HTTP, for managers: as JSON, as text for spreadsheets and as Excel; a month also as PDF."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, request

from counter.manager.report_names import names_in
from hall.journal.refusal import Wrong
from hall.statistics.desk import Statistics
from hall.statistics.rules.question import COMPARED, month_named, question, report_named, span_of
from hall.statistics.rules.reports import ALL, REPORTS
from hall.statistics.views.answer import ReportView, report_view
from hall.statistics.views.csv import as_csv
from hall.statistics.views.month import MonthReport, month_report
from hall.statistics.views.sheet import Sheet, sheet_by_name, sheet_in_words
from hall.web.aside import aside
from hall.web.bodies import answer
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, Query, operation

CSV, EXCEL, PDF = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/pdf"
TEXT = {"type": "string"}
DATE = {"type": "string", "format": "date"}
BYS = sorted({by for report in REPORTS.values() for by in report.by})
QUERY = (
    Query("from", DATE, required=True),
    Query("to", DATE, required=True),
    Query("by", {"type": "string", "enum": BYS}),
    Query("format", {"type": "string", "enum": ["json", "csv", "xlsx"]}),
    Query("compare", {"type": "string", "enum": list(COMPARED)}),
    Query("lang", TEXT),
    *(Query(name, {"type": "array", "items": TEXT}) for name in ALL),
)
MONTH_QUERY = (
    Query("month", {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"}, required=True),
    Query("format", {"type": "string", "enum": ["pdf", "xlsx"]}),
    Query("lang", TEXT),
)


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("reports_api", __name__, url_prefix="/api/v1/statistics")
    statistics = context[Statistics]
    draw = aside(context.sockets, partial(_pdf, context.root / "assets" / "fonts"))
    bind = aside(context.sockets, _workbook)

    @routes.get("/<report>")
    @operation(
        Operation(
            "A report of the hall's figures (managers, scope `figures`). With `lang` tables are in words.",
            {200: ReportView},
            problems=(401, 403, 404, 422, 503),
            needs="staff",
            query=QUERY,
            files=(CSV, EXCEL),
        )
    )
    def report(report: str) -> Response:
        context[Guard].reads("figures", "oversee")
        asked_for = report_named(report)
        given = _given(QUERY)
        span = span_of(given.get("from"), given.get("to"))
        asked = question(asked_for, _sorting())
        found = statistics.answer(span, [asked])
        table, name = found.tables[0], f"{report}-{span.first}-{span.last}"
        words = names_in(context, _language(context))
        match given.get("format", "json"):
            case "csv":
                in_words = sheet_in_words(asked, table, words) if "lang" in given else sheet_by_name(asked, table)
                return _file(as_csv(in_words), f"{CSV}; charset=utf-8", f"{name}.csv")
            case "xlsx":
                sheet = sheet_in_words(asked, table, words)
                return _file(bind(sheet.title, [sheet], words.words["nothing_recorded"]), EXCEL, f"{name}.xlsx")
        other = {"before": span.before, "year_before": span.year_before}.get(given.get("compare", ""))
        compared = None if other is None else statistics.answer(other(), [asked])
        return answer(report_view(asked, found, compared))

    @routes.get("/monthly")
    @operation(
        Operation(
            "All reports of a month (managers, scope `figures`): on paper with charts, or as Excel with a sheet each.",
            {200: None},
            problems=(401, 403, 422, 503),
            needs="staff",
            query=MONTH_QUERY,
            files=(PDF, EXCEL),
        )
    )
    def monthly() -> Response:
        context[Guard].reads("figures", "oversee")
        given = _given(MONTH_QUERY)
        span = month_named(given.get("month"))
        words = names_in(context, _language(context))
        if given.get("format", "pdf") == "xlsx":
            asked = [question(one, {}) for one in REPORTS.values()]
            tables = statistics.answer(span, asked).tables
            sheets = [sheet_in_words(q, table, words) for q, table in zip(asked, tables, strict=True)]
            book = bind(words.words["monthly"], sheets, words.words["nothing_recorded"])
            return _file(book, EXCEL, f"monthly-{given['month']}.xlsx")
        paper = month_report(statistics, span, words, context.configuration.plan.name)
        return _file(draw(paper), PDF, f"monthly-{given['month']}.pdf")

    return routes


def _pdf(fonts: Path, report: MonthReport) -> bytes:
    from hall.printing.report import ReportArtist  # noqa: PLC0415 - brings reportlab, needed for the first month only

    return ReportArtist(fonts).draw(report)


def _workbook(title: str, sheets: Sequence[Sheet], nothing: str) -> bytes:
    from hall.web.workbook import workbook  # noqa: PLC0415 - brings xlsxwriter, needed for the first workbook only

    return workbook(title, sheets, nothing)


def _given(known: tuple[Query, ...]) -> dict[str, str]:
    """Return what the address says, the first of each name. Raises Wrong for what has no meaning here."""
    by_name = {one.name: one for one in known}
    for name, values in request.args.lists():
        if name not in by_name:
            raise Wrong("query_unknown", field=name, name=name, known=", ".join(by_name))
        schema: Any = by_name[name].schema
        if len(values) > 1 and schema["type"] != "array":
            raise Wrong("query_repeated", field=name, name=name)
        if name != "by" and values[0] not in schema.get("enum", values):
            raise Wrong("choice_unknown", field=name, value=values[0], known=", ".join(schema["enum"]))
    return request.args.to_dict()


def _sorting() -> dict[str, list[str]]:
    return {name: values for name, values in request.args.lists() if name in {"by", *ALL}}


def _language(context: Context) -> str:
    asked = request.args.get("lang")
    if asked is not None and asked not in context.texts.languages:
        raise Wrong("choice_unknown", field="lang", value=asked, known=", ".join(context.texts.languages))
    return context.language()


def _file(content: bytes, kind: str, name: str) -> Response:
    response = Response(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
