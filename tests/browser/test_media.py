"""A picture is put on the walls from the settings: uploaded, listed, shown; and what will not do is told beside it."""

import shutil
from collections.abc import Callable
from pathlib import Path
from re import compile as fits_words

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.test_settings import apply, settings
from tests.hallclient import Client, Server


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
