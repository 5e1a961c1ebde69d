"""A picture is put on the walls from the settings: uploaded, listed, shown; and what will not do is told beside it."""

import shutil
from collections.abc import Callable
from pathlib import Path
from re import compile as fits_words

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from benchmarks.layouts.screens import INSPECT
from tests.browser.test_settings import apply, settings
from tests.hallclient import Client, Server
from tests.walls import UPRIGHT, WALL, clerk


def test_a_picture_goes_from_the_settings_to_the_wall(
    new_page: Callable[..., Page], hall: Server, tmp_path: Path
) -> None:
    """Uploaded, put on the list with its seconds, in force; a wall that shows pictures has it, and keeps it."""
    good, bad = tmp_path / "开业.png", tmp_path / "bad.png"
    Image.new("RGB", (640, 360), (20, 80, 110)).save(good)
    bad.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    page = settings(new_page(expected=("422", "409")), hall, "zones")
    page.locator("details.entry summary").first.click()
    page.get_by_label("大屏内容").first.select_option("media")
    page.get_by_role("link", name="图片和视频").click()
    chosen = page.get_by_label("上传图片或视频")
    chosen.set_input_files(bad)
    expect(page.locator("[data-media-said]")).to_contain_text("文件内容与后缀不符")
    chosen.set_input_files(good)
    expect(page.locator("[data-media-said]")).to_contain_text("开业.png 已上传")
    page.get_by_role("button", name="放进清单 开业.png").click()
    page.locator("details.entry summary", has_text="开业.png").click()
    page.get_by_label("图片停留几秒").fill("20")
    apply(page)
    wall = new_page(viewport={"width": 1920, "height": 1080})
    wall.goto(f"{hall.url}/display/east")
    expect(wall.locator("#media img")).to_have_attribute("src", fits_words("png"))
    page.get_by_role("button", name="删除 开业.png").click()
    page.get_by_role("dialog").locator(".is-primary").click()
    expect(page.locator("[data-media-said]")).to_contain_text("还在大屏的播放清单里")


LEAST_LEAD_PX = 30
"""Letters on a wall of 1080 lines that are read from the seats; `--size-lead` there."""
ROOM = """newest => ({
    name: Number.parseFloat(getComputedStyle(newest.querySelector(".where strong > span")).fontSize),
    lead: Number.parseFloat(getComputedStyle(newest.querySelector(".where-lead")).fontSize),
    over: newest.getBoundingClientRect().height - newest.parentElement.getBoundingClientRect().height,
})"""


def test_where_to_go_is_read_beside_endless_names(new_page: Callable[..., Page], server: Server, staffed: Path) -> None:
    """Whatever room the hall's name leaves on a wall with pictures, the words over the counter are large, all fits."""
    shutil.copytree(staffed, server.data)
    endless = f'name = {{ zh = "{"云溪区政务服务中心" * 8}"'
    server.configuration = server.configuration.replace('id = "east"', 'id = "east"\nlayout = "media"', 1)
    visitors = Client(server.start().url)
    for service, counter in (("company", "1"), ("tax", "4")):
        visitors.take(service)
        clerk = Client(server.url).sign_in("li", counter=counter)
        for step in ("open", "call-next"):
            clerk.step(counter, step)

    def look() -> None:
        wall = new_page(viewport={"width": 1920, "height": 1080})
        wall.goto(f"{server.url}/display/east")
        expect(wall.locator(".earlier .call")).to_have_count(1)
        room = wall.locator(".newest").evaluate(ROOM)
        assert room["lead"] >= LEAST_LEAD_PX
        assert room["over"] <= 0
        wall.close()

    look()
    server.stop()
    server.configuration = server.configuration.replace('name = { zh = "云溪区政务服务中心"', endless, 1)
    server.start()
    look()


ENDLESS = "不动产登记综合受理窗口" * 9
ASKED = {"least_px": 24, "longer": False}


@pytest.mark.parametrize("size", [WALL, UPRIGHT], ids=["lying", "upright"])
def test_endless_names_of_counters_leave_all_in_its_place(
    new_page: Callable[..., Page], voiced: Server, size: dict[str, int]
) -> None:
    """The name is as large as the words above it, nothing is cut or covered, the picture stays large."""
    voiced.stop()
    voiced.configuration = voiced.configuration.replace('id = "east"\n', 'id = "east"\nlayout = "media"\n', 1)
    for counter in (101, 102, 103, 104, 105):
        furnished = f'[[counters]]\nid = "{counter}"\n'
        named = f'{furnished}name = {{ zh = "{ENDLESS}", en = "{"Donaudampfschiff" * 6}" }}\n'
        voiced.configuration = voiced.configuration.replace(furnished, named, 1)
    (voiced.data / "media").mkdir()
    Image.new("RGB", (640, 360), (20, 80, 110)).save(voiced.data / "media" / "picture.png")
    voiced.start()
    wall = new_page(viewport=size)
    wall.add_init_script(INSPECT)
    wall.goto(f"{voiced.url}/display/east?speak=no")
    expect(wall.locator("#media img")).to_be_visible()
    desk = clerk(voiced, *(str(n) for n in range(101, 106)))
    for calls in range(1, 6):
        desk.take("company")
        desk.step(str(100 + calls), "call-next")
        expect(wall.locator(".number.is-called")).to_have_count(calls)
        wall.wait_for_function("() => document.fonts.status === 'loaded'")
        assert wall.evaluate("how => inspect(how)", ASKED) == []
        sizes = wall.locator(".newest").evaluate(ROOM)
        assert sizes["name"] >= sizes["lead"]
