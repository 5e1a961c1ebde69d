"""Lines of LED signs: what is sent for a text, which text fits, and what protocol files may say."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.signs.files import BadProtocol, protocol, read
from hall.signs.frame import CHECKSUMS, fitting, framed
from hall.signs.reading import Broken, Received, received

SHIPPED = Path(__file__).resolve().parents[2] / "assets" / "signs"
ALPHA, MODBUS = (protocol(name, [SHIPPED]) for name in ("alpha", "modbus"))
KINDS = {"alpha": ALPHA, "modbus": MODBUS}


def test_the_bytes_of_an_alpha_sign() -> None:
    """Preamble, all kinds of sign, its address, the priority file held still, the sum of STX to ETX, the end."""
    sent = framed(ALPHA, 1, "A001")
    assert sent == b"\0\0\0\0\0\x01Z01\x02A0\x1b bA001\x03" + b"%04X" % sum(b"\x02A0\x1b bA001\x03") + b"\x04"


def test_the_bytes_of_a_modbus_board() -> None:
    """Function 10 from register 0, pairs of GB 2312 bytes, and their CRC."""
    sent = framed(MODBUS, 1, "请A1")
    assert sent[:-2] == bytes.fromhex("01 10 0000 0002 04 C7EB 4131")
    assert sent[-2:] == CHECKSUMS["crc16-modbus"](sent[:-2])
    assert CHECKSUMS["crc16-modbus"](b"123456789").hex() == "374b", "the check value of its catalogue"


@given(kind=st.sampled_from(sorted(KINDS)), number=st.integers(0, 255), text=st.text("A019 请到号窗口", max_size=12))
def test_a_sign_reads_what_was_sent(kind: str, number: int, text: str) -> None:
    """For any line: the sign has its number and the line that fits, takes all bytes, and waits for those to come."""
    spoken = KINDS[kind]
    line = fitting(spoken, [text, "A1"])
    sent = framed(spoken, number, line)
    assert received(spoken, sent) == Received(number, line.rstrip(), len(sent))
    assert all(received(spoken, sent[:cut]) is None for cut in range(len(sent)))


@given(st.integers(0), st.integers(1, 255))
def test_a_flipped_bit_is_seen(place: int, flip: int) -> None:
    """A board shows nothing that was garbled on its way."""
    sent = bytearray(framed(MODBUS, 1, "请A001到3号窗口"))
    sent[place % len(sent)] ^= flip
    try:
        read_back = received(MODBUS, bytes(sent))
    except Broken:
        return
    assert read_back is None


def test_the_first_line_that_fits_is_shown() -> None:
    """What the sign cannot write or has no room for gives way to the next; the last is cut between characters."""
    assert fitting(MODBUS, ["请A001到综合服务大厅", "请A001到3号窗口"]) == "请A001到3号窗口"
    assert fitting(ALPHA, ["请A001到3号窗口", "A001"]) == "A001"
    assert fitting(MODBUS, ["请您稍等马上就到您了"]) == "请您稍等马上就到"
    assert fitting(ALPHA, ["请A001"]) == "?A001"
    assert fitting(ALPHA, ["A0\x0401", "B2"]) == "B2", "no line ends a frame"


GOOD = (SHIPPED / "modbus.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("format = 1", "format = 2", "format"),
        ("columns = 16", "columns = 0", "columns"),
        ("columns = 16", "columns = true", "columns"),
        ('"registers", "length", "text"', '"text"', "where does it end"),
        ('"registers", "length", "text"', '"text", "registers"', "before the text"),
        ('"text", ', "", "no text"),
        ('"10 00 00"', '"1G"', "1G"),
        ('"10 00 00"', '""', "neither bytes"),
        ('"10 00 00"', '"text"', "twice"),
        ('"crc16-modbus"', '"md5"', "checksum"),
        ('"byte"', '"word"', "address_as"),
        ('"gb2312"', '"gb9999"', "gb9999"),
        ("answers = true", "answers = 1", "answers"),
        ("answers = true", "", "answers"),
        ("answers = true", "answers = true\ncolour = 3", "colour"),
        ("answers = true", "answers = ", "sign.toml"),
    ],
)
def test_mistakes_in_a_protocol_are_named(tmp_path: Path, old: str, new: str, named: str) -> None:
    """Every mistake names its file and its key."""
    assert old in GOOD
    file = tmp_path / "sign.toml"
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(BadProtocol, match=r"^sign\.toml: ") as told:
        read(file)
    assert named in str(told.value)


def test_a_hall_has_its_own_protocols_first(tmp_path: Path) -> None:
    """A file in the data folder goes before the shipped one; a name that nobody knows lists those there are."""
    (tmp_path / "modbus.toml").write_text(GOOD.replace("columns = 16", "columns = 8"), encoding="utf-8")
    assert protocol("modbus", [tmp_path, SHIPPED]).columns == 8
    with pytest.raises(BadProtocol, match="'nobody'; there are alpha, modbus"):
        protocol("nobody", [tmp_path, SHIPPED])
