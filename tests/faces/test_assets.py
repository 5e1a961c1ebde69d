"""How browsers get their files."""

import gzip
import re

import requests

from tests.hallclient import Client
from tests.patience import PATIENCE_S


def test_files_are_compressed_and_kept_for_ever(client: Client) -> None:
    """Text goes out compressed when the browser takes it, the same byte for byte, and is never asked for again."""
    page = requests.get(f"{client.url}/", timeout=PATIENCE_S).text
    found = re.search(r'href="(/assets/[0-9a-f]+/shared/css/hall\.css)"', page)
    assert found is not None
    plain = requests.get(client.url + found[1], headers={"Accept-Encoding": "identity"}, timeout=PATIENCE_S)
    with requests.get(
        client.url + found[1], headers={"Accept-Encoding": "gzip"}, timeout=PATIENCE_S, stream=True
    ) as packed:
        raw = packed.raw.read()
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(raw) == plain.content
    assert b"@import" not in plain.content  # the whole look comes in one answer
    assert b"--target" in plain.content
    for answer in (plain, packed):
        assert "immutable" in answer.headers["Cache-Control"]
        assert "Accept-Encoding" in answer.headers["Vary"]


def test_a_recording_can_be_played_from_the_middle(client: Client) -> None:
    """Sound is served in ranges, as browsers ask for it, and not compressed again."""
    page = requests.get(f"{client.url}/", timeout=PATIENCE_S).text
    found = re.search(r"/assets/[0-9a-f]+", page)
    assert found is not None
    part = requests.get(
        f"{client.url}{found[0]}/shared/sounds/chime.wav", headers={"Range": "bytes=100-199"}, timeout=PATIENCE_S
    )
    assert (part.status_code, len(part.content)) == (206, 100)
    assert "Content-Encoding" not in part.headers


def test_odd_questions_for_a_file_are_no_fault(client: Client) -> None:
    """Ranges and dates that make no sense are refused or passed over, in words, and never a fault of ours."""
    page = requests.get(f"{client.url}/", timeout=PATIENCE_S).text
    found = re.search(r"/assets/[0-9a-f]+", page)
    assert found is not None
    sound = f"{client.url}{found[0]}/shared/sounds/chime.wav"
    for asked in (
        "bytes=5-1",
        "bytes=-",
        "bytes=9999999999-",
        "bytes=-99999999999999999999",
        "bytes=0-0,-1",
        "lines=1",
    ):
        refused = requests.get(sound, headers={"Range": asked}, timeout=PATIENCE_S)
        assert refused.status_code in {200, 206, 416}, asked
    for since in (
        "Tue, 01 Jan 99999 00:00:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Thu, 01 Jan 1970 00:00:00 -9999",
        "9" * 500,
    ):
        passed_over = requests.get(sound, headers={"If-Modified-Since": since}, timeout=PATIENCE_S)
        assert passed_over.status_code in {200, 304}, since
