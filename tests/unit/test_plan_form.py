"""The forms of the settings: made from the schema alone, with words for every field and for every mistake."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path

import pytest

from hall.configuration import MACHINE, ConfigurationError, from_table
from hall.configuration.form import FormField, plan_form
from hall.configuration.guide_form import guide_form
from hall.configuration.schema import File
from hall.configuration.sentences import translated
from hall.guides.guide import Guide
from hall.texts import Texts
from tests.unit import test_configuration
from tests.unit.test_configuration import SAMPLE, changed

TEXTS = Texts.load(Path(__file__).parents[2] / "assets" / "text")
FORM = {field["key"]: field for field in plan_form()}


def named(form: Sequence[FormField], table: str = "") -> Iterator[tuple[str, FormField]]:
    """Every field by the name that its words have."""
    for field in form:
        name = f"{table}_{field['key']}" if table else field["key"]
        yield name, field
        yield from named(field["fields"], field["key"])


def test_every_table_of_the_plan_has_its_form() -> None:
    """What belongs to one computer is left out, and nothing else."""
    assert set(FORM) == set(File.model_fields) - set(MACHINE)
    assert "public_url" in {field["key"] for field in FORM["hall"]["fields"]}


def test_kinds_are_read_from_the_types() -> None:
    """A reference knows its table, a number its bounds, a choice what there is to choose."""
    service = {field["key"]: field for field in FORM["services"]["fields"]}
    assert (service["group"]["kind"], service["group"]["refers"]) == ("ref", "groups")
    assert (service["then"]["kind"], service["then"]["refers"]) == ("refs", "services")
    assert (service["usual_min"]["least"], service["usual_min"]["most"]) == (0, 480)
    assert (service["covers"]["kind"], service["covers"]["required"]) == ("name", False)
    voice = {field["key"]: field for field in FORM["voice"]["fields"]}
    assert (voice["one"]["kind"], voice["one"]["choices"]) == ("choice", ["一", "幺"])
    hours = {field["key"]: field["kind"] for field in FORM["hours"]["fields"]}
    assert (hours["mon"], hours["turns_at"], hours["exceptions"]) == ("spans", "text", "days")


@pytest.mark.parametrize("lang", TEXTS.languages)
def test_every_field_has_its_words(lang: str) -> None:
    """No manager is shown a key of the file."""
    words = TEXTS.section(lang, "settings")
    assert [name for name, _ in named(plan_form()) if name not in words] == []
    choices = [
        f"{name}_{one}" for name, field in named(plan_form()) if field["kind"] == "choice" for one in field["choices"]
    ]
    assert [name for name in choices if name.isascii() and name not in words] == []


WRONG = [case[0] for case in test_configuration.test_each_mistake_is_named_by_its_key.pytestmark[0].args[1]]
"""Every wrong configuration that the tests know."""
OF_THE_COMPUTER = (*MACHINE, "loudspeaker.player")
MORE = (
    changed("queue", "calls_before_no_show", to=9),
    changed("services", 0, "usual_min", to=500),
    changed("services", 0, "then", to=["tax"] * 6),
    changed("hall", "name", to={"zh": "厅\u202e", "en": "Hall"}),
    changed("voice", "languages", to=["zh", "zh"]),
    changed("voice", "enabled", to=1),
    changed("zones", 0, "id", to="media"),
    changed("ticket", to={"greeting": {"zh": "欢" * 61, "en": "Welcome"}}),
    changed("ticket", to={"notes": [{"zh": "一", "en": "one"}] * 5}),
    changed("ticket", to={"advice": {"zh": "看屏幕", "en": "\u202e"}}),
    changed("phrases", to={"free": {"zh": [""], "en": []}}),
    *(changed("hall", "name", to=name) for name in ({"zh": "厅"}, {"en": "Hall"}, {})),
    *(changed("phrases", to={"free": said}) for said in ({"zh": []}, {"en": []}, {})),
)


@pytest.mark.parametrize("table", [*WRONG, *MORE])
def test_every_mistake_in_a_plan_is_said_in_chinese(table: dict[str, object]) -> None:
    """The sentence of the check is known to the catalogue, with what it names."""
    with pytest.raises(ConfigurationError) as wrong:
        from_table(table)
    for line in wrong.value.mistakes:
        key, _, sentence = line.partition(": ")
        if not key.startswith(OF_THE_COMPUTER):
            said = translated(TEXTS, "zh", sentence)
            assert said != sentence, line
            assert "{" not in said
            assert not {"zh", "en", "and"} & set(said.split()), said
            assert translated(TEXTS, "en", sentence) == sentence


def test_what_a_mistake_names_is_kept() -> None:
    """The value and the other row stand in the translation."""
    with pytest.raises(ConfigurationError) as wrong:
        from_table({**SAMPLE, "services": [*SAMPLE["services"], {**SAMPLE["services"][0], "id": "more"}]})
    (line,) = wrong.value.mistakes
    assert translated(TEXTS, "zh", line.partition(": ")[2]) == "'A' 已被 services[0] 使用"


@pytest.mark.parametrize("lang", TEXTS.languages)
def test_every_field_of_a_guide_has_its_words_and_a_kind(lang: str) -> None:
    """No manager is shown a key of a guide's file, and no field of a guide is without its form."""
    words, form = TEXTS.section(lang, "settings"), guide_form()
    assert {field["key"] for field in form} == {field.name for field in fields(Guide)} - {"id"}
    whole = [f"guide_{one['key']}" for one in form if not one["fields"]] + [one["key"] for one in form if one["fields"]]
    inner = [f"{one['key']}_{of['key']}" for one in form for of in one["fields"]]
    assert [name for name in whole + inner if name not in words] == []
    kinds = {field["key"]: field["kind"] for field in form}
    assert (kinds["name"], kinds["basis"], kinds["keywords"], kinds["updated"]) == ("prose", "proses", "words", "date")
    materials = {field["key"]: field for field in next(one for one in form if one["key"] == "materials")["fields"]}
    assert (materials["form"]["kind"], materials["form"]["refers"]) == ("ref", "forms")
    assert (materials["copies"]["least"], materials["copies"]["most"]) == (0, 99)
