"""The hall's authority and its server's certificate, as they lie in the data folder, renewed in time.

Key and certificate lie in one file each, which is replaced as a whole; only the server's own account may read it.
"""

import os
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hall.certificates.error import CertificateError
from hall.certificates.signing import (
    Signed,
    fingerprint,
    names_in,
    new_authority,
    new_certificate,
    permitted,
    read,
)

RENEW_BEFORE = timedelta(days=30)


class Certificates:
    """What lies in one folder."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, which need not be there."""
        self._folder = folder
        self._authority, self.server_file = folder / "authority.pem", folder / "server.pem"

    def is_made(self) -> bool:
        """Return whether the hall has an authority."""
        return self._authority.exists()

    def make(self, hall: str, names: Sequence[str], now: float, *, anew: bool = False) -> bool:
        """Make an authority that may sign for `names` unless there is one; `anew` makes another all the same.

        Returns whether it made one: then every computer has to trust it first.
        """
        if self.is_made() and not anew:
            return False
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.server_file.unlink(missing_ok=True)
        self._write(self._authority, new_authority(hall, names, now).pem)
        return True

    def renew(self, names: Sequence[str], now: float) -> bool:
        """Give the server a new certificate where its own ends soon, is from the future, or lacks one of `names`.

        Names for which the authority may not sign are left out. Returns whether there is a new one.
        Raises CertificateError.
        """
        authority = self._read(self._authority)
        wanted = [name for name in names if permitted(authority.certificate, name)]
        if self.server_file.exists():
            has, at = self._read(self.server_file).certificate, datetime.fromtimestamp(now, UTC)
            if (
                has.not_valid_before_utc <= at < has.not_valid_after_utc - RENEW_BEFORE
                and set(wanted) <= names_in(has)
                and has.issuer == authority.certificate.subject
            ):
                return False
        made = new_certificate(authority, wanted, now)
        self._write(self.server_file, made.pem + authority.public)
        return True

    def refused(self, names: Sequence[str]) -> Sequence[str]:
        """Return those of `names` for which the authority may not sign."""
        return [name for name in names if not permitted(self._read(self._authority).certificate, name)]

    def names(self) -> Sequence[str]:
        """Return what the server's certificate is good for."""
        return sorted(names_in(self._read(self.server_file).certificate))

    def authority(self) -> bytes:
        """Return the authority's certificate, for other computers."""
        return self._read(self._authority).public

    def fingerprint(self) -> str:
        """Return the authority's digest, for people to compare."""
        return fingerprint(self._read(self._authority).certificate)

    def ends(self) -> tuple[datetime, datetime]:
        """Return when the authority ends, and when the server's certificate does."""
        authority, server = self._read(self._authority), self._read(self.server_file)
        return authority.certificate.not_valid_after_utc, server.certificate.not_valid_after_utc

    def context(self) -> ssl.SSLContext:
        """Return what a server speaks TLS by; `load` brings it a renewed certificate while it serves."""
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.minimum_version = ssl.TLSVersion.TLSv1_2
        self.load(made)
        return made

    def load(self, context: ssl.SSLContext) -> None:
        """Have connections from now on see the certificate that lies here."""
        context.load_cert_chain(self.server_file)

    def _read(self, path: Path) -> Signed:
        try:
            return read(path.read_bytes())
        except OSError as why:
            raise CertificateError(f"{path}: {why.strerror}; run: python server.py tls") from why
        except ValueError as why:
            raise CertificateError(f"{path}: is damaged; restore it from a backup") from why

    @staticmethod
    def _write(path: Path, content: bytes) -> None:
        draft = path.with_name(path.name + ".part")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
