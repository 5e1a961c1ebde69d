"""The zones of `config.toml`, and what their walls show beside the calls."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from hall.configuration import values
from hall.configuration.refers import Refers
from hall.configuration.times import SpanList
from hall.configuration.values import Id, Name


class ZonePart(BaseModel):
    """The table [[zones]]."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    id: Id
    name: Name
    layout: Literal["standard", "media", "calls"] = "standard"
    theme: Literal["dark", "light"] = "dark"
    speak: bool = True


class ScreensPart(BaseModel):
    """The table [screens]."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    dark_when_closed: bool = False
    dark_after_min: Annotated[int, Field(ge=0, le=600)] = 30
    lit_before_min: Annotated[int, Field(ge=0, le=600)] = 30


class MediumPart(BaseModel):
    """The table [[media]]."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    file: Annotated[str, Field(min_length=1, max_length=80), Refers("files")]
    seconds: Annotated[int, Field(ge=3, le=600)] = 12
    zones: Annotated[list[str], Refers("zones")] = []
    times: SpanList = ()
    first: Annotated[date, BeforeValidator(values.single_date)] | None = None
    last: Annotated[date, BeforeValidator(values.single_date)] | None = None
