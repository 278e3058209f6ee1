"""Defects of PKCE."""

from dataclasses import replace

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Client, Grant
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.wire.request import Request

OPTIONAL = [
    *("pkce/required", "registration/public-pkce"),
    *("pkce/required-with-form-post", "pkce/required-in-hybrid-flow"),
]


@fault(caught_by=["pkce/s256", "token/success"])
class S256Padded(Reference):
    """The provider encodes the hash with padding, so that no code_verifier fits."""

    def challenge_of(self, verifier: str) -> str:
        return super().challenge_of(verifier) + "="


@fault(caught_by=OPTIONAL)
class PkceOptional(Reference):
    """A public client may leave PKCE out."""

    def pkce_required(self, client: Client) -> bool:
        return False


@fault(caught_by=[*OPTIONAL, "pkce/verifier-without-challenge"])
class PkceOptionalAndDowngraded(Reference):
    """A code without challenge can be exchanged with any code_verifier."""

    def pkce_required(self, client: Client) -> bool:
        return False

    def check_code_verifier(self, request: Request, client: Client, grant: Grant) -> None:
        if "code_challenge" in grant.authorization.params:
            super().check_code_verifier(request, client, grant)


@fault(caught_by=["pkce/plain-refused"])
class PlainAllowed(Reference):
    """The code_challenge_method plain is allowed."""

    def challenge_methods(self) -> tuple[str, ...]:
        return ("S256", "plain")


@fault(caught_by=["pkce/method-omitted", "pkce/method-empty"])
class ChallengeWithoutMethodForgotten(Reference):
    """A code_challenge counts only if it comes with a method."""

    def check_pkce(self, authorization: Authorization) -> None:
        params = authorization.params
        if "code_challenge" in params and "code_challenge_method" not in params:
            del params["code_challenge"]
        else:
            super().check_pkce(authorization)


@fault(caught_by=["pkce/method-unknown"])
class UnknownMethodTaken(Reference):
    """A code_challenge_method that nobody knows is taken for S256."""

    def challenge_methods(self) -> tuple[str, ...]:
        return ("S256", "ssoproof")


@fault(caught_by=["pkce/challenge-malformed"])
class AnyChallengeTaken(Reference):
    """A code_challenge of any length is taken."""

    def check_pkce(self, authorization: Authorization) -> None:
        params = dict(authorization.params)
        if "code_challenge" in params:
            params["code_challenge"] = "x" * 43
        super().check_pkce(replace(authorization, params=params))


@fault(caught_by=["pkce/wrong-verifier"])
class VerifierIgnored(Reference):
    """The token endpoint never looks at the code_verifier."""

    def check_code_verifier(self, request: Request, client: Client, grant: Grant) -> None:
        pass


@fault(caught_by=["pkce/wrong-verifier"])
class VerifierNotCompared(Reference):
    """Any well-formed code_verifier will do."""

    def check_code_verifier(self, request: Request, client: Client, grant: Grant) -> None:
        verifier = request.params.get("code_verifier", "")
        challenged = "code_challenge" in grant.authorization.params
        if not challenged or not self.verifier_is_well_formed(verifier):
            super().check_code_verifier(request, client, grant)


@fault(caught_by=["pkce/missing-verifier"])
class MissingVerifierAccepted(Reference):
    """A code_verifier is only compared if there is one."""

    def check_code_verifier(self, request: Request, client: Client, grant: Grant) -> None:
        if "code_verifier" in dict(request.form):
            super().check_code_verifier(request, client, grant)


@fault(caught_by=["pkce/empty-verifier"])
class EmptyVerifierAccepted(Reference):
    """An empty code_verifier fits every code_challenge."""

    def check_code_verifier(self, request: Request, client: Client, grant: Grant) -> None:
        if ("code_verifier", "") not in request.form:
            super().check_code_verifier(request, client, grant)


@fault(caught_by=["pkce/wrong-verifier-error"])
class WrongVerifierInvalidRequest(Reference):
    """A code_verifier that does not fit is answered with invalid_request."""

    def check_code_verifier(self, request: Request, client: Client, grant: Grant) -> None:
        try:
            super().check_code_verifier(request, client, grant)
        except Rejected as refusal:
            raise Rejected("invalid_request", refusal.description) from None


@fault(caught_by=["pkce/challenge-as-verifier", "pkce/method-changed"])
class ChallengeIsVerifier(Reference):
    """The code_challenge itself is taken for a code_verifier."""

    def check_code_verifier(self, request: Request, client: Client, grant: Grant) -> None:
        challenge = grant.authorization.params.get("code_challenge", "")
        if request.params.get("code_verifier") != challenge:
            super().check_code_verifier(request, client, grant)


@fault(caught_by=["pkce/method-changed"])
class MethodOfTokenRequest(Reference):
    """The token request may say that the code_challenge was plain."""

    def check_code_verifier(self, request: Request, client: Client, grant: Grant) -> None:
        if request.params.get("code_challenge_method") != "plain":
            super().check_code_verifier(request, client, grant)


@fault(caught_by=["pkce/verifier-of-another-code", "hybrid/wrong-verifier"])
class VerifierOfAnyCode(Reference):
    """A code_verifier is taken if it fits any code that was ever given."""

    def check_code_verifier(self, request: Request, client: Client, grant: Grant) -> None:
        fitting = self.challenge_of(request.params.get("code_verifier", ""))
        others = (one.authorization for one in self.grants.values() if one is not grant)
        if fitting not in [other.params.get("code_challenge") for other in others]:
            super().check_code_verifier(request, client, grant)


@fault(caught_by=["pkce/short-verifier"])
class ShortVerifierTaken(Reference):
    """A code_verifier may be shorter than 43 characters."""

    def verifier_is_well_formed(self, verifier: str) -> bool:
        return super().verifier_is_well_formed(verifier.ljust(43, "x")) and bool(verifier)


@fault(caught_by=["pkce/long-verifier"])
class LongVerifierTaken(Reference):
    """A code_verifier may be longer than 128 characters."""

    def verifier_is_well_formed(self, verifier: str) -> bool:
        return super().verifier_is_well_formed(verifier[:128])


@fault(caught_by=["pkce/verifier-characters"])
class AnyCharacterTaken(Reference):
    """A code_verifier may contain any character."""

    def verifier_is_well_formed(self, verifier: str) -> bool:
        return super().verifier_is_well_formed("x" * len(verifier))
