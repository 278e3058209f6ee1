"""Responses that are sent to URLs which nobody registered."""

from urllib.parse import urlsplit

from fakes.faults import fault, ids
from fakes.saml.homes import SamlProvider

AREA = "saml-acs"
BELOW = "sub-path path-traversal query-added"


@fault(
    caught_by=ids(
        AREA,
        "other-host host-as-prefix userinfo sub-domain plain-http other-port other-path",
        BELOW,
    )
)
class AnyAcsUrl(SamlProvider):
    """A response is sent to wherever a request says."""

    def is_registered(self, url: str) -> bool:
        return True


@fault(caught_by=ids(AREA, BELOW))
class AcsUrlByPrefix(SamlProvider):
    """A URL that begins with the registered one passes for it."""

    def is_registered(self, url: str) -> bool:
        return url.startswith(self.sp.acs_url)


@fault(caught_by=ids(AREA, "plain-http other-port other-path", BELOW))
class AcsUrlByHost(SamlProvider):
    """Every URL on the registered host passes."""

    def is_registered(self, url: str) -> bool:
        return urlsplit(url).hostname == urlsplit(self.sp.acs_url).hostname


@fault(caught_by=ids(AREA, "sub-domain"))
class AcsUrlOfSubDomains(SamlProvider):
    """The registered URL on a host below the registered one passes."""

    def is_registered(self, url: str) -> bool:
        wanted, known = urlsplit(url), urlsplit(self.sp.acs_url)
        same = wanted._replace(netloc=known.netloc) == known
        return same and f".{wanted.netloc}".endswith(f".{known.netloc}")


@fault(caught_by=ids(AREA, "query-added"))
class AcsUrlWithAnyQuery(SamlProvider):
    """The query of a URL is not compared."""

    def is_registered(self, url: str) -> bool:
        return url.partition("?")[0] == self.sp.acs_url
