"""The search finds what visitors type, and survives whatever else they type."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hall.guides.files import load_guides
from hall.guides.pinyin import read_pinyin
from hall.guides.search import Document, Hit, Index, found_by, guide_document, service_document
from hall.plan.plan import Service

ROOT = Path(__file__).parents[2]
GUIDES = [guide_document(g) for g in load_guides(ROOT / "assets" / "guides").guides.values()]
INDEX = Index(GUIDES, read_pinyin)


def _found(typed: str) -> list[str]:
    return [hit.id for hit in INDEX.search(typed)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("企业设立登记", "company-setup"),  # the name itself
        ("开公司", "company-setup"),  # what people say
        ("我想开个小饭馆要什么手续", "food-permit"),  # a whole sentence
        ("落户", "household"),
        ("社保", "social-insurance"),
        ("身份证丢了", "id-card"),
        ("退休", "pension"),
        ("驾照", "driving-licence"),
        ("准生证", "birth-registration"),
        ("办 执 照", "business-license"),  # spaces between characters
        ("「居住证」？", "residence-permit"),  # punctuation
        ("qiyeshelidengji", "company-setup"),  # pinyin in full
        ("luohu", "household"),
        ("tuix", "pension"),  # while still typing
        ("she bao", "social-insurance"),
        ("SHEBAO", "social-insurance"),
        ("ｓｈｅｂａｏ", "social-insurance"),  # full width
        ("shè bǎo", "social-insurance"),  # with tones
        ("can bao", "social-insurance"),  # a reading that depends on its word
        ("gjj", "housing-fund"),  # initials
        ("sfz", "id-card"),
        ("jzz", "residence-permit"),
        ("公司 zhuce", "company-setup"),  # both in one
        ("居住正", "residence-permit"),  # a wrong last character
        ("施攻许可", "construction-permit"),
        ("舍饱", "social-insurance"),  # wrong characters of the right sound
        ("restaurant", "food-permit"),
        ("How do I start a company?", "company-setup"),
        ("ID CARD", "id-card"),
        ("driving lic", "driving-licence"),
        ("hukou", "household"),
        ("title deed", "real-estate"),
        ("énrol", "social-insurance"),  # accents
        (" " * 300 + "社保", "social-insurance"),
    ],
)
def test_the_right_guide_comes_first(typed: str, first: str):
    """What a visitor is likely to type finds the guide they mean before all others."""
    assert _found(typed)[0] == first


@pytest.mark.parametrize("guide", GUIDES, ids=lambda g: g.id)
def test_every_guide_is_found_by_its_own_names(guide: Document):
    """A guide comes first for its name in each language, and for its name in pinyin and in initials."""
    syllables = read_pinyin(guide.titles[0])
    for typed in (*guide.titles, "".join(syllables), "".join(s[0] for s in syllables)):
        assert _found(typed)[0] == guide.id, typed


@pytest.mark.parametrize("guide", GUIDES, ids=lambda g: g.id)
def test_every_keyword_finds_its_guide(guide: Document):
    """Each thing that people call a business leads to its guide among the first five."""
    for keyword in guide.keywords:
        assert guide.id in _found(keyword)[:5], keyword


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "！？…",
        "😀",
        "天气预报",
        "weather",
        "how do I get a passport",
        "\x00",
        "\ud800",
        "\u200b\ufeff",
        "a" * 10_240,
        "𠮷",
    ],
)
def test_what_fits_nothing_finds_nothing(typed: str):
    """Empty, senseless or foreign queries find nothing."""
    assert _found(typed) == []


def test_lu_is_found_however_its_vowel_is_typed():
    """A syllable with ü is found when typed as v, u or ü."""
    index = Index([Document("guide", "hotel", ("旅馆许可",), (), ())], read_pinyin)
    for typed in ("lvguan", "luguan", "lüguan", "lǚ guǎn", "lg"):
        assert index.search(typed), typed


def test_a_match_begins_with_a_syllable():
    """Letters in the middle of a syllable match nothing: 'hebao' is not in 'she bao'."""
    assert _found("hebao") == []


def test_a_title_counts_more_than_a_keyword_and_that_more_than_a_text():
    """The same word puts guides in the order title, keyword, text; unrelated ones are left out."""
    documents = [
        Document("guide", "text", ("甲",), (), ("停车",)),
        Document("guide", "keyword", ("乙",), ("停车",), ()),
        Document("service", "title", ("停车",), (), ()),
        Document("guide", "none", ("丁",), (), ()),
    ]
    hits = Index(documents, read_pinyin).search("停车")
    assert [h.id for h in hits] == ["title", "keyword"]
    assert [h.kind for h in hits] == ["service", "guide"]
    assert [h.id for h in Index(documents[:1], read_pinyin).search("停车")] == ["text"]


def test_a_rare_word_counts_more_than_a_common_one():
    """Of two words equally well placed, the one that few guides have decides."""
    common = [Document("guide", f"common-{n}", ("某许可",), (), ()) for n in range(5)]
    index = Index([*common, Document("guide", "rare", ("停车场所",), (), ())], read_pinyin)
    assert index.search("停车许可")[0].id == "rare"


def test_a_whole_word_counts_more_than_one_begun():
    """A word typed in full comes before a longer word that begins with it."""
    titles = ("carpet", "car park office")
    index = Index([Document("guide", title, (title,), (), ()) for title in titles], read_pinyin)
    assert [h.id for h in index.search("car")] == ["car park office", "carpet"]


def test_a_lone_letter_beside_a_word_changes_nothing():
    """A single letter is looked for only when nothing else is typed."""
    assert INDEX.search("社保 s") == INDEX.search("社保")
    assert INDEX.search("s")


def test_services_are_found_beside_guides():
    """A service is found by its name and by what it covers."""
    service = Service("fund", "social", {"zh": "住房公积金"}, "F", {"zh": "提取、贷款、转移"}, "housing-fund", 540.0)
    index = Index([*GUIDES, service_document(service)], read_pinyin)
    assert {(h.kind, h.id) for h in index.search("公积金")} == {("service", "fund"), ("guide", "housing-fund")}
    assert ("service", "fund") in [(h.kind, h.id) for h in index.search("daikuan")]


def test_no_more_than_the_limit():
    """The number of matches is kept to the limit, the best ones."""
    index = Index([Document("guide", str(n), ("停车" + "场" * n,), (), ()) for n in range(30)], read_pinyin)
    every = index.search("停车")
    assert [h.id for h in every] == [str(n) for n in range(20)]
    assert index.search("停车", limit=3) == every[:3]


def test_nothing_to_search():
    """An index of nothing finds nothing."""
    assert Index([], read_pinyin).search("公司") == ()


def test_any_pinyin_will_do():
    """The search takes its readings from the function it is given, and asks no library."""
    index = Index([Document("guide", "x", ("停车",), (), ())], lambda run: ["foo" for _ in run])
    assert [h.id for h in index.search("foofoo")] == ["x"]
    assert index.search("tingche") == ()


@given(st.text(max_size=200))
@example("﷽" * 100)
@example("𠮷野家〇々ㄅㄆ한국어ไทย")
@example("\ud800公司")
def test_anything_may_be_typed(typed: str):
    """No text at all makes the search fail, and the same text gives the same ranked answer again."""
    hits = INDEX.search(typed)
    assert hits == INDEX.search(typed)
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert all(isinstance(h, Hit) and h.score > 0 for h in hits)
    assert len({h.id for h in hits}) == len(hits)


@given(st.text(max_size=100))
def test_anything_may_be_indexed(text: str):
    """No text in a guide makes the index fail, and its first characters can be looked for."""
    Index([Document("guide", "x", (text,), (text,), (text,))], read_pinyin).search(text)


def test_without_the_server_a_guide_is_found_by_name_sound_and_initials() -> None:
    """Each as plain letters, keywords and mixed names too; nothing stands twice."""
    guide = Document("guide", "x", ("办理ETC（粤通卡）", "ETC card"), ("绿卡",), ("不找这里",))
    assert found_by(guide, read_pinyin) == [
        *("办理etc粤通卡", "banlietcyuetongka", "bleytk"),
        *("etccard", "ec"),
        *("绿卡", "luka", "lk"),
    ]
