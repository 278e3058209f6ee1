"""Defects of the tokens of the hybrid flow."""

from typing import Any

from fakes.engine.endpoint import Pairs, Rejected, Request
from fakes.engine.model import Authorization, Client, Grant, Session
from fakes.faults import fault
from fakes.faults.flows.hybrid import is_hybrid
from fakes.faults.homes import Reference
from fakes.keys import SigningKey, half_hash, rsa_key


def is_first(grant: Grant):
    """Whether an ID Token is for the authorization response of the hybrid flow."""
    return is_hybrid(grant.authorization) and not grant.used


def is_second(grant: Grant):
    """Whether an ID Token is for the code of the hybrid flow."""
    return is_hybrid(grant.authorization) and grant.used


def claiming(when, **claims):
    """A mixin that puts `claims` into ID Tokens; None takes one out."""

    class Claiming(Reference):
        def id_token_claims(self, grant: Grant) -> dict[str, Any]:
            changed = super().id_token_claims(grant) | (claims if when(grant) else {})
            return {name: value for name, value in changed.items() if value is not None}

    return Claiming


@fault(caught_by=["hybrid/id-token-signature"])
class HybridForeignKey(Reference):
    """The ID Token of the hybrid flow is signed by a key that nobody published."""

    def signed_id_token(self, grant: Grant) -> str:
        if not is_first(grant):
            return super().signed_id_token(grant)
        key = SigningKey(self.id_token_key().kid, rsa_key("foreign"))
        return self.sign(self.id_token_claims(grant), key, self.id_token_header())


@fault(caught_by=["hybrid/id-token-issuer", "hybrid/same-subject"])
class HybridWrongIssuer(claiming(is_first, iss="https://issuer.example.com")):
    """The ID Token of the hybrid flow names another issuer."""


@fault(caught_by=["hybrid/id-token-audience"])
class HybridWrongAudience(claiming(is_first, aud="someone-else")):
    """The ID Token of the hybrid flow names somebody else's client."""


@fault(caught_by=["hybrid/id-token-nonce"])
class HybridNonceForgotten(claiming(is_first, nonce=None)):
    """The ID Token of the hybrid flow lacks the nonce of the request."""


@fault(caught_by=["hybrid/id-token-not-expired"])
class HybridExpired(claiming(is_first, exp=1_000_000_000)):
    """The ID Token of the hybrid flow expired long ago."""


@fault(caught_by=["hybrid/c-hash"])
class CodeHashForgotten(claiming(is_first, c_hash=None)):
    """The ID Token of the hybrid flow has no c_hash."""


@fault(caught_by=["hybrid/c-hash", "hybrid/second-c-hash"])
class WrongCodeHash(Reference):
    """c_hash is twice as long as it should be."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        return claims | {"c_hash": claims["c_hash"] * 2} if "c_hash" in claims else claims


@fault(caught_by=["hybrid/at-hash"])
class HybridAccessTokenHashForgotten(claiming(is_first, at_hash=None)):
    """The ID Token of the hybrid flow has no at_hash."""


@fault(caught_by=["hybrid/s-hash"])
class WrongStateHash(claiming(is_first, s_hash=half_hash("another state"))):
    """s_hash in the ID Token is the hash of another state."""


@fault(caught_by=["hybrid/code-exchange"])
class HybridCodeRefused(Reference):
    """The token endpoint takes no codes of the hybrid flow."""

    def check_code_is_fresh(self, request: Request, client: Client, grant: Grant) -> None:
        super().check_code_is_fresh(request, client, grant)
        if is_hybrid(grant.authorization):
            raise Rejected("invalid_grant", "The code was issued by another flow.")


@fault(caught_by=["hybrid/same-subject"])
class HybridSubjectsDiffer(claiming(is_second, sub="another-user")):
    """The ID Token for a hybrid code names another user than the first one."""


@fault(caught_by=[], at_home=["hybrid/same-authentication"])
class HybridAuthTimeOnce(claiming(is_second, auth_time=None)):
    """Only the first ID Token of a hybrid login tells when the user logged in."""


@fault(caught_by=["hybrid/same-user-claims"])
class HybridEmailsDiffer(claiming(is_second, email="another@example.com")):
    """The two ID Tokens of a hybrid login have two e-mail addresses."""


@fault(caught_by=["hybrid/second-nonce"])
class SecondNonceForgotten(claiming(is_second, nonce=None)):
    """The ID Token for a hybrid code lacks the nonce of the request."""


@fault(caught_by=["hybrid/second-c-hash"])
class SecondCodeHashWrong(claiming(is_second, c_hash=half_hash("another code"))):
    """c_hash of the ID Token for a hybrid code is that of another code."""


@fault(caught_by=["hybrid/second-at-hash"])
class SecondAccessTokenHashWrong(claiming(is_second, at_hash=half_hash("another token"))):
    """at_hash of the ID Token for a hybrid code is that of another access token."""


@fault(caught_by=["hybrid/access-token"])
class HybridAccessTokenDead(Reference):
    """The access token of a hybrid response does not work."""

    def response_parameters(self, authorization: Authorization, session: Session) -> Pairs:
        pairs = super().response_parameters(authorization, session)
        if is_hybrid(authorization):
            self.access_tokens.pop(dict(pairs).get("access_token"), None)
        return pairs


@fault(caught_by=[], at_home=["hybrid/claims-at-userinfo"])
class HybridIdTokenTellsAll(Reference):
    """The ID Token beside a code has all claims of the user."""

    def user_claims_in_id_token(self, grant: Grant) -> dict[str, Any]:
        return (
            self.user_claims(grant) if is_first(grant) else super().user_claims_in_id_token(grant)
        )
