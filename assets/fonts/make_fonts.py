# ruff: noqa: INP001 - run once by hand, part of no package
"""Makes the bundled fonts: Noto Sans SC cut down to the characters a Chinese hall can need.

Run once by whoever changes the fonts, never by the product:

    npm pack @expo-google-fonts/noto-sans-sc@0.4.3
    pip install fonttools brotli
    python make_fonts.py expo-google-fonts-noto-sans-sc-0.4.3.tgz /usr/share/unicode/Unihan_OtherMappings.txt.bz2

The second file is Unicode's Unihan table of other mappings (Debian: package unicode-data), which holds
kTGH, the 8,105 characters of 通用规范汉字表; people's and places' names need more than GB 2312.
"""

import bz2
import hashlib
import io
import sys
import tarfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
SOURCE_SHA256 = "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59"  # of the .tgz named above
WEIGHTS = {"Regular": "400Regular", "Bold": "700Bold"}

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


def cut(font: bytes, characters: set[int], name: str) -> None:
    """Writes the subset twice: woff2 for browsers, ttf for drawing tickets."""
    options = subset.Options()
    options.notdef_outline = True  # a missing character must be seen as a box, not vanish
    options.layout_features = ["ccmp", "kern", "liga", "locl", "mark", "palt", "halt"]
    options.name_IDs = ["*"]
    options.hinting = False
    face = TTFont(io.BytesIO(font), recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(face)
    face.save(HERE / f"NotoSansSC-{name}.ttf")
    face.flavor = "woff2"
    face.save(HERE / f"NotoSansSC-{name}.woff2")


def main(source: Path, unihan: Path) -> None:
    """Makes every font file, its licence and checksums from the two files named above."""
    if hashlib.sha256(source.read_bytes()).hexdigest() != SOURCE_SHA256:
        raise ValueError(f"{source} is not the package this script was written for")
    characters = gb2312() | standard_characters(unihan) | {*LATIN, *CJK_MARKS, *MARKS, *SIGNS}
    with tarfile.open(source) as package:
        for name, folder in WEIGHTS.items():
            cut(package.extractfile(f"package/{folder}/NotoSansSC_{folder}.ttf").read(), characters, name)
        (HERE / "OFL.txt").write_bytes(package.extractfile("package/LICENSE_FONT").read())
    made = sorted([*HERE.glob("*.ttf"), *HERE.glob("*.woff2")])
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in made]
    (HERE / "SHA256SUMS").write_text("".join(sums), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
