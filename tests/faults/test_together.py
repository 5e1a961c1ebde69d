"""Everybody at once: no number twice, no ticket called twice."""

import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from tests.hallclient import Client, Server
from tests.patience import PATIENCE_S

KIOSKS = COUNTERS = 8
EACH = 20


@pytest.mark.long
def test_eight_kiosks_and_eight_counters_at_once(server: Server) -> None:
    """Eight kiosks take 160 tickets while eight counters call them: every number once, every call once, none lost."""
    server.configuration = server.configuration.replace('services = ["company", "licence"]', 'services = ["tax"]')
    server.add_staff("li")
    server.start()
    together = threading.Barrier(KIOSKS + COUNTERS)
    all_taken = threading.Event()

    def kiosk(_: int) -> list[str]:
        client = Client(server.url)
        together.wait()
        return [client.take("tax" if n % 2 else "licence")["number"] for n in range(EACH)]

    def counter(number: int) -> list[str]:
        client = Client(server.url).sign_in("li")
        place = str(number % 5 + 1)
        if number < 5:
            client.step(place, "open")
        together.wait()
        called = []
        while True:
            last_round = all_taken.is_set()
            answer = client.post(f"/counters/{place}/call-next")
            if answer.status_code == 200:
                called.append(answer.json()["number"])
                client.post(f"/counters/{place}/start")
                client.post(f"/counters/{place}/finish")
            elif answer.status_code == 204 and last_round:
                return called

    with ThreadPoolExecutor(KIOSKS + COUNTERS) as pool:
        counters = [pool.submit(counter, n) for n in range(COUNTERS)]
        given = [number for numbers in pool.map(kiosk, range(KIOSKS)) for number in numbers]
        all_taken.set()
        called = [number for one in counters for number in one.result(PATIENCE_S)]
    assert len(given) == len(set(given)) == KIOSKS * EACH
    assert sorted(called) == sorted(given)


def test_the_same_press_from_eight_places_at_once(client: Client, server: Server) -> None:
    """Eight copies of one press, at the same moment, make one ticket: one 201, seven 200, all the same."""
    key = str(uuid4())
    together = threading.Barrier(8)

    def press(_: int) -> tuple[int, str]:
        kiosk = Client(server.url)
        together.wait()
        answer = kiosk.post("/tickets", {"service": "tax"}, key=key)
        return answer.status_code, answer.json()["number"]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(press, range(8)))
    assert sorted(status for status, _ in answers) == [200] * 7 + [201]
    assert len({number for _, number in answers}) == 1
    assert {s["id"]: s["waiting"] for s in client.get("/services").json()}["tax"] == 1


def test_a_second_server_on_the_same_folder_refuses(client: Client, server: Server) -> None:
    """It says who holds the folder and ends; the first goes on, and a crash of the first releases the folder."""
    second = Server(server.folder, server.configuration)
    assert server.process is not None
    with pytest.raises(RuntimeError, match=f"in use by process {server.process.pid}"):
        second.start()
    assert client.get("/healthz").status_code == 200
    server.kill()
    second.start()
    assert second.stop() == 0


def test_sigterm_ends_cleanly_and_staff_can_be_added_while_serving(client: Client, server: Server) -> None:
    """An account made while the server runs works at once; SIGTERM ends it within seconds, status 0."""
    server.add_staff("zhao", name="赵")
    client.sign_in("zhao", counter="1")
    assert client.step("1", "open")["staff"] == "zhao"
    assert server.stop() == 0
    assert "stopped" in server.log()
