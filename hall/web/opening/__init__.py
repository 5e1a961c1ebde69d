"""How the capabilities open that need more than the ground: what the configuration says, or what a machine has."""

from hall.web.opening import (
    appointments,
    cases,
    city,
    devices,
    feedback,
    forecast,
    guides,
    patrol,
    platforms,
    printing,
    sockets,
    staff,
    standing,
    statistics,
    voice,
    webhooks,
)

__all__ = [
    "appointments",
    "cases",
    "city",
    "devices",
    "feedback",
    "forecast",
    "guides",
    "patrol",
    "platforms",
    "printing",
    "sockets",
    "staff",
    "standing",
    "statistics",
    "voice",
    "webhooks",
]
