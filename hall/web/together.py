"""Several servers of one hall: one time, one list of faults, and no "no" before what the others wrote was read."""

from collections.abc import Callable, Iterable
from typing import Final

from flask import Flask

from hall import VERSION
from hall.faults import Fault, Standing
from hall.journal.fellows import Fellows
from hall.journal.hall_time import LEAP_S
from hall.journal.refusal import Forbidden, Refusal, Unknown
from hall.staff.tries import SignInRefused

FAULTS: Final = "faults"
"""The topic of what each server tells of its faults."""
APART_S: Final = 2.0
"""A clock that is wrong by more is a fault: with the database away the hall's time would leap."""


class CommonTime:
    """The time of the store, so that a hall's servers have one; where it has none, this computer's.

    A clock that differs by more than any network lets it is believed, and told of: nobody knows which is wrong.
    """

    def __init__(self, clock: Callable[[], float], fellows: Fellows) -> None:
        """Take the clock of this server."""
        self._clock, self._fellows = clock, fellows

    def __call__(self) -> float:
        """Return the time, in seconds since 1970."""
        own = self._clock()
        common = self._fellows.time()
        return own if common is None or abs(common - own) >= LEAP_S else common

    def faults(self) -> Iterable[Fault]:
        """Give the fault that this computer's clock is wrong, or the store's."""
        common = self._fellows.time()
        apart_s = 0.0 if common is None else abs(common - self._clock())
        if apart_s > APART_S:
            name = self._fellows.name
            yield Fault("clock_apart", {"server": name, "seconds": f"{apart_s:.0f}"}, name)


def faults(fellows: Fellows) -> Iterable[Fault]:
    """Give what is wrong among the hall's servers."""
    for one in fellows.gone():
        yield Fault("server_gone", {"server": one.name}, one.name)
    for one in fellows.others():
        if one.version != VERSION:
            yield Fault("server_version", {"server": one.name, "version": one.version, "own": VERSION}, one.name)


def faults_elsewhere(fellows: Fellows) -> Iterable[Standing]:
    """Give what the other servers found wrong."""
    return (Standing(*one) for found in fellows.told(FAULTS) for one in found)


def second_look(app: Flask, fellows: Fellows, catch_up: Callable[[], object]) -> Callable[[], bool]:
    """Have `app` say no to nobody for what another server knows: it reads what is newer and looks again.

    A yes needs no such look: what is done is checked by the journal. Returns the same for sockets: what reads what is
    newer, and says whether to look again.
    """
    look = app.dispatch_request

    def abreast() -> bool:
        if not fellows.others():
            return False
        catch_up()
        return True  # also when nothing was new: the follower may have read it since the first look

    def looks_again() -> object:
        try:
            return look()
        except (Unknown, Forbidden, SignInRefused) as why:
            if not _is_of_what_is_known(why) or not abreast():
                raise
            return look()

    app.dispatch_request = looks_again  # type: ignore[method-assign,assignment]
    return abreast


def _is_of_what_is_known(why: Refusal) -> bool:
    """Return whether what another server wrote could make a yes of it: a wrong PIN stays wrong."""
    return not isinstance(why, SignInRefused) or why.code == "not_signed_in"
