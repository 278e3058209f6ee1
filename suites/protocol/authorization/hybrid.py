"""Responses of the hybrid flow (Core 3.3), for whichever client may use it."""

from dataclasses import dataclass

from fakes.relying_party.party import AuthorizationRequest
from fakes.user.browser import Landing
from fakes.wire.client import Reply
from suites.op.features.flows import offers
from suites.op.jwt import Jwt
from suites.op.login import outcome_in_words
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.authorization.requests import stranger
from suites.protocol.authorization.responses import expect_success, presume_decided
from suites.protocol.clients.registration import registered
from suites.verdicts.expect import (
    Document,
    NotApplicable,
    NotRun,
    expect_json_object,
    expect_status,
    presuming,
)

TYPES = ("code id_token", "code token", "code id_token token")
GRANTS = ["authorization_code", "implicit"]
# What a provider says to a client that may not use a response type (RFC 6749 section 4.1.2.1).
NOT_ALLOWED = ("unauthorized_client", "unsupported_response_type")


@dataclass(frozen=True, slots=True, eq=False)
class HybridResponse:
    """An authorization request of a hybrid type, where it led to, and whose it was.

    Two of them are never the same: what follows one is remembered for it alone.
    """

    op: Op
    request: AuthorizationRequest
    landing: Landing

    @property
    def response_type(self) -> str:
        return self.request.params["response_type"]

    def again(self, **changes: str | None) -> tuple[AuthorizationRequest, Landing]:
        """The same request once more with `changes`, never remembered."""
        asked: dict[str, str | None] = {"response_type": self.response_type}
        return self.op.authorize("pkce", browser=None, **asked | changes)

    @property
    def params(self) -> Document:
        """The response. Raises NotRun if it is an error."""
        with presuming():
            return expect_success(self.landing)

    @property
    def id_token(self) -> Jwt:
        """The ID Token beside the code. Raises NotRun if there is none."""
        with presuming():
            return Jwt.parse(self.params.string("id_token"), "hybrid ID Token")

    def token_reply(self) -> Reply:
        """What the token endpoint answers to the code, remembered. Raises NotRun without a code."""
        return _exchanged(self.op, self)

    def tokens(self) -> Document:
        """What the code gave at the token endpoint. Raises NotRun if nothing."""
        reply, where = self.token_reply(), "token response"
        with presuming():
            expect_status(reply, 200, where=where)
            return expect_json_object(reply, where=where)

    def second_id_token(self) -> Jwt:
        """The ID Token of the token endpoint. Raises NotRun if there is none."""
        with presuming():
            return Jwt.parse(self.tokens().string("id_token"), "second ID Token")


@remembered
def _exchanged(op: Op, answer: HybridResponse) -> Reply:
    with presuming():
        code = answer.params.string("code")
    return op.exchange(answer.request, code)


@remembered
def hybrid_response(op: Op, response_type: str) -> HybridResponse:
    """The answer to a request of `response_type`, remembered.

    Raises NotApplicable if the client may not use it, and no other one can be registered.
    """
    first = _asked(op, response_type)
    if not is_barred(first.landing):
        return first
    try:
        other = registered(op, response_types=["code", response_type], grant_types=GRANTS)
    except (NotApplicable, NotRun):
        told = outcome_in_words(first.landing)
        raise NotApplicable(f"The client may not use {response_type!r}: {told}.") from None
    return _asked(other, response_type)


@remembered
def offered_response(op: Op, response_type: str) -> HybridResponse:
    """As `hybrid_response`, for a type that need not be listed: what is answered is offered.

    Raises NotApplicable if it is neither listed nor answered.
    """
    if offers(response_type).is_there(op):
        return hybrid_response(op, response_type)
    answered = _asked(op, response_type)
    presume_decided(answered.landing)
    if not answered.landing.left or "error" in answered.landing.params:
        raise NotApplicable(f"{offers(response_type).why_not(op)}.")
    return answered


def _asked(op: Op, response_type: str) -> HybridResponse:
    return HybridResponse(op, *op.authorize("pkce", response_type=response_type))


@remembered
def silent_hybrid_stranger(op: Op, /, **changes: str) -> HybridResponse:
    """The outcome of prompt=none for somebody who has not logged in, remembered.

    Raises NotApplicable.
    """
    one = hybrid_responses(op)[0]
    asked = {"response_type": one.response_type, "prompt": "none", **changes}
    return HybridResponse(one.op, *stranger(one.op, "pkce", **asked))


def is_barred(landing: Landing) -> bool:
    """Whether the client may not use the response type; some providers say so on a page.

    Raises NotRun where nothing was decided.
    """
    presume_decided(landing)
    return not landing.left or landing.params.get("error") in NOT_ALLOWED


def hybrid_responses(op: Op, *words: str) -> list[HybridResponse]:
    """The answers of the types that are offered and that have `words`, as far as they can be had.

    Raises NotApplicable if there are none.
    """
    found, why = [], "No such response type is offered."
    for one in hybrid_types(op, *words):
        try:
            found.append(hybrid_response(op, one))
        except NotApplicable as missing:
            why = str(missing)
    if not found:
        raise NotApplicable(why)
    return found


def hybrid_types(op: Op, *words: str) -> list[str]:
    """The hybrid types that the provider lists and that have `words`."""
    types = [one for one in TYPES if set(words) <= set(one.split())]
    return [one for one in types if offers(one).is_there(op)]
