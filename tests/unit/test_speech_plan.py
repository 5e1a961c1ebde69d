"""The plan of speech: everybody is called, soon, in order, and said shorter the more wait."""

import random
from statistics import median

import pytest

from benchmarks.speech import Zone
from hall.speech.plan import FORMS, GAP_S, SOON_S, Form, Manner, Planned, Rest, Waiting, plan
from hall.speech.saying import LANGUAGE_PAUSE_S, REPEAT_PAUSE_S, Clip, Spoken, lengths, stretches

CHIME = Clip("chime", 0.9)
MANNER = Manner(2, 1.0)
LONG_AGO = -1e9
ZH = Spoken(
    "zh", (Clip("请A", 0.76), Clip("零零一号", 1.21), Clip("到三号窗口办理", 1.92)), (Clip("A零零一号三号窗口", 2.9),)
)
EN = Spoken("en", (Clip("Ticket A, please go to", 3.9),), (Clip("A 0 0 1, counter 3", 3.0),))


def waiting(call: int, at: float, own: str = "zh") -> Waiting:
    return Waiting(call, at, lengths([ZH, EN], own))


def said(form: Form, own: str = "zh", repeats: int = 2) -> list[tuple[str, str, str]]:
    """Each stretch: what it says, the shortest form in which it is still said, and as what the call was said then."""
    return [
        (
            "|".join(part.address if isinstance(part, Clip) else f"{part:.2f}" for part in one.parts),
            one.upto,
            one.reached,
        )
        for one in stretches(form, [ZH, EN], own, repeats)
    ]


CHINESE, ENGLISH = "请A|零零一号|到三号窗口办理", "Ticket A, please go to"
BREATH, PAUSE = f"{LANGUAGE_PAUSE_S - GAP_S:.2f}", f"{REPEAT_PAUSE_S - GAP_S:.2f}"


def test_a_lonely_call_is_said_in_full() -> None:
    """With nothing else to say a call has its chime and is repeated."""
    assert plan([waiting(7, 100.0)], None, 100.0, LONG_AGO, MANNER) == (Planned(7, "twice", 100.0, chimed=True),)
    assert plan([waiting(7, 100.0)], None, 100.0, LONG_AGO, Manner(1, 1.0))[0].form == "once"
    assert plan([], None, 100.0, LONG_AGO, MANNER) == ()


def test_more_of_a_call_has_time_or_is_left_out() -> None:
    """The other language and the second time follow while few wait; in a crowd they are not said."""
    rest = Rest(7, 4.0, "twice")
    planned = plan([], rest, 100.0, 100.0, MANNER)
    assert planned == (Planned(7, "twice", 100.0, chimed=False, is_rest=True),)
    crowd = [waiting(n, 99.0) for n in range(8, 12)]
    assert [one.call for one in plan(crowd, rest, 100.0, 100.0, MANNER)] == [8, 9, 10, 11]
    assert [one.call for one in plan(crowd[:1], Rest(7, 4.0, "unchimed"), 100.0, 100.0, MANNER)] == [7, 8]


def test_what_is_said_gets_shorter_in_this_order() -> None:
    """Twice, once, without the chime, in the ticket's language alone, number and counter alone: as more wait."""
    crowds = [[waiting(n, 100.0) for n in range(many)] for many in range(1, 9)]
    by_crowd = [plan(crowd, None, 100.0, LONG_AGO, MANNER)[0].form for crowd in crowds]
    assert [FORMS.index(form) for form in by_crowd] == sorted(FORMS.index(form) for form in by_crowd)
    assert (by_crowd[0], by_crowd[-1]) == ("twice", "short")
    took = list(waiting(1, 0.0).lengths.values())
    assert took == sorted(took, reverse=True)


def test_each_form_in_words() -> None:
    """What is said in one breath, what follows if there is time, and how the call counts by then."""
    once = [(CHINESE, "short", "own"), (f"{BREATH}|{ENGLISH}", "unchimed", "once")]
    again = [(f"{PAUSE}|{CHINESE}", "twice", "twice"), (f"{BREATH}|{ENGLISH}", "twice", "twice")]
    assert said("once") == once
    assert said("twice") == once + again
    assert said("twice", repeats=3) == once + again + again
    assert said("unchimed") == [once[0], (f"{BREATH}|{ENGLISH}", "unchimed", "unchimed")]
    assert said("own") == [(CHINESE, "short", "own")]
    assert said("short") == [("A零零一号三号窗口", "short", "short")]


def test_who_took_the_ticket_in_the_second_language_hears_it_always() -> None:
    """However many wait, both languages are one stretch then."""
    both = f"{CHINESE}|{LANGUAGE_PAUSE_S:.2f}|{ENGLISH}"
    assert said("once", "en") == [(both, "short", "once")]
    assert said("own", "en") == [(both, "short", "own")]
    assert said("short", "en") == [(f"A零零一号三号窗口|{LANGUAGE_PAUSE_S:.2f}|A 0 0 1, counter 3", "short", "short")]


def test_a_language_without_recordings_leaves_the_other() -> None:
    """What cannot be said in Chinese is said in English for everybody; with neither there is nothing."""
    assert all(stretches(form, [EN], "zh", 2)[0].parts for form in FORMS)
    assert all(stretches(form, [], "zh", 2) == [] for form in FORMS)


def test_only_the_first_of_a_run_has_the_chime() -> None:
    """In a burst one chime is enough; after a silence there is one again."""
    crowd = [waiting(n, 100.0) for n in range(9)]
    assert [one.chimed for one in plan(crowd, None, 100.0, LONG_AGO, MANNER)] == [True] + [False] * 8
    assert not any(one.chimed for one in plan(crowd, None, 100.0, 99.5, MANNER))


def test_calls_and_recalls_come_in_the_order_of_their_keys() -> None:
    """Ids grow with keys: a recall stands before first calls that are not older, an older call before it."""
    assert [one.call for one in plan([waiting(n, n) for n in (9, 3, 5)], None, 10.0, LONG_AGO, MANNER)] == [3, 5, 9]


def test_times_follow_from_lengths() -> None:
    """Each call begins when the one before has ended, its chime and the pause between calls included."""
    first, second = plan([waiting(1, 0.0), waiting(2, 0.0)], None, 0.0, LONG_AGO, Manner(1, 1.0))
    once = waiting(1, 0.0).lengths[first.form]
    assert (first.starts_at, second.starts_at) == (0.0, pytest.approx(1.0 * first.chimed + once + GAP_S))


def test_every_setting_at_its_extreme() -> None:
    """Clips without a length, endless ones, a clock that was set back: every call is in the plan, once."""
    for length in (0.0, 0.06, 600.0):
        calls = [Waiting(n, at, dict.fromkeys(FORMS, length)) for n, at in enumerate((0.0, 9e9, -9e9, 100.0))]
        for manner in (Manner(1, 0.0), Manner(3, 30.0)):
            assert [one.call for one in plan(calls, None, 100.0, 1e12, manner)] == [0, 1, 2, 3]


@pytest.mark.parametrize("many", [20, 50, 120])
def test_loads_of_ten_minutes(many: int) -> None:
    """Of 20, 50, 120 calls in ten minutes none that stands is unspoken; half are heard in 12 s, 95 of 100 in 20 s."""
    after_s: list[float] = []
    for seed in range(20):
        chance, load = random.Random(seed), Zone([[ZH, EN]], MANNER)
        load.play([chance.uniform(0, 600) for _ in range(many)], chance)
        assert len(load.heard_s) + len(load.answered) == many
        after_s += load.heard_s.values()
    after_s.sort()
    assert median(after_s) <= 12
    assert after_s[int(0.95 * len(after_s))] <= 20


@pytest.mark.parametrize(("many", "within_s"), [(5, 30), (12, 50), (20, 75), (40, 150)])
def test_bursts_of_which_nobody_comes(many: int, within_s: float) -> None:
    """A burst is spoken whole, 20 calls within 75 s, though nobody is answered meanwhile."""
    for seed in range(20):
        burst = Zone([[ZH, EN]], MANNER)
        burst.play([n / 20 for n in range(many)], random.Random(seed), come=False)
        assert len(burst.heard_s) == many
        assert burst.ended_at <= within_s


def test_a_call_that_waits_makes_what_is_said_shorter() -> None:
    """One that has waited for longer than it should is itself reason to hurry."""
    late = plan([waiting(1, 0.0), waiting(2, 0.0)], None, SOON_S + 1, LONG_AGO, MANNER)
    assert {one.form for one in late} == {"short"}
