"""What PostgreSQL as a store promises beyond the contract: order, waking, healing, halls apart, schema, copies."""

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import psycopg
import pytest

from hall.journal.actor import Actor
from hall.journal.journal import JournalError
from hall.journal.stream import numbered
from hall.paper.blocks import Slip
from hall.printing.job_file import JobState, Kept
from hall.printing.job_table import JobTable
from hall.queue.events.counter import CounterOpened
from hall.store.copying import copy
from hall.store.database import Database
from hall.store.folder import FolderTaken
from hall.store.opening import open_store
from hall.store.postgres import PAGE, STREAMS, PostgresJournal
from hall.store.postgres_papers import PostgresPapers
from tests.contract.test_journal import entry
from tests.halls import Clock, ground
from tests.patience import PATIENCE_S
from tests.postgres import Cluster, cluster

DAY = date(2026, 11, 23)


@pytest.fixture
def url(postgres: Cluster) -> str:
    """An empty database."""
    return postgres.database()


def test_a_follower_misses_nothing_while_many_write(url: str) -> None:
    """Eight write at once into streams of their own: whoever follows has every entry, each once, positions growing."""
    follower = PostgresJournal(following := Database(url, "east"))
    position, seen, many = follower.end(), list[str](), 40
    writers = [Database(url, "east") for _ in range(8)]

    def write(who: int) -> None:
        journal = PostgresJournal(writers[who])
        for number in range(1, many + 1):
            journal.append(f"s{who}", entry(number))

    with ThreadPoolExecutor(8) as pool:
        working = [pool.submit(write, who) for who in range(8)]
        until = time.monotonic() + PATIENCE_S
        while len(seen) < 8 * many and time.monotonic() < until:
            follower.wait(position, 0.2)
            for one in follower.since(position):
                assert one.position > position
                position = one.position
                seen.append(f"{one.stream} {one.entry.number}")
        for one in working:
            one.result()
    assert sorted(seen) == sorted(f"s{who} {n}" for who in range(8) for n in range(1, many + 1))
    for database in (following, *writers):
        database.close()


def test_another_server_is_woken(url: str) -> None:
    """Who waits is woken by another's entry, long before its time is up."""
    databases = [Database(url, "east") for _ in range(2)]
    one, other = map(PostgresJournal, databases)
    position = one.end()
    one.wait(position, 0)
    one.since(position)
    threading.Timer(0.2, lambda: other.append("s", entry(1))).start()
    begun = time.monotonic()
    while not (found := one.since(position)) and time.monotonic() < begun + PATIENCE_S:
        one.wait(position, PATIENCE_S)
    assert [(c.stream, c.entry) for c in found] == [("s", entry(1))]
    for database in databases:
        database.close()


def test_a_paper_that_nobody_has_begun_is_withdrawn(url: str) -> None:
    """One on its way goes on; one that was being tried is not queued again."""
    database = Database(url, "east")
    papers = PostgresPapers(database, "one", "hall")
    jobs = JobTable(papers, "printer hall", lambda: 1000.0)
    for job in ("t1", "t2"):
        jobs.add(Kept(job, Slip("", ()), 2000.0, job))
    papers.mark("t2", JobState.SENDING, 1000.0, ())
    for job in ("t1", "t2"):
        jobs.withdraw(job)
        jobs.mark("t1", JobState.QUEUED)
    found = [jobs.of(job) for job in ("t1", "t2")]
    assert [one.state for one in found if one is not None] == [JobState.FAILED, JobState.SENDING]
    assert not jobs.waiting
    database.close()


def test_more_than_a_page_is_read_whole(url: str) -> None:
    """A long stream is read to its end, and followed page by page."""
    journal = PostgresJournal(database := Database(url, "east"))
    position = journal.end()
    for number in range(1, PAGE + 3):
        journal.append("s", entry(number))
    assert [one.number for one in journal.read("s")] == list(range(1, PAGE + 3))
    first = journal.since(position)
    journal.wait(first[-1].position, PATIENCE_S)
    assert len(first) + len(journal.since(first[-1].position)) == PAGE + 2
    database.close()


def test_streams_are_found_without_going_through_every_entry(url: str) -> None:
    """They are asked for every second, and a hall has a million entries a year."""
    database = Database(url, "east")
    made = "select 'east', stream, n, now(), '{}' from unnest(array['a', 'b', 'c']) stream, generate_series(1, 3000) n"
    database.rows(f"insert into entry (hall, stream, number, at, body) {made}")
    plan = "\n".join(line for (line,) in database.rows(f"explain analyze {STREAMS}", {"hall": "east"}))
    assert max(map(int, re.findall(r"actual time=\S+ rows=(\d+)", plan))) < 10, plan
    assert PostgresJournal(database).streams() == ["a", "b", "c"]
    database.close()


def test_halls_are_apart(url: str) -> None:
    """Halls of one database see nothing of one another; not even a statement without a condition does."""
    east, west = (open_store(url, hall, Path("/nowhere")) for hall in ("east", "west"))
    for store in (east, west):
        store.journal.append("s", entry(1))
        store.vault("").put(DAY, "tok", phone="1")
    west.vault("").forget_before(date(2027, 1, 1))
    west.journal.append("only-west", entry(1))
    assert (east.journal.streams(), len(list(east.facts()))) == (["s"], 1)
    with psycopg.connect(url, options="-c hallcall.hall=east") as connection:
        assert connection.execute("select distinct hall from entry").fetchall() == [("east",)]
    with psycopg.connect(url) as connection:
        assert connection.execute("select * from entry").fetchall() == []
    for store in (east, west):
        store.close()


def test_servers_hold_a_hall_together_and_a_copy_alone(url: str, tmp_path: Path) -> None:
    """A second server is let in; who copies is told that they serve; another hall, and who comes after, is free."""
    east, again, west = (open_store(url, hall, tmp_path / str(n)) for n, hall in enumerate(("east", "east", "west")))
    with east.serves(), again.serves(), west.claim(), pytest.raises(FolderTaken, match="a server serves"), east.claim():
        pass
    with again.claim(), pytest.raises(FolderTaken, match="'east'"), east.serves():
        pass
    for store in (east, again, west):
        store.close()


def test_what_was_held_alone_is_free_at_once(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy ends and a server starts in the same moment, however late the database notices who has hung up."""
    database, closing = Database(url, "east"), list[psycopg.Connection]()

    def not_noticed(one: psycopg.Connection) -> None:
        closing.append(one)

    monkeypatch.setattr(psycopg.Connection, "close", not_noticed)
    with database.claim(alone=True):
        pass
    with database.claim(alone=False):
        pass
    monkeypatch.undo()
    assert len(closing) == 2
    for connection in closing:
        connection.close()
    database.close()


def test_an_answer_that_was_lost_is_found(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An append whose answer the line swallowed is written once, and succeeds."""
    journal = PostgresJournal(database := Database(url, "east"))
    execute, cut = psycopg.Connection.execute, [True]

    def loses_the_answer(connection: psycopg.Connection, statement: str, *rest: object, **how: object) -> object:
        found = execute(connection, statement, *rest, **how)  # type: ignore[arg-type]
        if "append_or_read" in str(statement) and cut.pop():
            cut.append(False)
            connection.close()
            raise psycopg.OperationalError("the line was cut")
        return found

    monkeypatch.setattr(psycopg.Connection, "execute", loses_the_answer)
    journal.append("s", entry(1))
    cut.append(False)
    journal.append("s", entry(2))
    assert [one.number for one in journal.read("s")] == [1, 2]
    database.close()


def test_an_act_that_was_not_first_takes_one_round_trip_more(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first makes one statement; whoever comes with the same number is told what was written, and makes two."""
    databases = [Database(url, "east") for _ in range(2)]
    here, there = (numbered(ground(Clock(), PostgresJournal(one)), "s", lambda _: None) for one in databases)
    execute, statements = psycopg.Connection.execute, list[str]()

    def counted(connection: psycopg.Connection, statement: str, *rest: object, **how: object) -> object:
        statements.append(statement)
        return execute(connection, statement, *rest, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(psycopg.Connection, "execute", counted)
    opened = (CounterOpened("1", "li"),)
    for stream, took in ((here, 1), (here, 1), (there, 2), (there, 1), (here, 2)):
        statements.clear()
        stream.act(Actor("li"), lambda _: opened)
        assert len([one for one in statements if "listen" not in one]) == took
    assert (here.number, there.number) == (5, 4)
    for database in databases:
        database.close()


def test_a_database_that_goes_and_comes_back() -> None:
    """While it is away an append is refused in words; when it is back everything goes on, and a follower has it all."""
    with cluster(("listen_addresses=",)) as own:
        databases = [Database(url := own.database(), "east"), Database(url, "east")]
        journal, follower = map(PostgresJournal, databases)
        journal.append("s", entry(1))
        position = follower.end()
        own.kill()
        with pytest.raises(JournalError, match="does not answer"):
            journal.append("s", entry(2))
        own.start()
        journal.append("s", entry(2))
        until = time.monotonic() + PATIENCE_S
        while not (found := follower.since(position)) and time.monotonic() < until:
            follower.wait(position, 0.2)
        assert [one.entry.number for one in found] == [2]
        for database in databases:
            database.close()


def test_a_newer_schema_is_refused(url: str) -> None:
    """An older program does not touch what a newer one has made of the database, and says which it is."""
    Database(url, "east").close()
    with psycopg.connect(url) as connection:
        connection.execute("insert into schema_version values (99)")
    with pytest.raises(JournalError, match="schema 99"):
        Database(url, "east")


@pytest.mark.parametrize(
    "wrong", ["postgresql://hall@127.0.0.1:9/none", "postgresql://[", "postgresql://hall@/none?x=1"]
)
def test_a_database_that_cannot_be_used_is_told(wrong: str) -> None:
    """Nobody there, no address at all, an unknown word in it: in words, at the start."""
    with pytest.raises(JournalError, match=r"store\.url|cannot be used"):
        Database(wrong, "east")


def test_a_hall_is_copied_there_and_back(url: str, tmp_path: Path) -> None:
    """All entries, in the order of time, and all that the vaults keep; a target with anything in it is refused."""
    folders = [tmp_path / name for name in ("first", "again")]
    first, over, again = (
        open_store(address, "east", folder)
        for address, folder in (("tinydb:", folders[0]), (url, tmp_path), ("tinydb:", folders[1]))
    )
    for number in (1, 2, 3):
        first.journal.append("a", entry(number))
        first.journal.append("b", entry(number))
    first.vault("cases").put(DAY, "tok", phone="1")
    first.vault("").put(DAY, "t2", remark="备注")
    with pytest.raises(JournalError, match="nothing to copy"):
        copy(again, over)
    position = over.journal.end()
    assert copy(first, over) == (2, 6, 2)
    assert [one.entry.number for one in over.journal.since(position)] == [1, 1, 2, 2, 3, 3]
    assert copy(over, again) == (2, 6, 2)
    for store in (over, again):
        assert {name: list(store.journal.read(name)) for name in "ab"} == {
            n: [entry(i) for i in (1, 2, 3)] for n in "ab"
        }
        assert sorted(store.facts()) == sorted(first.facts())
    with pytest.raises(JournalError, match="holds a hall already"):
        copy(first, over)
    over.close()
