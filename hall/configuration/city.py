"""The halls that a city's page looks at, as config.toml says it."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from hall.configuration import values
from hall.configuration.values import Name, city_token


class CityHallPart(BaseModel):
    """The table [[city.halls]]."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    name: Name
    url: Annotated[str, AfterValidator(values.hall_url)]
    token: Annotated[str, AfterValidator(city_token)] | None = None
    token_file: Annotated[str | None, Field(min_length=1)] = None
    authority: Annotated[str | None, Field(min_length=1)] = None

    @model_validator(mode="after")
    def _has_one_token(self) -> "CityHallPart":
        if (self.token is None) == (self.token_file is None):
            raise ValueError("needs either token or token_file: what this hall's manager has given the city")
        return self


def _each_once(halls: list[CityHallPart]) -> list[CityHallPart]:
    if len({hall.url for hall in halls}) < len(halls):
        raise ValueError("name an address twice; write each hall once")
    return halls


class CityPart(BaseModel):
    """The table [city]."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    halls: Annotated[list[CityHallPart], Field(max_length=100), AfterValidator(_each_once)] = []
