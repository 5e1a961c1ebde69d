"""Whatever is typed or scanned means the ticket that its holder has in mind, or none."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.journal.refusal import Unknown
from hall.queue.desk.visit import Desk
from hall.queue.state.number import number_in, ticket_meant
from hall.typed import LONGEST
from tests.halls import KIOSK, Clock, desk

TOKEN = "Ab3-_fGhIjKlMnOpQrStUv"
NUMBERS: Mapping[str, str] = {n: n for n in ("A001", "A012", "B010", "O001", "I011", "AB007", "AO002", "C1234")}
TOKENS: Mapping[str, str] = {TOKEN: "by its code"}
PREFIXES = {"A", "B", "C", "O", "I", "AB", "AO"}


def meant(typed: str) -> str | None:
    return ticket_meant(typed, NUMBERS, TOKENS, PREFIXES)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("A001", "A001"),
        ("a001", "A001"),
        (" a1 ", "A001"),
        ("A01", "A001"),
        ("A0001", "A001"),
        ("Ａ００１", "A001"),
        ("ａ１", "A001"),
        ("A-001", "A001"),
        ("A－００１", "A001"),
        ("A—001", "A001"),
        ("A 0 0 1", "A001"),
        ("A.001", "A001"),
        ("A_001", "A001"),
        ("Ａ・００１", "A001"),
        ("A001号", "A001"),
        ("A\u3000001\r\n", "A001"),
        ("A))!", "A001"),
        ("AOO1", "A001"),
        ("AOOI", "A001"),
        ("aool", "A001"),
        ("A0l2", "A012"),
        ("B01O", "B010"),
        ("0001", "O001"),
        ("OO01", "O001"),
        ("1011", "I011"),
        ("i0ll", "I011"),
        ("ab7", "AB007"),
        ("A002", None),  # no such number, and never another one that looks like it
        ("AO002", "AO002"),
        ("AO01", None),
        ("C1234", "C1234"),
        ("c-1234", "C1234"),
        ("Z001", None),
        ("A", None),
        ("001", None),
        ("", None),
        ("号", None),
        ("甲001", None),
        ("A001A", None),
        ("110101199003078888", None),
        ("A" + "0" * 400 + "1", None),
        (f"http://hall:8000/t/{TOKEN}", "by its code"),
        (f"https://hall.example/a/b/t/{TOKEN}?lang=en", "by its code"),
        (f"HTTP://HALL:8000/t/{TOKEN}".swapcase(), "by its code"),
        (f"HTTP://HALL:8000/T/{TOKEN.swapcase()}", "by its code"),
        (f"ｈｔｔｐ：／／ｈａｌｌ／ｔ／{TOKEN}", "by its code"),
        (f"http：、、hall、t、{TOKEN.replace('_', '——')}", "by its code"),
        (f"http://hall/t/{TOKEN[:-1]}", None),
        (f"http://hall/c/{TOKEN}", None),
        (TOKEN, None),
    ],
)
def test_a_ticket_is_found_in_every_spelling(typed: str, number: str | None) -> None:
    """Case, width, signs, separators, zeros and look-alikes do not matter; what is no number of today finds nothing."""
    assert meant(typed) == number


def test_two_that_look_alike_are_none() -> None:
    """Where what was typed may stand for two tickets nobody's is taken."""
    numbers = {"A001": "A001", "AO001": "AO001"}
    assert ticket_meant("A0O01", numbers, {}, {"A", "AO"}) is None
    assert ticket_meant("A0O01", {"A001": "A001"}, {}, {"A"}) == "A001"


@given(st.text(max_size=LONGEST + 20))
def test_no_text_is_an_error(typed: str) -> None:
    """Whatever is typed, the answer is a ticket of today or none; and a number is spelt as tickets print it."""
    assert meant(typed) in {None, *NUMBERS, *TOKENS.values()}
    assert (spelt := number_in(typed)) is None or number_in(spelt) == spelt


@given(
    st.sampled_from(sorted(NUMBERS)), st.text(alphabet=" -_.·—–－\u3000\t", max_size=3), st.booleans(), st.booleans()
)
def test_every_number_is_found_however_it_is_written(number: str, between: str, small: bool, wide: bool) -> None:  # noqa: FBT001
    """Separators between all signs, small letters and full width change nothing."""
    written = between.join(number.lower() if small else number)
    if wide:
        written = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in written)
    assert meant(written) == number


@pytest.fixture
def hall() -> Desk:
    """A hall that has given A001."""
    made = desk(Clock())
    made.issue(KIOSK, "a", "normal", "zh", None, None)
    return made


@pytest.mark.parametrize(
    ("typed", "code", "facts"),
    [
        ("ａ２", "number_unknown", {"number": "A002"}),
        ("110101199003078888", "code_unknown", {}),
        ("https://elsewhere.example/x?id=7", "code_unknown", {}),
    ],
)
def test_a_foreign_code_is_not_said_again(hall: Desk, typed: str, code: str, facts: dict[str, object]) -> None:
    """A number that is not there is named as tickets print it; what is no number at all is not repeated."""
    with pytest.raises(Unknown) as why:
        hall.look(lambda day, _: day.ticket_numbered(typed))
    assert (why.value.code, why.value.facts) == (code, facts)
