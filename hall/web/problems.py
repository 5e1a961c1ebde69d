"""What goes wrong, said as problem details (RFC 9457), in the actor's language."""

import json
import logging
import math
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask, Response, request
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from hall.journal import refusal
from hall.journal.journal import JournalError, JournalFull
from hall.plan.book import Outdated
from hall.staff.tries import SignInRefused
from hall.texts import FIRST_LANGUAGE
from hall.web.context import Context
from hall.web.origin import Misdirected

log = logging.getLogger(__name__)

STATUS: Mapping[type[refusal.Refusal], int] = {
    refusal.Unknown: 404,
    refusal.Wrong: 422,
    refusal.Illegal: 409,
    refusal.Forbidden: 403,
    refusal.Closed: 503,
    refusal.TooMany: 429,
    SignInRefused: 401,
    Misdirected: 421,
    Outdated: 412,
}
API = "/api/"


class NotJson(Exception):  # noqa: N818 - an answer to a client
    """The body is not JSON, or is not said to be."""


class Problems:
    """Turns refusals and errors into answers."""

    def __init__(self, context: Context) -> None:
        """Take the catalogues, the hall's time, and what makes a page of a template."""
        self._texts = context.texts
        self._desk = context.desk
        self._page_language, self._render = context.language, context.problem_page

    def install(self, app: Flask) -> None:
        """Answer every refusal and error of `app`."""
        app.register_error_handler(refusal.Refusal, self.refused)
        app.register_error_handler(ValidationError, self.invalid)
        app.register_error_handler(NotJson, lambda _: self.answer(400, "not_json"))
        app.register_error_handler(JournalError, self.not_written)
        app.register_error_handler(HTTPException, self.http)
        app.register_error_handler(Exception, self.unexpected)

    def refused(self, why: refusal.Refusal) -> Response:
        """Answer a refusal of the hall."""
        facts = dict(why.facts)
        headers = {}
        extra: dict[str, Any] = {}
        if facts.get("opens_at") is not None:
            extra["opens_at"] = self._desk.hours.local(float(str(facts["opens_at"]))).isoformat()
            facts["opens_at"] = self._desk.hours.local(float(str(facts["opens_at"])))
        if "retry_after_s" in facts:
            facts["retry_after_s"] = math.ceil(float(str(facts["retry_after_s"])))
            headers["Retry-After"] = str(facts["retry_after_s"])
        if "status" in facts:
            facts["status"] = self.say(f"status_{facts['status']}", {})
        code = why.code
        if "opens_at" in facts and facts["opens_at"] is None:
            code = f"{code}_long"
        if "errors" in facts:
            extra["errors"] = facts["errors"]
        elif "field" in facts:
            extra["errors"] = [{"loc": _loc(str(facts["field"])), "msg": self.say(code, facts)}]
        return self.answer(STATUS[type(why)], code, facts, extra, headers)

    def invalid(self, why: ValidationError) -> Response:
        """Answer a body of which fields are wrong, naming each."""
        errors = why.errors(include_url=False, include_input=False)
        if any(e["type"] == "json_invalid" for e in errors):
            return self.answer(400, "not_json")
        named = [{"loc": ["body", *e["loc"]], "msg": self._field_message(e["type"], e.get("ctx", {}))} for e in errors]
        fields = ", ".join(".".join(str(part) for part in e["loc"]) or "body" for e in errors)
        return self.answer(422, "fields_wrong", {"fields": fields}, {"errors": named})

    def not_written(self, why: JournalError) -> Response:
        """Answer when the disk did not take it; nothing has changed."""
        log.error("journal: %s", why)
        return self.answer(503, "disk_full" if isinstance(why, JournalFull) else "not_ready")

    def http(self, why: HTTPException) -> Response:
        """Answer what Flask itself refuses: no such page, method, too large."""
        code = why.code or 500
        known = {404: "not_there", 405: "method_wrong", 413: "too_large"}.get(code, "request_wrong")
        allow = {k: v for k, v in why.get_headers() if k == "Allow"}
        return self.answer(code, known, headers=allow)

    def unexpected(self, why: Exception) -> Response:
        """Answer a fault of the program itself; it is logged with its trace."""
        log.error("unexpected", exc_info=why)
        return self.answer(500, "unexpected")

    def answer(
        self,
        status: int,
        code: str,
        facts: Mapping[str, Any] | None = None,
        extra: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Return the problem `code` as an answer."""
        if self._wants_page():
            return self._page(status, code, facts or {})
        lang, detail = self.language(), self.say(code, facts or {})
        body = {
            "type": f"urn:hallcall:{code.replace('_', '-')}",
            "title": self._title(lang, status),
            "status": status,
            "detail": " ".join(filter(None, (detail, self._for_admin(lang, code)))),
            **(extra or {}),
        }
        response = Response(json.dumps(body, ensure_ascii=False), status, headers=dict(headers or {}))
        response.content_type = "application/problem+json"
        if status == 401:
            response.headers["WWW-Authenticate"] = "Bearer"
        return response

    def _title(self, lang: str, status: int) -> str:
        """Return the words of a status; one that the catalogue does not have takes those of its kind."""
        known = self._texts.section(lang, "problems")
        return str(known.get(f"title_{status}") or known["title_400" if status < 500 else "title_500"])

    @staticmethod
    def _wants_page() -> bool:
        """Return whether a person's browser asked for a page: what it would take besides says nothing."""
        wanted = request.accept_mimetypes
        return not request.path.startswith(API) and wanted["text/html"] > wanted["application/json"]

    def _page(self, status: int, code: str, facts: Mapping[str, Any]) -> Response:
        lang, passes = self._page_language(), status >= 500 or status == 421
        title, detail = self._title(lang, status), self._texts.say(lang, "problems", code, **facts)
        said = {"title": title, "detail": detail, "for_admin": self._for_admin(lang, code)}
        page = self._render("web/problem.html", lang, passes=passes, **said)
        return Response(page, status, content_type="text/html; charset=utf-8")

    def _for_admin(self, lang: str, code: str) -> str:
        """Return what an administrator would do about `code`, which is not what a visitor can do; mostly nothing."""
        return str(self._texts.section(lang, "problems").get(f"{code}_admin", ""))

    def say(self, code: str, facts: Mapping[str, Any]) -> str:
        """Return the sentence of `code` in the actor's language."""
        return self._texts.say(self.language(), "problems", code, **facts)

    def language(self) -> str:
        """Return the actor's language among the hall's."""
        return request.accept_languages.best_match(self._texts.languages) or FIRST_LANGUAGE

    def _field_message(self, kind: str, facts: Mapping[str, Any]) -> str:
        """Return what is wrong with a field; `kind` is pydantic's name of the mistake, `facts` its bounds."""
        known = self._texts.section(self.language(), "problems")
        return str(known.get(f"field_{kind}", known["field_wrong"])).format_map(facts)


def _loc(field: str) -> Sequence[str]:
    if field in {"Idempotency-Key", "If-Match"}:
        return ["header", field]
    return ["query" if request.method == "GET" else "body", field]
