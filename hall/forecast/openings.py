"""When each counter will call visitors for the rest of the day: as on one of the hall's past days, each path another.

A past day says more than any formula: it holds lunch, planned pauses, early closing and late opening as they come in
this hall. Where no past day fits, the hours and a few usual chances stand in. Moments are seconds since midnight here.
"""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hall.forecast.facts import DayFacts, Opening
from hall.forecast.snapshot import CounterNow

FOR_EVER = math.inf
MINUTE_S = 60.0
ENOUGH = 3
"""So many past courses are needed before they alone stand in for this one."""
ALIKE_S = 2700.0
"""Absences that begin within so much of one another in the day are of one kind."""
BOUNDARY_S = 600.0
"""Who goes so shortly before the hours end goes because of it."""
STAYS_S = 300.0
"""Who still calls so long after the hours have ended stays."""
PAUSE_S = 900.0
"""How long a pause lasts when nothing is known of pauses."""
RESTLESS_S = 28_800.0
"""After how long an open counter pauses when nothing is known: once a day."""
BACK_LATE_S = 150.0
"""How late, on average, a counter is back after the hall was closed, when nothing is known."""
LATE_S = 600.0
"""How late a counter opens that was not there at opening, when nothing is known."""
NEVER = 0.15
"""The chance that a counter does not open all day, when nothing is known."""
LEVELS = 6
"""In so many equally likely values a chance is laid out."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch in which a counter calls; when `soft` its clerk stays after `end` as long as somebody waits."""

    start: float
    end: float
    soft: bool = False


Windows = tuple[Window, ...]
Spans = tuple[tuple[float, float], ...]
"""Opening hours in seconds since midnight."""


@dataclass(frozen=True, slots=True)
class Absence:
    """A counter was away from `begin` for `length_s` (for ever: not seen again that day), and how it went on."""

    begin: float
    length_s: float
    later: Windows


class Roster:
    """What past days with the same hours have shown of comings and goings; made once a day."""

    def __init__(self, past: Sequence[DayFacts], today: DayFacts) -> None:
        self._today = today
        self.spans: Spans = tuple((start * 60.0, end * 60.0) for start, end in today.spans)
        alike = [day for day in past if day.spans == today.spans]
        same = [day for day in alike if day.day.weekday() == today.day.weekday()]
        self._days = len(alike) + len(same)
        self._known: defaultdict[str, list[tuple[Sequence[Opening], Windows]]] = defaultdict(list)
        for day in (*alike, *same):
            for counter, openings in day.openings.items():
                self._known[counter].append((openings, self._windows(openings)))
        self._away = {
            paused: sorted(self._absences(alike, paused=paused), key=lambda absence: absence.begin)
            for paused in (True, False)
        }
        self._at = -1.0
        self._shared: dict[tuple[str, bool, float], Sequence[Windows]] = {}
        """What many counters have in common at one moment."""
        self._begins = {paused: [absence.begin for absence in away] for paused, away in self._away.items()}

    def courses(self, counter: CounterNow, now: float, since: float, called: float, *, been: bool) -> Sequence[Windows]:
        """Return equally likely courses of `counter`, which is as it is `since` then.

        `called` is when it last called today, and `been` says whether it has been open today.
        """
        if now != self._at:
            self._at, self._shared = now, {}
        if counter.status == "open" and not counter.closing:
            return self._if_open(counter.id, now, called)
        if not (been or counter.closing or counter.status == "paused"):
            return self._if_not_yet(counter.id, now)
        paused, minute = counter.status == "paused", now if counter.closing else since // MINUTE_S * MINUTE_S
        key = ("away", paused, minute)
        if key not in self._shared:
            self._shared[key] = self._if_away(now, minute, paused=paused)
        return self._shared[key]

    def by_hours(self, start: float, late_s: float = 0.0) -> Windows:
        """Return the rest of the hours from `start`, each opening so late; after the last who still waits is served."""
        last = len(self.spans) - 1
        found = tuple(
            Window(max(start, opens + late_s), closes, soft=k == last)
            for k, (opens, closes) in enumerate(self.spans)
            if closes > start
        )
        return found or (Window(start, start, soft=True),)

    @property
    def ends(self) -> float:
        """When today's hours end; 0 on a day without."""
        return self.spans[-1][1] if self.spans else 0.0

    def _if_open(self, counter: str, now: float, called: float) -> Sequence[Windows]:
        found: list[Windows] = []
        for openings, windows in self._known[counter]:
            for k, opening in enumerate(openings):
                if opening.start_s <= now < opening.end_s:
                    this = windows[k]  # over when its clerk had decided to go: then the visit under way is the last
                    found.append((Window(now, max(now, this.end), this.soft), *windows[k + 1 :]))
        if len(found) >= ENOUGH:
            return found
        ended = max((closes for _, closes in self.spans if closes <= now), default=FOR_EVER)
        stays = called > ended + STAYS_S
        key = ("open", stays, now)
        if key not in self._shared:
            self._shared[key] = self._with_pauses(now, stays=stays)
        usual = self._shared[key]
        return [*found, *usual] if found else usual

    def _with_pauses(self, now: float, *, stays: bool) -> Sequence[Windows]:
        """Return courses by the hours with a pause in each, sooner or later; `stays`: over lunch."""
        pauses = [opening for openings in self._today.openings.values() for opening in openings if opening.paused]
        taken = sum(not self._at_a_boundary(pause.end_s) for pause in pauses)
        worked_s = sum(o.end_s - o.start_s for openings in self._today.openings.values() for o in openings)
        after_s = (RESTLESS_S + worked_s) / (1 + taken)
        return [
            _paused(self._if_stays(self.by_hours(now, BACK_LATE_S * late), now, stays=stays), now + after_s * wait)
            for wait, late in zip(_EXPONENTIAL, _ANOTHER_ORDER, strict=True)
        ]

    def _if_stays(self, windows: Windows, now: float, *, stays: bool) -> Windows:
        return (Window(now, windows[0].end, windows[0].soft), *windows[1:]) if stays else windows

    def _at_a_boundary(self, moment: float) -> bool:
        return any(abs(moment - closes) < BOUNDARY_S for _, closes in self.spans)

    def _if_away(self, now: float, since: float, *, paused: bool) -> Sequence[Windows]:
        away, begins = self._away[paused], self._begins[paused]
        alike = away[bisect_left(begins, since - ALIKE_S) : bisect_left(begins, since + ALIKE_S)]
        found = [self._back(absence, since) for absence in _few(a for a in alike if since + a.length_s > now)]
        if len(found) < ENOUGH:
            found += [self._back(a, since) for a in _few(a for a in away if since + a.length_s > now)]
        if len(found) < ENOUGH:
            found += self._usually_back(now, since, paused=paused)
        return found

    def _back(self, absence: Absence, since: float) -> Windows:
        """Return the course after an absence like `absence` that began at `since`; an opening of the hall is kept."""
        if absence.length_s == FOR_EVER:
            return ()
        was_back = absence.begin + absence.length_s
        at_opening = any(opens - STAYS_S <= was_back <= opens + BOUNDARY_S for opens, _ in self.spans)
        back = was_back if at_opening and was_back > since else since + absence.length_s
        return tuple(Window(max(back, w.start), w.end, w.soft) for w in absence.later if w.end > back or w.soft)

    def _usually_back(self, now: float, since: float, *, paused: bool) -> Sequence[Windows]:
        if now >= self.ends:
            return [()]
        lunch = next((opens for opens, _ in self.spans if opens > now), None)
        ended = max((closes for _, closes in self.spans if closes <= now + BOUNDARY_S), default=FOR_EVER)
        if lunch is not None and since >= ended - BOUNDARY_S:
            return [self.by_hours(now, BACK_LATE_S * late) for late in _EXPONENTIAL]
        back = [self.by_hours(now + PAUSE_S * wait) for wait in _EXPONENTIAL]
        return back if paused else [*back[::2], *[()] * LEVELS]

    def _if_not_yet(self, counter: str, now: float) -> Sequence[Windows]:
        found: list[Windows] = []
        for openings, windows in self._known[counter]:
            if openings[0].start_s > now:
                found.append(windows)
        found += [()] * (self._days - len(self._known[counter]))
        return found if len(found) >= ENOUGH else [*found, *self._usually_opens(now)]

    def _usually_opens(self, now: float) -> Sequence[Windows]:
        if now >= self.ends:
            return [()]
        opens = self.spans[0][0]
        if now < opens + 60:
            late = [self.by_hours(now, BACK_LATE_S * late) for late in _EXPONENTIAL]
            return [*late[:-1], self.by_hours(opens + LATE_S)]
        still = (1 - NEVER) * math.exp(-(now - opens) / LATE_S)
        never = NEVER / (NEVER + still)
        return [
            () if (k + 0.5) / LEVELS < never else self.by_hours(now + LATE_S * wait)
            for k, wait in enumerate(_EXPONENTIAL)
        ]

    def _absences(self, days: Iterable[DayFacts], *, paused: bool) -> Iterable[Absence]:
        for day in days:
            for openings in day.openings.values():
                windows = self._windows(openings)
                for k, opening in enumerate(openings):
                    if opening.paused == paused:
                        back = openings[k + 1].start_s if k + 1 < len(openings) else FOR_EVER
                        yield Absence(opening.end_s, back - opening.end_s, windows[k + 1 :])

    def _windows(self, openings: Sequence[Opening]) -> Windows:
        return tuple(self._window(opening) for opening in openings)

    def _window(self, opening: Opening) -> Window:
        """Return the stretch in which the counter would have called: its clerk decided to go while still serving."""
        for k, (_, closes) in enumerate(self.spans):
            if opening.start_s < closes and opening.sure_s - 60 <= closes <= opening.end_s + BOUNDARY_S:
                stays = k == len(self.spans) - 1 or opening.end_s > closes + STAYS_S
                return Window(opening.start_s, min(closes, opening.end_s), soft=stays and not opening.left_waiting)
        soft = opening.end_s > self.ends and not opening.left_waiting
        return Window(opening.start_s, (opening.sure_s + opening.end_s) / 2, soft)


def _paused(windows: Windows, moment: float) -> Windows:
    """Return `windows` with a pause of the usual length at `moment`, if they are open then."""
    return tuple(
        part
        for w in windows
        for part in (
            (Window(w.start, moment), Window(moment + PAUSE_S, max(w.end, moment + PAUSE_S), w.soft))
            if w.start < moment < w.end
            else (w,)
        )
    )


def _few(absences: Iterable[Absence]) -> Sequence[Absence]:
    """Return at most some two dozen of them, evenly chosen."""
    all_ = list(absences)
    return all_ if len(all_) <= 24 else [all_[k * len(all_) // 24] for k in range(24)]


_EXPONENTIAL = tuple(-math.log(1 - (k + 0.5) / LEVELS) for k in range(LEVELS))
"""Equally likely waits for what may happen at any time, in means."""
_ANOTHER_ORDER = tuple(_EXPONENTIAL[k * 5 % LEVELS] for k in (0, 2, 4, 1, 3, 5))
