"""Responses of the hybrid flow (Core 3.3), for whichever client may use it."""

from dataclasses import dataclass

from fakes.relying_party.party import AuthorizationRequest
from fakes.user.browser import Landing
from suites.op.features.flows import offers
from suites.op.jwt import Jwt
from suites.op.login import outcome_in_words
from suites.op.op import Op
from suites.protocol.authorization.responses import expect_success
from suites.protocol.clients.registration import registered
from suites.verdicts.expect import (
    Document,
    NotApplicable,
    NotRun,
    expect_json_object,
    expect_status,
    presume,
)

TYPES = ("code id_token", "code token", "code id_token token")
GRANTS = ["authorization_code", "implicit"]
# What a provider says to a client that may not use a response type (RFC 6749 section 4.1.2.1).
NOT_ALLOWED = ("unauthorized_client", "unsupported_response_type")


@dataclass(frozen=True, slots=True)
class Answer:
    """An authorization request of a hybrid type, where it led to, and whose it was."""

    op: Op
    request: AuthorizationRequest
    landing: Landing

    @property
    def response_type(self) -> str:
        return self.request.params["response_type"]

    def again(self, **changes: str | None) -> tuple[AuthorizationRequest, Landing]:
        """The same request once more with `changes`, never remembered."""
        return self.op.authorize("pkce", **{"response_type": self.response_type} | changes)

    @property
    def params(self) -> Document:
        """The response. Raises NotRun if it is an error."""
        return presume(lambda: expect_success(self.landing))

    @property
    def id_token(self) -> Jwt:
        """The ID Token beside the code. Raises NotRun if there is none."""
        return presume(lambda: Jwt.parse(self.params.string("id_token"), "hybrid ID Token"))

    @property
    def tokens(self) -> Document:
        """What the code gave at the token endpoint, remembered. Raises NotRun if nothing."""
        code = presume(lambda: self.params.string("code"))
        reply = self.op.recall(("hybrid code", code), lambda: self.op.exchange(self.request, code))
        where = "token response"
        presume(lambda: expect_status(reply, 200, where=where))
        return presume(lambda: expect_json_object(reply, where=where))

    @property
    def second_id_token(self) -> Jwt:
        """The ID Token of the token endpoint. Raises NotRun if there is none."""
        return presume(lambda: Jwt.parse(self.tokens.string("id_token"), "second ID Token"))


def answer(op: Op, response_type: str) -> Answer:
    """The answer to a request of `response_type`, remembered.

    Raises NotApplicable if the client may not use it, and no other one can be registered.
    """

    def make() -> Answer:
        first = _asked(op, response_type)
        if not _is_barred(first.landing):
            return first
        try:
            other = registered(op, response_types=["code", response_type], grant_types=GRANTS)
        except (NotApplicable, NotRun):
            told = outcome_in_words(first.landing)
            raise NotApplicable(f"The client may not use {response_type!r}: {told}.") from None
        return _asked(other, response_type)

    return op.recall(("hybrid", response_type), make)


def _asked(op: Op, response_type: str) -> Answer:
    return Answer(op, *op.authorize("pkce", response_type=response_type))


def _is_barred(landing: Landing) -> bool:
    """Whether the client may not use the response type; some providers say so on a page."""
    return not landing.left or landing.params.get("error") in NOT_ALLOWED


def answers(op: Op, *words: str) -> list[Answer]:
    """The answers of the types that are offered and that have `words`, as far as they can be had.

    Raises NotApplicable if there are none.
    """
    found, why = [], "No such response type is offered."
    for one in offered(op, *words):
        try:
            found.append(answer(op, one))
        except NotApplicable as missing:
            why = str(missing)
    if not found:
        raise NotApplicable(why)
    return found


def offered(op: Op, *words: str) -> list[str]:
    """The hybrid types that the provider lists and that have `words`."""
    types = [one for one in TYPES if set(words) <= set(one.split())]
    return [one for one in types if offers(one).is_there(op)]
