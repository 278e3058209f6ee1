"""What a user may set: the variables of W&B Server and ours, or the tables of targets.toml.

Both are read into one model, so that both obey the same rules. A wrong setting is one line that
names the setting, where it came from, and what to write instead.
"""

import ssl
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from fakes.user.login import Credentials
from fakes.vendors import Deviation
from fakes.wire.network import Connection
from suites.catalogue import catalogue
from suites.profile import profiles
from suites.target import OtherClient, Target, Waiver
from suites.vendor import VENDOR_NAMES, recognise

VARIABLES = {
    "issuer": "OIDC_ISSUER",
    "client_id": "OIDC_CLIENT_ID",
    "host": "HOST",
    "auth_method": "OIDC_AUTH_METHOD",
    "client_secret": "OIDC_CLIENT_SECRET",
    "username": "OIDC_USERNAME",
    "password": "OIDC_PASSWORD",
    "ca_bundle": "OIDC_CA_BUNDLE",
    "vendor": "OIDC_VENDOR",
    "initial_access_token": "OIDC_INITIAL_ACCESS_TOKEN",
}
SECRETS = (
    "client_secret", "password", "other_client_secret", "other_password", "initial_access_token",
)  # fmt: skip
NAMES = ("username", "other_username")
MOST_SHOWN = 50
WELL_KNOWN = "/.well-known/"


class SettingsError(Exception):
    """A setting is wrong; the message names it, where it came from, and what to write instead."""


def _issuer(value: str) -> str:
    if WELL_KNOWN in value:
        raise ValueError(f"leave the suffix out; write {value.partition(WELL_KNOWN)[0]!r}")
    parts = _url(value)
    if parts.query or parts.fragment:
        raise ValueError("an issuer has no query and no fragment (Discovery 1.0, section 3)")
    return value


def _host(value: str) -> str:
    parts = _url(value)
    if value.endswith("/") or parts.query or parts.fragment:
        shorter = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
        raise ValueError(f"the callback is appended to it; write {shorter!r}")
    return value


def _redirect_uri(value: str) -> str:
    _url(value)
    return value


def _url(value: str) -> Any:
    if any(character.isspace() for character in value):
        raise ValueError("a URL has no whitespace in it")
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        hint = value.removeprefix("//").partition("://")[2] or value
        raise ValueError(f"must be a URL with a scheme, such as 'https://{hint}'")
    return parts


def _ca_bundle(value: str) -> str:
    try:
        ssl.create_default_context(cafile=value)
    except (OSError, ssl.SSLError) as error:
        raise ValueError(f"must be a readable file of PEM certificates ({error})") from None
    return value


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


class TargetSettings(BaseModel):
    """One target, as a user describes it."""

    model_config = ConfigDict(extra="forbid", strict=True)
    issuer: Annotated[str, Field(min_length=1), AfterValidator(_issuer)]
    client_id: Annotated[str, Field(min_length=1)]
    host: Annotated[str, Field(min_length=1), AfterValidator(_host)]
    auth_method: Literal["implicit", "pkce"] = "implicit"
    client_secret: str = ""
    username: str = ""
    password: str = ""
    ca_bundle: Annotated[str, AfterValidator(_ca_bundle)] = ""
    profile: str = "wandb-server"
    vendor: str = ""
    login: Literal["form", "browser"] = "form"
    other_client_id: str = ""
    other_client_secret: str = ""
    other_redirect_uri: Annotated[str, AfterValidator(_redirect_uri)] = ""
    other_username: str = ""
    other_password: str = ""
    initial_access_token: str = ""
    timeout_s: Annotated[float, Field(gt=0, le=30)] = 30.0
    known: Annotated[list[KnownDeviation], Field(strict=False)] = []
    waiver: Annotated[list[AcceptedUntil], Field(strict=False)] = []

    @model_validator(mode="before")
    @classmethod
    def _no_space_around(cls, data: dict[str, Any]) -> dict[str, Any]:
        for name, value in data.items():
            if isinstance(value, str) and value != value.strip():
                told = "remove it" if name in SECRETS else f"write {value.strip()!r}"
                raise ValueError(f"{name}: has whitespace around its value; {told}")
        return data

    @model_validator(mode="after")
    def _names_what_there_is(self) -> "TargetSettings":
        _known_word("profile", self.profile, profiles())
        _known_word("vendor", self.vendor, ("", *VENDOR_NAMES))
        _known_word("auth_method", self.auth_method, profiles()[self.profile].auth_methods)
        explained = [check for one in self.known for check in one.checks]
        for check in explained + [one.check for one in self.waiver]:
            _known_word("check", check, catalogue())
        return self

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> "TargetSettings":
        for kind in ("", "other_"):
            known = {name: getattr(self, kind + name) for name in ("username", "password")}
            missing = [name for name, value in known.items() if not value]
            if len(missing) == 1:
                told = "is missing; a login needs user name and password"
                raise ValueError(f"{kind}{missing[0]}: {told}")
        callback = profiles()[self.profile].callback.removeprefix("HOST")
        if callback and self.host.endswith(callback):
            shorter = self.host.removesuffix(callback)
            raise ValueError(f"host: the callback is appended to it; write {shorter!r}")
        return self

    def target(self, name: str) -> Target:
        """The target that these settings describe."""
        return Target(
            name=name,
            issuer=self.issuer,
            client_id=self.client_id,
            host=self.host,
            profile=profiles()[self.profile],
            auth_method=self.auth_method,
            vendor=self.vendor or recognise(self.issuer),
            client_secret=self.client_secret,
            credentials=_credentials(self.username, self.password),
            login=self.login,
            other=OtherClient(
                client_id=self.other_client_id,
                client_secret=self.other_client_secret,
                redirect_uri=self.other_redirect_uri,
            ),
            other_credentials=_credentials(self.other_username, self.other_password),
            initial_access_token=self.initial_access_token,
            connection=Connection(ca_bundle=self.ca_bundle, timeout_s=self.timeout_s),
            known=tuple(Deviation.from_data(one.model_dump()) for one in self.known),
            waivers=tuple(Waiver(**one.model_dump()) for one in self.waiver),
        )


def _credentials(username: str, password: str) -> Credentials | None:
    return Credentials(username, password) if username else None


def _known_word(name: str, value: str, known: Any) -> None:
    if value not in known and len(known) > MOST_SHOWN:
        raise ValueError(f"{name}: {value!r} is unknown; --list-checks names them all")
    if value not in known:
        raise ValueError(f"{name}: {value!r} is unknown; known: {', '.join(filter(None, known))}")


def from_environment(environment: Mapping[str, str]) -> Target | None:
    """The target of the environment, or None when OIDC_ISSUER does not select one.

    Raises SettingsError.
    """
    if VARIABLES["issuer"] not in environment:
        others = [name for name in VARIABLES.values() if name != "HOST" and environment.get(name)]
        if others:
            raise SettingsError(
                f"OIDC_ISSUER (the environment): is missing, although {others[0]} is set; "
                f"set it to judge your provider, or unset {others[0]} to judge the embedded fakes"
            )
        return None
    given = {field: environment.get(name, "") for field, name in VARIABLES.items()}
    data = {field: value for field, value in given.items() if value or field == "issuer"}
    return _read(data, "environment", VARIABLES, "the environment")


def from_file(path: Path, environment: Mapping[str, str]) -> dict[str, Target]:
    """The targets of a targets.toml by name.

    A secret is given as the name of a variable: `password_env = "STAGING_PASSWORD"`.

    Raises SettingsError.
    """
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"{path.name}: cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path.name}: is not TOML: {error}") from None
    return {name: _from_table(name, table, path, environment) for name, table in tables.items()}


def _from_table(name: str, table: Any, path: Path, environment: Mapping[str, str]) -> Target:
    where = f"{path.name} [{name}]"
    if not isinstance(table, dict):
        raise SettingsError(f"{where}: must be a table with issuer, client_id and host")
    data = dict(table)
    for secret in SECRETS:
        if secret in data:
            raise SettingsError(
                f"{secret} ({where}): a secret does not belong in a file; "
                f"write {secret}_env with the name of an environment variable"
            )
    for field in (*SECRETS, *NAMES):
        variable = data.pop(f"{field}_env", None)
        if variable is None:
            continue
        if not isinstance(variable, str) or not environment.get(variable):
            raise SettingsError(f"{field}_env ({where}): the variable {variable!r} is not set")
        data[field] = environment[variable]
    return _read(data, name, {}, where)


def _read(data: dict[str, Any], name: str, names: dict[str, str], where: str) -> Target:
    try:
        return TargetSettings.model_validate(data).target(name)
    except ValidationError as error:
        raise SettingsError(_in_one_line(error, names, where)) from None


def _in_one_line(error: ValidationError, names: dict[str, str], where: str) -> str:
    """The first thing that is wrong, in the user's own names. No value of a secret is shown."""
    first = error.errors(include_url=False)[0]
    field, _, told = first["msg"].removeprefix("Value error, ").partition(": ")
    if first["loc"]:
        field = ".".join(str(part) for part in first["loc"])
        told = _told(first)
    return f"{names.get(field, field)} ({where}): {told}"


def _told(error: Any) -> str:
    match error["type"]:
        case "missing":
            return "is missing"
        case "string_too_short":
            return "is empty"
        case "extra_forbidden":
            keys = [f"{one}_env" if one in SECRETS else one for one in TargetSettings.model_fields]
            return f"is not a setting; known: {', '.join(keys)}"
        case "literal_error":
            return f"{error['input']!r} is unknown; write {error['ctx']['expected']}"
    message = error["msg"].removeprefix("Value error, ")
    shown = "" if error["loc"][0] in SECRETS else f"{error['input']!r}: "
    return shown + message[:1].lower() + message[1:]
