"""The code_challenge_method `plain` (RFC 7636 section 4.2), for products that still have it."""

from fakes.engine.model import Grant
from fakes.engine.provider import Provider

PLAIN = "plain"


class PlainChallenges(Provider):
    """The challenge may be the verifier itself, and is where no method is named (4.3)."""

    def challenge_methods(self) -> tuple[str, ...]:
        return (*super().challenge_methods(), PLAIN)

    def challenge_is_well_formed(self, challenge: str, method: str) -> bool:
        """As a verifier is (RFC 7636 section 4.1)."""
        if method == PLAIN:
            return self.verifier_is_well_formed(challenge)
        return super().challenge_is_well_formed(challenge, method)

    def expected_challenge(self, grant: Grant) -> str:
        challenge = super().expected_challenge(grant)
        method = grant.authorization.params.get("code_challenge_method", PLAIN)
        return self.challenge_of(challenge) if method == PLAIN else challenge
