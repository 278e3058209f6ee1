"""The settings of a target, each declared once.

The variables of the environment, the keys of targets.toml, what a fake tells and prints, the target
that is judged and docs/settings.md are made from the fields of `Setup`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Self

from fakes.settings.declaration import Declared, Group, declarations, secret
from fakes.settings.rules import (
    absolute_url,
    application_url,
    header_token,
    issuer_url,
    pem_file,
    port_number,
)
from fakes.settings.users import ONE_APPLICATION, OtherUserSettings, UserSettings

TRUE = "true"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientSettings:
    """The application's client. `callback` replaces the redirect URI of the profile."""

    client_id: Annotated[
        str, Declared(variable="OIDC_CLIENT_ID", says="the application's client ID", required=True)
    ] = ""
    client_secret: Annotated[
        str, Declared(variable="OIDC_CLIENT_SECRET", says="its secret, if it is confidential")
    ] = secret()
    token_endpoint_auth_method: Annotated[
        str,
        Declared(
            variable="OIDC_TOKEN_ENDPOINT_AUTH_METHOD",
            says="how it proves itself; `client_secret_basic` with a secret and `none` without, "
            "if nothing is said",
            choices=("", "none", "client_secret_basic", "client_secret_post", "client_secret_jwt"),
        ),
    ] = ""
    callback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherClientSettings:
    """A second client of the provider, as far as it is known."""

    client_id: Annotated[
        str, Declared(says="the client ID of another application", instead=ONE_APPLICATION)
    ] = ""
    client_secret: Annotated[str, Declared(says="its secret", instead=ONE_APPLICATION)] = secret()
    redirect_uri: Annotated[
        str, Declared(says="its redirect URI", instead=ONE_APPLICATION, rule=absolute_url)
    ] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdminSettings:
    """The provider's admin API, by which the registration of the application is read."""

    url: Annotated[
        str,
        Declared(
            variable="OIDC_ADMIN_URL",
            says="where the admin API is, if the issuer does not tell",
            rule=absolute_url,
        ),
    ] = ""
    token: Annotated[
        str,
        Declared(
            variable="OIDC_ADMIN_TOKEN",
            says="what opens the admin API, for `pytest suites/registration`",
            rule=header_token,
        ),
    ] = secret()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListenerSettings:
    """How the provider reaches endpoints of the harness."""

    url: Annotated[
        str,
        Declared(
            variable="OIDC_LISTENER_URL",
            says="a public URL that leads to a port of this machine, where the provider calls",
            rule=absolute_url,
        ),
    ] = ""
    port: Annotated[
        int, Declared(variable="OIDC_LISTENER_PORT", says="that port", rule=port_number)
    ] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What an administrator tells the operator of an application, and what else helps to judge."""

    issuer: Annotated[
        str,
        Declared(
            variable="OIDC_ISSUER",
            says="the provider's issuer identifier; selects a provider in place of the fakes",
            required=True,
            rule=issuer_url,
        ),
    ] = ""
    client: Annotated[ClientSettings, Group()] = field(default_factory=ClientSettings)
    host: Annotated[
        str,
        Declared(
            variable="HOST",
            says="the application's URL; never contacted",
            required=True,
            rule=application_url,
        ),
    ] = ""
    auth_method: Annotated[
        str,
        Declared(
            variable="OIDC_AUTH_METHOD",
            says="the application's flow; `implicit` if nothing is said",
            choices=("implicit", "pkce"),
        ),
    ] = "implicit"
    user: Annotated[UserSettings, Group()] = field(default_factory=UserSettings, repr=False)
    ca_bundle: Annotated[
        str,
        Declared(
            variable="OIDC_CA_BUNDLE",
            says="a PEM file with the authorities to trust",
            rule=pem_file,
        ),
    ] = ""
    local_restore: Annotated[
        bool,
        Declared(
            variable="LOCAL_RESTORE",
            says="the application lets nobody in but by its own password",
        ),
    ] = False
    login: Annotated[
        str,
        Declared(
            says="how to log in: by forms, or by Chromium where a page needs JavaScript",
            instead="`--login`",
            choices=("form", "browser"),
        ),
    ] = "form"
    other_client: Annotated[OtherClientSettings, Group("other_")] = field(
        default_factory=OtherClientSettings
    )
    other_user: Annotated[OtherUserSettings, Group("other_")] = field(
        default_factory=OtherUserSettings, repr=False
    )
    other_issuer: Annotated[
        str,
        Declared(says="another tenant of the provider", instead=ONE_APPLICATION, rule=absolute_url),
    ] = ""
    initial_access_token: Annotated[
        str,
        Declared(
            variable="OIDC_INITIAL_ACCESS_TOKEN",
            says="lets clients register themselves (Registration 1.0, section 3)",
            rule=header_token,
        ),
    ] = secret()
    admin: Annotated[AdminSettings, Group("admin_")] = field(default_factory=AdminSettings)
    listener: Annotated[ListenerSettings, Group("listener_")] = field(
        default_factory=ListenerSettings
    )
    vendor: Annotated[
        str,
        Declared(
            variable="OIDC_VENDOR",
            says="the product, if neither issuer nor discovery document tells; `none` is none of "
            "those that are known",
        ),
    ] = ""

    @property
    def client_id(self) -> str:
        return self.client.client_id

    @property
    def client_secret(self) -> str:
        return self.client.client_secret

    @property
    def values(self) -> dict[str, Any]:
        """The value of every setting by its key in targets.toml."""
        return {one.key: self.value(one) for one in SETTINGS.values()}

    def value(self, setting: Declared) -> Any:
        """The value of a setting."""
        return getattr(getattr(self, setting.group) if setting.group else self, setting.member)

    def changed(self, **settings: Any) -> Self:
        """The same with other settings, by their keys. Raises KeyError for what is none."""
        members: dict[str, Any] = {}
        for key, value in settings.items():
            one = SETTINGS[key]
            change = {one.member: value}
            if one.group:
                group = members.get(one.group, getattr(self, one.group))
                change = {one.group: replace(group, **change)}
            members |= change
        return replace(self, **members)

    def told(self, words: Mapping[str, str]) -> Self:
        """The same with settings that somebody told in words, by name. Raises KeyError."""
        known = {one.name: one for one in SETTINGS.values()}
        told = [(known[name], value) for name, value in words.items()]
        return self.changed(
            **{one.key: value == TRUE if one.kind is bool else value for one, value in told}
        )

    def in_words(self) -> dict[str, str]:
        """What is set, by name."""
        return {
            SETTINGS[key].name: TRUE if value is True else str(value)
            for key, value in self.values.items()
            if value
        }

    @property
    def secrets_by_name(self) -> dict[str, str]:
        """What is set and must reach no file."""
        hidden = {one.name for one in SETTINGS.values() if one.secret}
        return {name: value for name, value in self.in_words().items() if name in hidden}

    def variables(self) -> dict[str, str]:
        """What is set and has a variable: the environment that points the suites at it."""
        known = {one.variable for one in SETTINGS.values()}
        return {name: value for name, value in self.in_words().items() if name in known}


SETTINGS = {one.key: one for one in declarations(Setup)}
