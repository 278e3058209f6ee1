"""What products, gateways and proxies answer in place of what the application asked for."""

from typing import Any

import jwt
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from fakes.engine.model import Grant
from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.keys import Key
from fakes.wire.request import Request
from suites.harness.given.misconfigurations.ways import Misconfiguration, issuer, setting

CHALLENGE = (
    "<!doctype html><title>Just a moment...</title><noscript>Enable JavaScript and cookies to "
    "continue</noscript>"
)
BLOCKED = "<h1>Attention Required!</h1>Sorry, you have been blocked. Cloudflare Ray ID: 8f1b2c3d"
PORTAL = "<!doctype html><title>Console</title><noscript>This app needs JavaScript.</noscript>"
WANTS_CERTIFICATE = "<title>400</title><h1>400 Bad Request</h1>No required SSL certificate was sent"
TO_HTTPS = "Client sent an HTTP request to an HTTPS server."
WRONG_METHOD = (
    "Client authentication failed. The OAuth 2.0 Client supports client authentication method "
    "'client_secret_post', but method 'client_secret_basic' was requested."
)
OTHER_WAY = (
    "Client Authentication failed. The request was determined to be using "
    "'token_endpoint_auth_method' method 'client_secret_basic', however the OAuth 2.0 client "
    "registration does not allow this method."
)
SECRET = "the-secret-of-the-application-and-of-nobody-else"  # noqa: S105 - of a fake


def answering(seam: str, response: Response) -> tuple[Fault, ...]:
    """The endpoint at `seam` gives this answer to everybody."""

    def answer(self: object, request: Request) -> Response:
        return Response(response.body, response.status_code, dict(response.headers))

    mixin = type("Answering", (Reference,), {seam: answer})
    return (Fault("answering", "Gives one answer.", frozenset(), "reference", mixin),)


def page(text: str, status: int = 200, **headers: str) -> Response:
    """A page that says `text`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HTMLResponse(f"<!doctype html><title>Page</title><p>{text}", status, named)


class Marked(Reference):
    """The discovery document begins with a byte order mark."""

    def discovery(self, request: Request) -> Response:
        return Response(b"\xef\xbb\xbf" + super().discovery(request).body, 200, JSON)


class Moved(Reference):
    """What is asked of an old name is to be asked of the provider's own."""

    def not_found(self, request: Request) -> Response:
        if request.url.startswith(f"{self.base}/old/"):
            return RedirectResponse(self.discovery_url(), 301)
        return super().not_found(request)


class SignedBySecret(Reference):
    """No signing key is chosen, so ID Tokens are signed by the client secret (authentik)."""

    def metadata(self) -> dict[str, Any]:
        return super().metadata() | {"id_token_signing_alg_values_supported": ["HS256"]}

    def jwks(self) -> dict[str, Any]:
        return {}

    def sign(self, claims: dict[str, Any], key: Key, header: dict[str, Any]) -> str:
        return jwt.encode(claims, SECRET, algorithm="HS256")


class ClientSignedBySecret(Reference):
    """The provider has keys, and this client's ID Tokens are to be HS256 (Auth0)."""

    def sign(self, claims: dict[str, Any], key: Key, header: dict[str, Any]) -> str:
        return jwt.encode(claims, SECRET, algorithm="HS256")


class Elsewhere(Reference):
    """The document names an issuer at which there is none, as Azure AD B2C does with policies."""

    def metadata(self) -> dict[str, Any]:
        return super().metadata() | {"issuer": f"{self.base}/4c2f0000/v2.0/"}

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        return super().id_token_claims(grant) | {"iss": f"{self.base}/4c2f0000/v2.0/"}


class Nulls(Reference):
    """Members without a value are null."""

    def metadata(self) -> dict[str, Any]:
        return super().metadata() | {"op_policy_uri": None, "acr_values_supported": None}


class Internal(Reference):
    """The document names the keys by a host of the provider's own network."""

    def metadata(self) -> dict[str, Any]:
        return super().metadata() | {"jwks_uri": "https://keycloak.internal:8443/keys"}


class Encrypted(Reference):
    """The ID Token is encrypted, as five parts tell."""

    def signed_id_token(self, grant: Grant) -> str:
        return f"{super().signed_id_token(grant)}.x.y"


class FormEncoded(Reference):
    """The token response is form-encoded."""

    def token(self, request: Request) -> Response:
        response = super().token(request)
        if response.status_code != 200:
            return response
        return Response("access_token=opaque&token_type=bearer", 200, media_type="text/plain")


JSON = {"content-type": "application/json"}


def set_up(mixin: type) -> tuple[Fault, ...]:
    """A provider set up as `mixin` says."""
    return (Fault(mixin.__name__, mixin.__doc__ or "", frozenset(), "reference", mixin),)


DISCOVERY = [
    (
        "bot challenge",
        page(CHALLENGE, 403, cf_mitigated="challenge"),
        "discovery-behind-bot-protection",
    ),
    (
        "access gateway",
        RedirectResponse("/cdn-cgi/access/login?redirect_url=x", 302),
        "discovery-behind-a-login",
    ),
    (
        "staging password",
        page("401", 401, www_authenticate="Basic realm=staging"),
        "discovery-asks-for-password",
    ),
    ("a firewall without a word", page("Forbidden", 403), "discovery-forbidden"),
    ("single-page application", HTMLResponse(PORTAL), "page-at-discovery"),
    ("a web filter", page("Internet Security by Zscaler"), "web-filter-at-discovery"),
    ("out of service", page("Service Unavailable", 503, retry_after="3600"), "out-of-service"),
    ("half a document", Response('{"issuer": ', 200, JSON), "document-cannot-be-read"),
    (
        "certificate wanted, nginx",
        HTMLResponse(WANTS_CERTIFICATE, 400),
        "client-certificate-required",
    ),
]
LOGIN = [
    (
        "IdentityServer",
        page("Sorry, there was an error : unauthorized_client"),
        "client-unknown-or-callback",
    ),
    (
        "authentik, unknown client",
        page("Client ID Error. The client identifier (client_id) is missing or invalid.", 400),
        "client-unknown",
    ),
    (
        "Dex, unknown client",
        page("Not Found. Invalid client_id (&quot;wandb&quot;).", 404),
        "client-unknown",
    ),
    (
        "GitLab, unknown client",
        page("An error has occurred. Client authentication failed due to unknown client.", 401),
        "client-unknown",
    ),
    (
        "Hydra, unknown client",
        page("invalid_client. The requested OAuth 2.0 Client does not exist."),
        "client-unknown",
    ),
    (
        "authentik, not assigned",
        page("Permission denied. Request has been denied.", 403),
        "access-denied",
    ),
    (
        "Google, another organisation",
        page("Access blocked. Error 403: org_internal", 403),
        "application-of-one-organization",
    ),
    (
        "Entra, consent",
        page("Need admin approval. The app needs permission."),
        "consent-of-an-administrator",
    ),
    ("words that nobody knows", page("The moon is in the wrong phase.", 400), "login-refused"),
    ("a breakdown", page("Something went wrong.", 500), "login-breaks-down"),
]
TOKEN = [
    ("bot challenge", page(CHALLENGE, 403), "token-endpoint-behind-bot-protection"),
    ("a web server forbids", page("<h1>Forbidden</h1>Apache", 403), "token-endpoint-forbidden"),
    (
        "certificate wanted",
        HTMLResponse(WANTS_CERTIFICATE, 400),
        "client-certificate-required-at-token-endpoint",
    ),
    ("words that nobody knows", JSONResponse({"error": "moon_phase"}, 400), "tokens-refused"),
]
ANSWERS = [
    *(
        Misconfiguration(
            f"at {place}: {name}", cause, "reference", faults=answering(seam, response)
        )
        for place, seam, cases in (
            ("discovery", "discovery", DISCOVERY),
            ("login", "authorize", LOGIN),
            ("token endpoint", "token", TOKEN),
        )
        for name, response, cause in cases
    ),
    Misconfiguration(
        "Cognito, another redirect_uri and no word of it",
        "callback-changed-at-cognito",
        "cognito",
        faults=answering("token", JSONResponse({"error": "unauthorized_client"}, 400)),
    ),
    Misconfiguration(
        "Hydra, another authentication method",
        "client-authentication-method",
        "reference",
        setting(client_secret=SECRET),
        faults=answering(
            "token",
            JSONResponse({"error": "invalid_client", "error_description": WRONG_METHOD}, 401),
        ),
    ),
    Misconfiguration(
        "Authelia, a secret that comes in another way",
        "secret-sent-in-another-way",
        "reference",
        setting(client_secret=SECRET),
        faults=answering(
            "token",
            JSONResponse({"error": "invalid_client", "error_description": OTHER_WAY}, 401),
        ),
    ),
    *(
        Misconfiguration(
            f"every logout is refused, {on}",
            "logout-fails",
            on,
            faults=answering("end_session", page("Bad request", 400)),
        )
        for on in ("reference", "cognito", "okta-implicit")
    ),
    Misconfiguration(
        "keys behind bot protection",
        "keys-behind-bot-protection",
        "reference",
        faults=answering("key_set", page(BLOCKED, 403)),
    ),
    Misconfiguration(
        "keys behind a password",
        "keys-not-reachable",
        "reference",
        faults=answering("key_set", page("401", 401)),
    ),
    *(
        Misconfiguration(mixin.__name__, cause, "reference", faults=set_up(mixin))
        for mixin, cause in (
            (Marked, "byte-order-mark-at-discovery"),
            (Elsewhere, "named-issuer-has-no-document"),
            (Nulls, "null-in-the-document"),
            (Internal, "endpoint-unreachable"),
            (Encrypted, "id-token-encrypted"),
            (FormEncoded, "token-response-as-form"),
            (SignedBySecret, "signed-by-the-client-secret"),
            (ClientSignedBySecret, "id-token-by-the-client-secret"),
        )
    ),
    Misconfiguration(
        "Moved", "discovery-moved", "reference", issuer(".com", ".com/old"), faults=set_up(Moved)
    ),
    Misconfiguration(
        "http to a TLS port",
        "port-speaks-tls",
        "reference",
        faults=answering("discovery", page(TO_HTTPS, 400)),
        options={"loopback": "http"},
    ),
]
