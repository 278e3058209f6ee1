"""Defects of what happens to a wrong redirect URI when something else is wrong too."""

from collections.abc import Callable
from dataclasses import replace
from html import escape

from starlette.responses import Response

from fakes.engine.model import Authorization, Client, Session
from fakes.engine.pages import page
from fakes.engine.provider import Provider
from fakes.faults import fault
from fakes.faults.callback.places import callback
from fakes.faults.homes import Reference
from fakes.wire.request import Pairs, Request


def told_at(provider: Provider, request: Request, error: str) -> Response:
    """An error response at the redirect URI of the request, whatever that is."""
    return provider.redirect(f"{request.params.get('redirect_uri', '')}?error={error}")


@fault(caught_by=callback("bad-with-unknown-response-type"))
class UnknownTypeBeforeCallback(Reference):
    """An unknown response type is told at the redirect URI before that was compared."""

    def unknown_redirect_uri(self, request: Request) -> Response:
        if request.params.get("response_type") != "ssoproof":
            return super().unknown_redirect_uri(request)
        return told_at(self, request, "unsupported_response_type")


@fault(caught_by=callback("bad-with-unknown-response-mode"))
class UnknownModeBeforeCallback(Reference):
    """An unknown response mode is told at the redirect URI before that was compared."""

    def unknown_redirect_uri(self, request: Request) -> Response:
        if request.params.get("response_mode") != "ssoproof":
            return super().unknown_redirect_uri(request)
        return told_at(self, request, "invalid_request")


@fault(caught_by=callback("bad-with-contradicting-prompt"))
class ContradictionBeforeCallback(Reference):
    """A prompt that contradicts itself is told at the redirect URI before that was compared."""

    def unknown_redirect_uri(self, request: Request) -> Response:
        if request.params.get("prompt") != "none login":
            return super().unknown_redirect_uri(request)
        return told_at(self, request, "invalid_request")


@fault(caught_by=callback("bad-with-bad-challenge"))
class ChallengeBeforeCallback(Reference):
    """An unknown challenge method is told at the redirect URI before that was compared."""

    def unknown_redirect_uri(self, request: Request) -> Response:
        if request.params.get("code_challenge_method") != "ssoproof":
            return super().unknown_redirect_uri(request)
        return told_at(self, request, "invalid_request")


@fault(caught_by=callback("bad-with-query"))
class QueryToAnyCallback(Reference):
    """With the response mode query the redirect URI is not compared."""

    def unknown_redirect_uri(self, request: Request) -> Response:
        if request.params.get("response_mode") != "query":
            return super().unknown_redirect_uri(request)
        return told_at(self, request, "invalid_request")


@fault(caught_by=callback("bad-in-query-of-post"))
class QueryOfPostCounts(Reference):
    """The redirect URI in the query of a POST gets the response."""

    def judged(
        self, request: Request, then: Callable[[Authorization, Session | None], Response]
    ) -> Response:
        self.asked = dict(request.query).get("redirect_uri", "") if request.method == "POST" else ""
        return super().judged(request, then)

    def deliver(self, authorization: Authorization, pairs: Pairs) -> Response:
        target = self.asked or authorization.redirect_uri
        return super().deliver(replace(authorization, redirect_uri=target), pairs)


@fault(caught_by=callback("bad-in-body-of-post"))
class QueryOfPostIsCompared(Reference):
    """The redirect URI in the query of a POST is compared, the one in its body is used."""

    compared = ""

    def judged(
        self, request: Request, then: Callable[[Authorization, Session | None], Response]
    ) -> Response:
        self.compared = (
            dict(request.query).get("redirect_uri", "") if request.method == "POST" else ""
        )
        return super().judged(request, then)

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        return super().redirect_uri_allowed(client, self.compared or redirect_uri)


@fault(caught_by=callback("escaped-on-page"))
class CallbackShownRaw(Reference):
    """The error page shows the redirect URI without escaping it."""

    def unknown_redirect_uri(self, request: Request) -> Response:
        return page("Error", f"<p>Unknown: {request.params.get('redirect_uri')}</p>", 400)


@fault(caught_by=callback("javascript-not-linked"))
class CallbackLinked(Reference):
    """The error page links to the redirect URI that is not registered."""

    def unknown_redirect_uri(self, request: Request) -> Response:
        link = f'<a href="{escape(request.params.get("redirect_uri", ""))}">Back</a>'
        return page("Error", link, 400)
