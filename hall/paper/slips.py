"""What each paper says: ticket, business guide, one-time notice, receipt. No printer in sight.

`texts` is the catalogue section `slip` of every language: language → key → text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hall.paper.blocks import (
    Badge,
    BigNumber,
    Block,
    FillIn,
    Heading,
    Item,
    Pair,
    QrCode,
    Rule,
    Size,
    Slip,
    Space,
    Text,
    Tick,
    Title,
)
from hall.paper.ticket_texts import NO_TEXTS, TicketTexts
from hall.paper.waits import Wait, wait_told
from hall.paper.wifi import Wifi
from hall.paper.words import PaperWords, Texts
from hall.plan.plan import Name


@dataclass(frozen=True, slots=True)
class Material:
    """A document to bring or to hand in, with how many originals and copies."""

    name: str
    originals: int = 1
    copies: int = 0
    note: str = ""


def ticket_slip(
    texts: Texts,
    lang: str,
    *,
    hall: Name,
    number: str,
    service: Name,
    visitor_class: Name | None,
    issued_at: datetime,
    ahead: int,
    others: int,
    wait: Wait | None,
    zone: Name | None,
    url: str,
    wifi: Wifi | None,
    then: Sequence[Name] = (),
    own: TicketTexts = NO_TEXTS,
    reprint: bool = False,
) -> Slip:
    """Return a ticket (号票). `issued_at` in the hall's own time; `wait` is None when nobody is due who would call.

    `visitor_class` is its name, None for the normal one. `ahead` are those of the same service, `others` about how many
    of other services its counters call before. `then`: the services that follow on it. `wifi`: what phones join, None
    where the hall names none. `own`: its own words.
    """
    words = PaperWords(texts, lang)
    blocks: list[Block] = [Title(words.name(hall), words.also_name(hall))]
    if own.greeting is not None:
        blocks.append(Text(words.name(own.greeting), Size.SMALL, centred=True))
    blocks.append(Rule())
    blocks.append(Text(words.both("your_number"), Size.SMALL, centred=True))
    blocks.append(BigNumber(number))
    blocks.append(Text(words.name(service), Size.LARGE, bold=True, centred=True))
    if also := words.also_name(service):
        blocks.append(Text(also, Size.SMALL, centred=True))
    blocks += [Text(words.say("then", service=words.name(following)), centred=True) for following in then]
    if visitor_class is not None:
        blocks.append(Badge(f"{words.name(visitor_class)} {words.also_name(visitor_class)}".strip()))
    if reprint:
        blocks.append(Badge(words.both("reprint")))
    blocks.append(Rule())
    before = "ahead_others" if others > ahead else "ahead_value" if ahead else "ahead_none"
    blocks.append(words.pair("ahead", words.say(before, ahead=ahead, others=others)))
    if wait is not None:
        blocks.append(words.pair("wait", wait_told(words.texts[words.lang], wait)))
    if zone is not None:
        blocks.append(words.pair("zone", words.name(zone)))
    blocks.append(words.pair("issued_at", _moment(issued_at)))
    blocks.extend(Text(words.name(note), Size.SMALL) for note in own.notes)
    blocks.append(Rule())
    blocks.append(QrCode(url, words.say("scan_ticket"), words.also("scan_ticket")))
    if wifi is not None:
        captions = (say("scan_wifi", name=wifi.name) for say in (words.say, words.also))
        blocks += [Space(0.5), QrCode(wifi.code, *captions)]
    blocks.append(Text(words.name(own.advice) if own.advice else words.say("listen"), Size.SMALL, centred=True))
    return Slip(f"{words.say('ticket')} {number}", tuple(blocks))


def guide_slip(
    texts: Texts,
    lang: str,
    *,
    hall: Name,
    title: str,
    conditions: Sequence[str] = (),
    materials: Sequence[Material] = (),
    steps: Sequence[str] = (),
    facts: Mapping[str, str],
    basis: Sequence[str] = (),
    url: str,
    printed_at: datetime,
) -> Slip:
    """Return a business guide (办事指南) to take home.

    `facts`: any of promised_limit, statutory_limit, fee, where, hours, phone, forms, in the order to print them.
    """
    words = PaperWords(texts, lang)
    blocks: list[Block] = [Title(words.name(hall)), Text(words.say("guide"), Size.SMALL, centred=True), Rule()]
    blocks += [Text(title, Size.LARGE, bold=True), Space(0.3)]
    blocks.extend(Pair(words.say(key), value) for key, value in facts.items() if value)
    blocks.extend(_section(words, "conditions", [Item("•", line) for line in conditions]))
    blocks.extend(_section(words, "materials", _ticks(words, materials)))
    blocks.extend(_section(words, "steps", _counted(steps)))
    blocks.extend(_section(words, "basis", [Item("•", line) for line in basis]))
    blocks.append(Rule())
    blocks.append(QrCode(url, words.say("scan_guide")))
    blocks.append(Text(words.say("printed_at", at=_moment(printed_at)), Size.SMALL))
    return Slip(f"{words.say('guide')} {title}", tuple(blocks))


def test_slip(texts: Texts, lang: str, *, hall: Name, printer: str, url: str, printed_at: datetime) -> Slip:
    """Return a paper that shows whether a printer prints well."""
    words = PaperWords(texts, lang)
    blocks: list[Block] = [Title(words.name(hall)), Rule(), Text(words.say("test"), Size.LARGE, bold=True)]
    blocks += [Text(words.say("test_text", printer=printer)), Text(words.also("test_text", printer=printer))]
    blocks += [BigNumber("A001"), QrCode(url, words.say("test_scan")), Text(_moment(printed_at), Size.SMALL)]
    return Slip(f"{words.say('test')} {printer}", tuple(blocks))


def notice_slip(
    texts: Texts,
    lang: str,
    *,
    hall: Name,
    matter: str,
    reference: str,
    missing: Sequence[Material],
    remark: str = "",
    steps: Sequence[str] = (),
    basis: Sequence[str] = (),
    time_limit: str = "",
    counter: Name,
    clerk: str,
    phone: str = "",
    issued_at: datetime,
    url: str,
) -> Slip:
    """Return a one-time notice (一次性告知单): all that is missing, told at once, with the clerk's own `remark`.

    `clerk` as the hall shows it.
    """
    words = PaperWords(texts, lang)
    blocks: list[Block] = [Title(words.name(hall)), Text(words.say("notice"), Size.LARGE, bold=True, centred=True)]
    blocks += [Rule(), Pair(words.say("matter"), matter), Pair(words.say("reference"), reference)]
    blocks.append(Space(0.5))
    blocks.append(Text(words.say("notice_opening")))
    blocks.extend(_section(words, "missing", _ticks(words, missing)))
    blocks.extend(_section(words, "remark", [Text(remark)] if remark else []))
    blocks.extend(_section(words, "steps", _counted(steps)))
    blocks.extend(_section(words, "basis", [Item("•", line) for line in basis]))
    blocks.append(Rule())
    facts = {"notice_limit": time_limit, "where": words.name(counter), "clerk": clerk, "phone": phone}
    blocks.extend(Pair(words.say(key), value) for key, value in facts.items() if value)
    blocks.append(Pair(words.say("told_at"), _moment(issued_at)))
    blocks += [FillIn(words.say("signed_by_visitor")), Space(0.5), Text(words.say("stamp")), Space(2.5)]
    blocks.append(QrCode(url, words.say("scan_notice")))
    return Slip(f"{words.say('notice')} {reference}", tuple(blocks))


def receipt_slip(
    texts: Texts,
    lang: str,
    *,
    hall: Name,
    matter: str,
    case: str,
    applicant: str = "",
    received: Sequence[Material] | None = (),
    others: Sequence[Material] = (),
    received_at: datetime,
    due: date | None,
    provisional: bool = False,
    counter: Name,
    clerk: str,
    phone: str = "",
    code: str = "",
    url: str,
    reprint: bool = False,
) -> Slip:
    """Return the receipt (回执单) of an accepted case. `due`: the promised day; `provisional`: it may still move.

    `received`: what was handed in, None where nobody said; `others`: what else is required. No box is ticked that
    nobody has ticked. `code` is what its holder can tell when the QR code cannot be read.
    """
    words = PaperWords(texts, lang)
    blocks: list[Block] = [Title(words.name(hall)), Text(words.say("receipt"), Size.LARGE, bold=True, centred=True)]
    blocks += [Rule(), Text(words.say("case"), Size.SMALL, centred=True)]
    blocks += [Text(case, Size.LARGE, bold=True, centred=True)]
    blocks += [Badge(words.both("reprint")), Rule()] if reprint else [Rule()]
    blocks.append(Pair(words.say("applicant"), applicant) if applicant else FillIn(words.say("applicant")))
    facts = {
        "matter": matter,
        "received_at": _moment(received_at),
        "due": due.isoformat() if due is not None else words.say("on_the_spot"),
        "receipt_code": code,
        "where": words.name(counter),
        "clerk": clerk,
        "phone": phone,
    }
    blocks.extend(Pair(words.say(key), value) for key, value in facts.items() if value)
    if provisional:
        blocks.append(Text(words.say("due_provisional"), Size.SMALL))
    blocks.extend(_section(words, "received", _ticks(words, received or (), ticked=True)))
    blocks.extend(_section(words, "to_tick" if received is None else "not_received", _ticks(words, others)))
    blocks += [Space(0.5), Text(words.say("stamp")), Space(2.5)]
    blocks.append(QrCode(url, words.say("scan_receipt")))
    blocks.append(Text(words.say("keep_receipt"), Size.SMALL))
    return Slip(f"{words.say('receipt')} {case}", tuple(blocks))


def feedback_slip(
    texts: Texts,
    lang: str,
    *,
    hall: Name,
    kind: str,
    number: str,
    given_at: datetime,
    due: date,
    provisional: bool,
    url: str,
) -> Slip:
    """Return the receipt of what a visitor said of the hall. `due`: an answer is promised by then."""
    words = PaperWords(texts, lang)
    blocks: list[Block] = [Title(words.name(hall)), Text(words.say("feedback"), Size.LARGE, bold=True, centred=True)]
    blocks += [Rule(), Text(number, Size.LARGE, bold=True, centred=True), Text(kind, centred=True), Rule()]
    blocks += [Pair(words.say("given_at"), _moment(given_at)), Pair(words.say("answer_due"), due.isoformat())]
    if provisional:
        blocks.append(Text(words.say("due_provisional"), Size.SMALL))
    blocks += [Space(0.5), QrCode(url, words.say("scan_feedback"), words.also("scan_feedback"))]
    return Slip(f"{words.say('feedback')} {number}", tuple(blocks))


def _section(words: PaperWords, key: str, lines: Sequence[Block]) -> list[Block]:
    return [Heading(words.say(key)), *lines] if lines else []


def _counted(lines: Sequence[str]) -> list[Block]:
    return [Item(f"{number}.", line) for number, line in enumerate(lines, 1)]


def _ticks(words: PaperWords, materials: Sequence[Material], *, ticked: bool = False) -> list[Block]:
    """Return a box for each of `materials`, with how many are wanted."""
    ticks: list[Block] = []
    for material in materials:
        wanted = [words.say("originals", n=material.originals)] if material.originals else []
        wanted += [words.say("copies", n=material.copies)] if material.copies else []
        wanted += [material.note] if material.note else []
        ticks.append(Tick(material.name, words.say("comma").join(wanted), ticked))
    return ticks


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
