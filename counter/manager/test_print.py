"""A test print at a printer as it stands in a draft, before it counts."""

from typing import Any
from uuid import uuid4

from flask import Blueprint, Response
from typing_extensions import TypedDict

from counter.manager.plan_drafts import read_plan
from hall.configuration.schema import PrinterPart
from hall.journal.refusal import Wrong
from hall.paper.slips import test_slip
from hall.printing.absent import opened
from hall.printing.printer import Job, NotPrinted, PerhapsPrinted
from hall.texts import FIRST_LANGUAGE
from hall.web.aside import aside
from hall.web.bodies import Body, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.languages import Language, known_language
from hall.web.openapi import Operation, operation


class TestPrint(Body):
    """A printer as the plan would say it, and in which language to print."""

    printer: dict[str, Any]
    lang: Language = FIRST_LANGUAGE


class TestPrinted(TypedDict):
    """What came of it: "printed", "perhaps" or "not"; `detail` in technical words."""

    outcome: str
    detail: str


def blueprint(context: Context) -> Blueprint:
    """Return the route."""
    routes, fonts = Blueprint("test_print", __name__, url_prefix="/api/v1"), context.root / "assets" / "fonts"

    def tried(part: PrinterPart, job: Job) -> TestPrinted:
        try:
            opened(part, fonts, context.data).print(job, lambda: None)
        except NotPrinted as why:
            return TestPrinted(outcome="not", detail=str(why))
        except PerhapsPrinted as why:
            return TestPrinted(outcome="perhaps", detail=str(why))
        return TestPrinted(outcome="printed", detail="")

    beside = aside(context.sockets, tried)

    @routes.post("/printers/test")
    @operation(
        Operation(
            "Print a test at a printer, before it counts (managers). Takes as long as the printer does.",
            {200: TestPrinted},
            problems=(400, 401, 403, 413, 422),
            body=TestPrint,
            needs="staff",
        )
    )
    def test() -> Response:
        context[Guard].session("manage")
        asked = body(TestPrint)
        known_language(context, asked.lang)
        part = _right(context, asked.printer)
        slip = test_slip(
            context.texts.everywhere("slip"),
            asked.lang,
            hall=context.desk.plan.name,
            printer=part.id,
            url=context.configuration.file.hall.public_url,
            printed_at=context.desk.hours.local(context.ground.clock()),
        )
        return answer(beside(part, Job(f"test {uuid4().hex}", slip)))

    return routes


def _right(context: Context, printer: dict[str, Any]) -> PrinterPart:
    """Return the printer that was sent. Raises Wrong with every mistake, as the check says it."""
    plan = {**context.plans.table(context.plans.newest()), "printers": [printer]}
    kiosk = {key: value for key, value in plan.get("kiosk", {}).items() if key != "printer"}
    found, furnished = read_plan(context, {**plan, "kiosk": {**kiosk, "printer": printer.get("id")}})
    if furnished is None:
        raise Wrong("printer_wrong", field="printer", errors=found)
    return furnished.file.printers[0]
