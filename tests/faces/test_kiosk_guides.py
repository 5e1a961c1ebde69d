"""Guides over HTTP: the list, the search, the sheet of paper, and what is refused."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest

from hall.store.backup import backup, restore
from hall.texts import Texts
from tests.hallclient import ROOT, Client, Server
from tests.patience import PATIENCE_S

SAMPLES = ROOT / "assets" / "guides"

LIMIT_S = 1.0


def test_guides_are_listed_searched_and_read(client: Client) -> None:
    """The list has every guide; the search puts the fitting one first; a guide has its counts in words."""
    listed = client.get("/guides").json()
    assert len(listed) >= 12
    assert client.get("/guides?q=kaigongsi").json()[0]["id"] == "company-setup"
    assert client.get("/guides?q=%F0%9F%8E%AB").json() == []
    guide = client.get("/guides/company-setup").json()
    assert guide["materials"][2]["wanted"] == {"zh": "原件 1 份，复印件 1 份", "en": "originals: 1, copies: 1"}
    assert {fact["key"]: fact["text"]["zh"] for fact in guide["facts"]}["promised_limit"] == "1 个工作日"
    assert client.get("/guides/nothing").status_code == 404


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_guide_on_a4(client: Client, hall: Server, lang: str) -> None:
    """The sheet is a PDF after a second of computing once the artist is warm; another guide is another sheet."""
    sheets = set()
    for guide in ("company-setup", "pension"):
        before = hall.computed_s()
        answer = client.http.get(f"{client.url}/guides/{guide}.pdf?lang={lang}", timeout=PATIENCE_S)
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
        sheets.add(answer.content)
    assert hall.computed_s() - before < LIMIT_S
    assert len(sheets) == 2
    redirected = client.http.get(f"{client.url}/guides/pension.pdf", timeout=PATIENCE_S)
    assert redirected.url.endswith("?lang=en")
    assert client.http.get(f"{client.url}/guides/nothing.pdf?lang=zh", timeout=PATIENCE_S).status_code == 404


def test_every_sample_fits_on_one_sheet(client: Client) -> None:
    """No sample wastes a second sheet on its code alone; every search that the pages suggest finds something."""
    for guide in client.get("/guides").json():
        for lang in ("zh", "en"):
            paper = client.http.get(f"{client.url}/guides/{guide['id']}.pdf?lang={lang}", timeout=PATIENCE_S).content
            assert len(re.findall(rb"/Type /Page\b", paper)) == 1, (guide["id"], lang)
    texts = Texts.load(ROOT / "assets" / "text")
    for lang in texts.languages:
        hint = texts.say(lang, "guides", "search_hint")
        for word in re.split("[:：、,]", hint)[1:]:
            assert client.get(f"/guides?q={quote(word)}").json() != [], word


AS_CHROMIUM = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7"
)
AS_FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/html", "text/html"),
        (AS_CHROMIUM, "text/html"),
        (AS_FIREFOX, "text/html"),
        ("*/*", "application/problem+json"),
        ("application/json", "application/problem+json"),
        ("", "application/problem+json"),
    ],
)
def test_wrong_addresses_have_kind_pages(client: Client, accept: str, kind: str) -> None:
    """A browser, whatever else it would take, gets a page of what is not there, in its language; a program JSON."""
    for path in ("/guides/nothing", "/n/nothing", "/c/nothing", "/nothing"):
        headers = {"Accept": accept, "Accept-Language": "zh-CN"}
        answer = client.http.get(f"{client.url}{path}?lang=en", headers=headers, timeout=PATIENCE_S)
        assert answer.status_code == 404
        assert answer.headers["Content-Type"].startswith(kind)
        assert kind != "text/html" or "Not found" in answer.text, path


def test_without_a_printer_nothing_is_said_to_print(client: Client) -> None:
    """A hall without a printer is told so, for guides and for tickets."""
    told = {"printing": False, "already": False}
    assert client.post("/guides/pension/print", {"lang": "zh"}).json() == {"guide": "pension", **told}
    ticket = client.take("tax")
    again = client.post(f"/tickets/{ticket['token']}/reprint")
    assert again.json() == {"number": ticket["number"], **told}
    assert client.post("/guides/nothing/print").status_code == 404


def test_the_samples_start_without_a_mistake(server: Server) -> None:
    """The log of a start names no mistake of a guide."""
    server.start()
    assert "guide:" not in server.log()
    assert Client(server.url).get("/guides").status_code == 200


def test_the_halls_own_guides_go_before_the_samples(server: Server, tmp_path: Path) -> None:
    """A changed guide is read, an empty file takes its sample away, a mistake is told; all come back from a backup."""
    own, sample = server.data / "guides", (SAMPLES / "pension.toml").read_text(encoding="utf-8")
    own.mkdir(parents=True)
    (own / "pension.toml").write_text(sample.replace("000-0000-", "123-4567-"), encoding="utf-8")
    (own / "our-own.toml").write_text(sample, encoding="utf-8")
    (own / "id-card.toml").write_text("")
    (own / "household.toml").write_text(
        sample.replace("promised_workdays = 10", "promised_days = 10"), encoding="utf-8"
    )
    listed = sorted({path.stem for path in SAMPLES.glob("*.toml")} - {"id-card", "household"} | {"our-own"})

    def read() -> None:
        client = Client(server.start().url)
        assert "123-4567-" in client.get("/guides/pension").text
        assert [guide["id"] for guide in client.get("/guides").json()] == listed
        assert "household.toml: limit.promised_days: " in server.log()
        assert "id-card.toml" not in server.log()

    read()
    backup(server.data, tmp_path / "b.tar.gz")
    server.stop()
    server.folder = tmp_path / "again"
    restore(tmp_path / "b.tar.gz", server.data)
    read()
