"""The kiosk's spoken prompts as the hall's own voice makes them."""

import html
import io
import json
import os
import re
import shutil
import wave

import pytest

from tests.hallclient import Client, Server, always_open

PROMPTS = {"home", "group", "ticket", "prefer", "find", "guides", "closed", "gone"}
SHORTEST_S, LONGEST_S = 0.5, 12.0


@pytest.mark.skipif(
    os.name == "posix" and shutil.which("espeak-ng") is None, reason="no speech engine: install espeak-ng"
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_prompt_is_spoken(server: Server, lang: str) -> None:
    """Each prompt, and a ticket's number, is a clip of sound of a sentence's length, in either language."""
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
        for clip in clips:
            assert SHORTEST_S < _seconds(client, clip) < LONGEST_S, name


def _seconds(client: Client, address: str) -> float:
    """How long a clip sounds; one that is still being made is waited for."""
    for _ in range(10):
        answer = client.http.get(f"{client.url}{address}", timeout=60)
        if answer.status_code == 200:
            break
    assert answer.status_code == 200, answer.text
    with wave.open(io.BytesIO(answer.content)) as clip:
        assert any(clip.readframes(clip.getnframes()))
        return clip.getnframes() / clip.getframerate()
