"""Faults of a client's registration at Okta, as the Management API tells it."""

from fakes.faults import fault


@fault(caught_by=["client/exists"], vendor="okta")
class NoSuchApplication:
    """The application's operator has the id of an application that was deleted."""

    def managed(self, path):
        if path == ["apps"]:
            return super().managed(path)[1:]
        return None if path[:1] == ["apps"] else super().managed(path)


@fault(caught_by=["client/exists"], vendor="okta")
class ClientIdOfAnother:
    """The application has a client ID of its own choice, and its operator has its id."""

    def told_credentials(self, client):
        return super().told_credentials(client) | {"client_id": "wandb-of-another-choice"}


@fault(caught_by=["client/exists"], vendor="okta")
class SamlApplication:
    """The application was made for SAML."""

    def told_app(self, client):
        return super().told_app(client) | {"signOnMode": "SAML_2_0"}


@fault(caught_by=["client/enabled"], vendor="okta")
class ApplicationInactive:
    """The application is deactivated."""

    def told_app(self, client):
        return super().told_app(client) | {"status": "INACTIVE"}


@fault(caught_by=[], at_home=["client/flow-enabled"], vendor="okta")
class ImplicitGrantOff:
    """The application may use the authorization code grant alone."""

    def told_settings(self, client):
        return super().told_settings(client) | {"grant_types": ["authorization_code"]}


@fault(caught_by=[], at_home=["client/flow-enabled"], vendor="okta")
class IdTokenResponseOff:
    """The implicit grant of the application gives access tokens alone."""

    def told_settings(self, client):
        return super().told_settings(client) | {"response_types": ["code", "token"]}


@fault(caught_by=["client/no-secret"], vendor="okta")
class ApplicationHasASecret:
    """The application has to prove itself with a secret, and nobody was told one."""

    def told_credentials(self, client):
        told = {"token_endpoint_auth_method": "client_secret_basic"}
        return super().told_credentials(client) | told


@fault(caught_by=["client/application-type"], vendor="okta")
class WebApplication:
    """The application was made as one that keeps a secret on a server."""

    def told_settings(self, client):
        return super().told_settings(client) | {"application_type": "web"}


@fault(caught_by=["client/pkce-required"], vendor="okta")
class PkceNotAskedFor:
    """The application need not use PKCE."""

    def told_credentials(self, client):
        return super().told_credentials(client) | {"pkce_required": False}


@fault(caught_by=["client/assigned"], vendor="okta")
class NobodyAssigned:
    """The assignment was skipped when the application was made."""

    def told_assignments(self, kind):
        return []


@fault(caught_by=["client/bearer-tokens"], vendor="okta")
class TokensBoundToAKey:
    """The application must prove that it has the key of its tokens."""

    def told_settings(self, client):
        return super().told_settings(client) | {"dpop_bound_access_tokens": True}


@fault(caught_by=[], at_home=["client/issuer"], vendor="okta")
class IssuerOfTheCustomDomain:
    """Tokens name the org's custom domain, and the application knows the org's own URL."""

    def told_settings(self, client):
        return super().told_settings(client) | {"issuer_mode": "CUSTOM_URL"}


@fault(caught_by=[], at_home=["client/issuer"], vendor="okta", server="default")
class ServerOfTheCustomDomain:
    """Tokens of the custom server name the org's custom domain, not the URL that is configured."""

    def told_server(self):
        return super().told_server() | {"issuerMode": "CUSTOM_URL"}


@fault(caught_by=["client/access-policy"], vendor="okta", server="default")
class NoAccessPolicy:
    """The custom authorization server has no access policy."""

    def told_policies(self):
        return []


@fault(caught_by=["client/access-policy"], vendor="okta", server="default")
class AccessPolicyOfAnother:
    """The access policy is for another client."""

    def told_policies(self):
        conditions = {"clients": {"include": ["0oa9other8WebApp5d7"]}}
        return [one | {"conditions": conditions} for one in super().told_policies()]


@fault(caught_by=["client/access-policy"], vendor="okta", server="default")
class RuleWithoutTheCodeGrant:
    """The rule of the access policy is for the implicit grant alone."""

    def told_rules(self):
        conditions = {"grantTypes": {"include": ["implicit"]}}
        return [one | {"conditions": conditions} for one in super().told_rules()]


@fault(caught_by=["client/access-policy"], vendor="okta", server="default")
class ServerInactive:
    """The custom authorization server is deactivated."""

    def told_server(self):
        return super().told_server() | {"status": "INACTIVE"}


@fault(caught_by=["client/callback-registered"], vendor="okta")
class SignInRedirectWithASlash:
    """The sign-in redirect URI is registered with a slash at its end."""

    def told_settings(self, client):
        told = super().told_settings(client)
        return told | {"redirect_uris": [f"{url}/" for url in told["redirect_uris"]]}


@fault(caught_by=["client/callback-exact"], vendor="okta")
class SignInRedirectWithAWildcard:
    """Beside the sign-in redirect URI, any subdomain is one."""

    def told_settings(self, client):
        told = super().told_settings(client)
        wild = [*told["redirect_uris"], "https://*.mycompany.com/oidc/callback"]
        return told | {"redirect_uris": wild, "wildcard_redirect": "SUBDOMAIN"}


@fault(caught_by=["client/logout-registered"], vendor="okta")
class NoSignOutRedirect:
    """No sign-out redirect URI is registered."""

    def told_settings(self, client):
        return super().told_settings(client) | {"post_logout_redirect_uris": []}


@fault(caught_by=["client/password-grant"], vendor="okta")
class PasswordGrantOfTheApplication:
    """The application may send passwords to the token endpoint."""

    def told_settings(self, client):
        told = super().told_settings(client)
        return told | {"grant_types": [*told["grant_types"], "password"]}
