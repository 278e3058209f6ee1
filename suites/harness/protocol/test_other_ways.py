"""Providers that do it another way, as the specifications allow: no check of theirs is red."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.responses import HTMLResponse, Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Client, Grant, Session
from fakes.faults import Fault, faults
from fakes.faults.editing import rewrite
from fakes.faults.homes import Reference
from fakes.features.clients.jwts import BadJwt
from fakes.features.tokens.device import GRANT_TYPE
from fakes.wire.request import Request
from suites.checks.catalogue import catalogue
from suites.harness.given.proving import PROVIDERS, described, outcomes

AS_REGISTERED = (
    "registration/initiate-login-uri client-management/read-initiate-login-uri "
    "id-token/registered-es256 id-token/registered-default userinfo/signed-issuer "
    "subject/pairwise-sectors client-assertion/private-key-jwt mtls/self-signed-client "
    "registration/logo-shown registration/policy-shown registration/terms-shown "
    "request-object/signed request-uri/unsigned request-uri/signed backchannel/delivered "
    "frontchannel/framed"
)
ASSERTIONS = (
    "client-assertion/private-key-jwt client-assertion/client-secret-jwt "
    "client-assertion/audience client-assertion/signature registration/jwks-uri"
)
SESSIONS = (
    "transport/cookie-http-only login/csrf transport/session-fixation "
    "logout/session-ends logout/old-cookies logout/asks-without-hint logout/yes-ends-session"
)
Handlers = dict[str, Callable[[Request, Client], dict[str, Any]]]
FINE = ("PASSED", "NOT_APPLICABLE")


def found_on(mixin: type, *areas_or_ids: str) -> dict[str, Any]:
    """The outcomes of checks, or of those of whole areas, on the reference with `mixin` on it."""
    variant = Fault(mixin.__name__, mixin.__doc__ or "", frozenset(), "reference", mixin)
    return outcomes("reference", variant, list(named(areas_or_ids)))


def named(areas_or_ids: tuple[str, ...]) -> Iterator[str]:
    for one, check in catalogue(*PROVIDERS).items():
        if one in areas_or_ids or check.area in areas_or_ids:
            yield one


class FurtherAudience(Reference):
    """The ID Token has an audience beside the client that it was issued to (Core section 2)."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        own = grant.client.client_id
        return super().id_token_claims(grant) | {"aud": [own, "an-api"], "azp": own}


class AsksBeforeEachLogout(Reference):
    """The user says yes to each logout before its URL is led to (RP-Initiated Logout 2)."""

    def must_ask(self, request: Request, client: Client | None) -> bool:
        return super().must_ask(request, client) or not self.is_confirmed(request)


class AsksWithAFormToStay(AsksBeforeEachLogout):
    """Whoever does not want to log out has a form for that, which stands first."""

    def ask_for_logout(self, request: Request) -> Response:
        stay = '<form method="post" action="/account"><button>Stay signed in</button></form>'
        asked = super().ask_for_logout(request)
        return rewrite(asked, lambda html: html.replace("<form", f"{stay}<form", 1))


class ConfidentialClientsAlone(Reference):
    """Nobody revokes or introspects who has no secret, as nothing says otherwise (RFC 8414 2)."""

    def authenticate(self, request: Request) -> Client:
        client = super().authenticate(request)
        closed = (self.endpoints["revocation"], self.endpoints["introspection"])
        if request.url in closed and not client.secret:
            raise Rejected("invalid_client", "A secret is needed.", 401)
        return client


class ApisIntrospect(Reference):
    """Only protected resources introspect, no clients (RFC 7662 section 2.1)."""

    def check_may_introspect(self, client: Client) -> None:
        raise Rejected("unauthorized_client", "You are no protected resource.", 403)


class RegistersTheLeast(Reference):
    """Of what a client may say only the places count that it is sent to (Registration 3.2)."""

    def kept(self, sent: dict[str, Any]) -> dict[str, Any]:
        least = ("redirect_uris", "post_logout_redirect_uris", "token_endpoint_auth_method")
        return {name: value for name, value in super().kept(sent).items() if name in least}

    def registered_members(self, client: Client) -> dict[str, Any]:
        members = super().registered_members(client)
        return {name: value for name, value in members.items() if name != "grant_types"}

    def check_grant_type(self, client: Client, grant_type: str) -> None:
        """Each client may use each grant, and nobody said otherwise."""


class NamesTheUserByThePassword(Reference):
    """A demo user's password is the own name, which the ID Token tells."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        return super().id_token_claims(grant) | {"preferred_username": grant.user.password}


class PasswordsAnsweredAlike(Reference):
    """The password grant is refused alike, whoever's password comes."""

    def grant_handlers(self) -> Handlers:
        return super().grant_handlers() | {"password": self.refuse_password}

    def refuse_password(self, request: Request, client: Client) -> dict[str, Any]:
        raise Rejected("invalid_grant", f"Nobody logs in this way. Trace {self.random()}")


class PublicClientsAreNobody(Reference):
    """A public client that asks for itself is answered with 401 (RFC 6749 section 5.2)."""

    def client_credentials(self, request: Request, client: Client) -> dict[str, Any]:
        if not client.secret:
            raise Rejected("invalid_client", "Only a client with a secret.", 401)
        return super().client_credentials(request, client)


class DeviceCodesForEveryClient(Reference):
    """Every client gets device codes; whether it may use them, the token endpoint says."""

    def check_grant_type(self, client: Client, grant_type: str) -> None:
        if grant_type != GRANT_TYPE:
            super().check_grant_type(client, grant_type)

    def poll_device(self, request: Request, client: Client) -> dict[str, Any]:
        super().check_grant_type(client, GRANT_TYPE)
        return super().poll_device(request, client)


class NobodyRemovesClients(Reference):
    """There is no removal of clients, for whoever asks."""

    def management(self, request: Request, client_id: str) -> Response:
        if request.method == "DELETE":
            return Response(status_code=404)
        return super().management(request, client_id)


class AsksForConsentEachTime(Reference):
    """Who is logged in is asked at each login whether the application may know it."""

    def is_foreign(self, client: Client) -> bool:
        return True

    def must_consent(self, authorization: Authorization, session: Session) -> bool:
        asked = super().must_consent(authorization, session)
        self.consents.pop((session.user.username, authorization.client.client_id), None)
        return asked

    def consent_page(self, ticket: str, authorization: Authorization) -> Response:
        name = self.questions[ticket].session.user.username
        page = super().consent_page(ticket, authorization)
        return HTMLResponse(bytes(page.body).decode().replace("<form", f"<p>{name}</p><form", 1))


class TokenEndpointIsTheAudience(Reference):
    """An assertion names the token endpoint (Core section 9); the code is looked at before it."""

    def token(self, request: Request) -> Response:
        code = request.params.get("code", "")
        if code and code not in self.grants:
            return self.token_error(Rejected("invalid_grant", "The code is unknown."))
        return super().token(request)

    def check_assertion_audience(self, client: Client, claims: dict[str, Any]) -> None:
        if claims.get("aud") != self.endpoints["token"]:
            raise BadJwt("aud must be the token endpoint.")


class PkceForEverybody(Reference):
    """No client gets a code without PKCE (RFC 9700 section 2.1.1)."""

    def pkce_required(self, client: Client) -> bool:
        return True


@pytest.mark.parametrize(
    ("mixin", "judged"),
    [
        (FurtherAudience, "logout"),
        (AsksBeforeEachLogout, "logout"),
        (AsksWithAFormToStay, "logout"),
        (ConfidentialClientsAlone, "revocation"),
        (RegistersTheLeast, f"token/grant-not-registered {AS_REGISTERED}"),
        (PasswordsAnsweredAlike, "token/password-grant"),
        (PublicClientsAreNobody, "token/client-credentials-public"),
        (DeviceCodesForEveryClient, "device"),
        (TokenEndpointIsTheAudience, ASSERTIONS),
        (PkceForEverybody, "token/code-single-use-without-pkce token/code-single-use"),
        (NobodyRemovesClients, "client-management/delete-by-another client-management/read"),
        (AsksForConsentEachTime, SESSIONS),
        (NamesTheUserByThePassword, "id-token/no-secrets id-token/subject"),
    ],
)
def test_another_way_is_not_blamed(mixin: type, judged: str) -> None:
    found = found_on(mixin, *judged.split())
    blamed = {one: outcome for one, outcome in found.items() if outcome.outcome not in FINE}
    assert not blamed, described(blamed)
    assert any(one.outcome == "PASSED" for one in found.values()), described(found)


@pytest.mark.parametrize("mixin", [ApisIntrospect])
def test_what_no_client_may_is_not_applicable(mixin: type) -> None:
    found = found_on(mixin, "introspection")
    assert {one.outcome for one in found.values()} == {"NOT_APPLICABLE"}, described(found)


def test_to_be_asked_first_excuses_no_logout_url_that_nobody_registered() -> None:
    fault = faults()["any-logout-url-after-a-question"]
    found = outcomes("reference", fault, ["logout/other-host"])
    assert found["logout/other-host"].outcome == "FAILED", described(found)
