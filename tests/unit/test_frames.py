"""What a printer says is told apart, however its bytes are split."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hall.printing.frames import Frames
from hall.printing.virtual_status import Mood, answer, automatic, report

ANSWER, REPORT, GROUP, FLOW = "answer", "report", "group", "flow"
moods = st.sampled_from([mood for mood in Mood if mood not in {Mood.SILENT, Mood.GARBAGE}])
said = st.one_of(
    st.tuples(st.just(ANSWER), st.builds(answer, st.sampled_from([1, 2, 4]), moods)),
    st.tuples(st.just(REPORT), st.builds(report, moods)),
    st.tuples(st.just(GROUP), st.builds(automatic, moods)),
    st.tuples(st.just(FLOW), st.sampled_from([b"\x11", b"\x13"])),
)


def heard(pieces: list[bytes]) -> Frames:
    frames = Frames()
    for piece in pieces:
        frames.take(piece)
    return frames


@given(st.lists(said, max_size=12), st.lists(st.integers(0, 40), max_size=12))
def test_told_apart_in_every_split(words: list[tuple[str, bytes]], cuts: list[int]) -> None:
    """Answers, reports and automatic status keep their kind and order wherever the stream is cut."""
    stream = b"".join(word for _, word in words)
    places = [0, *sorted(cut for cut in cuts if cut < len(stream)), len(stream)]
    frames = heard([stream[a:b] for a, b in pairwise(places)])
    assert bytes(frames.answers) == b"".join(word for kind, word in words if kind == ANSWER)
    assert bytes(frames.reports) == b"".join(word for kind, word in words if kind == REPORT)
    groups = [word for kind, word in words if kind == GROUP]
    assert bytes(frames.automatic) == (groups[-1] if groups else b"")
    assert not frames.nonsense


def test_status_as_it_comes_on_connecting() -> None:
    """The four bytes 14 00 00 0F are one status and no report, a byte at a time too."""
    frames = heard([b"\x14", b"\x00", b"\x00", b"\x0f"])
    assert frames.automatic == (0x14, 0, 0, 0x0F)
    assert frames.reports == []


def test_an_answer_within_a_group_breaks_neither() -> None:
    """A real-time answer may overtake: the group goes on behind it."""
    frames = heard([b"\x14\x00", b"\x12", b"\x00\x0f\x00"])
    assert (frames.answers, frames.automatic, frames.reports) == ([0x12], (0x14, 0, 0, 0x0F), [0])


def test_what_no_printer_says_is_known_as_such() -> None:
    """One byte that has no kind makes the whole connection unreliable."""
    assert heard([b"\x00\xff"]).nonsense
