"""Which typeface draws what: no box on paper that nobody was told of."""

import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageFont

from hall.paper.blocks import Slip, Text
from hall.printing import load_pdf
from hall.printing.breaking import break_lines
from hall.printing.coverage import characters
from hall.printing.face import Face, can_shape
from hall.printing.faces import BEHIND, FILES, SHAPED, Faces
from hall.printing.raster import Raster
from hall.printing.sheet import ROLL_80

FONTS = Path(__file__).parents[2] / "assets" / "fonts"
RASTER = Raster(ROLL_80, FONTS)
TIBETAN, UYGHUR = "བོད་ལྗོངས", "ئۇيغۇر ئاپتونوم"
NOBODY_HAS = "한"
shaping = pytest.mark.skipif(not can_shape(), reason="this computer cannot shape scripts: install libfribidi")


def faces(*, shapes: bool = True) -> Faces:
    return Faces(FONTS, shapes=shapes)


def drawn(text: str) -> bytes:
    return RASTER.draw(Slip("", (Text(text),))).tobytes()


@pytest.mark.parametrize("file", [*FILES.values(), *BEHIND, *SHAPED])
def test_table_is_read_rightly(file: str) -> None:
    """What the file is said to draw has a shape of its own, what it is said to lack is its box."""
    there = characters(FONTS / file)
    font = ImageFont.truetype(str(FONTS / file), 24, layout_engine=ImageFont.Layout.BASIC)
    box = bytes(font.getmask("\U0010fffd"))
    some = sorted(there)[:: max(1, len(there) // 60)]
    assert [hex(code) for code in some if bytes(font.getmask(chr(code))) == box] == []
    assert ord(NOBODY_HAS) not in there


@pytest.mark.parametrize("char", ["囍", "峯", "𠮷", "東", "餐", "㐂", "𰻞", "ệ", "ꀀ", "🙂", "♿"])
def test_rare_characters_are_printed(char: str) -> None:
    """What the main face lacks another face draws, and it is not the box."""
    assert faces().lacking([char]) == ""
    assert drawn(char) not in {drawn(NOBODY_HAS), drawn(" ")}


@shaping
@pytest.mark.parametrize(("text", "file"), [(TIBETAN, "NotoSerifTibetan.ttf"), (UYGHUR, "NotoSansArabic.ttf")])
def test_scripts_are_set_as_a_whole(text: str, file: str) -> None:
    """Tibetan and Uyghur words are one run with what stands between, and drawn otherwise than letter by letter."""
    (before, run, after) = faces().runs(f"区{text}区")
    assert (run.text, run.file, run.shaped) == (text, file, True)
    assert {before.file, after.file} == {FILES[False]}
    face = Face(FONTS)
    assert face.run_width(run, 26) != sum(face.run_width(type(run)(c, file), 26) for c in text)


def test_what_no_face_has_is_named() -> None:
    """Characters without a face are named, each once, in order; also all of a script that this computer cannot set."""
    assert faces().lacking(["韩国 한국", "국 A"]) == "한국"
    assert faces(shapes=False).lacking([TIBETAN[:2]]) == TIBETAN[:2]
    assert faces().lacking(["办理\n时间\t3 楼 👍🏽 ❤️ 葛󠄀"]) == ""


def test_words_of_every_script_stay_whole() -> None:
    """Uyghur and Cyrillic break between words, Tibetan behind its points."""
    assert break_lines("ئۇيغۇر رايونى", 8, len) == ["ئۇيغۇر", "رايونى"]
    assert break_lines("Привет мир", 7, len) == ["Привет", "мир"]
    assert break_lines("བོད་ལྗོངས་ཀྱི", 8, len) == ["བོད་", "ལྗོངས་", "ཀྱི"]


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="nothing draws a PDF: install poppler-utils")
@pytest.mark.parametrize("text", ["囍峯東", "𠮷", "🙂", pytest.param(TIBETAN, marks=shaping)])
def test_pdf_has_them_too(text: str, tmp_path: Path) -> None:
    """A PDF shows the character, not a box: another program draws something else for it than for what nobody has."""
    pictures = []
    for name, said in (("it", text), ("box", NOBODY_HAS * len(text))):
        (tmp_path / f"{name}.pdf").write_bytes(load_pdf(ROLL_80, FONTS)(Slip("", (Text(said),))))
        subprocess.run(["pdftoppm", "-png", "-singlefile", f"{name}.pdf", name], cwd=tmp_path, check=True)
        pictures.append(Image.open(tmp_path / f"{name}.png").convert("1").tobytes())
    assert pictures[0] != pictures[1]
