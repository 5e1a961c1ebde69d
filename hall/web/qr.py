"""QR codes for screens."""

from io import BytesIO

from flask import Response


def qr_code(url: str) -> Response:
    """Return the QR code of `url` as a picture."""
    import qrcode.image.svg  # noqa: PLC0415 - brings an image library with it, needed for the first ticket only

    picture = BytesIO()
    qrcode.make(url, image_factory=qrcode.image.svg.SvgPathImage, border=2).save(picture)
    return Response(picture.getvalue(), content_type="image/svg+xml")
