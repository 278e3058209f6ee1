"""Okta's identity providers: inbound federation, by routing rules or by the parameter `idp`.

Whatever is wrong with what comes back, the page has the one code of
https://support.okta.com/help/s/article/unable-to-transform-email-to-username-failure-on-inbound-sso;
what it was is in the System Log alone.
"""

from typing import ClassVar

from starlette.responses import Response

from fakes.engine.model import Authorization
from fakes.engine.pages import page
from fakes.federation.identifier_first import IdentifierFirst
from fakes.federation.oidc import OidcUpstream
from fakes.federation.saml import PostedSamlUpstream, SamlUpstream
from fakes.federation.upstream import Elsewhere, Entry, Upstream, UpstreamFailed

IDP = "0oa7acme2IdpXk5d7"
FAILED = "Unable to sign in. Error Code: GENERAL_NONSUCCESS"


class InboundOfOkta(IdentifierFirst):
    """A routing rule sends the users of a domain to their identity provider."""

    upstream_kinds: ClassVar[dict[str, type[Elsewhere]]] = {
        "saml": PostedSamlUpstream,
        "oidc": OidcUpstream,
    }

    def entry_of(self, kind: type[Upstream]) -> Entry:
        of_saml = issubclass(kind, SamlUpstream)
        back = f"sso/saml2/{IDP}" if of_saml else "oauth2/v1/authorize/callback"
        return Entry(
            name=IDP,
            callback=f"{self.base}/{back}",
            called=f"https://www.okta.com/saml2/service-provider/{IDP}" if of_saml else "okta",
            domains=("example.com",),
        )

    def upstream_wanted(self, authorization: Authorization) -> Upstream | None:
        return self.upstream_called(authorization.params.get("idp", ""))

    def failed_behind(
        self, authorization: Authorization | None, upstream: Upstream, told: UpstreamFailed
    ) -> Response:
        return page("400: Bad Request", f"<p>{FAILED}</p>", 400)
