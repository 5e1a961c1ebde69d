"""The command line, as the contract has it."""

import os
import re
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import server
from tests import processes
from tests.hallclient import ROOT, Client, Server, always_open
from tests.hallclock import HallClock
from tests.patience import PATIENCE_S, until
from tests.postgres import Cluster


def run(*words: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return processes.done(words, stdin)


def at_console(encoding: str, *words: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "server.py", *words],
        input=stdin,
        capture_output=True,
        encoding=encoding,
        env=os.environ | {"PYTHONIOENCODING": encoding},
        timeout=PATIENCE_S,
        check=False,
    )


def test_check_says_every_mistake_and_starts_nothing(tmp_path: Path) -> None:
    """Exit 0 for the sample; exit 2 with a line for each mistake."""
    sample = run("check")
    assert sample.returncode == 0
    assert "hall.public_url: Only this server itself can open http://127.0.0.1:8000" in sample.stderr
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(
        always_open().replace('prefix = "C"', 'prefix = "A"').replace('zone = "west"', 'zone = "north"', 1)
    )
    done = run("check", "--config", wrong)
    assert done.returncode == 2
    assert "services[2].prefix: " in done.stderr
    assert "counters[5].zone: " in done.stderr


def test_check_remarks_on_paper(tmp_path: Path) -> None:
    """A slow serial line and characters that no typeface has are no mistakes, and are told with what to do."""
    printer = '[[printers]]\nid = "hall"\nkind = "serial"\naddress = "COM3@9600"\n'
    file = tmp_path / "hall.toml"
    file.write_text(always_open(printer).replace("税务服务", "税务 세무 囍"), encoding="utf-8")
    guides = tmp_path / "var" / "guides"
    guides.mkdir(parents=True)
    sample = (ROOT / "assets" / "guides" / "id-card.toml").read_text(encoding="utf-8")
    (guides / "id-card.toml").write_text(sample.replace("居民身份证", "居民身份증", 1), encoding="utf-8")
    done = run("check", "--config", file, "--data", tmp_path / "var")
    assert done.returncode == 0, done.stderr
    assert 'printers[0].address: a ticket takes 38 s on this line; make the line faster, or set mode = "text"' in (
        done.stdout
    )
    assert "services[2].name: no typeface has 세 (U+C138) 무 (U+BB34)" in done.stdout
    assert "guide id-card: no typeface has 증 (U+C99D)" in done.stdout
    assert len(done.stdout.splitlines()) == 4
    file.write_text(always_open(f'{printer}mode = "text"\n'), encoding="utf-8")
    assert len(run("check", "--config", file, "--data", tmp_path / "none").stdout.splitlines()) == 1


def test_check_names_a_sign_whose_protocol_is_not_there(tmp_path: Path) -> None:
    """Exit 2 with its key and the protocols there are; with one of the hall's own in the data folder, none."""
    file, own = tmp_path / "hall.toml", tmp_path / "var" / "signs"
    sign = 'counter = "1"\nkind = "serial"\naddress = "COM3@9600"\nprotocol = "own"\n'
    file.write_text(always_open(f"[[signs]]\n{sign}"), encoding="utf-8")
    done = run("check", "--config", file, "--data", tmp_path / "var")
    assert (done.returncode, done.stderr.strip()) == (
        2,
        "signs[0].protocol: there is no protocol 'own'; there are alpha, modbus",
    )
    own.mkdir(parents=True)
    (own / "own.toml").write_text((ROOT / "assets" / "signs" / "alpha.toml").read_text(encoding="utf-8"))
    assert run("check", "--config", file, "--data", tmp_path / "var").returncode == 0


def test_a_hall_is_copied_into_a_database_and_back(tmp_path: Path, postgres: Cluster) -> None:
    """The command line copies, says how much, and refuses a target that holds a hall."""
    url, there = postgres.database(), ("--data", tmp_path / "var")
    add = ("staff", "add", "li", "--name", "李明", "--role", "clerk")
    assert run(*add, *there, stdin="4711\n").returncode == 0
    done = run("copy", "--from", "tinydb:", "--to", url, *there)
    assert (done.returncode, done.stdout.strip()) == (0, "1 streams, 1 entries, 0 personal records"), done.stderr
    again = run("copy", "--from", "tinydb:", "--to", url, *there)
    assert (again.returncode, again.stderr.strip()) == (1, "the target holds a hall already; copy into an empty one")
    back = ("--data", tmp_path / "back")
    assert run("copy", "--from", url, "--to", "tinydb:", *back).returncode == 0
    assert run("staff", "list", *back).stdout == run("staff", "list", *there).stdout


def test_staff_add_reads_the_pin_and_refuses_what_will_not_do(tmp_path: Path) -> None:
    """A good account is made; a bad PIN and a taken id are refused in words, exit 2."""
    words = ("staff", "add", "li", "--name", "李明", "--role", "clerk", "--data", tmp_path / "var")
    assert run(*words, stdin="0000\n").returncode == 2
    assert run(*words, stdin="4711\n").returncode == 0
    taken = run(*words, stdin="4712\n")
    assert taken.returncode == 2
    assert "li" in taken.stderr


def test_staff_is_changed_on_the_command_line_while_the_server_runs(client: Client, server: Server) -> None:
    """Renamed, re-pinned, disabled, enabled, listed: the server knows within moments, and ends what has to end."""
    clerk = Client(client.url).sign_in("li")

    def staff(*words: str, stdin: str = "") -> str:
        done = run("staff", *words, "--data", server.data, stdin=stdin)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def is_out() -> bool:
        return clerk.get("/counters/2").status_code == 401

    assert staff("rename", "li", "--name", "李小明", "--badge", "A7") == "li 李小明 (clerk) A7\n"
    staff("pin", "li", stdin="8052\n")
    until(is_out)
    assert client.post("/sessions", {"staff": "li", "pin": "4711"}).status_code == 401
    clerk.sign_in("li", "8052")
    staff("disable", "li")
    until(is_out)
    assert "li 李小明 (clerk) A7 disabled" in staff("list").splitlines()
    staff("enable", "li")
    signs_in = {"staff": "li", "pin": "8052"}
    until(lambda: client.post("/sessions", signs_in).status_code == 201)


def test_devices_are_paired_and_removed_on_the_command_line(tmp_path: Path) -> None:
    """A code and the address that a device reaches; a wrong place is said; nobody is listed before a code is used."""
    data = ("--data", tmp_path / "var")
    made = run("device", "pair", "--kind", "wall", "--name", "东区", "--place", "east", *data)
    assert made.returncode == 0, made.stderr
    code, address = made.stdout.splitlines()[:2]
    assert re.fullmatch(r"[0-9]{8}", code)
    assert address.endswith(f":8000/pair#{code}")
    assert "127.0.0.1" not in address  # config.toml's, which another computer cannot open
    refused = run("device", "pair", "--kind", "wall", "--name", "w", "--place", "north", *data)
    assert (refused.returncode, "north" in refused.stderr) == (2, True)
    assert run("device", "list", *data).stdout.strip() == ""
    assert run("device", "remove", "d1", *data).returncode == 2


@pytest.mark.parametrize("words", [("pin", "nobody"), ("disable", "nobody"), ("rename", "nobody", "--name", "x")])
def test_an_account_that_is_not_there_is_said(tmp_path: Path, words: tuple[str, ...]) -> None:
    """In words, exit 2."""
    done = run("staff", *words, "--data", tmp_path / "var", stdin="8052\n")
    assert (done.returncode, "nobody" in done.stderr, "Traceback" in done.stderr) == (2, True, False)


@pytest.mark.parametrize(("name", "pin"), [(b"\xff\xfe", b"4711\n"), ("李".encode(), b"\xff\xfe\xfd\xfc\n")])
def test_what_is_no_utf8_is_said(tmp_path: Path, name: bytes, pin: bytes) -> None:
    """A sentence and exit 2, for the name and for the PIN; no account is made."""
    words = [sys.executable, ROOT / "server.py", "staff", "add", "li", "--name", name, "--role", "clerk", "--data"]
    done = subprocess.run([*words, tmp_path / "var"], input=pin, capture_output=True, timeout=PATIENCE_S, check=False)
    assert done.returncode == 2, done.stderr
    assert b"Traceback" not in done.stderr
    assert not run("staff", "list", "--data", tmp_path / "var").stdout.strip()


@pytest.mark.skipif(os.name == "nt", reason="terminals of this kind are not there")
def test_the_pin_is_not_seen_at_a_terminal(tmp_path: Path) -> None:
    """Typed at a terminal it does not come back on the screen."""
    import pty  # noqa: PLC0415 - not everywhere

    words = [sys.executable, ROOT / "server.py", "staff", "add", "li", "--name", "li", "--role", "clerk", "--data"]
    child, screen = pty.fork()
    if child == 0:
        os.execv(sys.executable, [str(word) for word in (*words, tmp_path / "var")])  # noqa: S606
    seen = b""
    while b"PIN" not in seen:
        seen += os.read(screen, 1000)
    os.write(screen, b"4711\n")
    while b"(clerk)" not in seen:
        seen += os.read(screen, 1000)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    os.close(screen)
    assert b"4711" not in seen


def test_backup_under_load_and_restore(client: Client, server: Server, tmp_path: Path) -> None:
    """A copy made while visitors come holds every ticket acknowledged before it began, whole; a server opens on it."""
    given: dict[str, str] = {}
    enough = threading.Event()

    def visitors() -> None:
        kiosk = Client(server.url)
        while not enough.is_set():
            taken = kiosk.take("tax", phone="13812345678")
            given[taken["number"]] = taken["token"]

    with ThreadPoolExecutor(3) as pool:
        coming = [pool.submit(visitors) for _ in range(3)]
        until(lambda: len(given) >= 50)
        before = dict(given)
        made = run("backup", tmp_path / "b.tar.gz", "--data", server.data)
        enough.set()
    assert made.returncode == 0, made.stderr
    assert all(one.exception() is None for one in coming)
    again = Server(tmp_path / "again")
    assert run("restore", tmp_path / "b.tar.gz", "--data", again.data).returncode == 0
    assert run("restore", tmp_path / "b.tar.gz", "--data", again.data).returncode == 1
    again.start()
    there = Client(again.url)
    held = {n: t for n, t in given.items() if there.get(f"/tickets/{t}").status_code == 200}
    assert before.items() <= held.items()
    assert there.take("tax")["number"] == f"C{len(held) + 1:03d}"
    assert again.stop() == 0
    vault = "".join(file.read_text(encoding="utf-8") for file in (again.data / "vault").glob("*.jsonl"))
    assert all(token in vault for token in before.values())  # of a later one its number may be there alone


def test_a_taken_port_is_said(tmp_path: Path) -> None:
    """One line, no trace, exit 1."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run("serve", "--host", "127.0.0.1", "--port", port, "--data", tmp_path / "var")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "in use" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("serve", "--port", "99999"),
        ("serve", "--port", "-1"),
        ("demo", "--port", "eighty"),
        ("demo", "--speed", "0"),
        ("demo", "--speed", "nan"),
        ("demo", "--speed", "1e9"),
    ],
    ids=" ".join,
)
def test_numbers_that_will_not_do_are_said(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """A line that names the option, no trace, exit 2."""
    with pytest.raises(SystemExit) as end:
        server.main(words)
    assert end.value.code == 2
    assert f"argument {words[1]}: must be a number" in capsys.readouterr().err


def test_a_console_without_chinese_is_no_obstacle(tmp_path: Path) -> None:
    """Where the console's letters are those of Western Europe, everything still works and is told as far as it can."""
    words = ("staff", "add", "li", "--name", "李明", "--role", "clerk", "--data", tmp_path / "var")
    done = at_console("cp1252", *words, stdin="4711\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("li ")
    refused = at_console("cp1252", *words, stdin="4711\n")
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr


def test_demo_is_alive_within_seconds(tmp_path: Path) -> None:
    """The demo prints addresses and sign-ins, its clerks call its visitors, and Ctrl-C leaves nothing behind."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    at_noon = [sys.executable, "-m", "tests.clocked", HallClock(tmp_path / "clock").file()]  # its day must not end
    words = [*at_noon, "demo", "--port", str(port), "--speed", "60"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT) as demo:
        try:
            use(demo, f"http://127.0.0.1:{port}")
            demo.terminate()
            assert demo.wait(PATIENCE_S) == 0
        finally:
            demo.kill()


def use(demo: subprocess.Popen[str], url: str) -> None:
    """Read what the demo prints, sign in as it says, and see its people at work."""
    assert demo.stdout is not None
    said = ""
    while "Ctrl-C" not in said:
        said += demo.stdout.readline()
    for page in ("/kiosk", "/display/east", "/display/west", "/counter"):
        assert f"{url}{page}" in said
    manager = re.search(r"staff (\S+), PIN (\d+)", said)
    assert manager is not None
    Client(url).sign_in(manager[1], manager[2])
    until(lambda: len(Client(url).get("/displays/east").json()["calls"]) >= 5)
