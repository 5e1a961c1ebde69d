"""A panel left open for a day: call after call it holds no more than before."""

import pytest
from playwright.sync_api import Page

from benchmarks.browser import Memory
from tests.browser.test_counter import press, sign_in
from tests.hallclient import Client, Server

CALLS = 40
IN_LINE = 40
"""More than a panel shows, so that the queue drawn is as long at the end as at the beginning."""
DRIVE = """async (calls) => {
  const until = async (done) => { while (!done()) await new Promise((go) => setTimeout(go, 2)); };
  const there = (selector) => document.querySelector(selector) !== null;
  const is = (step) => () => there(`.primary[data-step=${step}]`) && !there("[data-step][aria-busy=true]");
  for (let call = 0; call < calls; call += 1) {
    for (const step of ["next", "start", "finish"]) {
      await until(is(step));
      document.body.dispatchEvent(new KeyboardEvent("keydown", { code: "Space", bubbles: true }));
    }
  }
  await until(is("next"));
}"""
"""Presses the space bar three times a visit, each time when the panel is ready for it."""


def work_off(page: Page, visitors: Client, calls: int) -> Memory:
    """Let `calls` visitors come, be called and served, and return what the page holds after that."""
    for _ in range(calls):
        visitors.take("company")
    page.evaluate(DRIVE, calls)
    return Memory.of(page)


@pytest.mark.long
def test_a_panel_holds_no_more_after_many_calls(page: Page, hall: Server, visitors: Client) -> None:
    """After the first visits no call leaves an element with its text behind, and the heap stays within its noise.

    What else the page shows may come and go meanwhile: a fault's line, an advice.
    """
    for _ in range(IN_LINE):
        visitors.take("company")
    sign_in(page, hall)
    press(page, "Space", "窗口已开放")
    work_off(page, visitors, CALLS // 4)
    early = work_off(page, visitors, CALLS // 4)
    late = work_off(page, visitors, CALLS)
    assert late.nodes < early.nodes + 2 * CALLS, (early, late)
    assert late.heap_mib <= early.heap_mib + 0.5, (early, late)
    assert page.locator(".today .figure-value").first.inner_text() == str(CALLS + CALLS // 4 * 2)
