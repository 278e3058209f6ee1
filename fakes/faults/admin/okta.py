"""Faults of a client's registration at Okta, as the Management API tells it."""

from typing import Any

from fakes.engine.model import Client
from fakes.faults import fault
from fakes.faults.homes import Okta


@fault(caught_by=["client/exists"])
class NoSuchApplication(Okta):
    """The application's operator has the id of an application that was deleted."""

    def managed(self, path: list[str]) -> dict[str, Any] | list[dict[str, Any]] | None:
        told = super().managed(path)
        if path == ["apps"] and isinstance(told, list):
            return told[1:]
        return None if path[:1] == ["apps"] else told


@fault(caught_by=["client/exists"])
class ClientIdOfAnother(Okta):
    """The application has a client ID of its own choice, and its operator has its id."""

    def told_credentials(self, client: Client) -> dict[str, Any]:
        return super().told_credentials(client) | {"client_id": "wandb-of-another-choice"}


@fault(caught_by=["client/exists"])
class SamlApplication(Okta):
    """The application was made for SAML."""

    def told_app(self, client: Client) -> dict[str, Any]:
        return super().told_app(client) | {"signOnMode": "SAML_2_0"}


@fault(caught_by=["client/enabled"])
class ApplicationInactive(Okta):
    """The application is deactivated."""

    def told_app(self, client: Client) -> dict[str, Any]:
        return super().told_app(client) | {"status": "INACTIVE"}


@fault(caught_by=[], at_home=["client/flow-enabled"])
class ImplicitGrantOff(Okta):
    """The application may use the authorization code grant alone."""

    def told_settings(self, client: Client) -> dict[str, Any]:
        return super().told_settings(client) | {"grant_types": ["authorization_code"]}


@fault(caught_by=[], at_home=["client/flow-enabled"])
class IdTokenResponseOff(Okta):
    """The implicit grant of the application gives access tokens alone."""

    def told_settings(self, client: Client) -> dict[str, Any]:
        return super().told_settings(client) | {"response_types": ["code", "token"]}


@fault(caught_by=["client/no-secret"])
class ApplicationHasASecret(Okta):
    """The application has to prove itself with a secret, and nobody was told one."""

    def told_credentials(self, client: Client) -> dict[str, Any]:
        told = {"token_endpoint_auth_method": "client_secret_basic"}
        return super().told_credentials(client) | told


@fault(caught_by=["client/application-type"])
class WebApplication(Okta):
    """The application was made as one that keeps a secret on a server."""

    def told_settings(self, client: Client) -> dict[str, Any]:
        return super().told_settings(client) | {"application_type": "web"}


@fault(caught_by=["client/pkce-required"])
class PkceNotAskedFor(Okta):
    """The application need not use PKCE."""

    def told_credentials(self, client: Client) -> dict[str, Any]:
        return super().told_credentials(client) | {"pkce_required": False}


@fault(caught_by=["client/assigned"])
class NobodyAssigned(Okta):
    """The assignment was skipped when the application was made."""

    def told_assignments(self, kind: str) -> list[dict[str, Any]]:
        return []


@fault(caught_by=["client/bearer-tokens"])
class TokensBoundToAKey(Okta):
    """The application must prove that it has the key of its tokens."""

    def told_settings(self, client: Client) -> dict[str, Any]:
        return super().told_settings(client) | {"dpop_bound_access_tokens": True}


@fault(caught_by=[], at_home=["client/issuer"])
class IssuerOfTheCustomDomain(Okta):
    """Tokens name the org's custom domain, and the application knows the org's own URL."""

    def told_settings(self, client: Client) -> dict[str, Any]:
        return super().told_settings(client) | {"issuer_mode": "CUSTOM_URL"}


@fault(caught_by=[], at_home=["client/issuer"], server="default")
class ServerOfTheCustomDomain(Okta):
    """Tokens of the custom server name the org's custom domain, not the URL that is configured."""

    def told_server(self) -> dict[str, Any]:
        return super().told_server() | {"issuerMode": "CUSTOM_URL"}


@fault(caught_by=["client/access-policy"], server="default")
class NoAccessPolicy(Okta):
    """The custom authorization server has no access policy."""

    def told_policies(self) -> list[dict[str, Any]]:
        return []


@fault(caught_by=["client/access-policy"], server="default")
class AccessPolicyOfAnother(Okta):
    """The access policy is for another client."""

    def told_policies(self) -> list[dict[str, Any]]:
        conditions = {"clients": {"include": ["0oa9other8WebApp5d7"]}}
        return [one | {"conditions": conditions} for one in super().told_policies()]


@fault(caught_by=["client/access-policy"], server="default")
class RuleWithoutTheCodeGrant(Okta):
    """The rule of the access policy is for the implicit grant alone."""

    def told_rules(self) -> list[dict[str, Any]]:
        conditions = {"grantTypes": {"include": ["implicit"]}}
        return [one | {"conditions": conditions} for one in super().told_rules()]


@fault(caught_by=["client/access-policy"], server="default")
class ServerInactive(Okta):
    """The custom authorization server is deactivated."""

    def told_server(self) -> dict[str, Any]:
        return super().told_server() | {"status": "INACTIVE"}


@fault(caught_by=["client/callback-registered"])
class SignInRedirectWithASlash(Okta):
    """The sign-in redirect URI is registered with a slash at its end."""

    def told_settings(self, client: Client) -> dict[str, Any]:
        told = super().told_settings(client)
        return told | {"redirect_uris": [f"{url}/" for url in told["redirect_uris"]]}


@fault(caught_by=["client/callback-exact"])
class SignInRedirectWithAWildcard(Okta):
    """Beside the sign-in redirect URI, any subdomain is one."""

    def told_settings(self, client: Client) -> dict[str, Any]:
        told = super().told_settings(client)
        wild = [*told["redirect_uris"], "https://*.mycompany.com/oidc/callback"]
        return told | {"redirect_uris": wild, "wildcard_redirect": "SUBDOMAIN"}


@fault(caught_by=["client/logout-registered"])
class NoSignOutRedirect(Okta):
    """No sign-out redirect URI is registered."""

    def told_settings(self, client: Client) -> dict[str, Any]:
        return super().told_settings(client) | {"post_logout_redirect_uris": []}


@fault(caught_by=["client/password-grant"])
class PasswordGrantOfTheApplication(Okta):
    """The application may send passwords to the token endpoint."""

    def told_settings(self, client: Client) -> dict[str, Any]:
        told = super().told_settings(client)
        return told | {"grant_types": [*told["grant_types"], "password"]}
