"""What displays report of their sounds, as the manager sees it."""

from hall.speech.playback import KEPT, Playback


def test_each_zone_has_its_own_figures() -> None:
    """Usual and slowest time and the means are told for each zone that has reported, of its latest calls alone."""
    playback = Playback()
    assert playback.now() == []
    for after_s in (0.2, 0.31, 9.0):
        playback.tell("west", "clips", after_s)
    playback.tell("east", "chime", 0.5)
    assert playback.now() == [
        {"zone": "east", "calls": 1, "usual_s": 0.5, "slowest_s": 0.5, "by": {"chime": 1}},
        {"zone": "west", "calls": 3, "usual_s": 0.31, "slowest_s": 9.0, "by": {"clips": 3}},
    ]
    for _ in range(KEPT):
        playback.tell("west", "browser", 0.4)
    assert playback.now()[1] == {
        "zone": "west",
        "calls": KEPT,
        "usual_s": 0.4,
        "slowest_s": 0.4,
        "by": {"browser": KEPT},
    }
    assert playback.reports == KEPT + 4


def test_what_nobody_heard_has_no_time() -> None:
    """A call that a silent wall could not say counts, but how soon sound came is told only of those that were heard."""
    playback = Playback()
    playback.tell("west", "none", 0.0)
    assert playback.now() == [{"zone": "west", "calls": 1, "usual_s": None, "slowest_s": None, "by": {"none": 1}}]
    playback.tell("west", "clips", 0.3)
    assert playback.now()[0] | {"by": {}} == {"zone": "west", "calls": 2, "usual_s": 0.3, "slowest_s": 0.3, "by": {}}
