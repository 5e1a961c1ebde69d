"""What browsers note in their consoles by themselves while a server is away, and once it is back."""

CUT_OFF = (
    "WebSocket",
    "ERR_CONNECTION",
    "ERR_EMPTY_RESPONSE",
    "ERR_CONTENT_LENGTH_MISMATCH",
    "status of 404",  # a reading of what it does not have
)
