"""Defects of the pushed authorization request endpoint, and of its references."""

from fakes.engine.endpoint import Rejected
from fakes.faults import fault
from fakes.features.request_objects.par import OF_THE_CLIENT


@fault(caught_by=["par/login"])
class PushedAndForgotten:
    """A reference that was given leads to nothing."""

    def may_use(self, client, found):
        return False


@fault(caught_by=["par/status"])
class PushedWith200:
    """A pushed request is answered with HTTP 200."""

    def pushed_answer(self, uri):
        response = super().pushed_answer(uri)
        response.status_code = 200
        return response


@fault(caught_by=["par/expires-in"])
class PushedLifetimeAsText:
    """expires_in is a string."""

    def pushed_answer(self, uri):
        body = {"request_uri": uri, "expires_in": str(self.pushed_lifetime_s)}
        return self.json(body, 201, self.token_headers())


@fault(caught_by=["par/no-store"])
class PushedAnswerKept:
    """The answer to a pushed request may be kept."""

    def pushed_answer(self, uri):
        response = super().pushed_answer(uri)
        response.headers["cache-control"] = "max-age=60"
        return response


@fault(caught_by=["par/entropy"])
class CountedReferences:
    """References are short."""

    def pushed_reference(self):
        return self.random()[:8]


@fault(caught_by=["par/without-authentication", "par/wrong-secret"])
class AnybodyPushes:
    """Whoever names a client may push its requests."""

    def push(self, request):
        client = self.clients.get(request.params.get("client_id", ""))
        proofs = ("client_secret", "client_assertion")
        self.believed = client if not set(proofs) & set(request.params) else None
        try:
            return super().push(request)
        finally:
            self.believed = None

    def authenticate(self, request):
        return getattr(self, "believed", None) or super().authenticate(request)


@fault(caught_by=["par/client-id"])
class PushedForAnother:
    """The client_id of a pushed request need not be the client that pushes."""

    def check_one_authentication(self, request):
        if "response_type" not in request.params:
            super().check_one_authentication(request)

    def pushed_pairs(self, client, request):
        named = self.clients.get(request.params.get("client_id"), client)
        return super().pushed_pairs(named, request)


@fault(caught_by=["par/redirect-uri"])
class AnyPushedRedirectUri:
    """Any redirect_uri may be pushed."""

    def pushed_redirect_uri_allowed(self, client, redirect_uri):
        return True


@fault(caught_by=["par/request-uri-inside"])
class ReferencePushed:
    """A request_uri may be pushed."""

    def check_pushed_by_value(self, request):
        pass


@fault(caught_by=["par/judged-when-pushed"])
class PushedUnjudged:
    """A pushed request is judged when the user comes."""

    def check_pushed(self, client, pairs):
        if not self.redirect_uri_allowed(client, dict(pairs).get("redirect_uri", "")):
            raise Rejected("invalid_request", "The redirect_uri is not registered.")


@fault(caught_by=["par/other-client"])
class ReferenceOfAnybody:
    """A reference works for every client."""

    def may_use(self, client, found):
        return self.clock.now() <= found.expires_at


@fault(caught_by=["par/reuse"])
class EndlessReference:
    """A reference works again and again."""

    def use(self, uri):
        pass


@fault(caught_by=["par/expired"])
class TimelessReference:
    """A reference never expires."""

    def may_use(self, client, found):
        return found.client_id == client.client_id


@fault(caught_by=["par/required"])
class PushingOptional:
    """A client that has to push its requests need not."""

    def must_push(self, client):
        return False


@fault(caught_by=["par/outer-parameters"])
class BrowserCompletesPushed:
    """What the browser brings counts more than what was pushed."""

    def asked_for(self, client, params, pairs):
        asked = super().asked_for(client, params, pairs)
        if "request_uri" not in params or "request" in params:
            return asked
        brought = {k: v for k, v in params.items() if k not in (*OF_THE_CLIENT, "request_uri")}
        return list((dict(asked) | brought).items())
