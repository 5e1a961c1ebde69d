"""The hall's own authority: what it signs, what it may not, and how long that lasts."""

import ssl
import time
from pathlib import Path

import pytest

from hall.certificates import signing
from hall.certificates.folder import CertificateError, Certificates
from hall.certificates.signing import Signed, new_authority, new_certificate, permitted, read

NAMES = ["hall.example.cn", "hall-pc", "192.168.1.10", "203.0.113.7"]
NOW = time.time()
"""Another library holds the certificates against the computer's own clock."""
DAY_S = 24 * 3600.0


@pytest.fixture(scope="module")
def authority() -> Signed:
    """An authority that is in force."""
    return new_authority("云溪区政务服务中心" * 5, NAMES, NOW)


def accepts(authority: Signed, server: Signed, name: str, folder: Path) -> bool:
    """Return whether a browser that trusts `authority` alone takes the server for `name`, by OpenSSL's rules."""
    file = folder / "server.pem"
    file.write_bytes(server.pem)
    at_server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    at_server.load_cert_chain(file)
    at_client = ssl.create_default_context(cadata=authority.public.decode())
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = at_client.wrap_bio(back, there, server_hostname=name)
    server_side = at_server.wrap_bio(there, back, server_side=True)
    for _ in range(4):
        for side in (client, server_side):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
            except ssl.SSLCertVerificationError:
                return False
    return client.version() is not None


@pytest.mark.parametrize("name", [*NAMES, "10.1.2.3", "127.0.0.1", "::1", "hall-pc.local", "a.hall.example.cn"])
def test_who_trusts_the_hall_takes_its_server(authority: Signed, tmp_path: Path, name: str) -> None:
    """For the hall's own names and for addresses that no public network has."""
    assert permitted(authority.certificate, name)
    assert accepts(authority, new_certificate(authority, [name], NOW), name, tmp_path)


@pytest.mark.parametrize("name", ["bank.example", "example.cn", "xhall.example.cn", "203.0.113.8", "2001:db8::1"])
def test_a_stolen_authority_signs_for_nobody_else(authority: Signed, tmp_path: Path, name: str) -> None:
    """What it may not sign is refused by who trusts it, whoever has the key."""
    assert not permitted(authority.certificate, name)
    assert not accepts(authority, new_certificate(authority, [name], NOW), name, tmp_path)


def test_a_server_signs_for_nobody(authority: Signed, tmp_path: Path) -> None:
    """The server's own certificate is no authority, and another name's is not the hall's."""
    server = new_certificate(authority, ["hall-pc"], NOW)
    assert not accepts(authority, new_certificate(server, ["hall-pc"], NOW), "hall-pc", tmp_path)
    assert not accepts(authority, server, "192.168.1.10", tmp_path)


def test_renewed_in_time_for_every_name_and_by_the_right_clock(tmp_path: Path) -> None:
    """Nothing is made anew without need; before it ends, for a new name, and when it is from the future, it is."""
    found = Certificates(tmp_path / "tls")
    assert found.make("Hall", NAMES, NOW)
    assert not found.make("Hall", NAMES, NOW)
    assert found.renew(["hall-pc"], NOW)
    first = found.server_file.read_bytes()
    assert not found.renew(["hall-pc"], NOW + 59 * DAY_S)
    assert found.server_file.read_bytes() == first
    assert found.renew(["hall-pc"], NOW + 61 * DAY_S)
    assert found.renew(["hall-pc"], NOW)
    assert found.renew(["hall-pc", "192.168.7.7"], NOW)
    assert set(found.names()) == {"hall-pc", "192.168.7.7"}


def test_names_beyond_the_authority_are_left_out_and_told(tmp_path: Path) -> None:
    """Another authority, which every computer has to trust anew, is made only when it is asked for."""
    found = Certificates(tmp_path)
    found.make("Hall", ["hall-pc"], NOW)
    found.renew(["hall-pc", "elsewhere.example"], NOW)
    assert (found.names(), found.refused(["hall-pc", "elsewhere.example"])) == (["hall-pc"], ["elsewhere.example"])
    before = found.fingerprint()
    assert found.make("Hall", ["elsewhere.example"], NOW, anew=True)
    assert found.renew(["elsewhere.example"], NOW)
    assert found.fingerprint() != before
    assert found.names() == ["elsewhere.example"]


def test_keys_are_the_servers_own_and_a_damaged_file_is_named(tmp_path: Path) -> None:
    """Nobody else reads them; what cannot be read is said with its name and what to do."""
    found = Certificates(tmp_path)
    found.make("Hall", NAMES, NOW)
    found.renew(NAMES, NOW)
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
    assert b"PRIVATE" not in found.authority()
    assert (
        read(found.server_file.read_bytes()).certificate.issuer
        == read((tmp_path / "authority.pem").read_bytes()).certificate.subject
    )
    (tmp_path / "authority.pem").write_bytes(b"-----BEGIN nonsense")
    with pytest.raises(CertificateError, match=r"authority\.pem: is damaged"):
        found.renew(NAMES, NOW)


def test_a_long_name_is_cut_between_letters(authority: Signed) -> None:
    """A common name has 64 bytes, and a Chinese letter three of them."""
    subject = authority.certificate.subject.rfc4514_string()
    assert subject.startswith("CN=Hallcall 云溪区")
    assert len(subject.removeprefix("CN=").encode()) <= signing.LONGEST_NAME
