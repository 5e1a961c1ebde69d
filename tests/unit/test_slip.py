"""What is on a paper, how its lines break, and how it looks as a picture."""

import json
import tomllib
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from string import Formatter
from typing import TypeVar

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from hall.paper.blocks import (
    BigNumber,
    Block,
    Heading,
    Item,
    Pair,
    QrCode,
    Size,
    Slip,
    Space,
    Text,
    Tick,
    Title,
    from_plain,
    to_plain,
)
from hall.paper.decision import decision_slip
from hall.paper.slips import Material, guide_slip, notice_slip, receipt_slip, ticket_slip
from hall.paper.ticket_texts import TicketTexts
from hall.paper.waits import Wait
from hall.paper.wifi import Wifi
from hall.paper.words import Texts
from hall.plan.plan import Name
from hall.printing.breaking import NEVER_FIRST, NEVER_LAST, break_lines, clean
from hall.printing.face import Face
from hall.printing.layout import lay_out
from hall.printing.raster import Raster
from hall.printing.sheet import A4, ROLL_58, ROLL_80, ROLLS, Box, Code, Sheet, Type

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "assets" / "fonts"
TEXTS: Texts = {
    lang: tomllib.loads((ROOT / "assets" / "text" / lang / "slip.toml").read_text(encoding="utf-8"))
    for lang in ("zh", "en")
}
B = TypeVar("B", bound=Block)
NOW = datetime(2026, 11, 23, 14, 5, tzinfo=timezone(timedelta(hours=8)))
HALL: Name = {"zh": "海州市政务服务中心", "en": "Haizhou Government Service Centre"}
URL = "http://192.168.10.20:8000/t/abcdefghijklmnopqrstuv"
COUNTER: Name = {"zh": "3 号窗口", "en": "Counter 3"}
MATERIALS = [Material("居民身份证", 1, 1, "复印在同一页"), Material("户口簿", 1, 0), Material("照片", 0, 2)]
RASTERS = {mm: Raster(sheet, FONTS) for mm, sheet in ROLLS.items()}
FACE = Face(FONTS)


def ticket(lang: str = "zh", **other: object) -> Slip:
    facts: dict[str, object] = {
        "hall": HALL,
        "number": "A001",
        "service": {"zh": "社会保险综合业务", "en": "Social insurance"},
        "visitor_class": None,
        "issued_at": NOW,
        "ahead": 5,
        "others": 0,
        "wait": Wait(12, 19),
        "zone": {"zh": "一楼 A 区", "en": "Ground floor, Area A"},
        "url": URL,
        "wifi": None,
    }
    return ticket_slip(TEXTS, lang, **{**facts, **other})  # type: ignore[arg-type]


def guide(lang: str = "zh", steps: int = 4) -> Slip:
    return guide_slip(
        TEXTS,
        lang,
        hall=HALL,
        title="参保人员基本信息变更登记",
        conditions=["已在本市参加社会保险"],
        materials=MATERIALS,
        steps=[f"第{n}步：到窗口提交材料，工作人员当场核对" for n in range(steps)],
        facts={
            "promised_limit": "当场办结",
            "fee": "",
            "hours": "周一至周五 8:30–12:00，13:00–17:30（法定节假日除外）",
        },
        basis=["《中华人民共和国社会保险法》第五十七条"],
        url="http://192.168.10.20:8000/guides/social-change",
        printed_at=NOW,
    )


def notice(lang: str = "zh", remark: str = "") -> Slip:
    return notice_slip(
        TEXTS,
        lang,
        hall=HALL,
        matter="参保登记",
        reference="G2026-0042",
        missing=MATERIALS,
        remark=remark,
        steps=["补齐后到窗口"],
        basis=["《中华人民共和国行政许可法》第三十二条"],
        time_limit="15 个工作日",
        counter=COUNTER,
        clerk="0312 号",
        issued_at=NOW,
        url=URL,
    )


def receipt(lang: str = "zh", due: date | None = date(2026, 12, 14), **other: object) -> Slip:
    facts: dict[str, object] = {"received": MATERIALS, **other}
    return receipt_slip(
        TEXTS,
        lang,
        hall=HALL,
        matter="参保登记",
        case="SB20261123-0042",
        received_at=NOW,
        due=due,
        counter=COUNTER,
        clerk="0312 号",
        url=URL,
        **facts,  # type: ignore[arg-type]
    )


def decision(lang: str = "zh", **other: object) -> Slip:
    facts: dict[str, object] = {
        "hall": HALL,
        "case": "B20261123-001",
        "matter": "企业设立登记",
        "outcome": "不予办理",
        "decided_on": date(2026, 12, 14),
        "instead_of": date(2026, 12, 1),
        "grounds": "不符合法定条件",
        "words": "住所不在本区",
        "basis": ["《市场主体登记管理条例》"],
        "remedies": "可以自收到本决定之日起 60 日内申请行政复议",
        "counter": COUNTER,
        "phone": "0571-12345",
        "url": URL,
    }
    return decision_slip(TEXTS, lang, **facts | other)  # type: ignore[arg-type]


ALL = {"ticket": ticket, "guide": guide, "notice": notice, "receipt": receipt, "decision": decision}


def of_kind(slip: Slip, kind: type[B]) -> list[B]:
    return [block for block in slip.blocks if isinstance(block, kind)]


def said(slip: Slip) -> str:
    """Everything on a paper, as JSON."""
    return json.dumps(to_plain(slip), ensure_ascii=False)


def read_codes(picture: Image.Image) -> list[str]:
    """Read the QR codes of a picture, as a telephone would, with white around it."""
    framed = Image.new("L", (picture.width + 40, picture.height + 40), 255)
    framed.paste(picture, (20, 20))
    return [str(found.text) for found in zxingcpp.read_barcodes(framed, formats=zxingcpp.BarcodeFormat.QRCode)]


def ink(picture: Image.Image, box: tuple[int, int, int, int]) -> int:
    """Count the black dots in a part of a picture."""
    return picture.crop(box).convert("L").histogram()[0]


# what is said


def test_ticket_says_what_a_visitor_needs() -> None:
    """A ticket carries hall, number, service, people ahead, wait, place to sit, time and its address."""
    slip = ticket()
    assert of_kind(slip, BigNumber) == [BigNumber("A001")]
    assert of_kind(slip, Title) == [Title(HALL["zh"], HALL["en"])]
    assert of_kind(slip, QrCode)[0].url == URL
    assert {(p.label, p.value) for p in of_kind(slip, Pair)} == {
        ("前面等候", "5 人"),
        ("预计等候", "约 12 到 19 分钟"),
        ("等候区域", "一楼 A 区"),
        ("取号时间", "2026-11-23 14:05"),
    }


def test_ticket_is_in_the_visitors_language_with_the_other_beside() -> None:
    """An English ticket leads with English and has Chinese in the second place."""
    slip = ticket("en")
    assert of_kind(slip, Title) == [Title(HALL["en"], HALL["zh"])]
    assert Pair("Likely wait", "about 12 to 19 min", "预计等候") in slip.blocks


AT = NOW.replace(hour=14, minute=10)


@pytest.mark.parametrize(
    ("wait", "said_as"),
    [
        (Wait(0, 1), "即将叫号"),
        (Wait(0, 4), "约 1 到 4 分钟"),
        (Wait(6, 6), "约 6 分钟"),
        (Wait(18, 23), "约 18 到 25 分钟"),
        (Wait(24, 58), "约 25 分钟到 1 小时"),
        (Wait(29, 100), "约 30 分钟到 2 小时"),
        (Wait(85, 95, AT, AT.replace(minute=40)), "约 14:10，最晚 14:40"),
        (Wait(85, 95, AT, AT.replace(minute=40), after_break=True), "休息后约 14:10，最晚 14:40"),
    ],
)
def test_a_wait_is_told_as_people_say_it(wait: Wait, said_as: str) -> None:
    """Two numbers; by fives beyond twenty minutes; a time of day where it is long, and that lunch lies between."""
    assert Pair("预计等候", said_as, "Likely wait") in ticket(wait=wait).blocks


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_ticket_has_the_halls_own_words(lang: str) -> None:
    """Its greeting below its name, its notes above the code, its advice as the last line; else the usual one."""
    said = TicketTexts(
        {"zh": "欢迎光临", "en": "Welcome"}, ({"zh": "午休一小时", "en": "Rest at noon"},), {"zh": "请坐", "en": "Sit"}
    )
    told = [block.text for block in ticket(lang, own=said).blocks if isinstance(block, Text)]
    greeting, *_, note, advice = told
    assert (greeting, note, advice) == (said.greeting[lang], said.notes[0][lang], said.advice[lang])
    usual = [block.text for block in ticket(lang).blocks if isinstance(block, Text)]
    assert usual[-1] == TEXTS[lang]["listen"]


def test_ticket_leaves_out_what_nobody_knows() -> None:
    """Without a prediction or a zone there is no line for it, and nobody ahead is said in words."""
    labels = {p.label: p.value for p in of_kind(ticket(wait=None, zone=None, ahead=0), Pair)}
    assert labels == {"前面等候": TEXTS["zh"]["ahead_none"], "取号时间": "2026-11-23 14:05"}


def test_a_ticket_does_not_promise_what_others_take() -> None:
    """Where more people of other services go before at the same counters, the paper says so, also with nobody ahead."""
    for ahead in (0, 3):
        told = {p.label: p.value for p in of_kind(ticket(ahead=ahead, others=22), Pair)}["前面等候"]
        assert told == f"{ahead} 人，同窗口另有约 22 人在前"
    assert {p.label: p.value for p in of_kind(ticket(ahead=5, others=2), Pair)}["前面等候"] == "5 人"


def test_ticket_marks_class_and_reprint() -> None:
    """A priority ticket and a reprint say so; a usual one says neither."""
    assert "优先" in said(ticket(visitor_class={"zh": "优先", "en": "Priority"}))
    assert "补打" in said(ticket(reprint=True))
    assert "优先" not in said(ticket())
    assert "补打" not in said(ticket())


def test_a_ticket_for_several_services_says_what_follows() -> None:
    """In their order, in the visitor's language; a ticket for one says nothing of it."""
    then = [{"zh": "税务", "en": "Tax"}, {"zh": "医保", "en": "Medical"}]
    assert [text.text for text in of_kind(ticket(then=then), Text) if "接着办" in text.text] == [
        "接着办：税务",
        "接着办：医保",
    ]
    assert "Then: Tax" in said(ticket("en", then=then))
    assert "接着办" not in said(ticket())


def test_guide_has_every_section_and_leaves_out_the_empty() -> None:
    """A guide prints its materials with copies to tick, numbered steps, and no line for an empty fact."""
    slip = guide()
    assert [h.text for h in of_kind(slip, Heading)] == ["办理条件", "所需材料", "办理流程", "办理依据"]
    assert of_kind(slip, Tick)[0] == Tick("居民身份证", "原件 1 份，复印件 1 份，复印在同一页")
    assert [i.mark for i in of_kind(slip, Item)] == ["•", "1.", "2.", "3.", "4.", "•"]
    assert [p.label for p in of_kind(slip, Pair)] == ["承诺时限", "办理时间"]


def test_notice_tells_all_that_is_missing_with_its_basis() -> None:
    """A one-time notice lists every missing document, the law, the time limit and who told it."""
    slip = notice()
    assert [t.text for t in of_kind(slip, Tick)] == [m.name for m in MATERIALS]
    for word in ("行政许可法", "15 个工作日", "0312 号", "G2026-0042", "申请人签收"):
        assert word in said(slip)


def test_a_notice_says_what_the_clerk_added() -> None:
    """The remark is on the paper, under a heading of its own; without one there is no such heading."""
    assert "补充说明" not in said(notice())
    assert "补充说明" in said(notice(remark="租赁合同须有房东签字"))
    assert "租赁合同须有房东签字" in said(notice(remark="租赁合同须有房东签字"))


def test_receipt_names_the_promised_day_or_says_at_once() -> None:
    """A receipt carries the case number and its day; without one the case is done on the spot."""
    assert Pair("承诺办结日期", "2026-12-14") in receipt().blocks
    assert Pair("承诺办结日期", "当场办结") in receipt(due=None).blocks
    assert all(t.ticked for t in of_kind(receipt(), Tick))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_receipt_certifies_only_what_was_ticked(lang: str) -> None:
    """What was handed in is ticked, what was not stands apart with an empty box; where nobody said, none is ticked."""
    words = TEXTS[lang]
    some = receipt(lang, received=MATERIALS[:1], others=MATERIALS[1:])
    assert [(tick.text, tick.ticked) for tick in of_kind(some, Tick)] == [
        ("居民身份证", True),
        ("户口簿", False),
        ("照片", False),
    ]
    assert [heading.text for heading in of_kind(some, Heading)] == [words["received"], words["not_received"]]
    nobody = receipt(lang, received=None, others=MATERIALS)
    assert not any(tick.ticked for tick in of_kind(nobody, Tick))
    assert [heading.text for heading in of_kind(nobody, Heading)] == [words["to_tick"]]
    assert [heading.text for heading in of_kind(receipt(lang), Heading)] == [words["received"]]


def test_a_refusal_is_handed_over_with_its_grounds_and_remedies() -> None:
    """Outcome, day, grounds in both kinds of words, basis and where to object; nothing of that where it is granted."""
    said = [block.text for block in of_kind(decision(), Text)]
    assert {"不符合法定条件", "住所不在本区", "可以自收到本决定之日起 60 日内申请行政复议"} <= set(said)
    assert Pair("更正的原决定日期", "2026-12-01") in decision().blocks
    assert [heading.text for heading in of_kind(decision(), Heading)] == ["理由", "办理依据", "不服怎么办"]
    assert of_kind(decision(instead_of=None, grounds="", words="", remedies=""), Heading) == []


def test_catalogues_match() -> None:
    """Both languages have the same keys with the same placeholders."""
    fields = {
        lang: {key: {name for _, name, _, _ in Formatter().parse(text) if name} for key, text in section.items()}
        for lang, section in TEXTS.items()
    }
    assert fields["zh"] == fields["en"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", ALL)
def test_survives_json(kind: str, lang: str) -> None:
    """Every paper comes back equal after being written down as JSON."""
    slip = ALL[kind](lang)
    assert from_plain(json.loads(json.dumps(to_plain(slip)))) == slip


# where lines break


def test_closing_marks_never_begin_a_line() -> None:
    """A comma that does not fit goes to the next line together with the character before it."""
    assert break_lines("一二三四，五", 4, len) == ["一二三", "四，五"]
    assert break_lines("一二三（四）五", 4, len) == ["一二三", "（四）五"]


def test_latin_words_stay_whole() -> None:
    """English breaks between words; only a word longer than the line is cut."""
    assert break_lines("social insurance 办理", 9, len) == ["social", "insurance", "办理"]
    assert break_lines("abcdefghij", 4, len) == ["abcd", "efgh", "ij"]


@given(st.text(), st.integers(1, 30))
def test_breaking_loses_nothing_and_fits(text: str, width: int) -> None:
    """Any text keeps all its visible characters in order, and no line is wider than the paper."""
    lines = break_lines(text, width, len)
    assert "".join("".join(lines).split()) == "".join(clean(text).split())
    assert all(len(line) <= width for line in lines)


groups = st.lists(st.sampled_from(["一", "（二", "三）", "四，", "《五》", "六。”"]), min_size=1).map("".join)


@given(groups, st.integers(8, 20))
def test_breaking_obeys_the_rules_of_chinese(text: str, width: int) -> None:
    """No line begins with a closing mark and none ends with an opening one."""
    for before, after in pairwise(break_lines(text, width, len)):
        assert after[0] not in NEVER_FIRST
        assert before[-1] not in NEVER_LAST


# how it looks


@pytest.mark.parametrize("mm", [80, 58])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", ALL)
def test_code_can_be_read_from_the_picture(kind: str, lang: str, mm: int) -> None:
    """A second library reads the address off every paper at both widths."""
    slip = ALL[kind](lang)
    picture = RASTERS[mm].draw(slip)
    assert picture.size[0] == ROLLS[mm].width
    assert picture.mode == "1"
    assert read_codes(picture) == [of_kind(slip, QrCode)[0].url]


@pytest.mark.parametrize("mm", [80, 58])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "wifi", [Wifi("Hall", "welcome-2026"), Wifi("大厅免费" * 2 + "无线网络"[:2], ";" * 63, hidden=True)]
)
def test_the_wifi_can_be_read_beside_the_ticket(wifi: Wifi, lang: str, mm: int) -> None:
    """Both codes of a ticket are read at both widths, the ticket's above; the longest network there may be as well."""
    slip = ticket(lang, wifi=wifi)
    assert read_codes(RASTERS[mm].draw(slip)) == [URL, wifi.code]
    assert wifi.name in of_kind(slip, QrCode)[1].caption
    assert len(of_kind(ticket(lang), QrCode)) == 1


@pytest.mark.parametrize("sheet", [ROLL_80, ROLL_58])
def test_number_is_by_far_the_largest(sheet: Sheet) -> None:
    """The number's type is at least three times as large as any other, and it is there in black."""
    (page,) = lay_out(ticket(), sheet, FACE)
    by_size = sorted((mark for mark in page.marks if isinstance(mark, Type)), key=lambda mark: mark.size)
    number = by_size[-1]
    assert number.text == "A001"
    assert number.size >= 3 * by_size[-2].size
    top, bottom = round(number.y - 0.7 * number.size), round(number.y)
    picture = RASTERS[80 if sheet is ROLL_80 else 58].draw(ticket())
    assert ink(picture, (0, top, sheet.width, bottom)) > 0.1 * sheet.width * (bottom - top)


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("sheet", [ROLL_80, ROLL_58, A4])
def test_nothing_overlaps_or_leaves_the_paper(kind: str, sheet: Sheet) -> None:
    """No two lines of text share a dot and none is beyond the margins, on any sheet."""
    for page in lay_out(ALL[kind](), sheet, FACE):
        boxes = [occupied(mark) for mark in page.marks if not isinstance(mark, Box)]
        for i, (left, top, right, bottom) in enumerate(boxes):
            assert left >= sheet.margin - 1
            assert right <= sheet.width - sheet.margin + 2
            assert top >= 0
            assert bottom <= page.height
            for other in boxes[:i]:
                assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


def occupied(mark: Type | Code) -> tuple[float, float, float, float]:
    """Where a mark's ink may be."""
    if isinstance(mark, Code):
        side = mark.scale * len(mark.modules)
        return mark.x, mark.y, mark.x + side, mark.y + side
    wide = FACE.width(mark.text, mark.size, bold=mark.bold)
    left = mark.x - {"l": 0, "m": wide / 2, "r": wide}[mark.anchor]
    return left, mark.y - 0.88 * mark.size, left + wide, mark.y + 0.12 * mark.size


def test_long_guide_is_paged_on_a4() -> None:
    """A guide longer than a page goes on; pages are numbered and no heading is left behind at a foot."""
    pages = lay_out(guide(steps=60), A4, FACE)
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        lines = sorted((m for m in page.marks if isinstance(m, Type)), key=lambda m: m.y)
        assert lines[-1].text == f"{number} / {len(pages)}"
        assert lines[-2].y < lines[-1].y - A4.small
        assert not lines[-2].bold
    assert len(lay_out(guide(steps=60), ROLL_80, FACE)) == 1


def test_a_page_is_worth_its_paper() -> None:
    """No page ends with a rule, and what is a little too long for a page is set smaller, not on a second."""
    sheets = {steps: lay_out(guide(steps=steps), A4, FACE) for steps in range(12, 60)}
    for page in (page for pages in sheets.values() for page in pages):
        *_, lowest, _number = sorted(page.marks, key=lambda mark: mark.y)
        assert not isinstance(lowest, Box)
    most = max(steps for steps, pages in sheets.items() if len(pages) == 1)
    assert {mark.size for mark in sheets[most][0].marks if isinstance(mark, Type)} >= {A4.snug().body}
    assert A4.body in {mark.size for mark in sheets[most - 8][0].marks if isinstance(mark, Type)}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_receipt_says_how_to_collect_and_what_may_move(lang: str) -> None:
    """The code stands on the paper; a provisional day and a reprint say that they are, and only then."""
    plain = said(receipt(lang))
    marked = said(receipt(lang, code="GVVJ97", provisional=True, reprint=True))
    for words in ("GVVJ97", TEXTS[lang]["due_provisional"], TEXTS[lang]["reprint"]):
        assert words not in plain
        assert words in marked


names = st.text(max_size=60) | st.sampled_from(
    ["👨‍👩‍👧‍👦办理", "甲" * 200, "W" * 200, "a b" * 60, "𫖯䶮", "\ud800", "e\u0301\u0301", "A\nB\tC\x00\u202e", ""]
)


@settings(max_examples=60)
@given(names, names, st.sampled_from([80, 58]))
def test_draws_any_text(service: str, hall: str, mm: int) -> None:
    """Whatever a name consists of, the ticket is drawn, at its width, and its code can be read."""
    name = {"zh": service, "en": hall}
    picture = RASTERS[mm].draw(ticket(service=name, hall=name, zone=name, number=service[:12]))
    assert picture.width == ROLLS[mm].width
    assert read_codes(picture) == [URL]


def test_long_number_still_fits() -> None:
    """A number of nine characters is smaller, on one line, and no part of it is lost."""
    (page,) = lay_out(ticket(number="ABC100024"), ROLL_58, FACE)
    (number,) = [m for m in page.marks if isinstance(m, Type) and m.text == "ABC100024"]
    assert FACE.width(number.text, number.size, bold=True) <= ROLL_58.content


def test_character_the_typeface_lacks_is_seen() -> None:
    """A character that cannot be drawn leaves a mark on the paper instead of vanishing."""
    blank = RASTERS[80].draw(Slip("", (Text("　"),)))
    lacking = RASTERS[80].draw(Slip("", (Text("한"),)))
    assert ink(blank, (0, 0, *blank.size)) == 0
    assert ink(lacking, (0, 0, *lacking.size)) > 0


def test_address_too_long_for_a_code_is_refused() -> None:
    """An address beyond what a QR code holds is a ValueError that says so, not a paper without a code."""
    with pytest.raises(ValueError, match="too long for a QR code"):
        RASTERS[80].draw(ticket(url="http://x/" + "a" * 3000))


def test_long_address_gets_a_code_below_its_caption_room() -> None:
    """A code too wide to have words beside it stands alone and can be read."""
    url = "http://192.168.10.20:8000/t/" + "a" * 200
    assert read_codes(RASTERS[58].draw(ticket(url=url))) == [url]


def test_sizes_of_text_and_space() -> None:
    """Large text is taller than running text, and space takes the room it says."""
    heights = [
        RASTERS[80].draw(Slip("", (block,))).height - 2 * ROLL_80.margin
        for block in (Text("一", Size.SMALL), Text("一"), Text("一", Size.LARGE), Space(2))
    ]
    assert heights[0] < heights[1] < heights[2]
    assert heights[3] == pytest.approx(2 * heights[1], abs=2)
