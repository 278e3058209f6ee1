"""One target as a user describes it: which settings there are, and what each may say."""

import ssl
from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from fakes.user.login import Credentials
from fakes.vendors import Deviation, products
from fakes.wire.network import Connection
from suites.checks.catalogue import catalogue
from suites.targets.profile import profiles
from suites.targets.recognition import NONE, recognise
from suites.targets.target import OtherClient, Target, Waiver

SECRETS = (
    "client_secret", "password", "other_client_secret", "other_password", "initial_access_token",
    "admin_token",
)  # fmt: skip
# They are sent in a header, as they are (RFC 6750 section 2.1).
IN_A_HEADER = ("admin_token", "initial_access_token")
MOST_SHOWN = 50
WELL_KNOWN = "/.well-known/"


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
    try:
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError:
        raise ValueError("a port is a number up to 65535") from None
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
    token_endpoint_auth_method: Literal[
        "", "none", "client_secret_basic", "client_secret_post", "client_secret_jwt"
    ] = ""
    username: str = ""
    password: str = ""
    ca_bundle: Annotated[str, AfterValidator(_ca_bundle)] = ""
    profile: str = "wandb-server"
    local_restore: Annotated[bool, Field(strict=False)] = False
    vendor: str = ""
    login: Literal["form", "browser"] = "form"
    other_client_id: str = ""
    other_client_secret: str = ""
    other_redirect_uri: Annotated[str, AfterValidator(_redirect_uri)] = ""
    other_username: str = ""
    other_password: str = ""
    initial_access_token: str = ""
    other_issuer: Annotated[str, AfterValidator(_redirect_uri)] = ""
    admin_token: str = ""
    admin_url: Annotated[str, AfterValidator(_redirect_uri)] = ""
    listener_url: Annotated[str, AfterValidator(_redirect_uri)] = ""
    listener_port: Annotated[int, Field(strict=False, ge=0, le=65535)] = 0
    allow_hosts: Annotated[list[str], Field(strict=False)] = []
    timeout_s: Annotated[float, Field(gt=0, le=30)] = 30.0
    known: Annotated[list[KnownDeviation], Field(strict=False)] = []
    waiver: Annotated[list[AcceptedUntil], Field(strict=False)] = []

    @model_validator(mode="before")
    @classmethod
    def _written_cleanly(cls, data: dict[str, Any]) -> dict[str, Any]:
        for name, value in data.items():
            if isinstance(value, str) and value != value.strip():
                told = "remove it" if name in SECRETS else f"write {value.strip()!r}"
                raise ValueError(f"{name}: has whitespace around its value; {told}")
            if name in IN_A_HEADER and not (f"{value}".isascii() and f"{value}".isprintable()):
                raise ValueError(
                    f"{name}: has a line break or another character that no token has; "
                    "write the token in one line, as the provider issued it"
                )
        return data

    @model_validator(mode="after")
    def _names_what_there_is(self) -> "TargetSettings":
        _known_word("profile", self.profile, profiles())
        _known_word("vendor", self.vendor, ("", *products(), NONE))
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
            vendor="" if self.vendor == NONE else self.vendor or recognise(self.issuer),
            recognisable=self.vendor != NONE,
            client_secret=self.client_secret,
            token_endpoint_auth_method=self.token_endpoint_auth_method,
            credentials=_credentials(self.username, self.password),
            login=self.login,
            local_restore=self.local_restore,
            other=OtherClient(
                client_id=self.other_client_id,
                client_secret=self.other_client_secret,
                redirect_uri=self.other_redirect_uri,
            ),
            other_credentials=_credentials(self.other_username, self.other_password),
            initial_access_token=self.initial_access_token,
            other_issuer=self.other_issuer,
            admin_token=self.admin_token,
            admin_url=self.admin_url,
            listener_url=self.listener_url,
            listener_port=self.listener_port,
            connection=Connection(ca_bundle=self.ca_bundle, timeout_s=self.timeout_s),
            allow_hosts=frozenset(self.allow_hosts),
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
