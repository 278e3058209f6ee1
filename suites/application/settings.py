"""One application as a user describes it: by variables, or as an `[[application]]`.

Each setting is declared here once; docs/settings.md, the variables and the keys are made of it.
"""

from dataclasses import replace
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from fakes.settings.declaration import Declared
from fakes.settings.rules import (
    absolute_url,
    application_url,
    issuer_url,
    pem_file,
    written_cleanly,
)
from suites.application.rules import (
    AUTH_METHODS,
    OTHER,
    host_and_port,
    known_profile,
    own_certificate,
    presume_place,
    profile_called,
    seconds_to_wait,
)
from suites.application.signed_in import way_to_find
from suites.targets.exceptions import Exceptions
from suites.targets.profile import Profile
from suites.targets.reading import called

ISSUER = "http://localhost:9400"
Url = Annotated[str, AfterValidator(absolute_url)]
# A regular expression and a command may begin and end with quotes of their own.
QUOTABLE = ("whoami_signed_in", "restart")


class ApplicationSettings(Exceptions):
    """What is said of an application, and of the provider that the harness plays for it."""

    model_config = ConfigDict(extra="forbid", strict=True)
    name: Annotated[
        str,
        Declared(
            says="what it is called in reports and by `--target`; that of the environment by its "
            "host",
            instead="there is one",
        ),
    ] = ""
    profile: Annotated[
        str,
        Declared(
            variable="RP_PROFILE",
            says="the product: a file of `suites/targets/profiles`, or the path of one like it "
            "([template](../suites/targets/example-profile.toml)); it knows the pages that follow",
        ),
        AfterValidator(known_profile),
    ] = ""
    host: Annotated[
        str,
        Declared(variable="HOST", says="its URL, from which a profile makes all others"),
        AfterValidator(application_url),
    ] = ""
    login_url: Annotated[
        Url,
        Declared(variable="RP_LOGIN_URL", says="where a login starts"),
    ] = ""
    whoami_url: Annotated[
        Url,
        Declared(
            variable="RP_WHOAMI_URL", says="a page, or an API, that only a signed-in user sees"
        ),
    ] = ""
    whoami_signed_in: Annotated[
        str,
        Declared(
            variable="RP_WHOAMI_SIGNED_IN",
            says="what finds there who it is: a regular expression, whose group is who, or a JSON "
            "path such as `$.email`; HTTP 200 with the user's sub, e-mail address or name, if "
            "nothing is said",
        ),
        AfterValidator(way_to_find),
    ] = ""
    redirect_uri: Annotated[
        Url,
        Declared(variable="RP_REDIRECT_URI", says="where it takes the authorization response"),
    ] = ""
    logout_url: Annotated[
        Url,
        Declared(variable="RP_LOGOUT_URL", says="where a logout starts, if it has one"),
    ] = ""
    backchannel_url: Annotated[
        Url,
        Declared(variable="RP_BACKCHANNEL_URL", says="where it takes Logout Tokens, if it does"),
    ] = ""
    frontchannel_url: Annotated[
        Url,
        Declared(
            variable="RP_FRONTCHANNEL_URL",
            says="its page that a provider frames at a logout, if it has one",
        ),
    ] = ""
    initiate_url: Annotated[
        Url,
        Declared(
            variable="RP_INITIATE_URL",
            says="where somebody else begins a login (`initiate_login_uri`), if that is possible",
        ),
    ] = ""
    account: Annotated[
        str,
        Declared(
            variable="RP_ACCOUNT",
            says="what finds on the page of RP_WHOAMI_URL which account it is, as a number or a "
            "name that outlives an e-mail address: a regular expression or a JSON path",
        ),
        AfterValidator(way_to_find),
    ] = ""
    issuer: Annotated[
        str,
        Declared(
            variable="RP_ISSUER",
            says=f"the issuer that it knows; the harness listens there. `{ISSUER}` if nothing is "
            "said",
        ),
        AfterValidator(issuer_url),
    ] = ISSUER
    listen: Annotated[
        str,
        Declared(
            variable="RP_LISTEN",
            says="`address:port` to listen at, where a proxy, a terminator of TLS or a container "
            "stands between the issuer and this machine",
        ),
        AfterValidator(host_and_port),
    ] = ""
    certificate: Annotated[
        str,
        Declared(
            variable="RP_CERTIFICATE",
            says="a PEM file with certificate and key for an https issuer; without one the "
            "harness's own authority signs it",
        ),
        AfterValidator(own_certificate),
    ] = ""
    ca_out: Annotated[
        str,
        Declared(
            variable="RP_CA_OUT",
            says="where that authority's certificate is written, another one in each run, before "
            "the application is restarted: it has to trust it",
        ),
    ] = ""
    ca_bundle: Annotated[
        str,
        Declared(
            variable="RP_CA_BUNDLE",
            says="a PEM file with the authorities by which the application itself is trusted",
        ),
        AfterValidator(pem_file),
    ] = ""
    client_id: Annotated[
        str, Declared(variable="RP_CLIENT_ID", says="its client ID; `ssoproof` if nothing is said")
    ] = "ssoproof"
    client_secret: Annotated[
        str,
        Declared(
            variable="RP_CLIENT_SECRET", says="its client's secret, if it has one", secret=True
        ),
        Field(repr=False),
    ] = ""
    auth_method: Annotated[
        Literal["", "pkce", "implicit", "hybrid"],
        Declared(
            variable="RP_AUTH_METHOD",
            says="its flow; `pkce` where it has it, if nothing is said",
            choices=AUTH_METHODS,
        ),
    ] = ""
    restart: Annotated[
        str,
        Declared(
            variable="RP_RESTART",
            says="a command that restarts it, and ends when it answers again: run when the "
            "provider is up, and whenever the application has to forget metadata and keys",
        ),
    ] = ""
    patience: Annotated[
        int,
        Declared(
            variable="RP_PATIENCE",
            says="how many seconds it may wait for a provider that does not answer, before it "
            "tells its user so",
        ),
        Field(strict=False),
        AfterValidator(seconds_to_wait),
    ] = 30
    driver: Annotated[
        Literal["", "form", "browser"],
        Declared(
            variable="RP_DRIVER",
            says="`browser` for an application whose pages need JavaScript (the extra `browser`, "
            "and Chromium)",
            choices=("form", "browser"),
        ),
    ] = ""
    allow_hosts: Annotated[
        list[str],
        Declared(
            says="hosts, other than this machine, whose owners agreed", instead="`--allow-host`"
        ),
    ] = Field(default_factory=list, strict=False)

    @property
    def product(self) -> Profile:
        return profile_called(self.profile) if self.profile else OTHER

    @model_validator(mode="before")
    @classmethod
    def _written_cleanly(cls, data: dict[str, Any]) -> dict[str, Any]:
        for key, value in data.items():
            try:
                secret = key in DECLARED and DECLARED[key].secret
                written_cleanly(value, secret=secret, quotable=key in QUOTABLE)
            except ValueError as wrong:
                raise ValueError(f"{key}: {wrong}") from None
        return data

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        """The pages that a profile knows are filled in. Raises ValueError."""
        product = self.product
        for key, value in self._of_profile(product).items():
            if not getattr(self, key):
                setattr(self, key, value)
        for key, says in NEEDED.items():
            if not getattr(self, key):
                raise ValueError(f"{key}: is missing; write {says}, or {BY_PROFILE}")
        if self.auth_method not in product.auth_methods:
            known = ", ".join(product.auth_methods)
            raise ValueError(f"auth_method: {product.title} has no {self.auth_method}: {known}")
        self.name = self.name or called(self.login_url)
        return self

    def _of_profile(self, product: Profile) -> dict[str, str]:
        method = "pkce" if "pkce" in product.auth_methods else product.auth_methods[0]
        found = {"auth_method": method, "driver": "form"}
        if self.host and product.callback:
            found["redirect_uri"] = product.redirect_uri(self.host)
        if product.pages is None:
            return found
        found |= {"driver": product.pages.driver, "whoami_signed_in": product.pages.signed_in}
        if self.host:
            pages = product.pages
            urls = {"login": pages.login, "whoami": pages.whoami, "logout": pages.logout}
            found |= {f"{key}_url": url.replace("HOST", self.host) for key, url in urls.items()}
        return found

    @model_validator(mode="after")
    def _provider_can_be_there(self) -> Self:
        """Raises ValueError if the harness could not be the issuer as it is described."""
        presume_place(self.issuer, self.listen, self.certificate, self.ca_out)
        return self


BY_PROFILE = "name the product and the application's URL (RP_PROFILE and HOST, `profile`, `host`)"
NEEDED = {
    "login_url": "the URL where a login starts",
    "whoami_url": "the URL of a page, or an API, that only a signed-in user sees",
    "redirect_uri": "the URL where it takes the authorization response",
}
DECLARED = {
    key: replace(told, key=key, kind=info.annotation)
    for key, info in ApplicationSettings.model_fields.items()
    for told in info.metadata
    if isinstance(told, Declared)
}
