"""Defects of PKCE."""

from dataclasses import replace

from fakes.engine.endpoint import Rejected
from fakes.faults import fault

COMPARED = [
    "pkce/wrong-verifier",
    "pkce/challenge-as-verifier",
    "pkce/method-changed",
    "pkce/verifier-of-another-code",
    "pkce/guesses",
]
OPTIONAL = [
    *("pkce/required", "registration/public-pkce"),
    *("pkce/required-with-form-post", "pkce/required-in-hybrid-flow"),
]
REQUIRED = ["pkce/missing-verifier", "pkce/empty-verifier"]
FORM = [
    *("pkce/short-verifier", "pkce/long-verifier", "pkce/huge-verifier"),
    "pkce/verifier-characters",
]


@fault(caught_by=["pkce/s256", "token/success"])
class S256Padded:
    """The provider encodes the hash with padding, so that no code_verifier fits."""

    def challenge_of(self, verifier):
        return super().challenge_of(verifier) + "="


@fault(caught_by=OPTIONAL)
class PkceOptional:
    """A public client may leave PKCE out."""

    def pkce_required(self, client):
        return False


@fault(caught_by=[*OPTIONAL, "pkce/empty-challenge", "pkce/verifier-without-challenge"])
class PkceOptionalAndDowngraded:
    """A code without challenge can be exchanged with any code_verifier."""

    def pkce_required(self, client):
        return False

    def check_code_verifier(self, request, client, grant):
        if "code_challenge" in grant.authorization.params:
            super().check_code_verifier(request, client, grant)


@fault(caught_by=["pkce/plain-refused"], at_home=["pkce/plain-as-announced"])
class PlainAllowed:
    """The code_challenge_method plain is allowed."""

    def challenge_methods(self):
        return ("S256", "plain")


@fault(caught_by=["pkce/method-omitted", "pkce/method-empty"])
class ChallengeWithoutMethodForgotten:
    """A code_challenge counts only if it comes with a method."""

    def check_pkce(self, authorization):
        params = authorization.params
        if "code_challenge" in params and "code_challenge_method" not in params:
            del params["code_challenge"]
        else:
            super().check_pkce(authorization)


@fault(caught_by=["pkce/method-unknown"])
class UnknownMethodTaken:
    """A code_challenge_method that nobody knows is taken for S256."""

    def challenge_methods(self):
        return ("S256", "S512")


@fault(caught_by=["pkce/challenge-malformed", "pkce/padded-challenge"])
class AnyChallengeTaken:
    """A code_challenge of any length is taken."""

    def check_pkce(self, authorization):
        params = dict(authorization.params)
        if "code_challenge" in params:
            params["code_challenge"] = "x" * 43
        super().check_pkce(replace(authorization, params=params))


@fault(caught_by=[*COMPARED, *REQUIRED, *FORM, "hybrid/wrong-verifier"])
class VerifierIgnored:
    """The token endpoint never looks at the code_verifier."""

    def check_code_verifier(self, request, client, grant):
        pass


@fault(caught_by=[*COMPARED, "hybrid/wrong-verifier"])
class VerifierNotCompared:
    """Any well-formed code_verifier will do."""

    def check_code_verifier(self, request, client, grant):
        verifier = request.params.get("code_verifier", "")
        challenged = "code_challenge" in grant.authorization.params
        if not challenged or not self.verifier_is_well_formed(verifier):
            super().check_code_verifier(request, client, grant)


@fault(caught_by=["pkce/missing-verifier"])
class MissingVerifierAccepted:
    """A code_verifier is only compared if there is one."""

    def check_code_verifier(self, request, client, grant):
        if "code_verifier" in dict(request.form):
            super().check_code_verifier(request, client, grant)


@fault(caught_by=["pkce/empty-verifier"])
class EmptyVerifierAccepted:
    """An empty code_verifier fits every code_challenge."""

    def check_code_verifier(self, request, client, grant):
        if ("code_verifier", "") not in request.form:
            super().check_code_verifier(request, client, grant)


@fault(caught_by=["pkce/wrong-verifier-error"])
class WrongVerifierInvalidRequest:
    """A code_verifier that does not fit is answered with invalid_request."""

    def check_code_verifier(self, request, client, grant):
        try:
            super().check_code_verifier(request, client, grant)
        except Rejected as refusal:
            raise Rejected("invalid_request", refusal.description) from None


@fault(caught_by=["pkce/challenge-as-verifier", "pkce/method-changed"])
class ChallengeIsVerifier:
    """The code_challenge itself is taken for a code_verifier."""

    def check_code_verifier(self, request, client, grant):
        challenge = grant.authorization.params.get("code_challenge", "")
        if request.params.get("code_verifier") != challenge:
            super().check_code_verifier(request, client, grant)


@fault(caught_by=["pkce/method-changed"])
class MethodOfTokenRequest:
    """The token request may say that the code_challenge was plain."""

    def check_code_verifier(self, request, client, grant):
        if request.params.get("code_challenge_method") != "plain":
            super().check_code_verifier(request, client, grant)


@fault(caught_by=["pkce/verifier-of-another-code", "hybrid/wrong-verifier"])
class VerifierOfAnyCode:
    """A code_verifier is taken if it fits any code that was ever given."""

    def check_code_verifier(self, request, client, grant):
        fitting = self.challenge_of(request.params.get("code_verifier", ""))
        others = (one.authorization for one in self.grants.values() if one is not grant)
        if fitting not in [other.params.get("code_challenge") for other in others]:
            super().check_code_verifier(request, client, grant)


@fault(caught_by=["pkce/short-verifier"])
class ShortVerifierTaken:
    """A code_verifier may be shorter than 43 characters."""

    def verifier_is_well_formed(self, verifier):
        return super().verifier_is_well_formed(verifier.ljust(43, "x")) and bool(verifier)


@fault(caught_by=["pkce/long-verifier", "pkce/huge-verifier"])
class LongVerifierTaken:
    """A code_verifier may be longer than 128 characters."""

    def verifier_is_well_formed(self, verifier):
        return super().verifier_is_well_formed(verifier[:128])


@fault(caught_by=["pkce/verifier-characters"])
class AnyCharacterTaken:
    """A code_verifier may contain any character."""

    def verifier_is_well_formed(self, verifier):
        return super().verifier_is_well_formed("x" * len(verifier))
