"""Settings that operators get wrong with one product."""

from starlette.responses import HTMLResponse, Response

from fakes.engine.model import Authorization
from fakes.faults import fault
from fakes.faults.homes import Cognito, Keycloak, Okta
from fakes.wire.request import Request

UNFOUND = ["discovery/status"]


@fault(caught_by=["issuer/cognito-domain", *UNFOUND])
class CognitoDomainForIssuer(Cognito):
    """The operator sets OIDC_ISSUER to the domain of the user pool's pages."""

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        return super().told_to_operators(auth_method) | {"OIDC_ISSUER": self.domain}


@fault(caught_by=["issuer/cognito-domain", *UNFOUND])
class CognitoDomainWithPool(Cognito):
    """OIDC_ISSUER is the domain of the user pool's pages, and these name the pool."""

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        return super().told_to_operators(auth_method) | {"OIDC_ISSUER": self.domain}

    def not_found(self, request: Request) -> Response:
        pool = self.issuer.rpartition("/")[2]
        return HTMLResponse(f"<title>Not found</title><script>data('{pool}')</script>", 404)


@fault(caught_by=["issuer/cognito-form", "client/exists", *UNFOUND])
class PoolOfAnotherRegion(Cognito):
    """The operator sets OIDC_ISSUER to a pool ID that does not belong to the region."""

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        wrong = f"{self.api}/eu-west-1_Wb5kT9qXz"
        return super().told_to_operators(auth_method) | {"OIDC_ISSUER": wrong}


@fault(
    caught_by=[
        "flow/cognito-needs-pkce",
        "application/auth-method",
        "discovery/response-type-of-the-application",
        "discovery/form-post",
        "client/flow-possible",
    ]
)
class ImplicitWithCognito(Cognito):
    """The operator leaves OIDC_AUTH_METHOD at its default."""

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        return super().told_to_operators("implicit")


@fault(
    caught_by=[
        "issuer/okta-admin",
        "discovery/issuer-exact",
        "id-token/issuer",
        "id-token/other-method-issuer",
        "hybrid/id-token-issuer",
    ]
)
class AdminHostForIssuer(Okta):
    """The operator sets OIDC_ISSUER to the URL of Okta's admin console."""

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        admin = self.issuer.replace(".okta.com", "-admin.okta.com")
        return super().told_to_operators(auth_method) | {"OIDC_ISSUER": admin}


@fault(caught_by=["issuer/okta-server-path", *UNFOUND])
class OktaServerWithoutId(Okta):
    """The operator sets OIDC_ISSUER to /oauth2 without the ID of an authorization server."""

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        wrong = f"{self.base}/oauth2"
        return super().told_to_operators(auth_method) | {"OIDC_ISSUER": wrong}


@fault(caught_by=["issuer/okta-server-exists", "client/access-policy", *UNFOUND])
class OktaServerThatIsNotThere(Okta):
    """The operator sets OIDC_ISSUER to a custom authorization server that the org does not have."""

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        wrong = f"{self.base}/oauth2/aus0"
        return super().told_to_operators(auth_method) | {"OIDC_ISSUER": wrong}


@fault(caught_by=["issuer/keycloak-path", *UNFOUND])
class RealmBelowAnotherPath(Keycloak):
    """The operator sets OIDC_ISSUER to the realm as an older Keycloak had it, below /auth."""

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        wrong = self.issuer.replace("/realms/", "/auth/realms/")
        return super().told_to_operators(auth_method) | {"OIDC_ISSUER": wrong}


@fault(caught_by=["issuer/keycloak-path", *UNFOUND])
class ServerInPlaceOfItsRealm(Keycloak):
    """The operator sets OIDC_ISSUER to the Keycloak server without any realm."""

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        return super().told_to_operators(auth_method) | {"OIDC_ISSUER": self.root}


@fault(caught_by=["flow/cognito-client", "flow/login", "client/exists"])
class ClientOfAnotherPool(Cognito):
    """The operator has the ID of an app client that another user pool has."""

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        return super().told_to_operators(auth_method) | {"OIDC_CLIENT_ID": "7another0pools1client2"}


@fault(caught_by=["flow/cognito-identity-provider", "flow/login"])
class NothingToLogInWith(Cognito):
    """No identity provider is enabled for the app client, and the page does not say so."""

    def ask_for_login(self, authorization: Authorization) -> Response:
        return self.error_landing("invalid_request", authorization.client.client_id)
