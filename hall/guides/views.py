"""A business guide as pages and papers show it: every text in every language, limits and counts in words."""

from collections.abc import Callable, Mapping, Sequence

from typing_extensions import TypedDict  # the type that pydantic can read on Python 3.11

from hall.guides.guide import Form, Guide, Material, TimeLimit
from hall.guides.pinyin import read_pinyin
from hall.guides.search import found_by, guide_document
from hall.paper.slips import Material as PaperMaterial
from hall.plan.plan import Name
from hall.texts import Section, named

Words = Mapping[str, Section]
"""The catalogue section `guides` by language."""


class GuideInList(TypedDict):
    """A guide among others. `service` is whose ticket leads there."""

    id: str
    name: Name
    summary: Name
    service: str | None


class MaterialView(TypedDict):
    """One paper to bring. `wanted` tells how many originals and copies."""

    id: str
    name: Name
    wanted: Name
    required: bool
    note: Name | None


class StepView(TypedDict):
    """One step of the procedure."""

    name: Name
    text: Name


class FactView(TypedDict):
    """A fact by its key: promised_limit, statutory_limit, fee, where, hours, phone, result, forms."""

    key: str
    text: Name


class GuideView(GuideInList):
    """A whole guide. `found_by`: folded letters that a search without the server looks in."""

    facts: Sequence[FactView]
    conditions: Sequence[Name]
    materials: Sequence[MaterialView]
    steps: Sequence[StepView]
    basis: Sequence[Name]
    updated: str
    found_by: Sequence[str]


def guide_in_list(guide: Guide) -> GuideInList:
    """Return a guide as lists show it."""
    return GuideInList(id=guide.id, name=guide.name, summary=guide.summary, service=guide.service)


def guide_view(guide: Guide, words: Words) -> GuideView:
    """Return a whole guide."""
    return GuideView(
        **guide_in_list(guide),
        facts=[FactView(key=key, text=text) for key, text in facts(guide, words).items()],
        conditions=guide.conditions,
        materials=[_material_view(material, words) for material in guide.materials],
        steps=[StepView(name=step.name, text=step.text) for step in guide.steps],
        basis=guide.basis,
        updated=guide.updated.isoformat(),
        found_by=found_by(guide_document(guide), read_pinyin),
    )


def facts(guide: Guide, words: Words) -> Mapping[str, Name]:
    """Return what a visitor asks first, in the order in which it is shown."""
    found: dict[str, Name | None] = {
        "promised_limit": _promised(guide.limit, words),
        "statutory_limit": _statutory(guide.limit, words),
        "fee": guide.fee.text,
        "where": guide.place,
        "hours": guide.hours,
        "phone": dict.fromkeys(words, guide.telephone),
        "result": guide.result,
        "forms": _forms(guide.forms, words) if guide.forms else None,
    }
    return {key: text for key, text in found.items() if text is not None}


def paper_materials(guide: Guide, lang: str, words: Words) -> list[PaperMaterial]:
    """Return the materials as papers list them; what is not always needed says so."""
    optional = words[lang]["optional"]
    return [
        PaperMaterial(
            name=named(m.name, lang) if m.required else f"{named(m.name, lang)}{optional}",
            originals=m.originals,
            copies=m.copies,
            note=(m.note or {}).get(lang, ""),
        )
        for m in guide.materials
    ]


def _material_view(material: Material, words: Words) -> MaterialView:
    def wanted(say: Section) -> str:
        counts = {"originals": material.originals, "copies": material.copies}
        return str(say["comma"]).join(str(say[key]).format(n=n) for key, n in counts.items() if n)

    return MaterialView(
        id=material.id,
        name=material.name,
        wanted=_in_all(words, wanted),
        required=material.required,
        note=material.note,
    )


def _promised(limit: TimeLimit, words: Words) -> Name:
    def say(section: Section) -> str:
        days = limit.promised_workdays
        return str(section["workdays"]).format(n=days) if days else str(section["on_the_spot"])

    return _in_all(words, say)


def _statutory(limit: TimeLimit, words: Words) -> Name | None:
    key, days = ("workdays", limit.statutory_workdays) if limit.statutory_workdays else ("days", limit.statutory_days)
    if days is None:
        return None
    note = limit.note or {}
    return {
        lang: str(section[key]).format(n=days) + (str(section["note"]).format(note=note[lang]) if lang in note else "")
        for lang, section in words.items()
    }


def _forms(forms: Sequence[Form], words: Words) -> Name:
    return {
        lang: str(section["comma"]).join(
            str(section["form"]).format(form=named(f.name, lang), where=named(f.where, lang)) for f in forms
        )
        for lang, section in words.items()
    }


def _in_all(words: Words, say: Callable[[Section], str]) -> Name:
    return {lang: say(section) for lang, section in words.items()}
