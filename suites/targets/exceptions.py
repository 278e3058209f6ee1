"""What somebody explains or accepts of a target: `known` and `waiver` in its table of a file."""

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from fakes.settings.declaration import Declared
from fakes.vendors import Deviation
from suites.checks.catalogue import catalogue
from suites.targets.target import Waiver

KEYS_OF_EXCEPTIONS = ("known", "waiver")


class KnownDeviation(BaseModel):
    """A difference of one target that is explained: an entry of `[[NAME.known]]`."""

    model_config = ConfigDict(extra="forbid")
    id: str
    checks: tuple[str, ...]
    says: str
    source: str
    compared: date


class AcceptedUntil(BaseModel):
    """An unmet requirement that somebody accepts: an entry of `[[NAME.waiver]]`."""

    model_config = ConfigDict(extra="forbid")
    check: str
    owner: str = Field(min_length=1)
    reason: str = Field(min_length=1)
    until: date


class Exceptions(BaseModel):
    """Both, as they stand in a table; what they are about are checks."""

    model_config = ConfigDict(extra="forbid", strict=True)
    known: Annotated[
        list[KnownDeviation],
        Declared(says="differences that are explained", instead="each is a table"),
        Field(strict=False),
    ] = []
    waiver: Annotated[
        list[AcceptedUntil],
        Declared(
            says="unmet requirements that somebody accepts until a date",
            instead="each is a table",
        ),
        Field(strict=False),
    ] = []

    @model_validator(mode="after")
    def _names_checks(self) -> Self:
        explained = [check for one in self.known for check in one.checks]
        for check in explained + [one.check for one in self.waiver]:
            if check not in catalogue():
                raise ValueError(f"check: {check!r} is unknown; --list-checks names them all")
        return self

    @property
    def deviations(self) -> tuple[Deviation, ...]:
        """Differences that are explained, as a target has them."""
        return tuple(Deviation.from_data(one.model_dump()) for one in self.known)

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        """What is accepted, as a target has it."""
        return tuple(Waiver(**one.model_dump()) for one in self.waiver)
