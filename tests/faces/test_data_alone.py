"""A visitor class and a language are data alone: four lines of the configuration, a folder of catalogues, no code."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import server
from hall.configuration import read_table
from hall.demo import stage
from hall.paper.blocks import Badge, Slip
from hall.printing.office import Outcome, PrintOffice
from hall.staff.book import StaffBook
from hall.store.opening import open_store
from hall.web.hall import Hall, put_together
from tests.halls import Clock

VETERAN = {
    "id": "veteran",
    "name": {"zh": "退役军人", "en": "Veteran", "fr": "Ancien combattant"},
    "head_start_min": 15,
    "ask": {"zh": "退役军人优先", "en": "Veterans first", "fr": "Anciens combattants"},
}


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    """The sample hall, with veterans, and with French: its catalogues are the English ones under another name."""
    root = tmp_path / "root"
    shutil.copytree(server.ROOT / "assets" / "text", root / "assets" / "text")
    for part in (server.ROOT / "assets").iterdir():
        if part.name != "text":
            (root / "assets" / part.name).symlink_to(part)
    for face in ("kiosk", "display", "counter", "hall"):
        (root / face).symlink_to(server.ROOT / face)
    text = root / "assets" / "text"
    shutil.copytree(text / "en", text / "fr")
    common = (text / "fr" / "common.toml").read_text(encoding="utf-8")
    (text / "fr" / "common.toml").write_text(common + '\nlanguage_fr = "Français"\n', encoding="utf-8")
    table = stage.always_open(read_table(server.ROOT / "config.toml"), "http://127.0.0.1:8000")
    printer = {"id": "roll", "kind": "file", "folder": str(tmp_path / "paper"), "width_mm": 80}
    own = {"voice": {"enabled": False}, "classes": [VETERAN], "printers": [printer]}
    made = put_together(
        root,
        server.CAPABILITIES,
        table | own,
        tmp_path / "var",
        open_store("tinydb:", "hall", tmp_path / "var"),
        async_mode="threading",
        clock=Clock(),
    )
    made.context[StaffBook].add("li", "李明", "manager", "4711", "console")
    return made


def ask(hall: Hall, method: str, path: str, **more: Any) -> Any:
    return hall.app.test_client().open(path, method=method, **more)


def signed_in(hall: Hall) -> dict[str, str]:
    token, _ = hall.context[StaffBook].sign_in("li", "4711", "1", "here")
    return {"Authorization": f"Bearer {token}"}


def test_a_class_of_the_hall_is_offered_counted_printed_and_shown(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """The kiosk offers it, it goes before who came ten minutes earlier, its paper and its clerk's panel name it."""
    printed: list[Slip] = []

    def keep(_office: PrintOffice, _job: str, write: Callable[[], Slip], *_how: object, **_more: object) -> Outcome:
        printed.append(write())
        return Outcome.NOT

    monkeypatch.setattr(PrintOffice, "print", keep)
    page = ask(hall, "GET", "/kiosk").get_data(as_text=True)
    offered = json.loads(page.split('id="page-data">')[1].split("</script>")[0])["asks"]
    assert offered == [{"id": "veteran", "ask": VETERAN["ask"]}]
    first = ask(hall, "POST", "/api/v1/tickets", json={"service": "tax"}).get_json()
    taken = ask(hall, "POST", "/api/v1/tickets", json={"service": "tax", "class": "veteran"}).get_json()
    assert (first["ahead"], taken["class"], taken["ahead"]) == (0, "veteran", 0)
    assert Badge("退役军人 Veteran") in printed[-1].blocks
    counter = next(c.id for c in hall.context.desk.plan.counters.values() if "tax" in c.services)
    headers = signed_in(hall)
    ask(hall, "POST", f"/api/v1/counters/{counter}/open", json={}, headers=headers)
    called = ask(hall, "POST", f"/api/v1/counters/{counter}/call-next", json={}, headers=headers).get_json()
    assert called["number"] == taken["number"]
    panel = ask(hall, "GET", f"/api/v1/counters/{counter}", headers=headers).get_json()
    assert panel["current"]["class"] == "veteran"
    zone = hall.context.desk.plan.counters[counter].zone
    assert ask(hall, "GET", f"/api/v1/displays/{zone}").get_json()["calls"][0]["number"] == taken["number"]
    refused = ask(hall, "POST", "/api/v1/tickets", json={"service": "tax", "class": "general"})
    assert (refused.status_code, refused.get_json()["errors"][0]["loc"]) == (422, ["body", "class"])


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/kiosk",
        "/guides",
        "/guides/id-card",
        "/display/east",
        "/display/counter/1",
        "/display/guide",
        "/counter",
        "/counter/1/rate",
        "/counter/manager",
        "/guides/id-card.pdf",
    ],
)
def test_every_page_is_there_in_a_third_language(hall: Hall, path: str) -> None:
    """No page knows how many languages there are."""
    answer = ask(hall, "GET", f"{path}?lang=fr")
    assert answer.status_code == 200
    if not path.endswith(".pdf"):
        assert '"lang": "fr"' in answer.get_data(as_text=True) or 'lang="fr"' in answer.get_data(as_text=True)


def test_a_name_that_lacks_the_language_is_said_in_the_first(hall: Hall) -> None:
    """Nothing that leads anywhere is without words."""
    page = ask(hall, "GET", "/?lang=fr").get_data(as_text=True)
    assert ">东区</a>" in page
    assert "></a>" not in page


def test_a_ticket_is_taken_printed_and_read_in_a_third_language(hall: Hall) -> None:
    """And one in a language that the hall has no catalogues of is refused by name."""
    taken = ask(hall, "POST", "/api/v1/tickets", json={"service": "tax", "lang": "fr"})
    assert taken.status_code == 201
    assert ask(hall, "GET", f"/t/{taken.get_json()['token']}?lang=fr").status_code == 200
    assert ask(hall, "POST", "/api/v1/guides/id-card/print", json={"lang": "fr"}).status_code == 200
    refused = ask(hall, "POST", "/api/v1/tickets", json={"service": "tax", "lang": "xx"})
    assert (refused.status_code, refused.get_json()["errors"][0]["loc"]) == (422, ["body", "lang"])


def test_a_message_is_said_in_every_language_there_is(hall: Hall) -> None:
    """A manager's text may be in all of them, needs the first, and no other."""
    headers = signed_in(hall)
    text = {"zh": "停电", "en": "No power", "fr": "Panne"}
    posted = ask(hall, "POST", "/api/v1/notices", json={"text": text}, headers=headers)
    assert posted.get_json()["text"] == text
    for wrong in ({"fr": "Panne"}, {"zh": "停电", "xx": "?"}, {}, {"zh": " "}):
        assert ask(hall, "POST", "/api/v1/notices", json={"text": wrong}, headers=headers).status_code == 422
