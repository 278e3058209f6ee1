"""The settings of the W&B-like application, read from the variables that W&B Server reads."""

import ssl
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from fakes.wire.proxying.proxies import Proxies, WrongProxy, proxies_of

DEFAULT_HOST = "http://localhost:8080"
AUTH_METHODS = ("implicit", "pkce")
WELL_KNOWN = "/.well-known/"
LONGEST_EXCHANGE_S = 10.0
SECONDS_OF_A_DAY = 86_400
TRUE, FALSE = ("true", "1"), ("", "false", "0")


@dataclass(frozen=True, slots=True)
class Problem:
    """A setting that is wrong or missing: what is wrong with it, and what to write instead."""

    setting: str
    wrong: str
    write: str

    def __str__(self) -> str:
        return f"{self.setting}: {self.wrong}; {self.write}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the application was told; `ca_bundle` is a PEM file that its provider is trusted by.

    `timeout_s` is how long the provider is waited for.
    """

    host: str
    issuer: str
    client_id: str
    auth_method: str
    secret: str = field(default="", repr=False)
    local_restore: bool = False
    logging_enabled: bool = False
    ca_bundle: str = ""
    timeout_s: float = LONGEST_EXCHANGE_S
    proxies: Proxies = field(default_factory=Proxies)

    @property
    def redirect_uri(self) -> str:
        return f"{self.host}/oidc/callback"

    @property
    def is_loopback(self) -> bool:
        """Whether HOST names this machine, which browsers trust without TLS."""
        return is_loopback(host_of(self.host))


def settings_of(environment: Mapping[str, str]) -> Settings:
    """The settings that the variables hold; a wrong one is kept as it is, see `problems`."""
    return Settings(
        host=environment.get("HOST") or DEFAULT_HOST,
        issuer=environment.get("OIDC_ISSUER", ""),
        client_id=environment.get("OIDC_CLIENT_ID", ""),
        auth_method=environment.get("OIDC_AUTH_METHOD") or AUTH_METHODS[0],
        secret=environment.get("OIDC_SECRET", ""),
        local_restore=environment.get("LOCAL_RESTORE", "").lower() in TRUE,
        logging_enabled=environment.get("LOGGING_ENABLED", "").lower() in TRUE,
        ca_bundle=environment.get("OIDC_CA_BUNDLE", ""),
        timeout_s=seconds_in(environment.get("OIDC_TIMEOUT", "")) or LONGEST_EXCHANGE_S,
        proxies=Proxies() if _proxies(environment) else proxies_of(environment),
    )


def problems(environment: Mapping[str, str]) -> list[Problem]:
    """Everything in the variables with which nobody could sign in, the first cause first."""
    settings = settings_of(environment)
    judges: dict[str, tuple[str, Callable[[str], Iterator[tuple[str, str]]]]] = {
        "HOST": (settings.host, _host),
        "OIDC_ISSUER": (settings.issuer, _issuer),
        "OIDC_CLIENT_ID": (settings.client_id, _client_id),
        "OIDC_AUTH_METHOD": (settings.auth_method, _auth_method),
        "OIDC_CA_BUNDLE": (settings.ca_bundle, _ca_bundle),
        "OIDC_TIMEOUT": (environment.get("OIDC_TIMEOUT", ""), _timeout),
        "LOCAL_RESTORE": (environment.get("LOCAL_RESTORE", ""), _switch),
        "LOGGING_ENABLED": (environment.get("LOGGING_ENABLED", ""), _switch),
    }
    return [
        Problem(name, *told) for name, (value, judge) in judges.items() for told in judge(value)
    ] + _proxies(environment)


def _host(value: str) -> Iterator[tuple[str, str]]:
    parts = _url(value)
    if parts is None:
        yield f"{value!r} is no URL", f"write scheme, host and port, such as {DEFAULT_HOST}"
    elif parts.path or parts.query or parts.fragment:
        shorter = f"{parts.scheme}://{parts.netloc}"
        yield f"{value!r} has more than scheme, host and port", f"write {shorter}"


def _issuer(value: str) -> Iterator[tuple[str, str]]:
    parts = _url(value)
    if not value:
        yield "is missing", "write the issuer of your provider, as its discovery document has it"
    elif value != value.strip():
        yield "has whitespace around its value", f"write {value.strip()}"
    elif WELL_KNOWN in value:
        yield "has the path of the document in it", f"write {value.partition(WELL_KNOWN)[0]}"
    elif parts is None or parts.query or parts.fragment:
        yield f"{value!r} is no issuer", "write an https URL without query (Discovery 1.0, 3)"


def _client_id(value: str) -> Iterator[tuple[str, str]]:
    if not value:
        yield "is missing", "write the client ID that your provider gave to the application"
    elif value != value.strip():
        yield "has whitespace around its value", f"write {value.strip()}"


def _auth_method(value: str) -> Iterator[tuple[str, str]]:
    if value not in AUTH_METHODS:
        yield f"{value!r} is unknown", f"write {' or '.join(AUTH_METHODS)}"


def _switch(value: str) -> Iterator[tuple[str, str]]:
    if value.lower() not in (*TRUE, *FALSE):
        yield f"{value!r} is unknown", "write true, or leave it out"


def _ca_bundle(value: str) -> Iterator[tuple[str, str]]:
    try:
        ssl.create_default_context(cafile=value or None)
    except (OSError, ssl.SSLError) as error:
        yield f"{value!r} cannot be read ({error})", "name a file of PEM certificates"


def _timeout(value: str) -> Iterator[tuple[str, str]]:
    if value and not seconds_in(value):
        yield f"{value!r} is no time", f"write seconds, such as {LONGEST_EXCHANGE_S:g}"


def seconds_in(value: str) -> float:
    """The seconds that a text says; 0 if it says none, or more than a day of them."""
    try:
        found = float(value)
    except ValueError:
        return 0.0
    return found if 0 < found <= SECONDS_OF_A_DAY else 0.0


def _proxies(environment: Mapping[str, str]) -> list[Problem]:
    """What is wrong with the variables of the proxies."""
    try:
        proxies_of(environment)
    except WrongProxy as error:
        return [Problem(error.variable, error.wrong, error.write)]
    return []


def _url(value: str) -> SplitResult | None:
    """The parts of an http or https URL; None if it is none."""
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return parts if usable and not any(one.isspace() for one in value) else None


def host_of(url: str) -> str:
    """The host of a URL; of what is none, nothing."""
    parts = _url(url)
    return (parts.hostname or "") if parts else ""


def is_loopback(host: str) -> bool:
    """Whether a browser finds `host` on the machine that it runs on."""
    return host in ("localhost", "127.0.0.1", "::1") or host.endswith(".localhost")
