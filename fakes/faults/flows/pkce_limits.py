"""Defects of PKCE with odd requests, and of who needs it."""

from dataclasses import replace

from fakes.faults import fault


@fault(caught_by=["pkce/required-with-form-post"])
class PkceOptionalWithFormPost:
    """A public client may leave PKCE out where its code is posted."""

    def check_pkce(self, authorization):
        if authorization.response_mode != "form_post":
            super().check_pkce(authorization)


@fault(caught_by=["pkce/required-in-hybrid-flow"])
class PkceOptionalInHybridFlow:
    """A public client may leave PKCE out where tokens come with its code."""

    def check_pkce(self, authorization):
        if authorization.response_type == "code":
            super().check_pkce(authorization)


@fault(caught_by=["pkce/confidential-without-challenge"])
class NonceWithChallengeOnly:
    """An ID Token has a nonce only if the code had a code_challenge."""

    def id_token_claims(self, grant):
        claims = super().id_token_claims(grant)
        params = grant.authorization.params
        if params.get("response_type") == "code" and "code_challenge" not in params:
            claims.pop("nonce", None)
        return claims


def forget_challenge(authorization):
    """Leaves the challenge out of what is remembered of the request."""
    for name in ("code_challenge", "code_challenge_method"):
        authorization.params.pop(name, None)


@fault(caught_by=["pkce/method-in-other-case"])
class MethodInOtherCaseForgotten:
    """A code_challenge whose method is spelled s256 is taken and never looked at."""

    def check_pkce(self, authorization):
        if authorization.params.get("code_challenge_method") != "s256":
            super().check_pkce(authorization)
        else:
            forget_challenge(authorization)


@fault(caught_by=["pkce/method-empty"])
class EmptyMethodForgotten:
    """A code_challenge whose method is empty is taken and never looked at."""

    def check_pkce(self, authorization):
        if ("code_challenge_method", "") not in authorization.pairs:
            super().check_pkce(authorization)
        else:
            forget_challenge(authorization)


@fault(caught_by=["pkce/empty-challenge"])
class EmptyChallengeFits:
    """An empty code_challenge is taken, and fits every code_verifier."""

    def check_pkce(self, authorization):
        if ("code_challenge", "") not in authorization.pairs:
            super().check_pkce(authorization)

    def check_code_verifier(self, request, client, grant):
        if ("code_challenge", "") not in grant.authorization.pairs:
            super().check_code_verifier(request, client, grant)


@fault(caught_by=["pkce/padded-challenge"])
class PaddingForgiven:
    """Padding at the end of a code_challenge is cut off."""

    def check_pkce(self, authorization):
        params = authorization.params
        if "code_challenge" in params:
            params["code_challenge"] = params["code_challenge"].rstrip("=")
        super().check_pkce(authorization)


@fault(caught_by=["pkce/huge-verifier"])
class HugeVerifierHashed:
    """A code_verifier of more than a thousand characters is hashed like any other."""

    def verifier_is_well_formed(self, verifier):
        return len(verifier) > 1000 or super().verifier_is_well_formed(verifier)


@fault(caught_by=["pkce/repeated-verifier"])
class LastVerifierCounts:
    """Of two code_verifiers the last one counts."""

    def check_token_parameters(self, request):
        form = [pair for pair in request.form if pair[0] != "code_verifier"]
        super().check_token_parameters(replace(request, form=form))


@fault(caught_by=["pkce/guesses"])
class VerifierGuessedForEver:
    """A code outlives any number of wrong code_verifiers."""

    most_guesses = 1_000_000
