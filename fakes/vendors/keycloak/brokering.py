"""Keycloak's identity providers: an alias with an endpoint of its own, and what its pages say.

The words are those of its login theme (messages_en.properties); where each is said is that of
SAMLEndpoint.java and IdentityBrokerService.java in https://github.com/keycloak/keycloak.
"""

from html import escape
from typing import ClassVar
from urllib.parse import quote

from starlette.responses import Response

from fakes.engine.endpoint import Route
from fakes.engine.model import Authorization
from fakes.engine.pages import About, login_page, page
from fakes.federation.federated import Federated
from fakes.federation.oidc import OidcUpstream
from fakes.federation.saml import PostedSamlUpstream, SamlUpstream
from fakes.federation.upstream import Elsewhere, Entry, Failure, Upstream, UpstreamFailed
from fakes.wire.request import Request

ALIAS, TITLE = "acme", "Acme"
UNEXPECTED = "Unexpected error when authenticating with identity provider"
INVALID = "Invalid response from identity provider."
SIGNATURE = "Invalid signature in response from identity provider."
# One error for all conditions of an assertion.
CONDITIONS = "Login timeout. Please sign in again."
WORDS = {
    Failure.UNSOLICITED: INVALID,
    Failure.DESTINATION: INVALID,
    Failure.RECIPIENT: INVALID,
    Failure.UNSIGNED: SIGNATURE,
    Failure.CERTIFICATE: SIGNATURE,
    Failure.SIGNATURE: SIGNATURE,
    Failure.EXPIRED: CONDITIONS,
    Failure.AUDIENCE: CONDITIONS,
    Failure.NOT_A_USER: "User {name} authenticated with identity provider {alias} does not exist. "
    "Please contact your administrator.",
}


class BrokeringOfKeycloak(Federated):
    """A link on the login page, or `kc_idp_hint`, leads to an identity provider."""

    upstream_kinds: ClassVar[dict[str, type[Elsewhere]]] = {
        "saml": PostedSamlUpstream,
        "oidc": OidcUpstream,
    }

    def entry_of(self, kind: type[Upstream]) -> Entry:
        """The realm is the entity ID, as it comes."""
        return Entry(
            name=ALIAS,
            callback=f"{self.issuer}/broker/{ALIAS}/endpoint",
            called=self.issuer if issubclass(kind, SamlUpstream) else "keycloak",
        )

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        told = super().told_to_operators(auth_method)
        if self.upstreams:
            told |= dict.fromkeys(("OIDC_LOGIN_IDP", "OTHER_LOGIN_IDP"), ALIAS)
        return told

    def routes(self) -> dict[str, Route]:
        links = [self.link_to(one) for one in self.elsewhere]
        return super().routes() | dict.fromkeys(links, Route(("GET",), self.follow_link))

    def link_to(self, upstream: Upstream) -> str:
        return f"{self.issuer}/broker/{upstream.entry.name}/login"

    def upstream_wanted(self, authorization: Authorization) -> Upstream | None:
        return self.upstream_called(authorization.params.get("kc_idp_hint", ""))

    def login_form(self, ticket: str, hint: str, message: str) -> Response:
        """With what it offers beside its own form."""
        if not self.upstreams:
            return super().login_form(ticket, hint, message)
        links = "".join(
            f'<a href="{escape(self.link_to(one))}?session_code={quote(ticket)}">{TITLE}</a>'
            for one in self.elsewhere
        )
        about = About(f"<p>Or sign in with {links}</p>")
        return login_page(self.endpoints["login"], [("ticket", ticket)], message, hint, about)

    def follow_link(self, request: Request) -> Response:
        ticket = dict(request.query).get("session_code", "")
        if ticket not in self.pending or not self.was_shown_here(request, ticket):
            return self.page_refusal("", "Invalid Request")
        upstream = next(one for one in self.elsewhere if self.link_to(one) == request.url)
        return self.leave_page(ticket, upstream)

    def failed_behind(
        self, authorization: Authorization | None, upstream: Upstream, told: UpstreamFailed
    ) -> Response:
        """What the other one refuses is told on the login page, all else on a page of its own."""
        if authorization is None:
            of_saml = isinstance(upstream, SamlUpstream)
            missing = "No relay state" if of_saml else "Missing state parameter"
            return self.page_refusal("", f"{missing} in response from identity provider.")
        if told.failure is Failure.REFUSED_THERE:
            return self.show_login(authorization, self.refusal_in_words(told))
        if told.failure not in WORDS:
            return page("We are sorry...", f'<p class="instruction">{UNEXPECTED}</p>', 502)
        facts = told.facts | {"alias": upstream.entry.name}
        return self.page_refusal("", WORDS[told.failure].format_map(facts))

    def refusal_in_words(self, told: UpstreamFailed) -> str:
        denied = told.facts.get("error") == "access_denied"
        return f"Access denied when authenticating with {ALIAS}" if denied else UNEXPECTED
