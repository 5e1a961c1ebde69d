"""Whatever people may set, ask or be told stands where they look for it."""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from pydantic import BaseModel

import server
from hall.configuration import read_table, schema
from hall.demo import stage
from hall.journal import refusal
from hall.texts import Texts
from hall.web.bodies import Body

ROOT = Path(__file__).parents[2]
TEXTS = Texts.load(ROOT / "assets" / "text")
REFUSALS = {name for name, kind in vars(refusal).items() if isinstance(kind, type)} | {"SignInRefused"}


def keys(model: type[BaseModel], table: str = "") -> Iterator[tuple[str, str]]:
    """Every key of the configuration file, by the table that it stands in; "" is the file itself."""
    for name, field in model.model_fields.items():
        yield table, name
        for part in re.findall(r"hall\.configuration\.(?:schema|walls)\.(\w+)", str(field.annotation)):
            inner = getattr(schema, part, None)
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                yield from keys(inner, name)


def remarks() -> dict[str, list[str]]:
    """The lines of config.toml by table, empty ones left out; remarks before a table's header are that table's."""
    found: dict[str, list[str]] = {}
    waiting: list[str] = []
    table = ""
    for line in (ROOT / "config.toml").read_text(encoding="utf-8").splitlines():
        if header := re.fullmatch(r"(?:# )?\[+(?:\w+\.)?(\w+)\]+", line):
            table = header[1]
        if not line or (line.startswith("#") and not re.match(r"# (\w+ = |\[)", line)):
            waiting += [line] if line else []
            continue
        found.setdefault(table, []).extend([*waiting, line])
        waiting.clear()
    return found


REMARKS = remarks()


def explained(table: str, key: str) -> bool:
    """Whether a remark says what `key` is: the one directly above it, or one of its table that begins "key:"."""
    lines = REMARKS.get(table, [])
    above = any(
        re.match(rf"(?:# )?{key} = ", line) and before.startswith("# ") and not re.match(r"# (\w+ = |\[)", before)
        for before, line in pairwise(lines)
    )
    return above or any(re.match(rf"# (?:.*\. )?(?:\w+, )*{key}(?:, \w+)*: ", line) for line in lines)


@pytest.mark.parametrize(("table", "key"), sorted(set(keys(schema.File))))
def test_every_key_is_explained_in_the_file_itself(table: str, key: str) -> None:
    """Whoever looks for a key of the configuration finds in config.toml what it does; a table has its remarks."""
    if table:
        assert explained(table, key), f"config.toml does not say what {table}.{key} is"
    else:
        assert any(line.startswith("# ") for line in REMARKS.get(key, [])), f"config.toml does not explain [{key}]"


def codes() -> set[str]:
    """The code of every refusal that any part of the program raises."""
    found = set()
    for path in (p for folder in ("hall", "kiosk", "display", "counter") for p in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in REFUSALS
                and node.args
            ):
                code = node.args[0]
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    found.add(code.value)
    return found


def door_codes() -> set[str]:
    """The code of every no that a socket may hear."""
    pushes = [path for face in ("hall", "kiosk", "display", "counter") for path in (ROOT / face).rglob("*.py")]
    return {code for path in pushes for code in re.findall(r'refuse\("(\w+)"', path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("lang", TEXTS.languages)
def test_every_socket_that_is_refused_is_told_why_and_what_to_do(lang: str) -> None:
    """No page is left with a code alone."""
    assert len(door_codes()) > 5
    words = TEXTS.section(lang, "common")
    assert [code for code in door_codes() if not {f"refused_{code}", f"refused_{code}_do"} <= words.keys()] == []


@pytest.mark.parametrize("lang", TEXTS.languages)
def test_every_refusal_has_its_sentence(lang: str) -> None:
    """No reason for a no is without words in any language."""
    assert len(codes()) > 20
    assert not codes() - set(TEXTS.section(lang, "problems"))


MISTAKES = {
    "patternProperties": "string_pattern_mismatch",
    "maxLength": "string_too_long",
    "minLength": "string_too_short",
    "minimum": "greater_than_equal",
    "maximum": "less_than_equal",
    "maxItems": "too_long",
    "enum": "literal_error",
    "pattern": "string_pattern_mismatch",
    "date-time": "datetime_parsing",
    "string": "string_type",
    "integer": "int_type",
    "boolean": "bool_type",
    "array": "list_type",
    "object": "model_type",
    "null": "missing",
}
"""What the description of a body says, by the mistake (in the checking library's words) that is made against it."""
ASIDE = {"title", "description", "default", "properties", "items", "required", "anyOf", "additionalProperties", "$ref"}


def rules(schema: object) -> Iterator[str]:
    """Everything that a JSON schema demands, however deep."""
    if isinstance(schema, list):
        for inner in schema:
            yield from rules(inner)
    if not isinstance(schema, dict):
        return
    for word, value in schema.items():
        if word in {"properties", "$defs"}:
            yield from rules(list(value.values()))
        elif word in {"items", "anyOf"}:
            yield from rules(value)
        elif word in {"type", "format"}:
            yield value
        elif word not in ASIDE:
            yield word


@pytest.mark.parametrize("lang", TEXTS.languages)
def test_every_wrong_field_has_its_sentence(lang: str) -> None:
    """Whatever a body may be refused for is said in the actor's language."""
    demanded = {rule for model in Body.__subclasses__() for rule in rules(model.model_json_schema())}
    assert {"maxLength", "enum", "date-time"} <= demanded
    said = TEXTS.section(lang, "problems")
    assert not {rule for rule in demanded if f"field_{MISTAKES[rule]}" not in said}


def test_every_route_of_the_api_is_described(tmp_path: Path) -> None:
    """Each address under /api/v1 stands in the OpenAPI description with a summary."""
    table = stage.always_open(read_table(ROOT / "config.toml"), "http://127.0.0.1:8000")
    hall = server.build(table | {"voice": {"enabled": False}}, tmp_path, async_mode="threading")
    described = hall.app.test_client().get("/api/v1/openapi.json").get_json()["paths"]
    for rule in hall.app.url_map.iter_rules():
        if rule.rule.startswith("/api/v1/") and not rule.rule.endswith("openapi.json"):
            path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
            methods = (rule.methods or set()) - {"HEAD", "OPTIONS"}
            assert {m.lower() for m in methods} <= set(described.get(path, {})), f"{path} is not described"
            assert all(described[path][m.lower()]["summary"] for m in methods)
