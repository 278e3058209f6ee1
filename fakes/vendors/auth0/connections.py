"""Auth0's enterprise connections: the identity providers behind a tenant, in its words.

The words of SAML are those of its library, https://github.com/auth0/passport-wsfed-saml2, and of
https://auth0.com/docs/troubleshoot/authentication-issues/saml-errors; those of OpenID Connect are
of https://github.com/panva/openid-client, which its support quotes.
"""

from typing import ClassVar

from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Grant
from fakes.federation.identifier_first import IdentifierFirst
from fakes.federation.oidc import EntraUpstream, OidcUpstream
from fakes.federation.saml import PingFederateUpstream, SamlUpstream
from fakes.federation.upstream import Directory, Entry, Failure, Identity, Upstream, UpstreamFailed
from fakes.vendors.auth0.pages import oops
from fakes.wire.request import Request

NAME = "acme"
DOMAINS = ("example.com",)
WORDS = {
    Failure.DESTINATION: "Destination endpoint {destination} did not match {configured}",
    Failure.UNSIGNED: "neither the response nor the assertion are signed",
    Failure.CERTIFICATE: "Invalid thumbprint (configured: {configured}. calculated: {calculated})",
    Failure.SIGNATURE: "Signature check errors: invalid signature",
    Failure.EXPIRED: "assertion has expired.",
    Failure.AUDIENCE: "Audience is invalid. Configured: {configured}",
    Failure.RECIPIENT: "Recipient is invalid. Configured: {configured}",
    Failure.CLIENT: "{said}",
    Failure.CHALLENGED: "server responded with a challenge in the WWW-Authenticate HTTP Header",
    Failure.ID_TOKEN: "unexpected {claim} value, expected {expected}, got: {got}",
}
# What a status code of SAML is told as: the lower one, or else the one above it.
STATUSES = {
    "AuthnFailed": "The responding provider was unable to successfully authenticate the principal",
    "Requester": "The request could not be performed due to an error on the part of the requester",
    "Responder": "The request could not be performed due to an error on the part of the SAML "
    "responder or SAML authority",
}
OFFLINE = "AD/LDAP Connector is offline"
UNSOLICITED = 'IdP-Initiated login is not enabled for connection "{name}".'


class ConnectionsOfAuth0(IdentifierFirst):
    """The login page asks for an address first; its domain, or `connection`, leads on."""

    upstream_kinds: ClassVar[dict[str, type[Upstream]]] = {
        "samlp": SamlUpstream,
        "ad": Directory,
        "pingfederate": PingFederateUpstream,
        "oidc": OidcUpstream,
        "waad": EntraUpstream,
    }

    def entry_of(self, kind: type[Upstream]) -> Entry:
        """A connection; one of SAML has an entity ID of its own."""
        tenant = self.host.partition(".")[0]
        of_saml = issubclass(kind, SamlUpstream)
        return Entry(
            name=NAME,
            callback=f"{self.base}/login/callback" + (f"?connection={NAME}" if of_saml else ""),
            called=f"urn:auth0:{tenant}:{NAME}" if of_saml else f"auth0-{tenant}",
            domains=DOMAINS,
        )

    def upstream_wanted(self, authorization: Authorization) -> Upstream | None:
        return self.upstream_called(authorization.params.get("connection", ""))

    def subject_behind(self, upstream: Upstream, identity: Identity) -> str:
        return f"{upstream.kind}|{upstream.entry.name}|{identity.key}"

    def subject(self, grant: Grant) -> str:
        """Of a user who comes from a connection it says so."""
        told = str(grant.user.claims["sub"])
        return told if "|" in told else super().subject(grant)

    def complaint(self, request: Request) -> str:
        """A connector that is offline is called so in the tenant's log (event `coff`)."""
        directory = self.directory_of(request)
        if directory is not None and not directory.online:
            return OFFLINE
        return super().complaint(request)

    def failed_behind(
        self, authorization: Authorization | None, upstream: Upstream, told: UpstreamFailed
    ) -> Response:
        """Unless it is known what was asked for, it counts as begun by the identity provider."""
        if authorization is None or told.failure is Failure.UNSOLICITED:
            said = UNSOLICITED.format(name=upstream.entry.name)
            return oops(f"invalid_request: {said}", "", 400)
        if told.failure is Failure.REFUSED_THERE:
            said, top = told.facts["said"], told.facts.get("top", "")
            said = STATUSES.get(said) or STATUSES.get(top) or said
        else:
            said = WORDS[told.failure].format_map(told.facts)
        return self.refuse(authorization, Rejected("access_denied", said))
