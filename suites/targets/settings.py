"""One target as a user describes it: which settings there are, and what each may say.

Most are declared in `fakes.settings`, and are kept by a target as they are; here are those of which
something else is made, and what holds for all of them.
"""

from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, create_model, model_validator

from fakes.settings.declaration import Declared
from fakes.settings.rules import written_cleanly
from fakes.settings.setup import SETTINGS, Setup
from fakes.vendors import products
from fakes.wire.network import Connection
from suites.targets.exceptions import Exceptions
from suites.targets.profile import profiles
from suites.targets.recognition import NONE, recognise
from suites.targets.target import Target


class Described(Exceptions):
    """What is made into something else before a target has it, and the rules for all settings."""

    model_config = ConfigDict(extra="forbid", strict=True)
    profile: Annotated[
        str,
        Declared(
            says="the application: a file of `suites/targets/profiles`",
            instead="the variables are those of W&B Server",
        ),
    ] = "wandb-server"
    allow_hosts: Annotated[
        list[str],
        Declared(
            says="hosts whose owners agreed to what `--allow` names", instead="`--allow-host`"
        ),
    ] = Field(default_factory=list, strict=False)
    timeout_s: Annotated[
        float,
        Declared(
            says="bound for one request and its response, 30 at most",
            instead="`--exchange-timeout`",
        ),
        Field(gt=0, le=30),
    ] = 30.0

    @property
    def setup(self) -> Setup:
        """The settings that are kept as they are."""
        return Setup().changed(**{key: getattr(self, key) for key in SETTINGS})

    @model_validator(mode="before")
    @classmethod
    def _written_cleanly(cls, data: dict[str, Any]) -> dict[str, Any]:
        for name, value in data.items():
            try:
                written_cleanly(value, secret=name in SECRETS)
            except ValueError as wrong:
                raise ValueError(f"{name}: {wrong}") from None
        return data

    @model_validator(mode="after")
    def _names_what_there_is(self) -> "Described":
        setup = self.setup
        _known_word("profile", self.profile, profiles())
        _known_word("vendor", setup.vendor, ("", *products(), NONE))
        _known_word("auth_method", setup.auth_method, profiles()[self.profile].auth_methods)
        return self

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> "Described":
        setup = self.setup
        for kind, user in (("", setup.user), ("other_", setup.other_user)):
            if user.password and not user.username:
                raise ValueError(
                    f"{kind}username: is missing; a login needs user name and password"
                )
            if user.username and f"{kind}password" not in self.model_fields_set:
                raise ValueError(
                    f"{kind}password: is missing; a login needs user name and password, and one by "
                    "name alone an empty password"
                )
        callback = profiles()[self.profile].callback.removeprefix("HOST")
        if callback and setup.host.endswith(callback):
            shorter = setup.host.removesuffix(callback)
            raise ValueError(f"host: the callback is appended to it; write {shorter!r}")
        return self

    def target(self, name: str) -> Target:
        """The target that these settings describe."""
        setup = self.setup
        target = Target(
            name=name,
            profile=profiles()[self.profile],
            recognisable=setup.vendor != NONE,
            connection=Connection(ca_bundle=setup.ca_bundle, timeout_s=self.timeout_s),
            allow_hosts=frozenset(self.allow_hosts),
            known=self.deviations,
            waivers=self.waivers,
        )
        vendor = "" if setup.vendor == NONE else setup.vendor or recognise(setup.issuer)
        return target.changed(**setup.values | {"vendor": vendor})


def _known_word(name: str, value: str, known: Any) -> None:
    if value not in known:
        raise ValueError(f"{name}: {value!r} is unknown; known: {', '.join(filter(None, known))}")


def _table() -> dict[str, Declared]:
    """Every setting by its key in targets.toml."""
    own = {
        key: replace(told, key=key, kind=info.annotation)
        for key, info in Described.model_fields.items()
        for told in info.metadata
        if isinstance(told, Declared)
    }
    return SETTINGS | own


def _as_field(one: Declared, default: Any) -> Any:
    """How a value of a setting is checked, and what it is if nobody says."""
    words: Any = Literal
    kind = words[one.choices] if one.choices else one.kind
    rules: list[Any] = [AfterValidator(one.rule)] if one.rule else []
    if one.kind is not str:
        # A variable of the environment is text, also where it says a number, or yes and no.
        rules.append(Field(strict=False))
    if one.required:
        rules.insert(0, Field(min_length=1))
    return Annotated[kind, one, *rules], ... if one.required else default


TABLE = _table()
SECRETS = tuple(key for key, one in TABLE.items() if one.secret)
TargetSettings = create_model(
    "TargetSettings",
    __base__=Described,
    **{key: _as_field(SETTINGS[key], default) for key, default in Setup().values.items()},
)
