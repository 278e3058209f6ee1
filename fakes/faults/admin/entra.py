"""Faults of an application's registration as Microsoft Graph tells it."""

from typing import Any

from fakes.engine.model import Client
from fakes.faults import fault
from fakes.faults.homes import Entra
from fakes.vendors.entra.admin import Told


@fault(caught_by=["client/exists"])
class ApplicationOfAnotherTenant(Entra):
    """The application is registered in another tenant, and unknown in this one."""

    def told_application(self, client: Client) -> Told:
        return None

    def told_principal(self, client: Client) -> Told:
        return None


@fault(caught_by=["client/enabled"])
class SignInDisabled(Entra):
    """The enterprise application lets no users sign in."""

    def told_principal(self, client: Client) -> Told:
        return (super().told_principal(client) or {}) | {"accountEnabled": False}


@fault(caught_by=["client/enabled"])
class DisabledByMicrosoft(Entra):
    """Microsoft switched the application off."""

    def told_application(self, client: Client) -> Told:
        status = {"disabledByMicrosoftStatus": "DisabledDueToViolationOfServicesAgreement"}
        return (super().told_application(client) or {}) | status


@fault(caught_by=["client/assigned"])
class OnlyAServiceIsAssigned(Entra):
    """Assignment is required, and no user or group has one."""

    def told_principal(self, client: Client) -> Told:
        return (super().told_principal(client) or {}) | {"appRoleAssignmentRequired": True}

    def told_assigned(self, client: Client) -> Told:
        return {"value": [self.assignment(client, "ServicePrincipal")]}


@fault(caught_by=["client/callback-registered"])
class CallbackOfTheTestSystem(Entra):
    """The callback of another system of the application is registered in its place."""

    def told_application(self, client: Client) -> Told:
        told = super().told_application(client) or {}
        there = ["https://wandb-test.mycompany.com/oidc/callback"]
        return told | {"web": told["web"] | {"redirectUris": there}}


@fault(caught_by=["client/callback-exact"])
class CallbackOfAnyHost(Entra):
    """Beside the callback, any host of the domain has one."""

    def told_application(self, client: Client) -> Told:
        told = super().told_application(client) or {}
        there = [*told["web"]["redirectUris"], "https://*.mycompany.com/oidc/callback"]
        return told | {"web": told["web"] | {"redirectUris": there}}


@fault(caught_by=["client/callback-platform"])
class CallbackOfASinglePage(Entra):
    """The callback is under the platform Single-page application."""

    def platform_of(self, client: Client) -> str:
        return "spa"


@fault(caught_by=["client/has-secret"])
class NoSecretMade(Entra):
    """Nobody made a secret for the application."""

    def told_secrets(self, client: Client) -> list[dict[str, Any]]:
        return []


@fault(caught_by=["client/secret-in-time"])
class SecretExpired(Entra):
    """The application's secret ended yesterday."""

    def told_secrets(self, client: Client) -> list[dict[str, Any]]:
        ended = {"endDateTime": self.moment(-86400)}
        return [one | ended for one in super().told_secrets(client)]


@fault(caught_by=["client/audience"])
class PersonalAccountsAlone(Entra):
    """The application is for personal accounts, and the issuer is a tenant."""

    def told_application(self, client: Client) -> Told:
        told = super().told_application(client) or {}
        return told | {"signInAudience": "PersonalMicrosoftAccount"}


@fault(caught_by=["client/frontchannel-logout"])
class NoFrontChannelLogoutUrl(Entra):
    """No front-channel logout URL is registered."""

    def told_application(self, client: Client) -> Told:
        told = super().told_application(client) or {}
        return told | {"web": told["web"] | {"logoutUrl": None}}


@fault(
    caught_by=[
        "client/email-claim",
        "discovery/issuer-exact",
        "discovery/scopes-of-the-application",
        "flow/login",
        "session/frame-served",
    ]
)
class EmailIsNoOptionalClaim(Entra):
    """The application uses version 1, and did not ask for the optional claim email."""

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        told = super().told_to_operators(auth_method)
        return told | {"OIDC_ISSUER": told["OIDC_ISSUER"].removesuffix("/v2.0")}

    def told_optional_claims(self) -> Told:
        return None
