"""PingFederate, as an application meets it: a server of the company's own, set up by policies."""

from dataclasses import replace
from functools import cached_property
from typing import ClassVar

from starlette.responses import Response

from fakes.engine.endpoint import Rejected, Route
from fakes.engine.model import Client
from fakes.vendors.ping.authorize import AuthorizationOfPing
from fakes.vendors.ping.logout import LogoutOfPing
from fakes.vendors.ping.metadata import MetadataOfPing
from fakes.vendors.ping.tokens import TokensOfPing
from fakes.wire.request import Request

GRANTS = {"grant_types": ["authorization_code", "implicit", "refresh_token"]}
NO_GRANT = "The client is not allowed to use this grant type."


class Vendor(MetadataOfPing, LogoutOfPing, AuthorizationOfPing, TokensOfPing):
    """What tokens say, which scopes there are, and how a logout works is for the administrator."""

    vendor = "ping"
    host = "federate.example.com"
    choices: ClassVar = {"email": ("mapped", "unmapped"), "logout": ("openid", "slo")}

    @classmethod
    def registered(cls, application_url: str) -> tuple[Client, ...]:
        """A client without authentication, and one with a secret."""
        application, other = super().registered(application_url)
        return (replace(application, metadata=GRANTS), replace(other, client_id="other_client"))

    @cached_property
    def endpoints(self) -> dict[str, str]:
        return {
            "authorization": f"{self.base}/as/authorization.oauth2",
            "login": f"{self.base}/as/resume/as/authorization.ping",
            "token": f"{self.base}/as/token.oauth2",
            "revocation": f"{self.base}/as/revoke_token.oauth2",
            "userinfo": f"{self.base}/idp/userinfo.openid",
            "introspection": f"{self.base}/as/introspect.oauth2",
            "jwks": f"{self.base}/pf/JWKS",
            "registration": f"{self.base}/as/clients.oauth2",
            "revoked_sris": f"{self.base}/pf-ws/rest/sessionMgmt/revokedSris",
            "slo": f"{self.base}/idp/startSLO.ping",
            "end_session": f"{self.base}/idp/init_logout.openid",
            "device": f"{self.base}/as/device_authz.oauth2",
            "ciba": f"{self.base}/as/bc-auth.ciba",
        }

    def routes(self) -> dict[str, Route]:
        at = self.endpoints
        return super().routes() | {
            at["registration"]: Route(("POST",), self.registration),
            at["device"]: Route(("POST",), self.not_granted),
            at["ciba"]: Route(("POST",), self.not_granted),
        }

    def registration(self, request: Request) -> Response:
        """Only who was given a token by the administrator registers a client."""
        refusal = Rejected("invalid_token", "The access token is missing or invalid.", 401)
        response = self.token_error(refusal)
        response.headers["www-authenticate"] = 'Bearer error="invalid_token"'
        return response

    def not_granted(self, request: Request) -> Response:
        """The answer to a client that is known, and may not do this."""
        try:
            self.authenticate(request)
        except Rejected as unknown:
            return self.token_error(unknown)
        return self.token_error(Rejected("unauthorized_client", NO_GRANT))
