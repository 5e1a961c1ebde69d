"""The kiosk's spoken prompts as the hall's own voice makes them."""

import html
import json
import re
from pathlib import Path

import pytest

from hall.voice.length import seconds
from tests.hallclient import Client, Server, always_open

PROMPTS = {"home", "group", "ticket", "prefer", "find", "guides", "closed", "gone"}
SHORTEST_S, LONGEST_S = 0.5, 12.0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_prompt_is_spoken(server: Server, tmp_path: Path, lang: str) -> None:
    """Each prompt, and a ticket's number, is recorded in either language, as long as a sentence, without an engine."""
    server.configuration = always_open()
    client = Client(server.start().url)
    page = client.http.get(f"{client.url}/kiosk?lang={lang}", timeout=20).text
    found = re.search(r'id="page-data"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found is not None
    prompts: dict[str, list[str]] = json.loads(html.unescape(found[1]))["prompts"]
    assert set(prompts) == PROMPTS
    number = client.take("tax")["number"]
    prompts["number"] = client.http.get(f"{client.url}/kiosk/voice/{lang}/{number}", timeout=20).json()
    for name, clips in prompts.items():
        assert clips, name
        assert SHORTEST_S < sum(_seconds(client, clip, tmp_path) for clip in clips) < LONGEST_S, name


def _seconds(client: Client, address: str, folder: Path) -> float:
    """How long a clip sounds; one that is still being made is waited for."""
    for _ in range(10):
        answer = client.http.get(f"{client.url}{address}", timeout=60)
        if answer.status_code == 200:
            break
    assert answer.status_code == 200, answer.text
    clip = folder / address.rpartition("/")[2]
    clip.write_bytes(answer.content)
    return seconds(clip) or 0.0
