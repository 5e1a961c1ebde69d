"""What goes wrong with the hall's certificates. Apart from them: most halls have none, and cryptography takes 10 MB."""


class CertificateError(Exception):
    """A file in the folder cannot be used; the message says which, and what to do."""
