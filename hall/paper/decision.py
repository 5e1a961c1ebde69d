"""The paper on which a decision is handed over: a refusal with its grounds, and where to object to it."""

from collections.abc import Mapping, Sequence
from datetime import date

from hall.paper.blocks import Badge, Block, Heading, Item, Pair, QrCode, Rule, Size, Slip, Space, Text, Title
from hall.plan.plan import Name
from hall.texts import named


def decision_slip(
    texts: Mapping[str, Mapping[str, str]],
    lang: str,
    *,
    hall: Name,
    case: str,
    matter: str,
    outcome: str,
    decided_on: date,
    instead_of: date | None,
    grounds: str,
    words: str,
    basis: Sequence[str],
    remedies: str,
    counter: Name,
    phone: str,
    url: str,
    reprint: bool = False,
) -> Slip:
    """Return a decision. `instead_of`: the day of the one that it corrects; `grounds` and `remedies` of a refusal.

    `outcome`, `grounds` and `remedies` are words in `lang` already; what is empty is left out.
    """
    say = texts[lang]
    blocks: list[Block] = [Title(named(hall, lang)), Text(say["decision"], Size.LARGE, bold=True, centred=True), Rule()]
    blocks += [Badge(say["reprint"])] if reprint else []
    facts = {
        "case": case,
        "matter": matter,
        "outcome": outcome,
        "decided_on": decided_on.isoformat(),
        "instead_of": instead_of.isoformat() if instead_of is not None else "",
    }
    blocks += [Pair(say[key], value) for key, value in facts.items() if value]
    reasons = [Text(line) for line in (grounds, words) if line]
    blocks += [Heading(say["grounds"]), *reasons] if reasons else []
    blocks += [Heading(say["basis"]), *(Item("•", law) for law in basis)] if basis and reasons else []
    blocks += [Heading(say["remedies"]), Text(remedies)] if remedies else []
    blocks += [Rule(), Pair(say["where"], named(counter, lang))]
    blocks += [Pair(say["phone"], phone)] if phone else []
    blocks += [Space(0.5), Text(say["stamp"]), Space(2.5), QrCode(url, say["scan_decision"])]
    return Slip(f"{say['decision']} {case}", tuple(blocks))
