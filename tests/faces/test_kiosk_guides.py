"""Guides over HTTP: the list, the search, the sheet of paper, and what is refused."""

import pytest

from tests.hallclient import Client, Server

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
def test_a_guide_on_a4(client: Client, lang: str) -> None:
    """The sheet is a PDF within a second once the artist is warm; another guide is another sheet."""
    for guide in ("company-setup", "pension"):
        answer = client.http.get(f"{client.url}/guides/{guide}.pdf?lang={lang}", timeout=20)
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
    assert answer.elapsed.total_seconds() < LIMIT_S
    redirected = client.http.get(f"{client.url}/guides/pension.pdf", timeout=20)
    assert redirected.url.endswith("?lang=en")
    assert client.http.get(f"{client.url}/guides/nothing.pdf?lang=zh", timeout=10).status_code == 404


def test_wrong_guides_have_kind_pages(client: Client) -> None:
    """A browser that asks for a guide that is not there gets a page, not JSON."""
    answer = client.http.get(f"{client.url}/guides/nothing", headers={"Accept": "text/html"}, timeout=10)
    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("text/html")


def test_without_a_printer_nothing_is_said_to_print(client: Client) -> None:
    """A hall without a printer is told so, for guides and for tickets."""
    assert client.post("/guides/pension/print", {"lang": "zh"}).json() == {"guide": "pension", "printing": False}
    ticket = client.take("tax")
    again = client.post(f"/tickets/{ticket['token']}/reprint")
    assert again.json() == {"number": ticket["number"], "printing": False}
    assert client.post("/guides/nothing/print").status_code == 404


def test_a_guide_with_mistakes_is_left_out_and_named(server: Server) -> None:
    """The sample guides have no mistakes: the log of a start names none."""
    server.start()
    assert "guide:" not in server.log()
    assert Client(server.url).get("/guides").status_code == 200
