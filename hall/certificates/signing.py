"""What the hall's own authority signs: its own certificate, and those of the server. Pure apart from random keys.

The authority may sign for the hall's own names and for addresses that no public network has, and for nothing else:
whoever stole its key could not pretend to be a bank to the computers that trust the hall.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_GOOD = timedelta(days=3650)
SERVER_GOOD = timedelta(days=90)
"""Short, for it is renewed by itself; browsers refuse more than 397 days."""
SKEW = timedelta(days=1)
"""So far other computers' clocks may be behind."""
LONGEST_NAME = 64
"""Bytes of a certificate's common name."""
_NEAR = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16", "fc00::/7", "fe80::/10")
_NEAR_NETWORKS = (*(ip_network(one) for one in _NEAR), ip_network("::1/128"))
"""Addresses that no public network has."""
_NEAR_NAMES = ("localhost", "local")


class Signed(NamedTuple):
    """A certificate and its private key."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> bytes:
        """Key and certificate, as they lie in one file."""
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + self.public

    @property
    def public(self) -> bytes:
        """The certificate alone."""
        return self.certificate.public_bytes(Encoding.PEM)


def read(pem: bytes) -> Signed:
    """Return what `Signed.pem` made. Raises ValueError for what is none."""
    key = load_pem_private_key(pem, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError("no key of ours")  # noqa: TRY004 - what the file says is wrong, not our type
    return Signed(key, x509.load_pem_x509_certificate(pem))


def new_authority(hall: str, names: Collection[str], at: float) -> Signed:
    """Return a new authority of the hall called `hall`, which may sign for `names` and for addresses near by."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.fromtimestamp(at, UTC)
    subject = _named(f"Hallcall {hall}")
    near = [x509.IPAddress(network) for network in _NEAR_NETWORKS]
    further = [x509.IPAddress(ip_network(one)) for one in map(_general, names) if not isinstance(one, str)]
    dns = [x509.DNSName(one) for one in dict.fromkeys([*_NEAR_NAMES, *names]) if isinstance(_general(one), str)]
    return Signed(
        key,
        _dated(x509.CertificateBuilder(), now, AUTHORITY_GOOD)
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_use(signs=True), critical=True)
        .add_extension(x509.NameConstraints([*dns, *near, *further], None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256()),
    )


def new_certificate(authority: Signed, names: Sequence[str], at: float) -> Signed:
    """Return a certificate for a server that is called by `names`, host names and addresses."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.fromtimestamp(at, UTC)
    called = [x509.DNSName(one) if isinstance(one, str) else x509.IPAddress(one) for one in map(_general, names)]
    return Signed(
        key,
        _dated(x509.CertificateBuilder(), now, SERVER_GOOD)
        .subject_name(_named("Hallcall"))
        .issuer_name(authority.certificate.subject)
        .public_key(key.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_use(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(called), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()),
            critical=False,
        )
        .sign(authority.key, hashes.SHA256()),
    )


def names_in(certificate: x509.Certificate) -> frozenset[str]:
    """Return the names and addresses that a server's certificate is good for."""
    called = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return frozenset(str(one.value) for one in called)


def permitted(authority: x509.Certificate, name: str) -> bool:
    """Return whether `authority` may sign for `name`."""
    allowed = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    called = _general(name)
    for one in allowed:
        if isinstance(one, x509.DNSName) and isinstance(called, str):
            if called == one.value or called.endswith(f".{one.value}"):
                return True
        elif isinstance(one, x509.IPAddress) and not isinstance(called, str) and called in ip_network(str(one.value)):
            return True
    return False


def fingerprint(certificate: x509.Certificate) -> str:
    """Return what people compare: the SHA-256 digest, in pairs of hexadecimal digits."""
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def _dated(builder: x509.CertificateBuilder, now: datetime, good: timedelta) -> x509.CertificateBuilder:
    return builder.not_valid_before(now - SKEW).not_valid_after(now + good).serial_number(x509.random_serial_number())


def _named(name: str) -> x509.Name:
    short = name.encode()[:LONGEST_NAME].decode(errors="ignore")
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, short)])


def _use(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        key_cert_sign=signs,
        crl_sign=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _general(name: str) -> str | IPv4Address | IPv6Address:
    try:
        return ip_address(name)
    except ValueError:
        return name
