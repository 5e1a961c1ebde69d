"""Duty as the hall sees it: a note left for whoever takes over, and a counter whose clerk is gone."""

import shutil
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.test_counter import press, sign_in
from tests.hallclient import Client, Server, always_open, silent
from tests.patience import until

STAND_IN = '[[stand_ins]]\nstaff = "wang"\nby = "li"\n'
LEFT_S = 5 * 60


def test_a_stand_in_reads_the_note_and_whoever_was_gone_is_told(
    server: Server, staffed: Path, new_page: Callable[..., Page]
) -> None:
    """Paused with a note, the other sees it and covers; gone without a word, the hall pauses and says so to all."""
    shutil.copytree(staffed, server.data)
    server.configuration = silent(always_open(STAND_IN))
    server.start()
    here, there = new_page(), new_page(expected=("401",))
    for page, counter, staff in ((here, "1", "li"), (there, "4", "wang")):
        sign_in(page, server, counter, staff)
        press(page, "Space", "窗口已开放")
    there.keyboard.press("8")
    there.fill("#handover", "K001 补社保卡后回来")
    there.click("[name=reason][value=break]")
    expect(there.locator("body")).to_contain_text("窗口已暂停")
    note = here.locator("[data-handovers]")
    expect(note).to_contain_text("王芳 · ")
    expect(here.locator(".masthead")).to_contain_text("代办")
    note.get_by_role("button").click()
    expect(here.locator("#dialog")).to_contain_text("K001 补社保卡后回来")
    here.keyboard.press("Enter")
    press(there, "Space", "窗口已恢复服务")
    expect(note).to_have_count(0)
    there.goto("about:blank")
    asks = Client(server.url).sign_in("chen")

    def paused() -> bool:
        """Whether the hall has paused the counter, a while later."""
        server.clock.move(LEFT_S / 20)
        return bool(asks.get("/counters/4").json()["reason"] == "left")

    until(paused)
    expect(here.locator(".masthead")).to_contain_text("代办")
    manager = new_page()
    manager.goto(f"{server.url}/counter/manager")
    manager.fill("#staff", "chen")
    manager.fill("#pin", "4711")
    manager.keyboard.press("Enter")
    expect(manager.locator("main")).to_contain_text("无人值守")
    expect(manager.locator("main")).to_contain_text("王芳 的工作台断开")
    there.goto(f"{server.url}/counter?counter=4")
    expect(there.locator(".current")).to_contain_text("大厅已代为暂停")
    press(there, "Space", "窗口已恢复服务")
    expect(manager.locator("main")).not_to_contain_text("无人值守")
