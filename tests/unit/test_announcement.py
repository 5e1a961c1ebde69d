"""The words of a call: numbers read right, text fit for a voice, parts that recordings can say."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.speech.call import (
    NAME_LIMIT,
    PIECE_LIMIT,
    CallWords,
    Phrase,
    counter_ways,
    number_alone,
    text_ways,
    ticket_phrases,
)
from hall.speech.digits import hanzi_number, in_hanzi, speakable
from tests.sounds import call_phrases, counter_phrases, text_phrases

TEXTS = Path(__file__).parents[2] / "assets" / "text"
SECTIONS = {lang: tomllib.loads((TEXTS / lang / "speech.toml").read_text(encoding="utf-8")) for lang in ("zh", "en")}
WORDS = {lang: CallWords.from_section(section) for lang, section in SECTIONS.items()}
COUNTER_3 = {"zh": "3号窗口", "en": "Counter 3"}
NUMBERS = st.from_regex(r"[A-Z]{1,3}[0-9]{3,5}", fullmatch=True)


def spoken(number: str, name: dict[str, str] = COUNTER_3, one: str = "一") -> list[tuple[str, str]]:
    return [(p.lang, p.text) for p in call_phrases(number, name, WORDS, one)]


def test_a_call_in_both_languages() -> None:
    """A call shows one sentence and speaks three parts in each language, Chinese first."""
    call = call_phrases("A001", COUNTER_3, WORDS)
    assert WORDS["zh"].shown.format(number="A001", counter=COUNTER_3["zh"]) == "请A001号到3号窗口办理"
    assert [p.text for p in call if p.lang == "zh"] == ["请A，", "零零一号，", "到三号窗口办理。"]
    assert [p.text for p in call if p.lang == "en"] == [
        "Ticket A,",
        "zero zero one,",
        "please go to Counter 3.",
    ]
    assert [p.lang for p in call] == ["zh"] * 3 + ["en"] * 3


@pytest.mark.parametrize(
    ("number", "one", "parts"),
    [
        ("A101", "一", ["请A，", "一零一号，"]),
        ("A101", "幺", ["请A，", "幺零幺号，"]),
        ("B999", "一", ["请B，", "九九九号，"]),
        ("C1005", "一", ["请C，", "一，", "零零五号，"]),
        ("C1005", "幺", ["请C，", "幺，", "零零五号，"]),
        ("ZZ12345", "一", ["请Z，", "Z，", "一，", "二，", "三四五号，"]),
        ("abc007", "一", ["请A，", "B，", "C，", "零零七号，"]),
    ],
)
def test_numbers_digit_by_digit(number: str, one: str, parts: list[str]) -> None:
    """Letters and digits are read singly, 1 as the hall says it, in parts that recordings can say."""
    assert [p.text for p in ticket_phrases(number, "zh", WORDS["zh"], one)] == parts


def test_one_is_a_matter_of_chinese_only() -> None:
    """The reading of 1 changes neither English nor the counter's name."""
    said = dict.fromkeys(spoken("A111", {"zh": "11号窗口", "en": "Counter 11"}, "幺"))
    assert ("zh", "幺幺幺号，") in said
    assert ("zh", "到十一号窗口办理。") in said
    assert ("en", "one one one,") in said


@pytest.mark.parametrize(
    "number", ["", "A", "001", "A1", "A01", "ABCD001", "A001 ", "A-001", "A００１", "Ａ001", "A001\n"]
)
def test_what_is_no_number_is_refused(number: str) -> None:
    """Anything but letters and digits of a ticket is refused, never half spoken."""
    with pytest.raises(ValueError, match="not one to three letters"):
        ticket_phrases(number, "zh", WORDS["zh"])


@pytest.mark.parametrize(
    ("number", "read"),
    [
        (0, "零"), (1, "一"), (2, "二"), (9, "九"), (10, "十"), (12, "十二"), (19, "十九"), (20, "二十"),
        (21, "二十一"), (99, "九十九"), (100, "一百"), (101, "一百零一"), (110, "一百一十"), (111, "一百一十一"),
        (120, "一百二十"), (200, "二百"), (999, "九百九十九"), (1000, "一千"), (1001, "一千零一"), (1010, "一千零一十"),
        (1100, "一千一百"), (1101, "一千一百零一"), (2005, "二千零五"), (9999, "九千九百九十九"),
    ],
)  # fmt: skip
def test_chinese_numbers(number: int, read: str) -> None:
    """A number is read as Chinese speakers read it."""
    assert hanzi_number(number) == read


@given(st.integers(0, 9999))
def test_chinese_numbers_can_be_read_back(number: int) -> None:
    """Every number to 9999 has one reading, from which the number comes back."""
    total, digit = 0, 0
    for char in hanzi_number(number):
        if char in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
        else:
            digit = "零一二三四五六七八九".index(char)
    assert total + digit == number


@pytest.mark.parametrize("number", [-1, 10_000])
def test_numbers_beyond_are_refused(number: int) -> None:
    """No number is read wrongly for being too large."""
    with pytest.raises(ValueError, match="between 0 and 9999"):
        hanzi_number(number)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("二楼12号窗口", "二楼十二号窗口"),
        ("03号窗口", "零三号窗口"),
        ("105室", "一百零五室"),
        ("电话12345678", "电话一二三四五六七八"),
        ("2026年11月23日", "二零二六年十一月二十三日"),
        ("下午5:30停止取号，8:00开门，9:05开始", "下午五点三十分停止取号，八点开门，九点零五分开始"),
        ("减免50%，3.5公里", "减免百分之五十，三点五公里"),
        ("99:99", "九十九:九十九"),
        ("没有数字", "没有数字"),
        ("VIP室", "V I P室"),
        ("Tax办税厅", "Tax办税厅"),
    ],
)
def test_numbers_in_chinese_text(text: str, read: str) -> None:
    """Numbers, years, times, shares and long digits in names and notices are read the way each is said."""
    assert in_hanzi(text) == read


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("<b>综合</b>服务台", "综合服务台"),
        ("<script>alert(1)</script>窗口", "alert(1)窗口"),
        ("🏛️ 综合\u200d服务台 👩🏽‍💼", "综合服务台"),
        ("３号 窗口\n（Ａ区）\x00\x1b[2J\u202e", "3号窗口（A区） 2J"),
        ("[[h@l'oU]] _^_en", "h l'oU en"),
        ("3️⃣号窗口", "3号窗口"),
        ("Tax  &  Social\tSecurity", "Tax & Social Security"),
        ("① 号", "1号"),
        ("cafe\u0301", "café"),
        ("😀", ""),
    ],
)
def test_only_what_a_voice_can_read(raw: str, plain: str) -> None:
    """Markup, emoji, control characters and an engine's own commands never reach the voice."""
    assert speakable(raw, 100) == plain


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("综合服务台", "到综合服务台办理。"),
        ("100号窗口", "到一百号窗口办理。"),
        ("<i>3</i>号窗口", "到三号窗口办理。"),
        ("🎉🎉", "到窗口办理。"),
        ("", "到窗口办理。"),
        ("长" * 5000, f"到{'长' * NAME_LIMIT}办理。"),
    ],
)
def test_counter_names(name: str, read: str) -> None:
    """Any name gives one clean, bounded sentence; one without words is still a counter."""
    assert counter_phrases({"zh": name}, {"zh": WORDS["zh"]}) == (Phrase("zh", read),)


def test_a_missing_name_is_said() -> None:
    """A counter without a name in a spoken language is an error, not silence."""
    with pytest.raises(KeyError, match="en"):
        call_phrases("A001", {"zh": "3号窗口"}, WORDS)


def test_a_notice_is_cut_at_its_sentences() -> None:
    """Long text becomes clips that end where a speaker breathes, with nothing left out."""
    sentence = "请携带好随身物品，从2号门有序离开大厅。"
    pieces = [p.text for p in text_phrases({"zh": sentence * 9, "en": ""}, WORDS)]
    assert "".join(pieces) == in_hanzi(sentence) * 9
    assert all(piece.endswith("。") for piece in pieces)
    assert len(pieces) > 1


@given(NUMBERS, st.integers(1, 9999), st.sampled_from("一幺"))
def test_every_call_is_said_by_the_recordings(number: str, counter: int, one: str) -> None:
    """Each call of each hall is made of letters, single digits, three digits and a counter, in order and complete."""
    name = {"zh": f"{counter}号窗口", "en": f"Counter {counter}"}
    letters, digits = re.findall(r"[A-Z]+|[0-9]+", number)
    zh = [text for lang, text in spoken(number, name, one) if lang == "zh"]
    en = [text for lang, text in spoken(number, name, one) if lang == "en"]
    hanzi = "".join("零一二三四五六七八九"[int(d)].replace("一", one) for d in digits)
    assert "".join(zh).replace("，", "") == f"请{letters}{hanzi}号到{hanzi_number(counter)}号窗口办理。"
    assert len(zh) == len(en) == len(letters) + (len(digits) - 3) + 2
    assert re.fullmatch(r"Ticket [A-Z],( [A-Z],)*( \w+,)*( \w+){3}, please go to Counter \d+\.", " ".join(en))


@given(st.text(max_size=300), NUMBERS)
def test_no_name_upsets_a_call(name: str, number: str) -> None:
    """Whatever a counter is called, every phrase is clean, bounded and has something to say."""
    for phrase in call_phrases(number, {"zh": name, "en": name}, WORDS):
        assert re.search(r"\w", phrase.text)
        assert not re.search(r"[<>\[\]{}\x00-\x1f\x7f\ud800-\udfff\u200b-\u200f]", phrase.text)
        assert len(phrase.text) <= NAME_LIMIT * 12 + 30
        assert "\n" not in phrase.text


@given(st.text(max_size=3000))
def test_no_notice_upsets_the_voice(text: str) -> None:
    """Free text of any kind becomes bounded phrases without a sign that a voice cannot read."""
    for phrase in text_phrases({"zh": text, "en": text}, WORDS):
        assert re.search(r"\w", phrase.text)
        assert len(phrase.text) <= PIECE_LIMIT * 12
        if phrase.lang == "zh":
            assert not re.search(r"[0-9]", phrase.text)


def test_catalogues_have_the_same_keys() -> None:
    """Every language says everything."""
    zh, en = SECTIONS.values()
    assert zh.keys() == en.keys()


def ways(name: str, lang: str = "zh", *, short: bool = False) -> list[str]:
    return ["|".join(phrase.text for phrase in way) for way in counter_ways(name, lang, WORDS[lang], short=short)]


def test_a_numbered_counter_can_be_said_by_parts() -> None:
    """Whole, in two, and two or three digits one by one; in short without what one is to do there."""
    assert ways("3号诊室") == ["到三号诊室办理。", "到三号|诊室办理。"]
    assert ways("105号诊室") == ["到一百零五号诊室办理。", "到一百零五号|诊室办理。", "到|一零五号，|诊室办理。"]
    assert ways("82号窗口", short=True) == ["到八十二号窗口。", "到八十二号|窗口。", "到|零八二号，|窗口。"]
    assert ways("综合服务台") == ["到综合服务台办理。"]
    assert ways("1005号窗口") == ["到一千零五号窗口办理。", "到一千零五号|窗口办理。"]
    assert ways("Counter 105", "en") == [
        "please go to Counter 105.",
        "please go to Counter|105.",
        "please go to Counter|one zero five,",
    ]


def test_in_a_hurry_a_number_is_enough() -> None:
    """Where Chinese says it so, a counter is called by its number alone; one with a name keeps it."""
    assert number_alone("12号诊室", "zh", WORDS["zh"]) == (Phrase("zh", "到十二号"),)
    assert number_alone("综合服务台", "zh", WORDS["zh"]) == ()
    assert number_alone("Counter 12", "en", WORDS["en"]) == ()


def test_a_text_can_be_said_in_sentences() -> None:
    """In long pieces as before, or sentence by sentence, as recordings know them."""
    text = "请注意。大厅发生火情。"
    assert [[p.text for p in way] for way in text_ways(text, "zh", WORDS["zh"])] == [
        ["请注意。大厅发生火情。"],
        ["请注意。", "大厅发生火情。"],
    ]
