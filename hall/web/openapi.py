"""The public description of the API (OpenAPI 3.1), made from the same types that check and answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import Flask
from pydantic import BaseModel, TypeAdapter

View = TypeVar("View", bound=Callable[..., Any])

ROOT = "/api/v1/"
REFERENCE = "#/components/schemas/"
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "opens_at": {"type": "string", "format": "date-time"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["loc", "msg"],
                "properties": {
                    "loc": {"type": "array", "items": {"type": ["string", "integer"]}},
                    "msg": {"type": "string"},
                },
            },
        },
    },
}


@dataclass(frozen=True, slots=True)
class Query:
    """What an address may say behind its question mark: a name, and the JSON schema of its values."""

    name: str
    schema: Mapping[str, Any]
    required: bool = False


@dataclass(frozen=True)
class Operation:
    """What a route does, for the description. A key of `answers` is a status; None is an answer without a body."""

    summary: str
    answers: Mapping[int, Any]
    problems: Sequence[int] = ()
    body: type[BaseModel] | None = None
    needs: str | None = None
    """"staff" for a session; None for everybody (or, as said in the summary, a trusted address)."""
    text: Mapping[int, str] = field(default_factory=dict)
    """Answers that are plain text, or may be when it is asked for, by status: their media type."""
    query: Sequence[Query] = ()
    files: Sequence[str] = ()
    """Media types in which a 200 may be asked for instead."""


def operation(described: Operation) -> Callable[[View], View]:
    """Attach `described` to a route."""

    def attach(view: View) -> View:
        view.operation = described  # type: ignore[attr-defined]
        return view

    return attach


def describe(app: Flask, title: str, version: str) -> dict[str, Any]:
    """Return the description of every route of `app` that has an Operation."""
    found = [
        (rule, method, described)
        for rule in app.url_map.iter_rules()
        if (described := getattr(app.view_functions[rule.endpoint], "operation", None)) is not None
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]
    types = list({id(t): t for _, _, o in found for t in [*o.answers.values(), o.body] if t is not None}.values())
    inputs: list[tuple[int, Any, TypeAdapter[Any]]] = [(id(t), _mode(t), TypeAdapter(t)) for t in types]
    schemas, shared = TypeAdapter.json_schemas(inputs, ref_template=REFERENCE + "{model}")
    by_type = {key: schema for (key, _), schema in schemas.items()}
    paths: dict[str, Any] = {}
    for rule, method, described in found:
        path, parameters = _path(rule.rule)
        named = {"operationId": _operation_id(method, path), "tags": [_names(path)[0]]}
        paths.setdefault(path, {})[method.lower()] = named | _entry(described, method, parameters, by_type)
    whole = {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version},
        "paths": paths,
        "components": {
            "schemas": {**shared.get("$defs", {}), "Problem": PROBLEM},
            "securitySchemes": {"staff": {"type": "http", "scheme": "bearer"}},
        },
    }
    return _shortly_named(whole)


def _names(path: str) -> list[str]:
    """Return an address below the API's root by its words alone; those at the root of the host begin with "root"."""
    words = [word for word in path.removeprefix(ROOT).split("/") if word and not word.startswith("{")]
    return words if path.startswith(ROOT) else ["root", *words]


def _operation_id(method: str, path: str) -> str:
    """Return the name by which programs know a route: GET /tickets/{token} is get_tickets_by_token."""
    last = path.rsplit("/", 1)[-1]
    by = [f"by_{last.strip('{}')}"] if last.startswith("{") else []
    return "_".join([method.lower(), *_names(path), *by]).replace("-", "_")


def _shortly_named(whole: dict[str, Any]) -> dict[str, Any]:
    """Give types of one name in several modules names of their own: Pairing's Shown is PairingShown.

    A type's title is its name: programs that make a client of the description name its classes by titles.
    """
    schemas = whole["components"]["schemas"]
    short = {name: short_name(name) for name in schemas}
    for name, schema in schemas.items():
        if "title" in schema:
            schema["title"] = short[name]
    whole["components"]["schemas"] = {short[name]: schema for name, schema in schemas.items()}
    _refer_anew(whole, short)
    return whole


def _refer_anew(part: Any, short: Mapping[str, str]) -> None:
    if isinstance(part, dict):
        if "$ref" in part:
            part["$ref"] = REFERENCE + short[part["$ref"].removeprefix(REFERENCE)]
        for inner in part.values():
            _refer_anew(inner, short)
    elif isinstance(part, list):
        for inner in part:
            _refer_anew(inner, short)


def short_name(name: str) -> str:
    """Return hall__web__pairing__Shown as PairingShown; any other name as it is."""
    *module, own = name.split("__")
    return (module[-1].title() if module else "") + own


def _mode(kind: Any) -> str:
    return "validation" if isinstance(kind, type) and issubclass(kind, BaseModel) else "serialization"


def _path(rule: str) -> tuple[str, list[dict[str, Any]]]:
    given = [part.split(">")[0].split(":") for part in rule.split("<")[1:]]
    path = "".join(
        "{" + p.split(">")[0].split(":")[-1] + "}" + p.split(">")[1] if ">" in p else p for p in rule.split("<")
    )
    return path, [
        {
            "name": name[-1],
            "in": "path",
            "required": True,
            "schema": {"type": "integer" if name[0] == "int" else "string"},
        }
        for name in given
    ]


def _entry(
    described: Operation, method: str, parameters: list[dict[str, Any]], schemas: Mapping[int, Any]
) -> dict[str, Any]:
    entry: dict[str, Any] = {"summary": described.summary, "parameters": list(parameters), "responses": {}}
    entry["parameters"] += [
        {"name": one.name, "in": "query", "required": one.required, "schema": dict(one.schema)}
        for one in described.query
    ]
    if method == "POST":
        entry["parameters"].append(
            {
                "name": "Idempotency-Key",
                "in": "header",
                "description": "The same key again gives the first answer and does nothing twice.",
                "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
            }
        )
    if described.body is not None:
        required = any(f.is_required() for f in described.body.model_fields.values())
        content = {"application/json": {"schema": schemas[id(described.body)]}}
        entry["requestBody"] = {"required": required, "content": content}
    for status, kind in described.answers.items():
        entry["responses"][str(status)] = _answer(described, status, kind, schemas)
    for status in described.problems:
        problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        entry["responses"][str(status)] = {"description": "See `detail`.", "content": problem}
    if described.needs is not None:
        entry["security"] = [{described.needs: []}]
    return entry


def _answer(described: Operation, status: int, kind: Any, schemas: Mapping[int, Any]) -> dict[str, Any]:
    content: dict[str, Any] = {} if kind is None else {"application/json": {"schema": schemas[id(kind)]}}
    if status in described.text:
        content[described.text[status]] = {"schema": {"type": "string"}}
    content |= {media: {"schema": {"type": "string", "format": "binary"}} for media in described.files}
    return {"description": "Done."} | ({"content": content} if content else {})
