"""Drafts of the plan over HTTP, for managers: checked, brought onto a newer version, read out of a file."""

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any

from flask import Blueprint, Response, request
from pydantic import Field
from typing_extensions import TypedDict

from counter.manager.plan_effects import Effect, effects
from hall.configuration import Configuration, ConfigurationError, from_table, settings_of, with_machine
from hall.configuration.advice import advice
from hall.configuration.sentences import translated
from hall.journal.refusal import Wrong
from hall.media.files import FOLDER, shown
from hall.plan.check import Difference, differences
from hall.plan.merge import merge
from hall.signs.files import BadProtocol, folders, protocol
from hall.texts import FIRST_LANGUAGE
from hall.web.bodies import Body, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation

LARGEST_PLAN = 1024 * 1024
"""In bytes: a hall of 150 counters takes a twentieth."""
PROBLEMS = (400, 401, 403, 404, 413, 422, 503)
_FOLDER = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LOC = re.compile(r"[^.\[\]]+")
_PLACE = re.compile(r"[0-9]{1,9}")
"""Of a row; whoever sends a key of other digits, as ², is told of it as of any other."""


class PlanBody(Body):
    """A whole plan, as `config.toml` would say it."""

    plan: dict[str, Any]


class DraftBody(PlanBody):
    """A plan that somebody is writing, and the version that it was made from: usually the newest."""

    version: Annotated[str, Field(pattern=r"^[0-9]{1,9}$")] | None = None


class PlanFile(Body):
    """A file as it was exported, or a whole `config.toml`."""

    text: Annotated[str, Field(max_length=LARGEST_PLAN)]


class Mistake(TypedDict):
    """What is wrong, and where in the plan."""

    loc: Sequence[str | int]
    msg: str


class Changed(TypedDict):
    """One key that a change changed."""

    key: str
    before: Any
    after: Any


class Checked(TypedDict):
    """Whether a plan would do, what it would do, and what it would change in the version that it was made from.

    `version` is the newest one; `advice` names what is no mistake and might still be better.
    """

    version: str
    mistakes: Sequence[Mistake]
    advice: Sequence[Mistake]
    effects: Sequence[Effect]
    changes: Sequence[Changed]


class Merged(TypedDict):
    """A draft on the newest version; of `conflicts`, `before` is what counts now and `after` what the draft says."""

    version: str
    plan: Mapping[str, Any]
    conflicts: Sequence[Changed]


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("plan_drafts", __name__, url_prefix="/api/v1/plan")
    plans, desk = context.plans, context.desk

    def manager(largest: int = LARGEST_PLAN) -> None:
        request.max_content_length = largest  # before the body is looked at to tell repeats
        actor(context[Guard].session("manage").staff.id)

    def draft() -> tuple[dict[str, Any], int]:
        asked = body(DraftBody)
        return settings_of(asked.plan), plans.newest() if asked.version is None else int(asked.version)

    @routes.post("/check")
    @operation(
        Operation(
            "Say what is wrong with a plan, and what it would do. Changes nothing.",
            {200: Checked},
            problems=PROBLEMS,
            body=DraftBody,
            needs="staff",
        )
    )
    def check() -> Response:
        manager()
        table, seen = draft()
        changes = changed(plans.table(seen), table)
        found, furnished = read_plan(context, table)
        newest = str(plans.newest())
        if furnished is None:
            return answer(Checked(version=newest, mistakes=found, advice=[], effects=[], changes=changes))
        advised = [_mistake(context, line) for line in (*advice(furnished), *_media_gone(context, furnished))]
        before = context.configuration
        done = desk.look(lambda day, now: effects(context.texts, day, now, before, furnished))
        return answer(Checked(version=newest, mistakes=[], advice=advised, effects=done, changes=changes))

    @routes.post("/merge")
    @operation(
        Operation(
            "Bring a plan made from an older version onto the newest. Where both changed the same key the plan sent "
            "stands, and `conflicts` has what it would overwrite. Changes nothing.",
            {200: Merged},
            problems=PROBLEMS,
            body=DraftBody,
            needs="staff",
        )
    )
    def bring() -> Response:
        manager()
        table, seen = draft()
        newest = plans.newest()
        plan, conflicts = merge(plans.table(seen), table, plans.table(newest))
        return answer(Merged(version=str(newest), plan=plan, conflicts=differing(conflicts)))

    @routes.post("/read")
    @operation(
        Operation(
            "Read a plan out of a file (managers). Changes nothing.",
            {200: dict[str, Any]},
            problems=PROBLEMS,
            body=PlanFile,
            needs="staff",
        )
    )
    def read() -> Response:
        manager(2 * LARGEST_PLAN)
        return answer({"plan": in_file(body(PlanFile).text, "plan_file_unreadable", settings_of)})

    return routes


def read_plan(context: Context, table: Mapping[str, Any]) -> tuple[list[Mistake], Configuration | None]:
    """Return what is wrong with a plan, or else what it means."""
    try:
        furnished = from_table(with_machine(table, context.file))
        mistakes = [*_paths(table), *_protocols(context, furnished)]
    except ConfigurationError as why:
        furnished, mistakes = None, why.mistakes
    return [_mistake(context, line) for line in mistakes], None if mistakes else furnished


def _paths(table: Mapping[str, Any]) -> Iterator[str]:
    """Give a mistake for each printer that would write anywhere on this computer: whoever sits here may, no browser."""
    for i, printer in enumerate(table.get("printers", ())):
        if printer.get("folder") and not _FOLDER.fullmatch(printer["folder"]):
            yield f"printers[{i}].folder: must be the name of a folder alone, as papers; a path stands in config.toml"


def _protocols(context: Context, furnished: Configuration) -> Iterator[str]:
    """Give a mistake for each sign whose protocol is not there or cannot be used: it would stay dark."""
    for i, sign in enumerate(furnished.file.signs):
        try:
            protocol(sign.protocol, folders(context.data, context.root))
        except BadProtocol as why:
            yield f"signs[{i}].protocol: {why}"


def _media_gone(context: Context, furnished: Configuration) -> Iterator[str]:
    """Say which files of the walls' list are not there."""
    there = shown(context.data / FOLDER)
    for i, part in enumerate(furnished.file.media):
        if part.file not in there:
            yield f"media[{i}].file: there is no {part.file!r} in media; walls leave it out"


def _mistake(context: Context, line: str) -> Mistake:
    key, _, said = line.partition(": ")
    return Mistake(loc=loc_of(key), msg=translated(context.texts, asked_language(context), said))


def loc_of(key: str) -> Sequence[str | int]:
    """Return where a key such as `services[2].prefix` leads, part by part."""
    return [int(part) if _PLACE.fullmatch(part) else part for part in _LOC.findall(key)]


def asked_language(context: Context) -> str:
    """Return the language in which the present request wants to be told."""
    return request.accept_languages.best_match(context.texts.languages) or FIRST_LANGUAGE


def changed(before: Any, after: Any) -> list[Changed]:
    """Return what differs between two plans, or two guides."""
    return differing(differences(before, after))


def differing(found: Iterable[Difference]) -> list[Changed]:
    """Return differences as they are answered."""
    return [Changed(key=one.key, before=one.before, after=one.after) for one in found]


def in_file(text: str, unreadable: str, wanted: Callable[[Mapping[str, Any]], dict[str, Any]] = dict) -> dict[str, Any]:
    """Return what is `wanted` of a TOML file, in JSON's own values. Raises Wrong, as `unreadable`, when it is none."""
    try:
        table = tomllib.loads(text.removeprefix("\ufeff"))
        plain: dict[str, Any] = json.loads(json.dumps(wanted(table), default=str, allow_nan=False))
    except (ValueError, RecursionError) as why:  # of TOML, or what JSON has no word for
        raise Wrong(unreadable, field="text", why=str(why)) from why
    return plain
