# ruff: noqa: INP001 - run once by hand, part of no package
"""Makes the bundled fonts: Noto Sans SC cut down to the characters a Chinese hall can need, and what stands behind it.

Run once by whoever changes the fonts, never by the product:

    npm pack @expo-google-fonts/noto-sans-sc@0.4.3            (and each other package of SOURCES likewise)
    pip install fonttools brotli jieba==0.42.1
    python make_fonts.py FOLDER /usr/share/unicode/Unihan_OtherMappings.txt.bz2
    npm run format

FOLDER holds the packages as npm packs them. The second file is Unicode's Unihan table of other mappings (Debian:
package unicode-data), which holds kTGH, the 8,105 characters of 通用规范汉字表; people's and places' names need more
than GB 2312.

Browsers get Noto Sans SC alone, in three parts: what the product itself says with the 2,000 characters that Chinese
uses most, the next 2,000, and the rest. fonts.css says which characters are in which, so that a page unpacks a quarter
of the font and not all of it, a fifth of all that opening a page cost. How much a character is used is reckoned from
the frequencies of words in jieba's dictionary. Paper, which nothing else can mend, gets the rest too, in one weight:
the other characters of Noto Sans SC and those that only Noto Sans JP has, Tibetan, Arabic script (Uyghur, Kazakh), Yi,
and emoji.
"""

import bz2
import hashlib
import io
import sys
import tarfile
from collections import Counter
from itertools import count, groupby
from pathlib import Path

import jieba
from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SOURCES = {  # package and version → SHA-256 of what npm packs
    "noto-sans-sc-0.4.3": "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
    "noto-sans-jp-0.4.3": "563ee80509692e2b2f42ceae6a0b82afecb90daa1b3d025bcebdf3d9120f43a3",
    "noto-serif-tibetan-0.4.2": "236aad4d71be07cf07adb0f6a8714f72b829a4de9a0c57c0ff0009cac4ab9b10",
    "noto-sans-arabic-0.4.3": "29e966f9d48a4ce7dd3c2c4c016f29cd888089538217303fb2c87de9e7f048ed",
    "noto-sans-yi-0.4.2": "d19e57b5f051fe340c058c5f8f893563761a27327f1fbfee294472e61ed4c54e",
    "noto-emoji-0.4.7": "6a25fd5a4da5bb34bbc2d300531bbf32de86afd866e119314d7e358f61a6104d",
}
BEHIND = {  # file → package and face, and which of the face's features matter on paper
    "NotoSansSC-Rare": ("noto-sans-sc-0.4.3", "NotoSansSC", []),
    "NotoSansJP-Rare": ("noto-sans-jp-0.4.3", "NotoSansJP", []),
    "NotoSerifTibetan": ("noto-serif-tibetan-0.4.2", "NotoSerifTibetan", ["*"]),
    "NotoSansArabic": ("noto-sans-arabic-0.4.3", "NotoSansArabic", ["*"]),
    "NotoSansYi": ("noto-sans-yi-0.4.2", "NotoSansYi", []),
    "NotoEmoji": ("noto-emoji-0.4.7", "NotoEmoji", []),
}
NAMES = {1, 4, 6, 16}
"""Family and full names, as a font's own table numbers them."""
SHAPED = {"NotoSerifTibetan", "NotoSansArabic"}
"""Kept whole: their letters change with what stands beside them, spaces and figures included."""
WEIGHTS = {"Regular": "400Regular", "Bold": "700Bold"}
FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "palt", "halt"]
PART = 2000
"""So many Chinese characters are in each of the parts that come first, by how much they are used."""
RULE = """
@font-face {{
  font-family: "Noto Sans SC";
  font-weight: {weight};
  font-display: swap;
  src: url("../fonts/{file}.woff2") format("woff2");{ranges}
}}
"""

LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180)]
CJK_MARKS = [*range(0x3000, 0x3030), *range(0xFE30, 0xFE50), *range(0xFF00, 0xFFEF)]
MARKS = [*range(0x2010, 0x2028), *range(0x2030, 0x203C), *range(0x2190, 0x219A), *range(0x2460, 0x249C)]
SIGNS = [ord(sign) for sign in "€™№℃±×÷≤≥≈≠∞√✓●○■□▲△▼▽★☆◆◇❶❷❸❹❺❻❼❽❾❿㎡㎏㎜㎝㎞"]


def gb2312() -> set[int]:
    """Every character of GB 2312."""
    rows = range(0xA1, 0xF8)
    cells = range(0xA1, 0xFF)
    return {ord(text) for row in rows for cell in cells if (text := bytes([row, cell]).decode("gb2312", "ignore"))}


def standard_characters(unihan: Path) -> set[int]:
    """The characters of 通用规范汉字表; ValueError if the table is not whole."""
    lines = bz2.decompress(unihan.read_bytes()).decode().splitlines()
    found = {int(line.split("\t")[0].removeprefix("U+"), 16) for line in lines if "\tkTGH\t" in line}
    if len(found) != 8105:
        raise ValueError(f"{unihan}: {len(found)} characters of 通用规范汉字表, not 8105")
    return found


def parts(there: set[int]) -> dict[str, set[int]]:
    """Return the characters `there` by the part that they are in, that of what is needed least first."""
    used: Counter[str] = Counter()
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines():
        word, times, _ = line.split(" ")
        used.update(dict.fromkeys(word, int(times)))
    order = [ord(text) for text, _ in used.most_common() if ord(text) in there and "\u4e00" <= text <= "\u9fff"]
    words = [*ROOT.glob("assets/text/*/*.toml"), *ROOT.glob("assets/guides/**/*.toml"), ROOT / "config.toml"]
    own = {ord(text) for path in words for text in path.read_text("utf-8")}
    usual = there & {*own, *order[:PART], *LATIN, *CJK_MARKS, *MARKS, *SIGNS}
    further = set(order[: 2 * PART]) - usual
    return {"Rest": there - usual - further, "Further": further, "Usual": usual}


def ranges(characters: set[int]) -> str:
    """Return the characters as CSS names them."""
    steps = count()
    runs = [[*run] for _, run in groupby(sorted(characters), lambda one: one - next(steps))]
    return ", ".join(f"U+{run[0]:X}" + (f"-{run[-1]:X}" if len(run) > 1 else "") for run in runs)


def cut(font: bytes, characters: set[int], features: list[str]) -> TTFont:
    """Return the subset of `font` that has these characters."""
    options = subset.Options()
    options.notdef_outline = True  # a missing character must be seen as a box, not vanish
    options.layout_features = features
    options.name_IDs = ["*"]
    options.hinting = False
    face = TTFont(io.BytesIO(font), recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(face)
    return face


def read(folder: Path, package: str, path: str) -> bytes:
    """Return a file of a package; ValueError if the package is not the one this script was written for."""
    source = folder / f"expo-google-fonts-{package}.tgz"
    if hashlib.sha256(source.read_bytes()).hexdigest() != SOURCES[package]:
        raise ValueError(f"{source} is not the package this script was written for")
    with tarfile.open(source) as packed:
        return packed.extractfile(f"package/{path}").read()


def main(folder: Path, unihan: Path) -> None:
    """Makes every font file, the licences and checksums from the packages and the file named above."""
    done = gb2312() | standard_characters(unihan) | {*LATIN, *CJK_MARKS, *MARKS, *SIGNS}
    rules = []
    for name, weight in WEIGHTS.items():
        font = read(folder, "noto-sans-sc-0.4.3", f"{weight}/NotoSansSC_{weight}.ttf")
        face = cut(font, done, FEATURES)
        face.save(HERE / f"NotoSansSC-{name}.ttf")
        for part, characters in parts(set(face.getBestCmap())).items():
            file = f"NotoSansSC-{name}-{part}"
            piece = cut(font, characters, FEATURES)
            piece.flavor = "woff2"
            piece.save(HERE / f"{file}.woff2")
            those = "" if part == "Rest" else f"\n  unicode-range: {ranges(characters)};"
            rules.append(RULE.format(weight=weight[:3], file=file, ranges=those))
    head = (
        "/* The characters of each part of the font; of two that have one the later counts. Made by make_fonts.py. */\n"
    )
    (ROOT / "assets" / "css" / "fonts.css").write_text(head + "".join(rules), encoding="utf-8", newline="\n")
    for name, (package, family, features) in BEHIND.items():
        font = read(folder, package, f"400Regular/{family}_400Regular.ttf")
        there = set(TTFont(io.BytesIO(font)).getBestCmap())
        face = cut(font, there if name in SHAPED else there - done, features)
        for record in face["name"].names:
            if record.nameID in NAMES:  # two faces of one name are one to whatever reads a PDF
                record.string = name
        face.save(HERE / f"{name}.ttf")
        done |= there
    licences = {package: read(folder, package, "LICENSE_FONT").decode() for package in SOURCES}
    first, *others = licences
    owners = "".join(f"{package}: {licences[package].splitlines()[0]}\n" for package in others)
    (HERE / "OFL.txt").write_text(f"{licences[first]}\n\nThe same licence, by other owners:\n{owners}", "utf-8")
    made = sorted([*HERE.glob("*.ttf"), *HERE.glob("*.woff2")])
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in made]
    (HERE / "SHA256SUMS").write_text("".join(sums), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
