"""Defects of PKCE with odd requests, and of who needs it."""

from dataclasses import replace
from typing import Any

from fakes.engine.model import Authorization, Client, Grant
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.wire.request import Request


@fault(caught_by=["pkce/required-with-form-post"])
class PkceOptionalWithFormPost(Reference):
    """A public client may leave PKCE out where its code is posted."""

    def check_pkce(self, authorization: Authorization) -> None:
        if authorization.response_mode != "form_post":
            super().check_pkce(authorization)


@fault(caught_by=["pkce/required-in-hybrid-flow"])
class PkceOptionalInHybridFlow(Reference):
    """A public client may leave PKCE out where tokens come with its code."""

    def check_pkce(self, authorization: Authorization) -> None:
        if authorization.response_type == "code":
            super().check_pkce(authorization)


@fault(caught_by=["pkce/confidential-without-challenge"])
class NonceWithChallengeOnly(Reference):
    """An ID Token has a nonce only if the code had a code_challenge."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        params = grant.authorization.params
        if params.get("response_type") == "code" and "code_challenge" not in params:
            claims.pop("nonce", None)
        return claims


def forget_challenge(authorization: Authorization) -> None:
    """Leaves the challenge out of what is remembered of the request."""
    for name in ("code_challenge", "code_challenge_method"):
        authorization.params.pop(name, None)


@fault(caught_by=["pkce/method-in-other-case"])
class MethodInOtherCaseForgotten(Reference):
    """A code_challenge whose method is spelled s256 is taken and never looked at."""

    def check_pkce(self, authorization: Authorization) -> None:
        if authorization.params.get("code_challenge_method") != "s256":
            super().check_pkce(authorization)
        else:
            forget_challenge(authorization)


@fault(caught_by=["pkce/method-empty"])
class EmptyMethodForgotten(Reference):
    """A code_challenge whose method is empty is taken and never looked at."""

    def check_pkce(self, authorization: Authorization) -> None:
        if ("code_challenge_method", "") not in authorization.pairs:
            super().check_pkce(authorization)
        else:
            forget_challenge(authorization)


@fault(caught_by=["pkce/verifier-without-challenge"])
class EmptyChallengeFits(Reference):
    """An empty code_challenge is taken, and fits every code_verifier."""

    def check_pkce(self, authorization: Authorization) -> None:
        if ("code_challenge", "") not in authorization.pairs:
            super().check_pkce(authorization)

    def check_code_verifier(self, request: Request, client: Client, grant: Grant) -> None:
        if ("code_challenge", "") not in grant.authorization.pairs:
            super().check_code_verifier(request, client, grant)


@fault(caught_by=["pkce/challenge-malformed"])
class PaddingForgiven(Reference):
    """Padding at the end of a code_challenge is cut off."""

    def check_pkce(self, authorization: Authorization) -> None:
        params = authorization.params
        if "code_challenge" in params:
            params["code_challenge"] = params["code_challenge"].rstrip("=")
        super().check_pkce(authorization)


@fault(caught_by=["pkce/long-verifier"])
class HugeVerifierHashed(Reference):
    """A code_verifier of more than a thousand characters is hashed like any other."""

    def verifier_is_well_formed(self, verifier: str) -> bool:
        return len(verifier) > 1000 or super().verifier_is_well_formed(verifier)


@fault(caught_by=["pkce/repeated-verifier"])
class LastVerifierCounts(Reference):
    """Of two code_verifiers the last one counts."""

    def check_token_parameters(self, request: Request) -> None:
        form = [pair for pair in request.form if pair[0] != "code_verifier"]
        super().check_token_parameters(replace(request, form=form))


@fault(caught_by=["pkce/guesses"])
class VerifierGuessedForEver(Reference):
    """A code outlives any number of wrong code_verifiers."""

    most_guesses = 1_000_000
