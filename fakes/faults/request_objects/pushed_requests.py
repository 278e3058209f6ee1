"""Defects of the pushed authorization request endpoint, and of its references."""

from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Client
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.features.request_objects.par import OF_THE_CLIENT, Pushed
from fakes.wire.request import Pairs, Request


@fault(caught_by=["par/login"])
class PushedAndForgotten(Reference):
    """A reference that was given leads to nothing."""

    def may_use(self, client: Client, found: Pushed) -> bool:
        return False


@fault(caught_by=["par/status"])
class PushedWith200(Reference):
    """A pushed request is answered with HTTP 200."""

    def pushed_answer(self, uri: str) -> Response:
        response = super().pushed_answer(uri)
        response.status_code = 200
        return response


@fault(caught_by=["par/expires-in"])
class PushedLifetimeAsText(Reference):
    """expires_in is a string."""

    def pushed_answer(self, uri: str) -> Response:
        body = {"request_uri": uri, "expires_in": str(self.pushed_lifetime_s)}
        return self.json(body, 201, self.token_headers())


@fault(caught_by=["par/no-store"])
class PushedAnswerKept(Reference):
    """The answer to a pushed request may be kept."""

    def pushed_answer(self, uri: str) -> Response:
        response = super().pushed_answer(uri)
        response.headers["cache-control"] = "max-age=60"
        return response


@fault(caught_by=["par/entropy"])
class CountedReferences(Reference):
    """References are short."""

    def pushed_reference(self) -> str:
        return self.random()[:8]


@fault(caught_by=["par/without-authentication", "par/wrong-secret"])
class AnybodyPushes(Reference):
    """Whoever names a client may push its requests."""

    def push(self, request: Request) -> Response:
        client = self.clients.get(request.params.get("client_id", ""))
        proofs = ("client_secret", "client_assertion")
        self.believed = client if not set(proofs) & set(request.params) else None
        try:
            return super().push(request)
        finally:
            self.believed = None

    def authenticate(self, request: Request) -> Client:
        return getattr(self, "believed", None) or super().authenticate(request)


@fault(caught_by=["par/client-id"])
class PushedForAnother(Reference):
    """The client_id of a pushed request need not be the client that pushes."""

    def check_one_authentication(self, request: Request) -> None:
        if "response_type" not in request.params:
            super().check_one_authentication(request)

    def pushed_pairs(self, client: Client, request: Request) -> Pairs:
        named = self.clients.get(request.params.get("client_id", ""), client)
        return super().pushed_pairs(named, request)


@fault(caught_by=["par/redirect-uri"])
class AnyPushedRedirectUri(Reference):
    """Any redirect_uri may be pushed."""

    def pushed_redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        return True


@fault(caught_by=["par/request-uri-inside"])
class ReferencePushed(Reference):
    """A request_uri may be pushed."""

    def check_pushed_by_value(self, request: Request) -> None:
        pass


@fault(caught_by=["par/judged-when-pushed"])
class PushedUnjudged(Reference):
    """A pushed request is judged when the user comes."""

    def check_pushed(self, client: Client, pairs: Pairs) -> None:
        if not self.redirect_uri_allowed(client, dict(pairs).get("redirect_uri", "")):
            raise Rejected("invalid_request", "The redirect_uri is not registered.")


@fault(caught_by=["par/other-client"])
class ReferenceOfAnybody(Reference):
    """A reference works for every client."""

    def may_use(self, client: Client, found: Pushed) -> bool:
        return self.clock.now() <= found.expires_at


@fault(caught_by=["par/reuse"])
class EndlessReference(Reference):
    """A reference works again and again."""

    def use(self, uri: str) -> None:
        pass


@fault(caught_by=["par/expired"])
class TimelessReference(Reference):
    """A reference never expires."""

    def may_use(self, client: Client, found: Pushed) -> bool:
        return found.client_id == client.client_id


@fault(caught_by=["par/required"])
class PushingOptional(Reference):
    """A client that has to push its requests need not."""

    def must_push(self, client: Client) -> bool:
        return False


@fault(caught_by=["par/outer-parameters"])
class BrowserCompletesPushed(Reference):
    """What the browser brings counts more than what was pushed."""

    def asked_for(self, client: Client, params: dict[str, str], pairs: Pairs) -> Pairs:
        asked = super().asked_for(client, params, pairs)
        if "request_uri" not in params or "request" in params:
            return asked
        brought = {k: v for k, v in params.items() if k not in (*OF_THE_CLIENT, "request_uri")}
        return list((dict(asked) | brought).items())
