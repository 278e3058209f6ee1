"""Faults of an application's registration as Microsoft Graph tells it."""

from fakes.faults import fault


@fault(caught_by=["client/exists"], vendor="entra")
class ApplicationOfAnotherTenant:
    """The application is registered in another tenant, and unknown in this one."""

    def told_application(self, client):
        return None

    def told_principal(self, client):
        return None


@fault(caught_by=["client/enabled"], vendor="entra")
class SignInDisabled:
    """The enterprise application lets no users sign in."""

    def told_principal(self, client):
        return super().told_principal(client) | {"accountEnabled": False}


@fault(caught_by=["client/enabled"], vendor="entra")
class DisabledByMicrosoft:
    """Microsoft switched the application off."""

    def told_application(self, client):
        status = {"disabledByMicrosoftStatus": "DisabledDueToViolationOfServicesAgreement"}
        return super().told_application(client) | status


@fault(caught_by=["client/assigned"], vendor="entra")
class OnlyAServiceIsAssigned:
    """Assignment is required, and no user or group has one."""

    def told_principal(self, client):
        return super().told_principal(client) | {"appRoleAssignmentRequired": True}

    def told_assigned(self, client):
        return {"value": [self.assignment(client, "ServicePrincipal")]}


@fault(caught_by=["client/callback-registered"], vendor="entra")
class CallbackOfTheTestSystem:
    """The callback of another system of the application is registered in its place."""

    def told_application(self, client):
        told = super().told_application(client)
        there = ["https://wandb-test.mycompany.com/oidc/callback"]
        return told | {"web": told["web"] | {"redirectUris": there}}


@fault(caught_by=["client/callback-exact"], vendor="entra")
class CallbackOfAnyHost:
    """Beside the callback, any host of the domain has one."""

    def told_application(self, client):
        told = super().told_application(client)
        there = [*told["web"]["redirectUris"], "https://*.mycompany.com/oidc/callback"]
        return told | {"web": told["web"] | {"redirectUris": there}}


@fault(caught_by=["client/callback-platform"], vendor="entra")
class CallbackOfASinglePage:
    """The callback is under the platform Single-page application."""

    def platform_of(self, client):
        return "spa"


@fault(caught_by=["client/has-secret"], vendor="entra")
class NoSecretMade:
    """Nobody made a secret for the application."""

    def told_secrets(self, client):
        return []


@fault(caught_by=["client/secret-in-time"], vendor="entra")
class SecretExpired:
    """The application's secret ended yesterday."""

    def told_secrets(self, client):
        ended = {"endDateTime": self.moment(-86400)}
        return [one | ended for one in super().told_secrets(client)]


@fault(caught_by=["client/audience"], vendor="entra")
class PersonalAccountsAlone:
    """The application is for personal accounts, and the issuer is a tenant."""

    def told_application(self, client):
        told = super().told_application(client)
        return told | {"signInAudience": "PersonalMicrosoftAccount"}


@fault(caught_by=["client/frontchannel-logout"], vendor="entra")
class NoFrontChannelLogoutUrl:
    """No front-channel logout URL is registered."""

    def told_application(self, client):
        told = super().told_application(client)
        return told | {"web": told["web"] | {"logoutUrl": None}}


@fault(
    caught_by=[
        "client/email-claim",
        "discovery/issuer-exact",
        "discovery/response-type-token",
        "discovery/scopes-of-the-application",
        "flow/login",
        "session/frame-served",
    ],
    vendor="entra",
)
class EmailIsNoOptionalClaim:
    """The application uses version 1, and did not ask for the optional claim email."""

    def told_to_operators(self, auth_method):
        told = super().told_to_operators(auth_method)
        return told | {"OIDC_ISSUER": told["OIDC_ISSUER"].removesuffix("/v2.0")}

    def told_optional_claims(self):
        return None
