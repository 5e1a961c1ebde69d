"""The Wi-Fi that visitors' phones may join, as config.toml says it. No sentence of the check repeats the password."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

MOST_NAME_BYTES = 32
LEAST_PASSWORD, MOST_PASSWORD = 8, 63


def _network_name(value: str) -> str:
    if not value.strip() or len(value.encode()) > MOST_NAME_BYTES:
        raise ValueError("must be the Wi-Fi's name as phones list it: 1 to 32 bytes, a Chinese character counts as 3")
    if not value.isprintable():
        raise ValueError("has a character that nobody sees; write the Wi-Fi's name as phones list it")
    return value


def _password(value: str | None) -> str | None:
    if value is None:
        return value
    if not LEAST_PASSWORD <= len(value) <= MOST_PASSWORD or not (value.isascii() and value.isprintable()):
        raise ValueError(
            "must be 8 to 63 letters, digits and signs of a plain keyboard; a Wi-Fi that asks for none has no such key"
        )
    return value


class WifiPart(BaseModel):
    """The key hall.wifi. Without a password the network is open."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    name: Annotated[str, AfterValidator(_network_name)]
    password: Annotated[str | None, AfterValidator(_password), Field(repr=False)] = None
    hidden: bool = False
