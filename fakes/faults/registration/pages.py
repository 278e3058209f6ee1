"""Defects of what is shown, called and kept of what a client registered."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Client, Grant, Session
from fakes.engine.outgoing import Uncallable
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.wire.client import Reply
from fakes.wire.request import Pairs, Request

SHOWN = ("logo_uri", "policy_uri", "tos_uri", "client_uri")


@fault(caught_by=["registration/logo-shown"])
class LogoNotShown(Reference):
    """The logo of a client is not shown."""

    def logo(self, url: str) -> str:
        return ""


@fault(caught_by=["registration/policy-shown"])
class PolicyNotShown(Reference):
    """The policy of a client is not linked."""

    def shown_members(self, client: Client) -> dict[str, Any]:
        return {n: v for n, v in super().shown_members(client).items() if n != "policy_uri"}


@fault(caught_by=["registration/terms-shown"])
class TermsNotShown(Reference):
    """The terms of a client are not linked."""

    def shown_members(self, client: Client) -> dict[str, Any]:
        return {n: v for n, v in super().shown_members(client).items() if n != "tos_uri"}


@fault(caught_by=["registration/name-escaped"])
class ClientNameRaw(Reference):
    """The name of a client is put into the page as it is."""

    def name(self, members: dict[str, Any]) -> str:
        return str(members.get("client_name", ""))


@fault(caught_by=["registration/http-logo"])
class LogoOfHttp(Reference):
    """A logo may be http."""

    def url_allowed(self, name: str, url: str) -> bool:
        plain = name == "logo_uri" and urlsplit(url).scheme == "http"
        return (plain and urlsplit(url).hostname != "127.0.0.1") or super().url_allowed(name, url)


@fault(
    caught_by=[
        "registration/logo-script",
        "registration/policy-script",
        "registration/terms-script",
        "registration/home-script",
    ]
)
class ScriptsShown(Reference):
    """A script may stand where a client registers a URL that is shown."""

    def url_allowed(self, name: str, url: str) -> bool:
        return (name in SHOWN and url.startswith("javascript:")) or super().url_allowed(name, url)


class CallsAnything(Reference):
    """What one member names is called wherever it is, when the client registers."""

    member = ""

    def url_allowed(self, name: str, url: str) -> bool:
        return (name == self.member and "/private-" in url) or super().url_allowed(name, url)

    def check_may_call(self, url: str) -> None:
        if "/private-" not in url:
            super().check_may_call(url)

    def check_client_metadata(self, metadata: dict[str, Any]) -> None:
        super().check_client_metadata(metadata)
        if self.member in metadata:
            try:
                self.fetch(metadata[self.member])
            except Uncallable:
                return


@fault(caught_by=["registration/private-sector"])
class SectorFetchedAnywhere(CallsAnything):
    """The document of a sector is fetched from any address."""

    member = "sector_identifier_uri"


@fault(caught_by=["registration/private-keys"])
class KeysFetchedAnywhere(CallsAnything):
    """The keys of a client are fetched from any address when it registers."""

    member = "jwks_uri"


@fault(caught_by=["registration/private-logo"])
class LogoFetchedAnywhere(CallsAnything):
    """The logo of a client is fetched from any address when it registers."""

    member = "logo_uri"


@fault(caught_by=["registration/redirected-sector"])
class SectorFollowsRedirects(Reference):
    """The document of a sector is fetched from where a redirect leads."""

    def fetch(self, url: str) -> Reply:
        reply = self.call("GET", url)
        return super().fetch(reply.header("location") or url)


@fault(caught_by=["registration/sector-told"])
class SectorTold(Reference):
    """The error about the document of a sector shows the document."""

    def check_sector_document(self, metadata: dict[str, Any]) -> None:
        try:
            super().check_sector_document(metadata)
        except Rejected as refusal:
            raise Rejected(refusal.error, self.read(metadata["sector_identifier_uri"])) from None

    def read(self, url: str) -> str:
        try:
            return f"The document says: {self.fetch(url).text}"
        except Uncallable as why:
            return str(why)


@fault(caught_by=["registration/sector"])
class SectorsNeverRight(Reference):
    """No document of a sector is right."""

    def check_sector_document(self, metadata: dict[str, Any]) -> None:
        super().check_sector_document(metadata)
        raise Rejected("invalid_client_metadata", "The document is not right.")


@fault(caught_by=["registration/sector-mismatch"])
class SectorsNotCompared(Reference):
    """The document of a sector need not list the redirect URIs."""

    def check_sector_document(self, metadata: dict[str, Any]) -> None:
        if "/sector-mismatch" not in metadata["sector_identifier_uri"]:
            super().check_sector_document(metadata)


@fault(caught_by=["registration/sector-error"])
class SectorErrorOfOAuth(Reference):
    """A wrong sector is answered with the error invalid_request."""

    def check_sector_document(self, metadata: dict[str, Any]) -> None:
        try:
            super().check_sector_document(metadata)
        except Rejected as refusal:
            raise Rejected("invalid_request", refusal.description) from None


@fault(caught_by=["registration/sector-http"])
class SectorOfHttp(Reference):
    """The document of a sector may be http, and is then not looked at."""

    def url_allowed(self, name: str, url: str) -> bool:
        named = name == "sector_identifier_uri" and url.startswith("http://ssoproof")
        return named or super().url_allowed(name, url)

    def check_sector_document(self, metadata: dict[str, Any]) -> None:
        if not metadata["sector_identifier_uri"].startswith("http:"):
            super().check_sector_document(metadata)


@fault(caught_by=["registration/sector-missing"])
class SectorNotNeeded(Reference):
    """A pairwise client may have two hosts without a sector."""

    def check_sector(self, metadata: dict[str, Any]) -> None:
        if "sector_identifier_uri" in metadata:
            super().check_sector(metadata)


@fault(caught_by=["subject/pairwise-sectors"])
class OneSectorForAll(Reference):
    """All clients are of one sector."""

    def sector_of(self, client: Client) -> str:
        return "everybody"


@fault(caught_by=["subject/pairwise-stable"])
class SectorOfEachClient(Reference):
    """Each client is a sector of its own."""

    def sector_of(self, client: Client) -> str:
        return client.client_id


@fault(
    caught_by=[
        "subject/pairwise-not-public",
        "subject/pairwise-sectors",
        "subject/pairwise-userinfo",
    ]
)
class PairwiseIsPublic(Reference):
    """A pairwise client is told the public subject."""

    def pairwise_subject(self, sector: str, subject: str) -> str:
        return subject


@fault(caught_by=["subject/pairwise-userinfo"])
class UserinfoTellsPublicSubject(Reference):
    """The UserInfo endpoint tells a pairwise client the public subject."""

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        return super().userinfo_claims(grant) | {"sub": grant.user.claims["sub"]}


@fault(caught_by=["registration/query"])
class RegisteredQueryLost(Reference):
    """The query of a registered redirect URI is lost in the response."""

    def deliver(self, authorization: Authorization, pairs: Pairs) -> Response:
        bare = authorization.redirect_uri.partition("?")[0]
        return super().deliver(replace(authorization, redirect_uri=bare), pairs)


@fault(caught_by=["registration/query-mismatch", "registration/query-added"])
class RegisteredQueryIgnored(Reference):
    """Of a redirect URI that was registered with a query, the query is not compared."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        bare = [uri.partition("?")[0] for uri in client.redirect_uris if "?" in uri]
        loosely = redirect_uri.partition("?")[0] in bare and "?" in redirect_uri
        return loosely or super().redirect_uri_allowed(client, redirect_uri)


@fault(caught_by=["registration/query-added"])
class RegisteredQueryIsABeginning(Reference):
    """More may follow after a registered query."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        begun = [uri for uri in client.redirect_uris if "?" in uri]
        loosely = any(redirect_uri.startswith(f"{uri}&") for uri in begun)
        return loosely or super().redirect_uri_allowed(client, redirect_uri)


@fault(caught_by=["registration/redirect-uri-required"])
class FirstRedirectUriChosen(Reference):
    """A client with several redirect URIs need not say which."""

    def judged(
        self, request: Request, then: Callable[[Authorization, Session | None], Response]
    ) -> Response:
        client = self.client_of(request.params)
        if client and len(client.redirect_uris) > 1 and "redirect_uri" not in request.params:
            request.pairs.append(("redirect_uri", client.redirect_uris[0]))
        return super().judged(request, then)
