"""Defects with values that are long, deep, or odd."""

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from starlette.responses import PlainTextResponse, Response

from fakes.engine.model import Authorization, Grant, Session
from fakes.faults import fault
from fakes.faults.editing import without_parameter
from fakes.faults.homes import Reference
from fakes.wire.request import Pairs, Request

KB = 1024


class Failing(Reference):
    """Fails at requests that are too much for it."""

    def judged(
        self, request: Request, then: Callable[[Authorization, Session | None], Response]
    ) -> Response:
        if self.is_too_much({name: len(value) for name, value in request.params.items()}):
            return PlainTextResponse("Internal Server Error", 500)
        return super().judged(request, then)

    @abstractmethod
    def is_too_much(self, sizes: dict[str, int]) -> bool:
        """Whether parameters of these lengths are too much."""


@fault(caught_by=["authorization/long-state", "authorization/huge-state"])
class LongStateCut(Reference):
    """A column for the state has a thousand characters."""

    def echo(self, authorization: Authorization) -> Pairs:
        return [(n, v[:1000] if n == "state" else v) for n, v in super().echo(authorization)]


@fault(caught_by=["authorization/huge-state"], at_home=["transport/server-error"])
class HugeStateFails(Failing):
    """A state of more than 8 kilobytes makes the provider fail."""

    def is_too_much(self, sizes: dict[str, int]) -> bool:
        return sizes.get("state", 0) > 8 * KB


@fault(caught_by=["authorization/long-nonce", "authorization/huge-nonce"])
class LongNonceCut(Reference):
    """A column for the nonce has a thousand characters."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        return claims | {"nonce": claims["nonce"][:1000]} if "nonce" in claims else claims


@fault(caught_by=["authorization/huge-nonce"], at_home=["transport/server-error"])
class HugeNonceFails(Failing):
    """A nonce of more than 8 kilobytes makes the provider fail."""

    def is_too_much(self, sizes: dict[str, int]) -> bool:
        return sizes.get("nonce", 0) > 8 * KB


@fault(caught_by=["authorization/state-unicode"])
class StateInAscii(Reference):
    """Other letters than those of ASCII become question marks in the state."""

    def echo(self, authorization: Authorization) -> Pairs:
        return [
            (name, value.encode("ascii", "replace").decode() if name == "state" else value)
            for name, value in super().echo(authorization)
        ]


@fault(caught_by=["authorization/state-null-byte"])
class StateUpToNullByte(Reference):
    """The state ends at its first null byte."""

    def echo(self, authorization: Authorization) -> Pairs:
        return [
            (name, value.partition("\x00")[0] if name == "state" else value)
            for name, value in super().echo(authorization)
        ]


@fault(caught_by=["authorization/huge-scope"], at_home=["transport/server-error"])
class HugeScopeFails(Failing):
    """A scope of more than 8 kilobytes makes the provider fail."""

    def is_too_much(self, sizes: dict[str, int]) -> bool:
        return sizes.get("scope", 0) > 8 * KB


@fault(caught_by=["authorization/deep-claims"], at_home=["transport/server-error"])
class DeepClaimsFail(Reference):
    """Claims that are nested too deep make the provider fail."""

    def judged(
        self, request: Request, then: Callable[[Authorization, Session | None], Response]
    ) -> Response:
        if '{"id_token":' * 100 in request.params.get("claims", ""):
            return PlainTextResponse("Internal Server Error", 500)
        return super().judged(request, then)


@fault(caught_by=["authorization/huge-claims"], at_home=["transport/server-error"])
class HugeClaimsFail(Failing):
    """Claims of more than 64 kilobytes make the provider fail."""

    def is_too_much(self, sizes: dict[str, int]) -> bool:
        return sizes.get("claims", 0) > 64 * KB


@fault(caught_by=["authorization/duplicate-nonce"])
class LastNonceCounts(Reference):
    """Of two nonces the last one counts."""

    def check_single_values(self, authorization: Authorization) -> None:
        super().check_single_values(without_pairs(authorization, "nonce"))


@fault(caught_by=["authorization/duplicate-response-type"])
class FirstResponseTypeCounts(Reference):
    """Of two response types the first one counts."""

    def check(self, authorization: Authorization) -> None:
        asked = [value for name, value in authorization.pairs if name == "response_type"]
        authorization.params["response_type"] = asked[0] if asked else ""
        super().check(without_pairs(authorization, "response_type"))


@fault(caught_by=["authorization/duplicate-code-challenge"])
class LastChallengeCounts(Reference):
    """Of two code_challenges the last one counts."""

    def check_single_values(self, authorization: Authorization) -> None:
        super().check_single_values(without_pairs(authorization, "code_challenge"))


def without_pairs(authorization: Authorization, name: str) -> Authorization:
    """The request as it is judged where nobody looks at how often `name` comes."""
    return replace(authorization, pairs=without_parameter(name, authorization.pairs))


@fault(caught_by=["authorization/mixed-sources"])
class StateOfQueryCounts(Reference):
    """The state is read from the query of a POST, everything else from its body."""

    def judged(
        self, request: Request, then: Callable[[Authorization, Session | None], Response]
    ) -> Response:
        in_query = dict(request.query).get("state")
        if request.method == "POST" and in_query:
            others = [pair for pair in request.form if pair[0] != "state"]
            request.form[:] = [*others, ("state", in_query)]
        return super().judged(request, then)


@fault(caught_by=["authorization/scope-beyond-registration"])
class ScopesOfEverybody(Reference):
    """A client that registered itself is granted every scope that it asks for."""

    def granted_scopes(self, authorization: Authorization) -> tuple[str, ...]:
        own = authorization.client.client_id.startswith("client-")
        return authorization.scopes if own else super().granted_scopes(authorization)


@fault(caught_by=["authorization/response-type-extra-word"])
class UnknownWordsDropped(Reference):
    """Words of the response type that nobody knows are dropped."""

    def check_response_type(self, authorization: Authorization) -> None:
        words = authorization.response_type.split()
        if len(words) > 1 and "ssoproof" in words:
            words.remove("ssoproof")
            authorization.params["response_type"] = " ".join(words)
        super().check_response_type(authorization)
