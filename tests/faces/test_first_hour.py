"""Who may make a hall, and when: at the computer itself or with the code, once, and never half."""

from pathlib import Path
from typing import Any

import pytest

import server
from counter.manager import first_hour
from hall.configuration import from_table, plan_of, read_table
from hall.console.ground import ground
from hall.guides.book import GuideBook
from hall.guides.library import Library
from hall.journal.actor import HALL
from hall.journal.refusal import Wrong
from hall.plan.book import PlanBook
from hall.staff.book import StaffBook
from hall.web.founding import MOST_WRONG, Founding

PLAN = plan_of(read_table(server.ROOT / "config.toml"))
MANAGER = {"id": "zhou", "name": "周敏", "pin": "8264"}
HERE, ELSEWHERE = "127.0.0.1", "192.168.1.20"


class Setup:
    """The page of a hall that is not there yet, asked from anywhere."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "var"
        self.founding = Founding(ground({}, self.data))
        page = first_hour.put_up(server.ROOT, self.founding, folder / "page", async_mode="threading")
        self.http = page.app.test_client()

    def found(self, address: str = HERE, headers: dict[str, str] | None = None, **more: Any) -> Any:
        body = {"plan": PLAN, **MANAGER, **more}
        return self.http.post("/api/v1/founding", json=body, headers=headers, environ_base={"REMOTE_ADDR": address})


@pytest.fixture
def setup(tmp_path: Path) -> Setup:
    return Setup(tmp_path)


def test_at_the_computer_itself_a_hall_is_made_once(setup: Setup) -> None:
    """Plan and manager are there, the manager may sign in, and nobody makes another."""
    assert not setup.founding.is_done
    assert setup.found().status_code == 204
    assert setup.founding.is_done
    assert StaffBook(ground({}, setup.data)).get("zhou") is not None
    plans = PlanBook(ground({}, setup.data), from_table)
    assert (plans.newest(), plans.table(1), plans.history()[0].by) == (1, PLAN, "zhou")
    again = setup.found(id="else")
    assert (again.status_code, again.get_json()["type"]) == (409, "urn:hallcall:founding-done")
    assert StaffBook(ground({}, setup.data)).get("else") is None


def test_elsewhere_the_code_is_asked_for(setup: Setup) -> None:
    """Also behind a proxy on the same computer; with spaces it is the same code."""
    assert setup.found(ELSEWHERE).status_code == 403
    assert setup.found(HERE, {"X-Forwarded-For": "127.0.0.1"}).status_code == 403
    assert not setup.founding.is_done
    code = f"{setup.founding.code[:4]} {setup.founding.code[4:]}"
    assert setup.found(ELSEWHERE, code=code).status_code == 204


def test_nobody_guesses_the_code(setup: Setup) -> None:
    """After some tries even the right one is refused from elsewhere; the computer itself is still let in."""
    assert [setup.found(ELSEWHERE, code=f"{n}").status_code for n in range(MOST_WRONG)] == [403] * MOST_WRONG
    assert setup.found(ELSEWHERE, code=setup.founding.code).status_code == 429
    assert setup.found().status_code == 204


def test_pages_from_elsewhere_cannot_make_a_hall(setup: Setup) -> None:
    """Neither a foreign page that posts here, nor one whose name was moved to this computer."""
    assert setup.found(headers={"Origin": "http://evil.example"}).status_code == 403
    assert setup.found(headers={"Host": "evil.example"}).status_code == 421
    assert not setup.founding.is_done


@pytest.mark.parametrize(
    "wrong",
    [
        {"plan": {}},
        {"plan": PLAN | {"services": []}},
        {"plan": 7},
        {"id": ""},
        {"id": "周敏"},
        {"name": ""},
        {"name": "周\u202e敏"},
        {"pin": "1234"},
        {"pin": ""},
        {"more": 1},
    ],
    ids=str,
)
def test_nothing_is_made_of_wrong_answers(setup: Setup, wrong: dict[str, Any]) -> None:
    """Whatever is wrong is named, and neither plan nor manager is written."""
    refused = setup.found(**wrong)
    assert refused.status_code == 422
    assert refused.get_json()["errors"]
    assert PlanBook(ground({}, setup.data), from_table).newest() == 0
    assert not StaffBook(ground({}, setup.data)).everybody()


def test_a_founding_that_was_cut_short_goes_on(setup: Setup, tmp_path: Path) -> None:
    """Killed between plan and manager: the page comes again with that plan, and ends it."""
    PlanBook(ground({}, setup.data), from_table).edit(HALL, PLAN, 0)
    again = Setup(tmp_path)
    assert not again.founding.is_done
    assert again.founding.begun == PLAN
    assert again.found().status_code == 204
    assert again.founding.is_done


def test_a_clerk_alone_is_no_manager(setup: Setup) -> None:
    """Accounts made on the command line do not end the first hour before somebody may manage."""
    StaffBook(ground({}, setup.data)).add("li", "李明", "clerk", "4711", "console")
    assert not Setup(setup.data.parent).founding.is_done


def test_a_hall_made_here_has_no_samples_of_what_it_does_not_do(setup: Setup) -> None:
    """A sample shows where a service has it, also later, and once it was changed; a hall of a file shows them all."""
    services = [{**one, "guide": "tax-invoice"} for one in PLAN["services"] if one["id"] == "tax"]
    counters = [{**one, "services": ["tax"], "covers": []} for one in PLAN["counters"]]
    assert setup.found(plan={**PLAN, "services": services, "counters": counters}).status_code == 204
    context = server.build({}, setup.data, "threading").context
    library, plans, book = context[Library], context.plans, context[GuideBook]
    assert [one.id for one in library] == ["tax-invoice"]
    assert not {one.id for one in library.search("身份证")} & {"id-card", "household"}
    plans.edit(HALL, {**plans.table(1), "services": [{**services[0], "guide": "pension"}]}, plans.newest())
    assert [one.id for one in library] == ["pension"]
    book.edit(HALL, "id-card", {**(book.newest("id-card").said or {}), "keywords": {}}, 0)
    assert [one.id for one in library] == ["id-card", "pension"]


def test_a_hall_of_a_file_is_not_made_anew(tmp_path: Path) -> None:
    """Where the file of a hall is missed, that is said, and nobody is offered to make another."""
    PlanBook(ground({}, tmp_path), from_table).import_file(HALL, PLAN, "digest")
    assert Founding(ground({}, tmp_path)).is_of_file
    assert server.main(["serve", "--config", str(tmp_path / "none.toml"), "--data", str(tmp_path), "--port", "0"]) == 2


def test_the_command_line_needs_no_file_either(
    setup: Setup, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of a hall made in the browser the plan is taken out, accounts are listed and devices paired like any other's."""
    setup.found()
    out, where = tmp_path / "plan.toml", ["--config", str(tmp_path / "none.toml"), "--data", str(setup.data)]
    assert server.main(["plan", "export", str(out), *where]) == 0
    assert read_table(out) == PLAN
    assert server.main(["staff", "list", *where]) == 0
    assert server.main(["device", "pair", "--kind", "wall", "--name", "w", "--place", "east", *where]) == 0
    assert server.main(["device", "pair", "--kind", "wall", "--name", "w", "--place", "north", *where]) == 2
    assert "north" in capsys.readouterr().err


def test_all_other_addresses_lead_to_the_page(setup: Setup) -> None:
    """A kiosk that is switched on early shows the page; monitoring is told that there is no hall yet."""
    assert setup.http.get("/kiosk").headers["Location"] == "/"
    assert setup.http.get("/").status_code == 200
    assert setup.http.get("/healthz").status_code == 503


def test_a_wrong_name_is_no_half_hall(setup: Setup) -> None:
    """The book itself writes nothing when the account will not do."""
    with pytest.raises(Wrong):
        setup.founding.found(PLAN, "zhou", "周敏", "0000")
    assert setup.founding.begun is None
