"""The settings of the hall: the manager's page for them, and the plan's versions, compared and as files."""

from typing import Any

import tomli_w
from flask import Blueprint, Response

from counter.manager.media import media_files
from counter.manager.plan_api import PlanNow
from counter.manager.plan_drafts import Changed, changed
from counter.panel.sessions import staff_view
from counter.panel.sign_in_page import for_staff
from hall.configuration import LENT_KEYS, Table, as_written
from hall.configuration.form import plan_form
from hall.guides.book import GuideBook
from hall.signs.files import folders, known
from hall.staff.book import StaffBook
from hall.staff.state import Session
from hall.web.bodies import answer
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation


def blueprint(context: Context) -> Blueprint:
    """Return the page and the routes."""
    routes, plans = Blueprint("settings", __name__), context.plans

    @routes.get("/counter/manager/settings")
    @for_staff(context, "manager.settings", "manage")
    def page(session: Session) -> str:
        return context.page(
            "manager/settings.html",
            ("counter", "manager", "settings"),
            staff=staff_view(session),
            csrf=session.csrf,
            staff_names={one.id: one.name for one in context[StaffBook].everybody()},
            form=plan_form(),
            there={
                "guides": [{"id": one.id, "name": one.name} for one in context[GuideBook].guides.values()],
                "files": media_files(context),
                "protocols": [{"id": name} for name in known(folders(context.data, context.root))],
            },
            file_says=_lent(context.file),
            phrases=context.texts.everywhere("phrases"),
        )

    @routes.get("/api/v1/plan/versions/<int:version>")
    @operation(
        Operation("A plan that counted once (managers).", {200: PlanNow}, problems=(401, 403, 404), needs="staff")
    )
    def version(version: int) -> Response:
        context[Guard].session("manage")
        return answer(PlanNow(version=str(version), plan=plans.table(version)))

    @routes.get("/api/v1/plan/versions/<int:version>/compared/<int:other>")
    @operation(
        Operation(
            "What differs between two versions, from the first to the other (managers).",
            {200: list[Changed]},
            problems=(401, 403, 404),
            needs="staff",
        )
    )
    def compare(version: int, other: int) -> Response:
        context[Guard].session("manage")
        return answer(changed(plans.table(version), plans.table(other)))

    @routes.get("/api/v1/plan/versions/<int:version>/file")
    @operation(
        Operation(
            "A version as a file (managers): what `plan export` writes.",
            {200: None},
            problems=(401, 403, 404),
            needs="staff",
            text={200: "application/toml"},
        )
    )
    def export(version: int) -> Response:
        context[Guard].session("manage")
        response = Response(
            tomli_w.dumps(as_written(plans.table(version))), content_type="application/toml; charset=utf-8"
        )
        response.headers["Content-Disposition"] = f'attachment; filename="plan-{version}.toml"'
        return response

    return routes


def _lent(file: Table) -> dict[str, Any]:
    """Return what this computer's file says of what counts so until it is changed in the browser, by key."""
    keys = {f"{table}.{key}": file.get(table, {}).get(key) for table, key in (*LENT_KEYS, ("loudspeaker", "zones"))}
    return {name: said for name, said in ({one: file.get(one) for one in ("printers", "signs")} | keys).items() if said}
