"""Defects in what the provider believes of client assertions."""

from dataclasses import replace
from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Client
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.features.clients.jwts import BadJwt, Claims
from fakes.wire.request import Request


@fault(caught_by=["client-assertion/private-key-jwt"])
class PrivateKeyJwtRefused(Reference):
    """Assertions by a key are refused, though offered."""

    def check_method(self, client: Client, method: str) -> None:
        super().check_method(client, "" if method == "private_key_jwt" else method)


@fault(caught_by=["par/assertion"])
class AssertionsRefusedAtPar(Reference):
    """A client that pushes its request is never proven by an assertion."""

    def push(self, request: Request) -> Response:
        if "client_assertion" in request.params:
            return self.json({"error": "invalid_client"}, 401)
        return super().push(request)


@fault(caught_by=["client-assertion/client-secret-jwt"])
class ClientSecretJwtRefused(Reference):
    """Assertions by a secret are refused, though offered."""

    def check_method(self, client: Client, method: str) -> None:
        super().check_method(client, "" if method == "client_secret_jwt" else method)


@fault(caught_by=["client-assertion/issuer-as-audience", "par/issuer-as-audience"])
class TokenEndpointAsAudience(Reference):
    """Assertions must name the token endpoint."""

    def check_assertion_audience(self, client: Client, claims: Claims) -> None:
        if claims.get("aud") == self.issuer:
            raise BadJwt("aud must be the token endpoint.")
        super().check_assertion_audience(client, claims)


@fault(caught_by=["par/endpoint-as-audience"])
class PushedRequestsForTheTokenEndpoint(Reference):
    """Assertions at the PAR endpoint may name the issuer or the token endpoint, and not itself."""

    def assertion_audiences(self) -> list[str]:
        return [self.issuer, self.endpoints["token"]]


@fault(caught_by=["client-assertion/audience", "client-assertion/audience-list"])
class AnyAudience(Reference):
    """Nobody looks at the aud of assertions."""

    def check_assertion_audience(self, client: Client, claims: Claims) -> None:
        pass


@fault(caught_by=["client-assertion/audience"])
class AudienceByPrefix(Reference):
    """An aud that begins like the issuer is good enough."""

    def check_assertion_audience(self, client: Client, claims: Claims) -> None:
        if not str(claims.get("aud")).startswith(self.issuer):
            super().check_assertion_audience(client, claims)


@fault(caught_by=["client-assertion/audience-list"])
class SharedAudience(Reference):
    """An assertion may be for several providers."""

    def check_assertion_audience(self, client: Client, claims: Claims) -> None:
        audience = claims.get("aud")
        if not isinstance(audience, list) or self.issuer not in audience:
            super().check_assertion_audience(client, claims)


@fault(
    caught_by=[
        "client-assertion/expired",
        "client-assertion/no-expiry",
        "client-assertion/not-yet-valid",
        "client-assertion/far-expiry",
        "client-assertion/future",
    ]
)
class TimelessAssertion(Reference):
    """Nobody looks at the times of assertions."""

    def check_assertion_times(self, client: Client, claims: Claims) -> None:
        pass


@fault(caught_by=["client-assertion/no-expiry"])
class ExpiryOptional(Reference):
    """An assertion that does not say when it expires never does."""

    def check_assertion_times(self, client: Client, claims: Claims) -> None:
        super().check_assertion_times(client, {"exp": self.clock.now() + 60} | claims)


@fault(caught_by=["client-assertion/not-yet-valid", "client-assertion/future"])
class NotBeforeIgnored(Reference):
    """An assertion is good before its nbf."""

    def check_assertion_times(self, client: Client, claims: Claims) -> None:
        known = {name: value for name, value in claims.items() if name != "nbf"}
        if "nbf" in claims:
            known["exp"] = min(claims["exp"], self.clock.now() + 60)
        super().check_assertion_times(client, known)


@fault(caught_by=["client-assertion/far-expiry"])
class EndlessAssertion(Reference):
    """An assertion may be valid for ever."""

    def check_assertion_times(self, client: Client, claims: Claims) -> None:
        self.check_times(claims)


@fault(caught_by=["client-assertion/replay"])
class AssertionReplayed(Reference):
    """An assertion works again and again."""

    def check_assertion_is_new(self, client: Client, claims: Claims) -> None:
        pass


@fault(caught_by=["client-assertion/issuer-and-subject"])
class IssuerOfAnybody(Reference):
    """Nobody looks at the iss of assertions."""

    def check_assertion_parties(self, client: Client, claims: Claims) -> None:
        super().check_assertion_parties(client, claims | {"iss": client.client_id})


@fault(caught_by=["client-assertion/other-client"])
class ClientIdBeforeAssertion(Reference):
    """The assertion is checked, and the client_id beside it believed."""

    def asserted(self, request: Request) -> Client:
        form = [pair for pair in request.form if pair[0] != "client_id"]
        client = super().asserted(replace(request, form=form))
        return self.clients.get(request.params.get("client_id", ""), client)


@fault(caught_by=["client-assertion/id-token"])
class IdTokenAsAssertion(Reference):
    """An ID Token of the client is taken for its assertion."""

    def asserted(self, request: Request) -> Client:
        token = request.params.get("client_assertion", "")
        audience = self.unverified(token).get("aud") if token in self.hints else ""
        return self.clients.get(str(audience)) or super().asserted(request)


@fault(caught_by=["client-assertion/beside-a-secret"])
class AssertionBesideSecret(Reference):
    """An assertion that comes with a secret is not looked at."""

    def authenticate(self, request: Request) -> Client:
        if "authorization" in request.headers:
            form = [pair for pair in request.form if not pair[0].startswith("client_assertion")]
            request = replace(request, form=form)
        return super().authenticate(request)


@fault(caught_by=["client-assertion/kid-errors"], at_home=["transport/server-error"])
class HostileKidBreaks(Reference):
    """A kid that looks like a path ends in an internal error."""

    def asserted(self, request: Request) -> Client:
        if "/" in str(self.header_of_any(request).get("kid")):
            raise Rejected("server_error", "No such file.", 500)
        return super().asserted(request)

    def header_of_any(self, request: Request) -> dict[str, Any]:
        try:
            return self.header_of(request.params.get("client_assertion", ""))
        except BadJwt:
            return {}


@fault(caught_by=["client-assertion/clock-ahead"])
class ClocksMustAgree(Reference):
    """A JWT whose iat or nbf is a second ahead is refused."""

    clock_leeway_s = 0


@fault(caught_by=["client-assertion/future"])
class ClocksMayDifferByMinutes(Reference):
    """A JWT is good five minutes before it was made."""

    clock_leeway_s = 300
