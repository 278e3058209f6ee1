"""Auth0's Management API, as far as it tells a client's registration."""

from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from starlette.responses import Response

from fakes.engine.model import Client
from fakes.engine.provider import Provider
from fakes.wire.request import Request

# Of the form that an access token has; whoever reaches the fake may read.
TOKEN = "ManagementApi.TokenOfTheFakeProvider.0123456789"  # noqa: S105 - of a fake
CLIENTS = "/api/v2/clients/"
SCOPE = "read:clients"
IMPLICIT = {"id_token", "token"}
# Each application has one, whether it uses it or not.
SECRET = "a-secret-that-a-single-page-application-never-sends"  # noqa: S105 - of a fake
CERTIFICATE = {"cert": "-----BEGIN CERTIFICATE-----\r\nMIIC8z\r\n-----END CERTIFICATE-----"}


class Administration(Provider):
    """What it tells is what this provider does."""

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        return super().told_to_operators(auth_method) | {"OIDC_ADMIN_TOKEN": TOKEN}

    def not_found(self, request: Request) -> Response:
        path = request.url.removeprefix(self.base)
        if request.method != "GET" or not path.startswith(CLIENTS):
            return super().not_found(request)
        return self.admin(request, unquote(path.removeprefix(CLIENTS)))

    def admin(self, request: Request, client_id: str) -> Response:
        """The application of this client ID, to whoever has the token."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme != "Bearer":
            return self.api_error(401, "Missing authentication")
        if token.count(".") != 2:
            what = "Bad HTTP authentication header format"
            return self.api_error(400, what, errorCode="Bearer")
        if token != TOKEN:
            return self.api_error(401, "Invalid token", attributes={"error": "Invalid token"})
        if SCOPE not in self.admin_scopes():
            what = f"Insufficient scope, expected any of: {SCOPE},read:client_keys"
            return self.api_error(403, what, errorCode="insufficient_scope")
        client = self.clients.get(client_id)
        if client is None:
            what = "The client does not exist"
            return self.api_error(404, what, errorCode="inexistent_client")
        return self.json(chosen(self.told_client(client), request))

    def admin_scopes(self) -> tuple[str, ...]:
        """What the token is for."""
        return (SCOPE, "read:client_keys")

    def api_error(self, status: int, message: str, **more: Any) -> Response:
        told = {"statusCode": status, "error": HTTPStatus(status).phrase, "message": message}
        return self.json(told | more, status)

    def told_client(self, client: Client) -> dict[str, Any]:
        """An application with all its members."""
        return {
            "tenant": self.host.partition(".")[0],
            "global": False,
            "is_token_endpoint_ip_header_trusted": False,
            "name": client.client_id,
            "is_first_party": True,
            "oidc_conformant": True,
            "sso_disabled": False,
            "cross_origin_auth": False,
            "callbacks": list(client.redirect_uris),
            "allowed_logout_urls": list(client.post_logout_redirect_uris),
            "web_origins": [],
            "signing_keys": [CERTIFICATE | {"subject": f"/CN={self.host}"}],
            "client_id": client.client_id,
            "callback_url_template": False,
            "client_secret": client.secret or SECRET,
            "jwt_configuration": {
                "alg": "RS256",
                "lifetime_in_seconds": 36000,
                "secret_encoded": False,
            },
            "app_type": "regular_web" if client.secret else "spa",
            "grant_types": self.told_grant_types(client),
            "token_endpoint_auth_method": "client_secret_post" if client.secret else "none",
            "require_proof_of_possession": False,
            "require_pushed_authorization_requests": False,
            "custom_login_page_on": True,
        }

    def told_grant_types(self, client: Client) -> list[str]:
        types = {word for one in client.response_types for word in one.split()}
        told = ["authorization_code", "refresh_token"] if "code" in types else []
        may_be_implicit = self.options["implicit"] == "on" and types & IMPLICIT
        return [*told, "implicit"] if may_be_implicit else told


def chosen(members: dict[str, Any], request: Request) -> dict[str, Any]:
    """The members that the query asks for, or all but those that it does not want."""
    query = dict(request.query)
    if "fields" not in query:
        return members
    named, wanted = query["fields"].split(","), query.get("include_fields") != "false"
    return {name: value for name, value in members.items() if (name in named) == wanted}
