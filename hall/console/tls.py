"""The hall's own certificates on the command line."""

import time
from argparse import Namespace

from hall.configuration import load
from hall.configuration.reach import own_address, own_names
from hall.texts import FIRST_LANGUAGE


def tls(given: Namespace) -> int:
    """Make what is missing, renew what is due, and say what to do next. Raises ConfigurationError, CertificateError."""
    from hall.certificates.folder import Certificates  # noqa: PLC0415 - cryptography, only where it is needed

    configuration = load(given.config)
    found, names = Certificates(given.data / "tls"), own_names(configuration)
    hall = configuration.plan.name[FIRST_LANGUAGE]
    made = found.make(hall, names, time.time(), anew=given.anew)
    renewed = found.renew(names, time.time())
    authority, server = found.ends()
    print(f"authority until {authority:%Y-%m-%d}{' (new)' if made else ''}, SHA-256 {found.fingerprint()}")
    print(f"certificate until {server:%Y-%m-%d}{' (new)' if renewed else ''}: {', '.join(found.names())}")
    for name in found.refused(names):
        print(f"{name}: the authority may not sign for it; run tls --anew, and let every computer trust the new one")
    where = f"{own_address() or '<IP>'}:{configuration.file.security.https_port}"
    if made:
        print(f"next: start the server again; it then serves https://{where} beside http")
    print(f"each kiosk, wall, tablet and panel: open /trust on this server, compare the SHA-256, then https://{where}")
    return 0
