"""The first hour of a new hall: one page that asks for its name, hours, services, counters and first manager."""

from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from flask import Blueprint, Response, redirect, request
from pydantic import Field
from werkzeug.wrappers import Response as WerkzeugResponse

from counter.manager.plan_drafts import LARGEST_PLAN, Mistake, read_plan
from hall.configuration import as_written, plan_of, read_table
from hall.configuration.form import plan_form
from hall.configuration.reach import printed
from hall.journal.refusal import Wrong
from hall.store.opening import TINY, open_store
from hall.web.bodies import Body, answer, body
from hall.web.capability import Capability
from hall.web.context import Context
from hall.web.founding import CODE_DIGITS, Founding
from hall.web.hall import Hall, put_together
from hall.web.metrics import Metrics
from hall.web.origin import UNNAMED, plain

SAMPLE = "halls/sample.toml"
"""Below assets/: the start for whoever does not want to begin with nothing."""
OWN = ("main_group", "main_zone")
"""What the one group and the one area of a hall that begins with nothing are called."""
Text = Annotated[str, Field(max_length=64)]


class Draft(Body):
    """A plan as far as it goes; `code` is what was printed at the start, for whoever does not sit at the computer."""

    plan: dict[str, Any]
    code: Text = ""


class NewHall(Draft):
    """A whole plan, and the first manager."""

    id: Text
    name: Text
    pin: Text


def blueprint(context: Context) -> Blueprint:
    """Return the page and what it does; whatever else is asked for leads to the page."""
    routes, founding = Blueprint("first_hour", __name__), context[Founding]

    @routes.get("/")
    def page() -> str:
        return context.page(
            "manager/first-hour.html",
            ("counter", "manager", "people", "settings", "founding"),
            form=plan_form(),
            guides=[],
            sample=context.plans.table(1),
            names={
                key: {lang: context.texts.say(lang, "founding", key) for lang in context.texts.languages} for key in OWN
            },
            begun=founding.begun,
            asks_code=not _is_here(),
            code_digits=CODE_DIGITS,
        )

    def let_in(asked: Draft) -> dict[str, Any]:
        founding.let_in(asked.code, is_here=_is_here())
        return plan_of(asked.plan)

    def mistakes(plan: dict[str, Any]) -> list[Mistake]:
        return read_plan(context, plan)[0]

    @routes.post("/api/v1/founding/check")
    def check() -> Response:
        request.max_content_length = LARGEST_PLAN
        return answer({"mistakes": mistakes(let_in(body(Draft)))})

    @routes.post("/api/v1/founding")
    def found() -> Response:
        request.max_content_length = LARGEST_PLAN
        asked = body(NewHall)
        plan = as_written(let_in(asked))
        wrong = mistakes(plan)
        if wrong:
            raise Wrong("plan_mistakes", field="plan", errors=wrong)
        founding.found(plan, asked.id, asked.name, asked.pin)
        return Response(status=204)

    _beside(routes, founding)
    return routes


def _beside(routes: Blueprint, founding: Founding) -> None:
    """Add what stands beside the page: monitoring is told that there is no hall yet, all others are led here."""

    @routes.after_app_request
    def over(response: Response) -> Response:
        """Let go of whoever asks: on this connection the hall itself would never be heard."""
        if founding.is_done:
            response.headers["Connection"] = "close"
        return response

    @routes.get("/healthz")
    @routes.get("/api/v1/healthz")
    def health() -> Response:
        return answer({"status": "founding", "wrong": ["the hall is not set up yet: open its first page"]}, 503)

    @routes.get("/<path:_>")
    def elsewhere(_: str) -> WerkzeugResponse:
        return redirect("/")


def put_up(root: Path, founding: Founding, folder: Path, async_mode: str = "gevent") -> Hall:
    """Return the page as a hall of its own in `folder`, on the sample; `root` has `assets/` and the faces."""
    setup = Capability([Metrics, lambda _: founding], [blueprint])
    sample, store = read_table(root / "assets" / SAMPLE), open_store(TINY, "hall", folder)
    return put_together(root, [setup], sample, folder, store, async_mode=async_mode)


def serve(root: Path, founding: Founding, host: str, port: int) -> int:
    """Serve the page until the hall is made, or until SIGTERM; return the port that was bound."""
    from hall.web.serving import until_stopped  # noqa: PLC0415 - gevent, only where it serves

    bound = [port]
    with TemporaryDirectory(prefix="hallcall-first-hour-", ignore_cleanup_errors=True) as folder:
        page = put_up(root, founding, Path(folder))
        texts = page.context.texts

        def told(listens: int) -> None:
            bound.append(listens)
            for lang in texts.languages:
                print(texts.say(lang, "founding", "told", url=printed(host, listens), code=founding.code), flush=True)

        until_stopped(page.app, (host, port), lambda: None, [told], ended=lambda: founding.is_done)
    return bound[-1]


def _is_here() -> bool:
    """Return whether the request comes from this computer itself, and through nobody."""
    address = plain(request.remote_addr or "")
    return not request.environ.get(UNNAMED) and address is not None and ip_address(address).is_loopback
