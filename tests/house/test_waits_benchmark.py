"""The benchmark of waits does not rot."""

from random import Random

from benchmarks.waits.baselines import NAMES
from benchmarks.waits.booked import MONDAY, BookedDay, booked_hall, cells, run
from benchmarks.waits.costs import FullHall
from benchmarks.waits.judge import Moment, judge
from benchmarks.waits.kinds import JUDGED, across_lunch, light
from benchmarks.waits.plot import calibration
from benchmarks.waits.scores import HEAD, SQUARED_HEAD, by_length, markdown, mean, score
from benchmarks.waits.tuning import TUNING


def test_a_hall_is_judged_beside_all_baselines() -> None:
    """A day of a hall runs through its own commands; every moment has a truth and what each baseline says."""
    moments = judge(across_lunch(Random(1)), seed=1, step_s=1800)
    one = score("across lunch", moments)
    assert len(moments) > 50
    assert len(one.of_others) == len(NAMES)
    assert 0 < one.error_min < one.wait_min
    assert "across lunch" in markdown(HEAD, [one.cells(), mean([one, one]).cells()])
    assert "sooner than late" in by_length(moments)
    assert "across lunch" in markdown(SQUARED_HEAD, [one.squared_cells()])
    assert ">across lunch</text>" in calibration(moments, [one])


def test_a_score_says_what_its_moments_say() -> None:
    """Error over error, late right, silence and jumps, by hand."""
    told = Moment(0.0, 60.0, 240.0, 120.0, (240.0, 0.0, 0.0, 180.0, 0.0), jumped=False)
    late = Moment(0.0, 180.0, 240.0, 300.0, (300.0, 420.0, 300.0, 300.0, 300.0), jumped=True)
    silent = Moment(0.0, None, None, 60.0, (0.0, 0.0, 0.0, 0.0, 0.0), jumped=False)
    one = score("x", [told, late, silent])
    assert one.error_min == (60 + 120) / 2 / 60
    assert one.of_others[:2] == (180 / 120, 180 / 240)
    assert one.squared_of_others[0] == (60**2 + 120**2) / 120**2
    assert (one.late_right, one.silent, one.jumps) == (0.5, 1 - 2 / 3, 1 / 3)


def test_judged_kinds_are_many_and_none_is_tuned_on() -> None:
    """At least twelve, and what the forecast's own figures were chosen on is not among them."""
    assert len(JUDGED) >= 12
    assert not {kind.__name__ for kind in JUDGED} & {kind.__name__ for kind in TUNING}


def test_a_full_hall_is_looked_at_in_slices() -> None:
    """The hall whose costs are measured has as many waiting as it says, and a look at it gives others their turn."""
    hall = FullHall(60, 6, 4)
    whole_s, longest_s = hall.look()
    assert hall.forecaster.outlook is not None
    assert 60 <= len(hall.forecaster.outlook.tickets) <= 90
    assert longest_s < whole_s


def test_a_booked_day_keeps_the_walk_ins_bound() -> None:
    """In a hall that is not overrun appointments begin on time, and nobody is passed by more than the rule says."""
    hall = booked_hall(light(Random(1)), slot_min=20, head_start_min=20, share=0.5)
    seen = run(hall, MONDAY, 1, BookedDay)
    assert len(seen.late_s) > 20
    assert seen.passed == 0
    assert cells("light", seen, seen)[1] == str(len(seen.late_s))
