"""What managers say to everybody, what screens show, and what displays report, over HTTP."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from PIL import Image

from hall.configuration import ConfigurationError, from_table, read_table
from tests.hallclient import ROOT, Client, Server
from tests.patience import PATIENCE_S

FIRE = {"text": {"zh": "请从最近的出口离开。", "en": "Please leave by the nearest exit."}}
LONG = "长" * 301


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all; it must survive every case."""
    server = Server(tmp_path_factory.mktemp("display") / "hall")
    server.add_staff("li")
    server.add_staff("chen", "manager", name="陈静")
    server.start()
    yield server
    assert "unexpected" not in server.log()
    assert server.stop() == 0


@pytest.fixture
def manager(hall: Server) -> Client:
    """The manager chen."""
    return Client(hall.url).sign_in("chen")


def board(hall: Server, zone: str = "east") -> dict[str, object]:
    picture: dict[str, object] = Client(hall.url).get(f"/displays/{zone}").json()
    return picture


def delete(client: Client, path: str) -> requests.Response:
    return client.http.delete(f"{client.url}/api/v1{path}", timeout=PATIENCE_S)


def test_an_emergency_is_on_every_screen_until_cleared(hall: Server, manager: Client) -> None:
    """Declared, it is on every wall and counter screen with a version that grew; cleared, it is gone from all."""
    before = board(hall)["version"]
    declared = manager.post("/emergency", FIRE)
    assert declared.status_code == 201
    for picture in (board(hall), board(hall, "west"), manager.get("/displays/counters/3").json()):
        assert picture["emergency"]["text"] == FIRE["text"]
    assert board(hall)["version"] > before
    assert manager.get("/emergency").json()["emergency"] == declared.json()
    assert delete(manager, f"/emergency/{declared.json()['id'] + 1}").status_code == 409
    assert delete(manager, f"/emergency/{declared.json()['id']}").status_code == 204
    assert delete(manager, "/emergency").status_code == 204
    assert board(hall)["emergency"] is None
    assert manager.get("/emergency").json() == {"emergency": None}


def test_what_was_said_survives_a_power_cut(hall: Server, manager: Client) -> None:
    """An answered emergency and notice stand after kill -9 and a restart, and versions go on growing."""
    manager.post("/emergency", FIRE)
    notice = manager.post("/notices", FIRE).json()
    before = board(hall)["version"]
    hall.kill()
    hall.start()
    assert board(hall)["emergency"]["text"] == FIRE["text"]
    assert [one["id"] for one in board(hall)["notices"]] == [notice["id"]]
    again = Client(hall.url).sign_in("chen")
    assert delete(again, f"/notices/{notice['id']}").status_code == 204
    assert delete(again, "/emergency").status_code == 204
    assert board(hall)["version"] > before
    assert delete(again, f"/notices/{notice['id']}").status_code == 404


def test_a_repeated_key_posts_once(manager: Client) -> None:
    """The same press again gives the same notice; the key with another text is refused."""
    first = manager.post("/notices", FIRE, key="press-1")
    again = manager.post("/notices", FIRE, key="press-1")
    assert (again.status_code, again.json()) == (201, first.json())
    assert manager.post("/notices", {"text": {"zh": "别的"}}, key="press-1").status_code == 422
    assert [one["id"] for one in manager.get("/notices").json()] == [first.json()["id"]]
    delete(manager, f"/notices/{first.json()['id']}")


@pytest.mark.parametrize("path", ["/emergency", "/notices"])
def test_only_managers_speak_to_everybody(hall: Server, path: str) -> None:
    """Nobody signed in gets 401, a clerk 403, and nothing is said."""
    nobody, clerk = Client(hall.url), Client(hall.url).sign_in("li")
    for client, status in ((nobody, 401), (clerk, 403)):
        assert client.post(path, FIRE).status_code == status
        assert delete(client, path if path == "/emergency" else "/notices/1").status_code == status
    assert board(hall)["emergency"] is None
    assert board(hall)["notices"] == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "火"},
        {"text": {}},
        {"text": {"en": "only English"}},
        {"text": {"zh": ""}},
        {"text": {"zh": "   "}},
        {"text": {"zh": LONG}},
        {"text": {"zh": "火", "fr": "feu"}},
        {"text": {"zh": "火"}, "colour": "red"},
        {"text": {"zh": None}},
    ],
)
def test_bad_texts(manager: Client, body: dict[str, object]) -> None:
    """A text that is missing, empty, too long or of an unknown language is refused by its field."""
    for path in ("/emergency", "/notices"):
        answer = manager.post(path, body)
        assert answer.status_code == 422, answer.text
        assert answer.json()["errors"]
    assert manager.get("/emergency").json() == {"emergency": None}
    assert manager.get("/notices").json() == []


def test_where_there_is_no_voice_a_rehearsal_says_so(manager: Client) -> None:
    """A hall without a voice can say nothing in any language; bad texts are refused, and nothing is posted."""
    told = manager.post("/rehearsals", FIRE)
    assert (told.status_code, told.json()) == (
        200,
        [{"lang": lang, "readiness": "unsaid", "audio": []} for lang in ("zh", "en")],
    )
    for bad in ({}, {"text": {"en": "only English"}}, {"text": {"zh": LONG}}, FIRE | {"spoken": True}):
        assert manager.post("/rehearsals", bad).status_code == 422
    assert manager.get("/notices").json() == []


def test_only_the_wall_that_was_asked_reports(hall: Server) -> None:
    """Nobody can tell the hall that a call was heard who was not given its turn; bad reports are refused by field."""
    wall = Client(hall.url)
    assert wall.post("/displays/east/played", {"turn": "made-up"}).status_code == 404
    assert wall.post("/displays/nowhere/played", {"turn": "made-up"}).status_code == 404
    for bad in (
        {},
        {"turn": ""},
        {"turn": 7},
        {"turn": "t", "ms": -1},
        {"turn": "t", "how": "song"},
        {"id": 1, "ms": 1},
    ):
        assert wall.post("/displays/east/played", bad).status_code == 422


def test_the_plan_of_speech_of_a_hall_without_a_voice(hall: Server) -> None:
    """Where nothing is to be said the plan is empty and nothing counts as unheard; an unknown zone is not there."""
    plan = Client(hall.url).get("/displays/east/speech").json()
    assert (plan["voice"], plan["saying"], plan["next"]) == (None, None, [])
    assert (plan["said"], plan["answered_first"], plan["never"]) == (0, 0, 0)
    assert Client(hall.url).get("/displays/nowhere/speech").status_code == 404


def test_the_screen_over_a_counter(manager: Client) -> None:
    """It shows clerk and badge while open, the number and its call, why it pauses, and nothing when closed."""
    assert manager.get("/displays/counters/nowhere").status_code == 404
    closed = manager.get("/displays/counters/4").json()
    assert (closed["status"], closed["clerk"], closed["number"]) == ("closed", None, None)
    manager.step("4", "open")
    number = manager.take("tax")["number"]
    manager.step("4", "call-next")
    called = manager.get("/displays/counters/4").json()
    assert called["clerk"] == {"name": "陈静", "badge": "002"}
    assert called["number"] == number
    assert called["call"] == manager.get("/displays/east").json()["calls"][0]["id"]
    manager.step("4", "start")
    assert manager.get("/displays/counters/4").json()["call"] is None
    manager.step("4", "finish")
    manager.step("4", "pause", {"reason": "张三找我"})
    paused = manager.get("/displays/counters/4").json()
    assert (paused["status"], paused["reason"], paused["clerk"]) == ("paused", "other", None)


def test_a_sign_of_one_line(manager: Client) -> None:
    """As plain text a counter's screen is the line that a sign shows, in the language asked for; else it is JSON."""

    def line(lang: str = "zh") -> str:
        address = f"{manager.url}/api/v1/displays/counters/5?lang={lang}"
        answer = manager.http.get(address, headers={"Accept": "text/plain"}, timeout=PATIENCE_S)
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
        return answer.text

    assert line() == "窗口未开放"
    manager.step("5", "open")
    assert line() == "欢迎办理"
    number = manager.take("tax")["number"]
    manager.step("5", "call-next")
    assert (line(), line("en")) == (f"请{number}到5号窗口", f"{number} please come to Counter 5")
    manager.step("5", "start")
    assert line() == f"{number} 办理中"
    manager.step("5", "pause")
    assert line() == "暂停服务"
    assert manager.get("/displays/counters/5").json()["number"] == number
    manager.step("5", "finish")
    assert manager.get("/displays/counters/nowhere").status_code == 404


def test_links_are_no_media(hall: Server, tmp_path: Path) -> None:
    """A link in the folder of pictures is neither listed nor served, wherever it leads."""
    media = hall.data / "media"
    media.mkdir()
    picture = tmp_path / "elsewhere.png"
    Image.new("RGB", (8, 8)).save(picture)
    Image.new("RGB", (8, 8)).save(media / "own.png")
    (media / "link.png").symlink_to(picture)
    listed = requests.get(f"{hall.url}/display/media/", timeout=PATIENCE_S).json()
    assert [one["url"].split("/")[-1].split("?")[0] for one in listed] == ["own.png"]
    assert requests.get(f"{hall.url}/display/media/own.png", timeout=PATIENCE_S).status_code == 200
    assert requests.get(f"{hall.url}/display/media/link.png", timeout=PATIENCE_S).status_code == 404
    shutil.rmtree(media)


@pytest.mark.parametrize(
    "name", ["..%2fjournal", "%2e%2e", "..%5c..%5cconfig.toml", "x.png", ".x.png", "a%00.png", "day.jsonl"]
)
def test_nothing_but_media_is_served(hall: Server, name: str) -> None:
    """The folder of pictures is no door to other files."""
    assert requests.get(f"{hall.url}/display/media/{name}", timeout=PATIENCE_S).status_code == 404


def test_a_hall_without_a_media_folder(hall: Server) -> None:
    """Without the folder there is nothing to show, which is no mistake."""
    assert requests.get(f"{hall.url}/display/media/", timeout=PATIENCE_S).json() == []


@pytest.mark.parametrize(
    ("key", "value", "mistake"),
    [
        ("layout", "sideways", "zones[0].layout"),
        ("theme", "pink", "zones[0].theme"),
        ("speak", "yes", "zones[0].speak"),
        ("id", "guide", "zones[0].id"),
    ],
)
def test_a_mistake_in_a_zone_is_named(key: str, value: str, mistake: str) -> None:
    """A zone's wrong layout, theme, voice or id is told by its key."""
    table = read_table(ROOT / "config.toml")
    table["zones"][0][key] = value
    with pytest.raises(ConfigurationError) as told:
        from_table(table)
    assert any(line.startswith(f"{mistake}: ") for line in told.value.mistakes)
