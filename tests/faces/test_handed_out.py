"""What was handed out says what it said, and a press that is repeated gets its first answer, whatever has changed."""

import re
import shutil
from pathlib import Path

import pytest

from tests.hallclient import Client, Server
from tests.patience import PATIENCE_S

GUIDES = Path(__file__).parents[2] / "assets" / "guides"


@pytest.fixture
def clerk(client: Client) -> Client:
    """Clerk "li" with a visitor at counter 1."""
    signed = Client(client.url).sign_in("li", counter="1")
    client.take("company")
    for step in ("open", "call-next", "start"):
        signed.step("1", step)
    return signed


def page(client: Client, url: str) -> str:
    """What a page says, whenever it is read."""
    answer = client.http.get(f"{client.url}/{url.split('/', 3)[3]}?lang=zh", timeout=PATIENCE_S)
    assert answer.status_code == 200
    body = re.sub(r"(?s)<script.*?</script>|<head>.*?</head>|<header.*?</header>|<[^>]*>", " ", answer.text)
    return re.sub(r"\d\d:\d\d 的情况", "", " ".join(body.split()))


def missing_of(client: Client) -> list[str]:
    """Two of the guide's materials."""
    return [one["id"] for one in client.get("/guides/company-setup").json()["materials"][:2]]


@pytest.mark.parametrize("change", ["edited", "removed"])
def test_an_edited_guide_changes_no_paper(server: Server, clerk: Client, change: str) -> None:
    """Materials, limit and name of a notice and a receipt stay, also when the guide is another or gone."""
    notice = clerk.step("1", "notices", {"guide": "company-setup", "missing": missing_of(clerk)})
    case = clerk.step("1", "cases", {"guide": "company-setup"})
    before = [page(clerk, one["url"]) for one in (notice, case)]
    lacking = clerk.get(f"/given-notices/{notice['id']}").json()["lacking"]
    server.stop()
    own = server.data / "guides"
    own.mkdir()
    if change == "removed":
        (own / "company-setup.toml").touch()
    else:
        other = (GUIDES / "id-card.toml").read_text(encoding="utf-8")
        (own / "company-setup.toml").write_text(other, encoding="utf-8")
    server.start()
    after = [page(clerk, one["url"]) for one in (notice, case)]
    if change == "removed":  # there is nothing any more that the button could open
        before = [text.replace(" 办事指南", "", 1) for text in before]
        after = [text.replace(" 办事指南", "", 1) for text in after]
    assert after == before
    assert clerk.get(f"/given-notices/{notice['id']}").json()["lacking"] == lacking
    shutil.rmtree(own)


def test_a_repeat_gets_its_first_answer(client: Client, clerk: Client) -> None:
    """The visit is over and a colleague has the counter: the same key still gives the same notice, case, enquiry."""
    presses = {
        "notices": {"guide": "company-setup", "missing": missing_of(clerk)},
        "cases": {"guide": "company-setup"},
        "enquiries": {"service": "company", "about": "落户"},
    }
    first = {path: clerk.post(f"/counters/1/{path}", body, key=path).json() for path, body in presses.items()}
    for step in ("finish", "close"):
        clerk.step("1", step)
    Client(client.url).sign_in("wang", counter="1").step("1", "open")
    for path, body in presses.items():
        again = clerk.post(f"/counters/1/{path}", body, key=path)
        assert (again.status_code, again.json().get("id"), again.json().get("number")) == (
            201,
            first[path].get("id"),
            first[path].get("number"),
        )
        assert clerk.post(f"/counters/1/{path}", body).json()["type"] == "urn:hallcall:counter-taken"
