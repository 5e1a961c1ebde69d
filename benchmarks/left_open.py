"""A kiosk's page left open while ticket after ticket is taken at it: what it holds in memory."""

from typing import Any

DRIVE = """async ([service, count]) => {
  const until = async (there) => {
    for (let found; ; await new Promise((go) => setTimeout(go, 2))) if ((found = there())) return found;
  };
  const one = (selector) => () => document.querySelector(selector);
  for (let taken = 0; taken < count; taken += 1) {
    (await until(one(`[data-service="${service}"]`))).click();
    await until(one("#number"));
    await until(() => one("img.qr")()?.complete);
    (await until(one('[data-act="done"]'))).click();
  }
  await until(one(`[data-service="${service}"]`));
}"""
"""Touches a service, waits for its ticket and the code on it, touches "done", and again."""


def take_many(page: Any, service: str, count: int) -> None:
    """Take `count` tickets for `service` at the kiosk that `page` (of Playwright) shows, as fast as it goes."""
    page.evaluate(DRIVE, [service, count])
