"""Defects in what the provider believes of client assertions."""

from dataclasses import replace

from fakes.engine.endpoint import Rejected
from fakes.faults import fault
from fakes.features.clients.jwts import BadJwt


@fault(caught_by=["client-assertion/private-key-jwt"])
class PrivateKeyJwtRefused:
    """Assertions by a key are refused, though offered."""

    def check_method(self, client, method):
        super().check_method(client, "" if method == "private_key_jwt" else method)


@fault(caught_by=["client-assertion/client-secret-jwt"])
class ClientSecretJwtRefused:
    """Assertions by a secret are refused, though offered."""

    def check_method(self, client, method):
        super().check_method(client, "" if method == "client_secret_jwt" else method)


@fault(caught_by=["client-assertion/issuer-as-audience"])
class TokenEndpointAsAudience:
    """Assertions must name the token endpoint."""

    def check_assertion_audience(self, client, claims):
        if claims.get("aud") == self.issuer:
            raise BadJwt("aud must be the token endpoint.")
        super().check_assertion_audience(client, claims)


@fault(caught_by=["client-assertion/audience", "client-assertion/audience-list"])
class AnyAudience:
    """Nobody looks at the aud of assertions."""

    def check_assertion_audience(self, client, claims):
        pass


@fault(caught_by=["client-assertion/audience"])
class AudienceByPrefix:
    """An aud that begins like the issuer is good enough."""

    def check_assertion_audience(self, client, claims):
        if not str(claims.get("aud")).startswith(self.issuer):
            super().check_assertion_audience(client, claims)


@fault(caught_by=["client-assertion/audience-list"])
class SharedAudience:
    """An assertion may be for several providers."""

    def check_assertion_audience(self, client, claims):
        audience = claims.get("aud")
        if not isinstance(audience, list) or self.issuer not in audience:
            super().check_assertion_audience(client, claims)


@fault(
    caught_by=[
        "client-assertion/expired",
        "client-assertion/no-expiry",
        "client-assertion/not-yet-valid",
        "client-assertion/far-expiry",
    ]
)
class TimelessAssertion:
    """Nobody looks at the times of assertions."""

    def check_assertion_times(self, client, claims):
        pass


@fault(caught_by=["client-assertion/no-expiry"])
class ExpiryOptional:
    """An assertion that does not say when it expires never does."""

    def check_assertion_times(self, client, claims):
        super().check_assertion_times(client, {"exp": self.clock.now() + 60} | claims)


@fault(caught_by=["client-assertion/not-yet-valid"])
class NotBeforeIgnored:
    """An assertion is good before its nbf."""

    def check_assertion_times(self, client, claims):
        known = {name: value for name, value in claims.items() if name != "nbf"}
        if "nbf" in claims:
            known["exp"] = min(claims["exp"], self.clock.now() + 60)
        super().check_assertion_times(client, known)


@fault(caught_by=["client-assertion/far-expiry"])
class EndlessAssertion:
    """An assertion may be valid for ever."""

    def check_assertion_times(self, client, claims):
        self.check_times(claims)


@fault(caught_by=["client-assertion/replay"])
class AssertionReplayed:
    """An assertion works again and again."""

    def check_assertion_is_new(self, client, claims):
        pass


@fault(caught_by=["client-assertion/issuer-and-subject"])
class IssuerOfAnybody:
    """Nobody looks at the iss of assertions."""

    def check_assertion_parties(self, client, claims):
        super().check_assertion_parties(client, claims | {"iss": client.client_id})


@fault(caught_by=["client-assertion/other-client"])
class ClientIdBeforeAssertion:
    """The assertion is checked, and the client_id beside it believed."""

    def asserted(self, request):
        form = [pair for pair in request.form if pair[0] != "client_id"]
        client = super().asserted(replace(request, form=form))
        return self.clients.get(request.params.get("client_id"), client)


@fault(caught_by=["client-assertion/id-token"])
class IdTokenAsAssertion:
    """An ID Token of the client is taken for its assertion."""

    def asserted(self, request):
        token = request.params.get("client_assertion", "")
        audience = self.unverified(token).get("aud") if token in self.hints else ""
        return self.clients.get(audience) or super().asserted(request)


@fault(caught_by=["client-assertion/beside-a-secret"])
class AssertionBesideSecret:
    """An assertion that comes with a secret is not looked at."""

    def authenticate(self, request):
        if "authorization" in request.headers:
            form = [pair for pair in request.form if not pair[0].startswith("client_assertion")]
            request = replace(request, form=form)
        return super().authenticate(request)


@fault(caught_by=["client-assertion/kid-errors"])
class HostileKidBreaks:
    """A kid that looks like a path ends in an internal error."""

    def asserted(self, request):
        if "/" in str(self.header_of_any(request).get("kid")):
            raise Rejected("server_error", "No such file.", 500)
        return super().asserted(request)

    def header_of_any(self, request):
        try:
            return self.header_of(request.params.get("client_assertion", ""))
        except BadJwt:
            return {}
