"""What goes wrong between a provider and the identity provider behind it, at either of the two."""

from dataclasses import replace
from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Client, Session
from fakes.engine.provider import Provider
from fakes.faults import Fault
from fakes.faults.homes import Auth0
from fakes.federation.oidc import OidcUpstream
from fakes.federation.saml import SamlUpstream
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


class OldSecret(OidcUpstream):
    """The secret that was entered has expired."""

    secret = "one-of-last-year"  # noqa: S105 - of a fake


def wrong_saml(party: type) -> type[SamlUpstream]:
    """A connection to a SAML identity provider that is set up so."""
    mixed = type("Behind", (party, SamlProvider), {})
    return type("WrongSaml", (SamlUpstream,), {"party": mixed})


def wrong_oidc(party: type) -> type[OidcUpstream]:
    """A connection to an OpenID Provider that is set up so."""
    mixed = type("Behind", (party, Provider), {})
    return type("WrongOidc", (OidcUpstream,), {"party": mixed})


def at_auth0(strategy: str, kind: type) -> tuple[Fault, ...]:
    """A tenant with that connection."""

    class Behind(Auth0):
        @property
        def upstream_kinds(self) -> dict[str, type]:  # type: ignore[override] # of a fault
            return {strategy: kind}

    return (Fault("behind", "Behind.", frozenset(), "auth0", Behind),)


def saml_fault(name: str) -> type:
    return saml_faults()[name].mixin


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
HOP = [
    *(
        Misconfiguration(
            f"Auth0 over SAML: {name}",
            cause,
            "auth0",
            faults=at_auth0("samlp", wrong_saml(saml_fault(name))),
            options={"upstream": "samlp"},
        )
        for name, cause in BY_SAML.items()
    ),
    *(
        Misconfiguration(
            f"Auth0 over SAML: {party.__doc__}",
            cause,
            "auth0",
            faults=at_auth0("samlp", wrong_saml(party)),
            options={"upstream": "samlp"},
        )
        for party, cause in (
            (NobodyAssigned, "hop-user-refused"),
            (NoSuchFormat, "hop-request-refused"),
            (AnotherServiceProvider, "hop-stopped-behind"),
        )
    ),
    *(
        Misconfiguration(
            f"Auth0 over OpenID Connect: {party.__doc__}",
            cause,
            "auth0",
            faults=at_auth0("oidc", wrong_oidc(party)),
            options={"upstream": "oidc"},
        )
        for party, cause in (
            (NotAssigned, "hop-user-refused"),
            (ByHeaderAlone, "hop-client-authentication"),
            (AnotherIssuer, "hop-issuer"),
            (AnotherCallback, "hop-stopped-behind"),
        )
    ),
    Misconfiguration(
        f"Auth0 over OpenID Connect: {OldSecret.__doc__}",
        "hop-client-secret",
        "auth0",
        faults=at_auth0("oidc", OldSecret),
        options={"upstream": "oidc"},
    ),
    Misconfiguration(
        "Auth0 over SAML: the password of somebody else",
        "password-refused",
        "auth0",
        setting(password=BOB.password),
        options={"upstream": "samlp"},
    ),
]
# The same, set up rightly.
HOP_HEALTHY = [
    Misconfiguration(f"Auth0, {strategy} behind", "", "auth0", options={"upstream": strategy})
    for strategy in ("samlp", "oidc")
]
