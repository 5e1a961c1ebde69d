"""The shapes of answers and pictures for the pages' code, in TypeScript, from the types that make them.

`.venv/bin/python -m tests.house.shapes` writes assets/js/shapes.d.ts anew.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import wrap
from typing import Any

from pydantic import TypeAdapter

import server
from hall.configuration import read_table
from hall.demo import stage
from hall.queue.views.screens import GuideScreen
from hall.web.openapi import REFERENCE, short_name
from kiosk.touchscreen.pictures import OwnTicket, Printers, Services

ROOT = Path(__file__).parents[2]
FILE = ROOT / "assets" / "js" / "shapes.d.ts"
HEAD = """\
// What the server answers and pushes, made from the types in hall/ and the faces. Not written by hand:
// .venv/bin/python -m tests.house.shapes

/** By language. */
export type Text = Record<string, string>;
"""
PUSHED = (GuideScreen, OwnTicket, Printers, Services)
"""Pictures that no answer has."""
WIDTH = 120


def text() -> str:
    """Return the whole file."""
    shapes = sorted((short_name(name), shape) for name, shape in (_pushed() | _answered()).items())
    return HEAD + "".join(f"\n{_declared(name, shape)}\n" for name, shape in shapes)


def _answered() -> dict[str, Any]:
    """Return the schemas that the answers of the API reach."""
    with TemporaryDirectory() as data:
        table = stage.always_open(read_table(ROOT / "config.toml"), "http://127.0.0.1:8000")
        hall = server.build(table | {"voice": {"enabled": False}}, Path(data), async_mode="threading")
        described = hall.app.test_client().get("/api/v1/openapi.json").get_json()
    schemas = described["components"]["schemas"]
    answers = [entry["responses"] for path in described["paths"].values() for entry in path.values()]
    reached: dict[str, Any] = {}
    waiting = list(_names(answers))
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached[name] = schemas[name]
            waiting += _names(schemas[name])
    return reached


def _names(schema: Any) -> Iterator[str]:
    """Find every schema that is referred to."""
    if isinstance(schema, Mapping):
        if "$ref" in schema:
            yield schema["$ref"].removeprefix(REFERENCE)
        for inner in schema.values():
            yield from _names(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from _names(inner)


def _pushed() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for kind in PUSHED:
        schema = TypeAdapter(kind).json_schema(mode="serialization", ref_template=REFERENCE + "{model}")
        found |= schema.pop("$defs", {})
        found[kind.__name__] = schema
    return found


def _declared(name: str, schema: Mapping[str, Any]) -> str:
    """Return one type, as many fields in a line as there is room for."""
    said = " ".join(schema.get("description", "").split("\n\n")[0].split())
    remark = f"/** {said} */\n" if said and len(said) < WIDTH - 7 else ""
    if schema.get("type") != "object" or "properties" not in schema:
        return f"{remark}export type {name} = {_type(schema)};"
    required = set(schema.get("required", ()))
    fields = [f"{key}{'' if key in required else '?'}: {_type(inner)};" for key, inner in schema["properties"].items()]
    lines = wrap(" ".join(field.replace(" ", "\0") for field in fields), WIDTH - 2, break_long_words=False)
    return f"{remark}export interface {name} {{\n" + "".join(f"  {line}\n" for line in lines).replace("\0", " ") + "}"


def _type(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return short_name(schema["$ref"].removeprefix(REFERENCE))
    if "const" in schema or "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema.get("enum", [schema.get("const")]))
    if "anyOf" in schema:
        return " | ".join(_type(one) for one in schema["anyOf"])
    kind = schema.get("type")
    if kind == "array":
        inner = _type(schema.get("items", {}))
        return f"({inner})[]" if " | " in inner else f"{inner}[]"
    if kind == "object":
        if schema.get("additionalProperties") == {"type": "string"}:
            return "Text"
        inner = schema.get("additionalProperties")
        return f"Record<string, {_type(inner) if isinstance(inner, Mapping) else 'unknown'}>"
    simple = {"integer": "number", "number": "number", "string": "string", "boolean": "boolean", "null": "null"}
    return " | ".join(simple[one] for one in ([kind] if isinstance(kind, str) else kind or ())) or "unknown"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
