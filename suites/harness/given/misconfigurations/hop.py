"""What goes wrong between a provider and the identity provider behind it, at either of the two."""

from dataclasses import replace
from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Client, Session, User
from fakes.engine.pages import error_page
from fakes.engine.provider import Provider
from fakes.faults import Fault
from fakes.faults.homes import Auth0, Keycloak, Okta
from fakes.federation.oidc import EntraUpstream, OidcUpstream
from fakes.federation.saml import PingFederateUpstream, PostedSamlUpstream, SamlUpstream
from fakes.federation.upstream import Directory, Failure, Identity, Upstream, UpstreamFailed
from fakes.people import BOB
from fakes.saml.faults import saml_faults
from fakes.saml.model import Arrived, Denied
from fakes.saml.provider import SamlProvider
from fakes.wire.request import Request
from suites.harness.given.misconfigurations.ways import Misconfiguration, setting


class NobodyAssigned(SamlProvider):
    """Nobody may use this service provider."""

    def presume_possible(self, arrived: Arrived) -> None:
        raise Denied("Responder", "AuthnFailed")


class NoSuchFormat(SamlProvider):
    """The format of names that is asked for is not offered."""

    def presume_possible(self, arrived: Arrived) -> None:
        raise Denied("Requester", "InvalidNameIDPolicy")


class AnotherServiceProvider(SamlProvider):
    """Another entity ID was entered for the provider."""

    def is_known(self, issuer: str) -> bool:
        return False


class NotAssigned(Provider):
    """Nobody is assigned to this client."""

    def respond(self, authorization: Authorization, session: Session) -> Response:
        said = "User is not assigned to the client application."
        return self.refuse(authorization, Rejected("access_denied", said))


class ByHeaderAlone(Provider):
    """Clients prove who they are by client_secret_basic."""

    def authenticate(self, request: Request) -> Client:
        raise Rejected("invalid_client", "Client credentials belong in the header.", 401)


class AnotherIssuer(Provider):
    """ID Tokens name the address by which it is known inside."""

    def signed_id_token(self, grant: Any) -> str:
        claims = self.id_token_claims(grant) | {"iss": "http://sso.internal:8080"}
        return self.sign(claims, self.id_token_key(), self.id_token_header())


class AnotherCallback(Provider):
    """Another callback was entered for the provider."""

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.clients = {
            name: replace(one, redirect_uris=("https://old.example.com/login/callback",))
            for name, one in self.clients.items()
        }


def told_by_entra(code: str, told: str) -> Response:
    """A page of Entra ID, with its number for what is wrong."""
    return error_page("Sign in", f"Sorry, but we're having trouble signing you in. {code}: {told}")


class NotAssignedInEntra(Provider):
    """Nobody is assigned to the enterprise application."""

    def respond(self, authorization: Authorization, session: Session) -> Response:
        told = "The signed in user is not assigned to a role for the application."
        return told_by_entra("AADSTS50105", told)


class AnotherReplyUrl(Provider):
    """The reply URL of the tenant was not entered."""

    def may_lead_to(self, client: Client, redirect_uri: str) -> bool:
        return False

    def unknown_redirect_uri(self, request: Request) -> Response:
        told = "The redirect URI specified in the request does not match those configured."
        return told_by_entra("AADSTS50011", told)


class SecretExpired(Provider):
    """The client secret has expired."""

    def authenticate(self, request: Request) -> Client:
        told = "AADSTS7000222: The provided client secret keys are expired."
        raise Rejected("invalid_client", told)


class Offline(Directory):
    """The connector is offline."""

    online = False


class OldSecret(OidcUpstream):
    """The secret that was entered has expired."""

    secret = "one-of-last-year"  # noqa: S105 - of a fake


def wrong(kind: Any, party: type) -> type[Upstream]:
    """A connection to an identity provider of this kind that is set up so."""
    mixed = type("Behind", (party, kind.party), {})
    return type("Wrong", (kind,), {"party": mixed})


def set_up(
    on: str, home: Any, kind: type[Upstream], name: str, cause: str, **seams: Any
) -> Misconfiguration:
    """The embedded target `on` with that connection; `seams` are what else is another there."""
    behind = type("Behind", (home,), {"upstream_kinds": {kind.kind: kind}, **seams})
    fault = Fault("behind", "Behind.", frozenset(), home.__name__.lower(), behind)
    told = f"{home.__name__}, {kind.kind} behind: {name}"
    return Misconfiguration(told, cause, on, faults=(fault,), options={"upstream": kind.kind})


def at_auth0(name: str, cause: str, kind: type[Upstream]) -> Misconfiguration:
    """A tenant with that connection."""
    return set_up("auth0", Auth0, kind, name, cause)


def nobody_here(self: Any, upstream: Upstream, identity: Identity) -> User:
    """Users are linked by hand, and this one is not."""
    raise UpstreamFailed(Failure.NOT_A_USER, name=identity.key)


def on_a_page(self: Any, *failed: Any) -> Response:
    """A failure is told on a page, as an error of the server."""
    return error_page("Error", "The identity provider reported an error.", 502)


BY_SAML = {
    "audience-of-another": "hop-audience",
    "signed-by-another-key": "hop-certificate",
    "nothing-signed": "hop-not-signed",
    "response-changed-afterwards": "hop-signature",
    "conditions-ended": "hop-clock",
    "conditions-not-yet": "hop-clock",
    "recipient-is-another": "hop-acs-url",
    "response-for-another-place": "hop-acs-url",
    "response-to-nothing": "hop-unsolicited",
    "relay-state-lost": "hop-unsolicited",
}
PARTIES: list[tuple[Any, type, str]] = [
    (SamlUpstream, NobodyAssigned, "hop-user-refused"),
    (SamlUpstream, NoSuchFormat, "hop-request-refused"),
    (SamlUpstream, AnotherServiceProvider, "hop-stopped-behind"),
    (OidcUpstream, NotAssigned, "hop-user-refused"),
    (OidcUpstream, ByHeaderAlone, "hop-client-authentication"),
    (OidcUpstream, AnotherIssuer, "hop-issuer"),
    (OidcUpstream, AnotherCallback, "hop-stopped-behind"),
    (EntraUpstream, NotAssignedInEntra, "hop-user-refused"),
    (EntraUpstream, AnotherReplyUrl, "hop-stopped-behind"),
    (EntraUpstream, SecretExpired, "hop-client-secret"),
]
AT_KEYCLOAK = [
    *(
        (name, saml_faults()[name].mixin, cause)
        for name, cause in {
            "signed-by-another-key": "hop-signature",
            "audience-of-another": "hop-conditions",
            "conditions-ended": "hop-conditions",
            "response-for-another-place": "hop-invalid-response",
            "relay-state-lost": "hop-unsolicited",
        }.items()
    ),
    (NobodyAssigned.__doc__ or "", NobodyAssigned, "login-upstream-failed"),
]
AUDIENCE = saml_faults()["audience-of-another"].mixin
HOP = [
    *(
        at_auth0(name, cause, wrong(SamlUpstream, saml_faults()[name].mixin))
        for name, cause in BY_SAML.items()
    ),
    at_auth0("audience-of-another", "hop-audience", wrong(PingFederateUpstream, AUDIENCE)),
    *(at_auth0(party.__doc__ or "", cause, wrong(kind, party)) for kind, party, cause in PARTIES),
    at_auth0(OldSecret.__doc__ or "", "hop-client-secret", OldSecret),
    at_auth0(Offline.__doc__ or "", "hop-connector-offline", Offline),
    *(
        Misconfiguration(
            f"{on}, {kind} behind: {name}",
            "password-refused",
            on,
            setting(**settings),
            options={"upstream": kind},
        )
        for on, kind, name, settings in (
            ("auth0", "samlp", "the password of somebody else", {"password": BOB.password}),
            ("auth0", "samlp", "a name without its domain", {"username": "a.adams"}),
            ("keycloak", "saml", "nothing says where the user comes from", {"login_idp": ""}),
        )
    ),
    *(
        set_up("keycloak", Keycloak, wrong(PostedSamlUpstream, party), name, cause)
        for name, party, cause in AT_KEYCLOAK
    ),
    *(
        set_up("keycloak", Keycloak, wrong(OidcUpstream, party), party.__doc__ or "", cause)
        for party, cause in (
            (NotAssigned, "hop-user-refused"),
            (AnotherIssuer, "login-upstream-failed"),
            (AnotherCallback, "hop-stopped-behind"),
        )
    ),
    set_up(
        *("keycloak", Keycloak, OidcUpstream, nobody_here.__doc__ or "", "hop-user-unknown"),
        user_behind=nobody_here,
    ),
    set_up(
        *("auth0", Auth0, wrong(SamlUpstream, AUDIENCE), on_a_page.__doc__ or ""),
        "login-upstream-failed",
        failed_behind=on_a_page,
    ),
    set_up("okta-pkce", Okta, OldSecret, OldSecret.__doc__ or "", "hop-refused-by-okta"),
    set_up(
        *("okta-pkce", Okta, wrong(PostedSamlUpstream, AUDIENCE)),
        *("audience-of-another", "hop-refused-by-okta"),
    ),
]
# The same, set up rightly.
HOP_HEALTHY = [
    Misconfiguration(f"{on}, {kind} behind", "", on, options={"upstream": kind})
    for on, kinds in (
        ("auth0", "samlp ad pingfederate oidc waad"),
        ("keycloak", "saml oidc"),
        ("okta-pkce", "saml oidc"),
    )
    for kind in kinds.split()
]
