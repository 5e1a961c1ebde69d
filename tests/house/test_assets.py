"""The shared look and ground of all pages: colours, words, fonts, icons, vendored files."""

import hashlib
import json
import posixpath
import re
import tomllib
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from PIL import ImageFont

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "assets"
FACES = ("kiosk", "display", "counter", "hall")
ROOMS = {folder.parent.name: folder for face in FACES for folder in ROOT.glob(f"{face}/*/static")}
STYLES = sorted([*ASSETS.glob("css/*.css"), *(p for face in FACES for p in ROOT.glob(f"{face}/*/static/**/*.css"))])
SCRIPTS = sorted([*ASSETS.glob("js/*.js"), *(p for face in FACES for p in ROOT.glob(f"{face}/*/static/**/*.js"))])
VENDORED = sorted(ASSETS.glob("vendor/**/*.js"))
SECTIONS = sorted({path.name for path in ASSETS.glob("text/*/*.toml")})
TEXT_CONTRAST = 7.0  # WCAG AAA: what kiosks need, so that one set of components serves every face
EDGE_CONTRAST = 3.0  # WCAG 1.4.11, edges of controls and the focus ring


def name(path: Path) -> str:
    """The path as it reads in a test's name."""
    return path.relative_to(ROOT).as_posix()


# --- colours ---------------------------------------------------------------------------------------------------------


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def blocks() -> dict[str, dict[str, str]]:
    """Custom properties of tokens.css by selector; what a media query changes is no colour and stays out."""
    css = without_comments((ASSETS / "css" / "tokens.css").read_text("utf-8")).split("@media")[0]
    found = re.findall(r"([:\[][^{};]*)\{([^{}]*)\}", css)
    return {selector.strip(): dict(re.findall(r"(--[\w-]+):\s*([^;]+);", body)) for selector, body in found}


def palette(theme: str, mode: str) -> dict[str, str]:
    """Every token as a page of this theme and mode sees it."""
    tokens = dict(blocks()[":root"])
    for attribute in (f'[data-theme="{theme}"]', f'[data-mode="{mode}"]'):
        tokens |= blocks().get(attribute, {})
    return tokens


def luminance(tokens: dict[str, str], token: str) -> float:
    """Relative luminance (WCAG) of a token; a token that is no plain colour is a mistake and fails here."""
    value = tokens[token]
    while reference := re.fullmatch(r"var\((--[\w-]+)\)", value):
        value = tokens[reference[1]]
    assert re.fullmatch("#[0-9a-f]{6}", value), f"{token} is {value}"
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (b / 255 for b in bytes.fromhex(value[1:]))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(tokens: dict[str, str], front: str, ground: str) -> float:
    dark, light = sorted((luminance(tokens, front), luminance(tokens, ground)))
    return (light + 0.05) / (dark + 0.05)


def grounds(tokens: dict[str, str]) -> list[str]:
    return [token for token in tokens if re.fullmatch(r"--ground(-\w+)?", token)]


def text_pairs(tokens: dict[str, str]) -> list[tuple[str, str]]:
    """What tokens.css promises: any --text on any --ground, any --on-x on its --x and --x-hover."""
    texts = [token for token in tokens if re.fullmatch(r"--text(-\w+)?", token)]
    plates = [(on, "--" + on.removeprefix("--on-")) for on in tokens if on.startswith("--on-")]
    hovers = [(on, f"{plate}-hover") for on, plate in plates if f"{plate}-hover" in tokens]
    return [*product(texts, grounds(tokens)), *plates, *hovers]


LOOKS = pytest.mark.parametrize(("theme", "mode"), list(product(("light", "dark"), ("usual", "elder"))))


@LOOKS
def test_text_contrast(theme: str, mode: str) -> None:
    """Every pair of text and ground reaches 7:1 in each theme and mode."""
    tokens = palette(theme, mode)
    assert len(text_pairs(tokens)) > 30
    weak = {pair: ratio for pair in text_pairs(tokens) if (ratio := round(contrast(tokens, *pair), 2)) < TEXT_CONTRAST}
    assert weak == {}


@LOOKS
def test_edges_of_controls_contrast(theme: str, mode: str) -> None:
    """The edge of a control and the focus ring stand out 3:1 from every ground."""
    tokens = palette(theme, mode)
    pairs = product(("--line-strong", "--focus"), grounds(tokens))
    assert {pair: ratio for pair in pairs if (ratio := round(contrast(tokens, *pair), 2)) < EDGE_CONTRAST} == {}


# --- style sheets ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("style", STYLES, ids=name)
def test_every_token_used_is_defined(style: Path) -> None:
    """A style sheet uses no custom property that nobody defines, unless it gives a default."""
    shared = "".join(path.read_text("utf-8") for path in ASSETS.glob("css/*.css"))
    own = style.read_text("utf-8")
    beside = "".join(path.read_text("utf-8") for path in style.parent.glob("*.css"))
    defined = set(re.findall(r"(--[\w-]+):", shared + beside))
    assert set(re.findall(r"var\((--[\w-]+)\)", own)) - defined == set()


@pytest.mark.parametrize("style", STYLES, ids=name)
def test_styles_stand_in_a_layer(style: Path) -> None:
    """Every rule stands in a layer, so that a face never fights the components."""
    css = re.sub(r"@(?:font-face|page)[^{]*\{[^{}]*\}", "", without_comments(style.read_text("utf-8")))
    css = re.sub(r"@(?:layer [\w, ]+|import [^;]+);", "", css)
    depth, outside = 0, ""
    for char in css:
        depth += (char == "{") - (char == "}")
        outside += char if depth == 0 and char != "}" else ""
    assert re.sub(r"@layer \w+|\s", "", outside) == ""


def test_one_link_brings_every_shared_style() -> None:
    """hall.css imports every other shared style sheet, each once; phones go without the lists of characters."""
    imported = re.findall(r'@import url\("([^"]+)"\)', (ASSETS / "css" / "hall.css").read_text("utf-8"))
    assert sorted([*imported, "hall.css", "fonts.css"]) == sorted(path.name for path in ASSETS.glob("css/*.css"))


# --- modules and icons -----------------------------------------------------------------------------------------------


def served(path: Path) -> Path:
    """The address below the digest: assets/ is shared/, a room's static/ is the room's name."""
    parts = path.relative_to(ROOT).parts
    return Path("shared", *parts[1:]) if parts[0] == "assets" else Path(parts[1], *parts[3:])


def local(address: str) -> Path:
    """The file behind an address below the digest."""
    top, *rest = Path(address).parts
    return ASSETS.joinpath(*rest) if top == "shared" else ROOMS[top].joinpath(*rest)


@pytest.mark.parametrize("script", [*SCRIPTS, *VENDORED], ids=name)
def test_imports_lead_to_files(script: Path) -> None:
    """Every import of a module is relative and leads to a file that is served under the same digest."""
    imports = re.findall(r"""(?:\bfrom|\bimport)\s*\(?["']([^"'\n]+\.js)["']""", script.read_text("utf-8"))
    addresses = {target: posixpath.normpath(served(script).parent.as_posix() + "/" + target) for target in imports}
    lost = [target for target in imports if target[0] != "." or not local(addresses[target]).is_file()]
    assert lost == []


TEMPLATES = sorted(ROOT.glob("*/*/templates/**/*.html"))


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_every_page_with_a_script_says_that_it_started(template: Path) -> None:
    """A page names its module where the watchdog looks, and the module tells when it runs: or it is loaded for ever."""
    text = template.read_text("utf-8")
    for module in re.findall(r'{% set module = "([^"]+)" %}', text):
        assert "\nstarted();" in local(module).read_text("utf-8")
    if '{% extends "web/base.html" %}' in text:
        base = (ROOT / "hall" / "web" / "templates" / "web" / "base.html").read_text("utf-8")
        blocks = r"{% block (\w+) %}"
        assert set(re.findall(blocks, text)) <= set(re.findall(blocks, base))


def test_icons_named_are_drawn() -> None:
    """Every icon that a page or module names is a symbol of the icon set, and no symbol is drawn twice."""
    drawn = re.findall(r'<symbol id="([\w-]+)"', (ASSETS / "icons" / "icons.svg").read_text("utf-8"))
    assert len(drawn) == len(set(drawn))
    pages = [path for face in FACES for path in ROOT.glob(f"{face}/*/templates/**/*.html")]
    texts = [path.read_text("utf-8") for path in [*SCRIPTS, *pages, *ROOT.glob("hall/web/**/*.html")]]
    named = {
        found for text in texts for found in re.findall(r"""(?:\bicon(?:\(|: )["']|icons\.svg#)([a-z][\w-]*)""", text)
    }
    assert named - set(drawn) - {"name"} == set()


# --- what comes from elsewhere ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["vendor", "fonts"])
def test_checksums(folder: str) -> None:
    """Files from elsewhere are byte for byte those recorded, and every one of them is recorded."""
    lines = (ASSETS / folder / "SHA256SUMS").read_text("utf-8").splitlines()
    recorded = {path: digest for digest, path in (line.split(maxsplit=1) for line in lines)}
    here = ASSETS / folder
    files = [path for path in here.rglob("*") if path.suffix in {".js", ".ttf", ".woff2"} or path.name == "LICENSE"]
    assert {
        path.relative_to(here).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    } == recorded


def test_licences_stand_beside() -> None:
    """Each vendored library and the fonts carry their licence."""
    folders = [path for path in (ASSETS / "vendor").iterdir() if path.is_dir()]
    assert len(folders) >= 2
    assert [path.name for path in folders if not (path / "LICENSE").is_file()] == []
    assert "SIL OPEN FONT LICENSE" in (ASSETS / "fonts" / "OFL.txt").read_text("utf-8")


def test_types_are_those_of_the_vendored_versions() -> None:
    """The type checker reads the types of exactly the vendored versions, so a new one is checked against its own."""
    vendored = re.findall(r"`([\w.-]+)@([\d.]+)`", (ASSETS / "vendor" / "README.md").read_text("utf-8"))
    checked = json.loads((ROOT / "package.json").read_text("utf-8"))["devDependencies"]
    assert vendored
    assert {name: checked.get(name) for name, _ in vendored} == dict(vendored)


def test_tools_are_locked_and_come_from_anywhere() -> None:
    """Every tool is asked for in one exact version, and the lock holds each to its checksum and to no host."""
    asked = json.loads((ROOT / "package.json").read_text("utf-8"))["devDependencies"]
    assert [name for name, version in asked.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []
    locked = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert {locked[f"node_modules/{name}"]["version"] for name in asked} == set(asked.values())
    assert [path for path, one in locked.items() if path and "integrity" not in one] == []
    assert [path for path, one in locked.items() if "resolved" in one] == []


# --- words -----------------------------------------------------------------------------------------------------------


def catalogue(lang: str, section: str) -> dict[str, str]:
    """The section's words by dotted key; of a list each by its place."""
    return dict(words(tomllib.loads((ASSETS / "text" / lang / section).read_text("utf-8"))))


def words(value: Any, *keys: str) -> Iterator[tuple[str, str]]:
    """Each text in `value`, with its dotted key."""
    if isinstance(value, str):
        yield ".".join(keys), value
        return
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield from words(inner, *keys, str(key))


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)\}", text))


@pytest.mark.parametrize("section", SECTIONS)
def test_catalogues_agree(section: str) -> None:
    """Chinese and English have the same keys, none empty, with the same placeholders."""
    zh, en = catalogue("zh", section), catalogue("en", section)
    assert zh.keys() == en.keys()
    assert [key for key, text in (zh | en).items() if not text] == []
    assert {key for key in zh if placeholders(zh[key]) != placeholders(en[key])} == set()


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_fonts_have_every_character_shown(weight: str) -> None:
    """The bundled fonts draw every character of the catalogues, the guides and the sample hall's configuration."""
    sources = [*ASSETS.glob("text/*/*.toml"), *ASSETS.glob("guides/**/*.toml"), *ROOT.glob("config.toml")]
    shown = set("".join(path.read_text("utf-8") for path in sources)) - set("\r\n\t")
    font = ImageFont.truetype(str(ASSETS / "fonts" / f"NotoSansSC-{weight}.ttf"), 24)
    box = bytes(font.getmask("\U0010fffd"))
    assert any(box), "a missing character must be seen"
    assert sorted(char for char in shown if bytes(font.getmask(char)) == box) == []


def test_the_parts_of_a_font_are_told_apart() -> None:
    """Each weight comes in the same parts, of which each but the last names its own characters, and each is a file."""
    rules = re.findall(r"@font-face \{(.*?)\n\}", (ASSETS / "css" / "fonts.css").read_text("utf-8"), re.DOTALL)
    parts: dict[str, list[tuple[str, set[str]]]] = {}
    for rule in rules:
        found = re.search(r"fonts/NotoSansSC-(\w+)-(\w+)\.woff2", rule)
        assert found is not None
        assert (ASSETS / "fonts" / f"{found[0].removeprefix('fonts/')}").is_file()
        parts.setdefault(found[1], []).append((found[2], set(re.findall(r"U\+([\dA-F-]+)", rule))))
    assert parts["Regular"] == parts["Bold"]
    names = [part for part, _ in parts["Bold"]]
    rest, further, usual = [ranges for _, ranges in parts["Bold"]]
    assert names == ["Rest", "Further", "Usual"]
    assert (rest, further & usual) == (set(), set())
    assert {f"{ord(text):X}" for text in "请号窗口"} & further == set()
