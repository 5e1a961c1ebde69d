"""What tests of several kinds share."""

import os
import shutil
from collections.abc import Generator, Iterator
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import settings

from tests.cheap_pins import spend_little
from tests.hallclient import Client, Server
from tests.postgres import BINARIES, MISSING, Cluster, cluster

settings.register_profile("hall", deadline=None)  # a busy machine is no mistake of the hall's
settings.load_profile("hall")
spend_little()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the gate insist that everything runs."""
    parser.addoption("--no-skips", action="store_true", help="a skipped test fails the run")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each process begin with its share of the long tests: xdist deals out as many even pieces as there are."""
    processes = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    long = [item for item in items if item.get_closest_marker("long")]
    others = iter([item for item in items if not item.get_closest_marker("long")])
    dealt: list[pytest.Item] = []
    for number in range(processes):
        piece = (len(items) - len(dealt)) // (processes - number)
        share = long[number::processes]
        dealt += [*share, *islice(others, max(0, piece - len(share)))]
    items[:] = [*dealt, *others]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With --no-skips turn a skip into a failure that says why it was skipped."""
    report = yield
    if report.skipped and item.config.getoption("--no-skips") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, where nothing may be: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL of the tests' own."""
    if BINARIES is None:
        pytest.skip(MISSING)
    with cluster() as running:
        yield running


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server that is not started yet; whatever the test does, it is gone afterwards."""
    made = Server(tmp_path / "hall")
    yield made
    if made.process is not None and made.process.poll() is None:
        made.kill()


@pytest.fixture(scope="session")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with accounts: clerks "li" and "wang", manager "chen"; every PIN is 4711."""
    made = Server(tmp_path_factory.mktemp("staffed"))
    made.add_staff("li")
    made.add_staff("wang", name="王芳")
    made.add_staff("chen", "manager", name="陈静")
    return made.data


@pytest.fixture
def hall(server: Server, staffed: Path) -> Server:
    """A started server, open at all hours, with the accounts of `staffed`."""
    shutil.copytree(staffed, server.data)
    return server.start()


@pytest.fixture
def client(hall: Server) -> Client:
    """The API of the started server for whoever has not signed in."""
    return Client(hall.url)
