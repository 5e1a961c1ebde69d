"""A hall's day and its plans in any order of acts, over PostgreSQL: each desk is a process with connections of its own.

Fewer days than in memory: what is tried here is the store and not the rules.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from uuid import uuid4

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from hall.journal.journal import Journal
from hall.store.database import Database
from hall.store.postgres import PostgresJournal
from tests.postgres import Cluster
from tests.stateful.test_hall_day import AnyDay
from tests.stateful.test_plan_changes import AnyPlans

FEW = settings(max_examples=5, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))


@contextmanager
def halls(url: str) -> Iterator[Callable[[], Callable[[], Journal]]]:
    """Give what makes a new hall in the database, and gives what opens its journal as a process of its own."""
    opened: list[Database] = []

    def new() -> Callable[[], Journal]:
        hall = uuid4().hex

        def opens() -> Journal:
            opened.append(Database(url, hall))
            return PostgresJournal(opened[-1])

        return opens

    try:
        yield new
    finally:
        with ThreadPoolExecutor(len(opened) + 1) as pool:  # each waits until its listener has noticed
            list(pool.map(Database.close, opened))


def test_any_day(postgres: Cluster) -> None:
    """Everything that holds for any day in memory; at every step another process reads the same day."""
    with halls(postgres.database()) as new:

        class OverPostgres(AnyDay):
            def opener(self) -> Callable[[], Journal]:
                opens = new()
                reader = opens()  # one connection for all who only read
                first = iter([opens()])
                return lambda: next(first, reader)

        run_state_machine_as_test(OverPostgres, settings=FEW)


def test_any_plans(postgres: Cluster) -> None:
    """Everything that holds for any plans in memory, at two processes over one database."""
    with halls(postgres.database()) as new:

        class OverPostgres(AnyPlans):
            def opener(self) -> Callable[[], Journal]:
                return new()

        run_state_machine_as_test(OverPostgres, settings=FEW)
