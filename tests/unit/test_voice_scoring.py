"""What counts as heard: the measure of the recorded voice neither flatters it nor blames it for the script."""

import pytest

from benchmarks.voice_scoring import score_zh

RIGHT = [
    ("請A,零零一號,到三號窗口辦理", "001", 3),
    ("請W-357-75號窗口辦理", "357", 75),
    ("7-4-307-68号窗口半离", "307", 68),
    ("請W-357號到910號窗口辦理", "357", 90),
    ("請W020號到911號窗口辦理", "020", 91),
    ("清B三一五號刀散號窗口", "315", 3),
]
WRONG = [
    ("請X-5-2-2-2-7到27號窗口辦理", "522", 27),
    ("星敵3-4-4-75號窗口辦理", "374", 75),
    ("請W-357號到19號窗口辦理", "357", 90),
    ("請W-35號到9號窗口辦理", "357", 9),
]


@pytest.mark.parametrize(("heard", "digits", "counter"), RIGHT)
def test_what_sounds_right_is_right(heard: str, digits: str, counter: int) -> None:
    """A dash for 到, the recogniser's script and homophones are no mistakes."""
    assert score_zh(heard, "A", digits, counter).both_sounded


@pytest.mark.parametrize(("heard", "digits", "counter"), WRONG)
def test_what_sounds_wrong_is_wrong(heard: str, digits: str, counter: int) -> None:
    """A digit more, a digit less or another number is a mistake."""
    assert not score_zh(heard, "A", digits, counter).both_sounded
