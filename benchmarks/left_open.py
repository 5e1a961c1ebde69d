"""A kiosk's page left open while ticket after ticket is taken at it: what it holds in memory."""

from typing import Any

DRIVE = """async ([service, count]) => {
  const see = (selector) => document.querySelector(selector);
  const until = async (there) => {
    const began = performance.now();
    for (let found; ; await new Promise((go) => setTimeout(go, 5))) {
      if ((found = there())) return found;
      if (performance.now() - began > 60_000) throw new Error(`nothing comes: ${document.body.innerText}`);
    }
  };
  const touch = (button, comes) => until(() => see(comes) ?? see(button)?.click());
  for (let taken = 0; taken < count; taken += 1) {
    await touch(`[data-service="${service}"]`, "#number");
    await until(() => see("img.qr")?.complete);
    await touch('[data-act="done"]', `[data-service="${service}"]`);
  }
}"""
"""Touches a service until its ticket comes, waits for the code on it, touches "done", and again.

Touched again and again, because a page that hears nothing from a busy server for a while takes no touch.
"""


def take_many(page: Any, service: str, count: int) -> None:
    """Take `count` tickets for `service` at the kiosk that `page` (of Playwright) shows, as fast as it goes."""
    page.evaluate(DRIVE, [service, count])
