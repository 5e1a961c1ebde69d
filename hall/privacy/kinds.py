"""Everything that vaults keep: what, of whom, and which setting says for how long. The one list; pure.

A vault or a fact that is not in it fails tests/house/test_privacy_table.py.
"""

from dataclasses import dataclass
from typing import Literal

Whom = Literal["visitor", "staff", "platform"]
Keeps = Literal["keep_visits_days", "keep_cases_days", "keep_feedback_days", "keep_appointments_days"]


@dataclass(frozen=True, slots=True)
class Kind:
    """Facts of one kind in a vault; numbered ones ("words-7") by the word before their number.

    `keeps` is the key of [privacy] that says for how long; None: until a rule of its own deletes it.
    """

    name: str
    vault: str
    facts: frozenset[str]
    whom: Whom
    keeps: Keeps | None


def _kind(name: str, vault: str, facts: str, whom: Whom, keeps: Keeps | None) -> Kind:
    return Kind(name, vault, frozenset(facts.split()), whom, keeps)


VISITS = ""
"""The name of the vault in which several kinds lie beside one another, told apart by their facts."""
KINDS = (
    _kind("visit", VISITS, "phone comment contact reasons note outcome", "visitor", "keep_visits_days"),
    _kind("notice", VISITS, "remark", "visitor", "keep_visits_days"),
    _kind("handover", VISITS, "handover", "visitor", "keep_visits_days"),
    _kind("reminder", "reminders", "phone", "visitor", None),
    _kind("case", "cases", "applicant phone remark words", "visitor", "keep_cases_days"),
    _kind("enquiry", "enquiries", "about reply", "visitor", "keep_visits_days"),
    _kind("feedback", "feedback", "text contact about answer answer_again appeal", "visitor", "keep_feedback_days"),
    _kind("appointment", "appointments", "name phone", "visitor", "keep_appointments_days"),
    _kind("patrol", "patrol", "text remark", "staff", "keep_feedback_days"),
    _kind("webhook_key", "webhooks", "key", "platform", None),
)
PERSONAL = tuple(kind for kind in KINDS if kind.whom != "platform")


def kind_of(vault: str, facts: frozenset[str]) -> Kind:
    """Return of which kind the facts are that are kept under one token; what a newer version keeps is the first's."""
    named = {word_of(fact) for fact in facts}
    there = [kind for kind in KINDS if kind.vault == vault]
    return next((kind for kind in there if named & kind.facts), there[0])


def word_of(fact: str) -> str:
    """Return a fact's name without the number behind it."""
    return fact.partition("-")[0]
