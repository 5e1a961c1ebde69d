"""The QR code of the Wi-Fi: what a phone reads of it is what the hall set."""

from hypothesis import given
from hypothesis import strategies as st

from hall.paper.wifi import Wifi

TEXTS = st.text(alphabet=st.one_of(st.sampled_from('\\;,:" PST'), st.characters(exclude_categories=["Cc", "Cs"])))


def read(code: str) -> dict[str, str]:
    """Read a WIFI: code as a phone does: fields end at a bare semicolon, a backslash takes what follows as it is."""
    assert code.startswith("WIFI:")
    fields, field, marks = [], "", iter(code.removeprefix("WIFI:"))
    for mark in marks:
        if mark == ";":
            fields.append(field)
            field = ""
            continue
        assert mark not in ',"'
        assert mark != ":" or len(field) == 1
        field += next(marks) if mark == "\\" else mark
    assert (field, fields.pop()) == ("", "")
    return {field[0]: field[2:] for field in fields}


@given(TEXTS, st.none() | TEXTS, st.booleans())
def test_a_phone_reads_what_was_set(name: str, password: str | None, hidden: bool) -> None:  # noqa: FBT001 - drawn
    """Name, password and whether it is hidden come back, whatever marks are in them; no password is an open network."""
    said = read(Wifi(name, password, hidden).code)
    assert said["S"] == name
    assert said.get("P") == password
    assert said["T"] == ("nopass" if password is None else "WPA")
    assert ("H" in said) is hidden


def test_the_password_is_not_in_what_is_logged() -> None:
    """A network that stands in a log names itself alone."""
    assert "welcome-2026" not in f"{Wifi('Hall', 'welcome-2026')!r}"
