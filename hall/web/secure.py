"""The hall's own HTTPS: renewed by itself, told when it cannot be; and how computers come to trust it."""

import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from hall.certificates.error import CertificateError
from hall.configuration.reach import own_names
from hall.faults import Fault
from hall.journal.refusal import Unknown
from hall.web.context import Context
from hall.web.jobs import Job
from hall.web.origin import host_and_port

if TYPE_CHECKING:
    from hall.certificates.folder import Certificates

RENEW_EVERY_S = 3600.0
WARN_BEFORE = timedelta(days=14)
"""A server's certificate that is not renewed by then is a fault."""
WARN_AUTHORITY_BEFORE = timedelta(days=180)
"""An authority's end means a way to every computer that trusts it."""
TYPE = "application/x-x509-ca-cert"


class Secure:
    """The certificate by which HTTPS is spoken, if the hall has one."""

    def __init__(self, context: Context) -> None:
        """Read what there is, renewed where it is due. Raises CertificateError for what cannot be read."""
        self._context = context
        self.certificates = _certificates(context)
        self.speaks: ssl.SSLContext | None = None
        if self.certificates is not None:
            self._renew(self.certificates)
            self.speaks = self.certificates.context()

    @property
    def port(self) -> int:
        """Where HTTPS is spoken."""
        return self._context.configuration.file.security.https_port

    def jobs(self) -> Sequence[Job]:
        """Return what renews the certificate; a hall without one looks for none until it starts again."""
        return [] if self.certificates is None else [Job("renew the certificate", RENEW_EVERY_S, self.renew)]

    def renew(self) -> None:
        """Have connections from now on see a new certificate where it was due."""
        if self.certificates is not None and self.speaks is not None and self._renew(self.certificates):
            self.certificates.load(self.speaks)

    def faults(self) -> Sequence[Fault]:
        """Return what of it somebody should mend."""
        if self.certificates is None:
            return ()
        now = datetime.fromtimestamp(self._context.ground.clock(), UTC)
        try:
            authority, server = self.certificates.ends()
            refused = self.certificates.refused(self._names())
        except CertificateError as why:
            return [Fault("tls_broken", {"detail": str(why)})]
        found = []
        if server - now < WARN_BEFORE:
            found.append(Fault("tls_ends", {"until": server.date().isoformat()}))
        if authority - now < WARN_AUTHORITY_BEFORE:
            found.append(Fault("tls_authority_ends", {"until": authority.date().isoformat()}))
        if refused:
            found.append(Fault("tls_names", {"names": ", ".join(refused)}))
        return found

    def _renew(self, certificates: "Certificates") -> bool:
        return certificates.renew(self._names(), self._context.ground.clock())

    def _names(self) -> Sequence[str]:
        return own_names(self._context.configuration)


def _certificates(context: Context) -> "Certificates | None":
    """Return the hall's certificates, or None where it has no authority."""
    folder = context.data / "tls"
    if not folder.exists():
        return None
    from hall.certificates.folder import Certificates  # noqa: PLC0415 - cryptography, only where it is needed

    found = Certificates(folder)
    return found if found.is_made() else None


def blueprint(context: Context) -> Blueprint:
    """Return the page that says how a computer comes to trust the hall, and the authority's certificate."""
    routes, secure = Blueprint("secure", __name__), context[Secure]

    def certificates() -> "Certificates":
        if secure.certificates is None:
            raise Unknown("tls_not_made")
        return secure.certificates

    @routes.get("/trust")
    def page() -> str:
        found = certificates()
        host, _ = host_and_port(request.host) or ("", None)
        return context.page(
            "web/trust.html",
            ("trust",),
            fingerprint=found.fingerprint(),
            address=f"https://{f'[{host}]' if ':' in host else host}:{secure.port}/",
        )

    @routes.get("/trust/hallcall.crt")
    def authority() -> Response:
        name = {"Content-Disposition": "attachment; filename=hallcall.crt"}
        return Response(certificates().authority(), content_type=TYPE, headers=name)

    return routes
