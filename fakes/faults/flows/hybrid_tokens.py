"""Defects of the tokens of the hybrid flow."""

from typing import Any

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Client, Grant, Session
from fakes.faults import fault
from fakes.faults.editing import without
from fakes.faults.flows.hybrid_logins import is_first, is_hybrid, is_second
from fakes.faults.homes import Reference
from fakes.keys import SigningKey, half_hash, rsa_key
from fakes.wire.request import Pairs, Request


@fault(caught_by=["hybrid/id-token-signature"])
class HybridForeignKey(Reference):
    """The ID Token of the hybrid flow is signed by a key that nobody published."""

    def signed_id_token(self, grant: Grant) -> str:
        if not is_first(grant):
            return super().signed_id_token(grant)
        key = SigningKey(self.id_token_key().kid, rsa_key("foreign"))
        return self.sign(self.id_token_claims(grant), key, self.id_token_header())


@fault(caught_by=["hybrid/id-token-issuer", "hybrid/same-subject"])
class HybridWrongIssuer(Reference):
    """The ID Token of the hybrid flow names another issuer."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        other = {"iss": "https://issuer.example.com"} if is_first(grant) else {}
        return super().id_token_claims(grant) | other


@fault(caught_by=["hybrid/id-token-audience"])
class HybridWrongAudience(Reference):
    """The ID Token of the hybrid flow names somebody else's client."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        other = {"aud": "someone-else"} if is_first(grant) else {}
        return super().id_token_claims(grant) | other


@fault(caught_by=["hybrid/id-token-nonce"])
class HybridNonceForgotten(Reference):
    """The ID Token of the hybrid flow lacks the nonce of the request."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        return without(claims, "nonce") if is_first(grant) else claims


@fault(caught_by=["hybrid/id-token-not-expired"])
class HybridExpired(Reference):
    """The ID Token of the hybrid flow expired long ago."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        other = {"exp": 1_000_000_000} if is_first(grant) else {}
        return super().id_token_claims(grant) | other


@fault(caught_by=["hybrid/c-hash"])
class CodeHashForgotten(Reference):
    """The ID Token of the hybrid flow has no c_hash."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        return without(claims, "c_hash") if is_first(grant) else claims


@fault(caught_by=["hybrid/c-hash", "hybrid/second-c-hash"])
class WrongCodeHash(Reference):
    """c_hash is twice as long as it should be."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        return claims | {"c_hash": claims["c_hash"] * 2} if "c_hash" in claims else claims


@fault(caught_by=["hybrid/at-hash"])
class HybridAccessTokenHashForgotten(Reference):
    """The ID Token of the hybrid flow has no at_hash."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        return without(claims, "at_hash") if is_first(grant) else claims


@fault(caught_by=["hybrid/s-hash"])
class WrongStateHash(Reference):
    """s_hash in the ID Token is the hash of another state."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        other = {"s_hash": half_hash("another state")} if is_first(grant) else {}
        return super().id_token_claims(grant) | other


@fault(caught_by=["hybrid/code-exchange"])
class HybridCodeRefused(Reference):
    """The token endpoint takes no codes of the hybrid flow."""

    def check_code_is_fresh(self, request: Request, client: Client, grant: Grant) -> None:
        super().check_code_is_fresh(request, client, grant)
        if is_hybrid(grant.authorization):
            raise Rejected("invalid_grant", "The code was issued by another flow.")


@fault(caught_by=["hybrid/same-subject"])
class HybridSubjectsDiffer(Reference):
    """The ID Token for a hybrid code names another user than the first one."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        other = {"sub": "another-user"} if is_second(grant) else {}
        return super().id_token_claims(grant) | other


@fault(caught_by=[], at_home=["hybrid/same-authentication"])
class HybridAuthTimeOnce(Reference):
    """Only the first ID Token of a hybrid login tells when the user logged in."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        return without(claims, "auth_time") if is_second(grant) else claims


@fault(caught_by=["hybrid/same-user-claims"])
class HybridEmailsDiffer(Reference):
    """The two ID Tokens of a hybrid login have two e-mail addresses."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        other = {"email": "another@example.com"} if is_second(grant) else {}
        return super().id_token_claims(grant) | other


@fault(caught_by=["hybrid/second-nonce"])
class SecondNonceForgotten(Reference):
    """The ID Token for a hybrid code lacks the nonce of the request."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        return without(claims, "nonce") if is_second(grant) else claims


@fault(caught_by=["hybrid/second-c-hash"])
class SecondCodeHashWrong(Reference):
    """c_hash of the ID Token for a hybrid code is that of another code."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        other = {"c_hash": half_hash("another code")} if is_second(grant) else {}
        return super().id_token_claims(grant) | other


@fault(caught_by=["hybrid/second-at-hash"])
class SecondAccessTokenHashWrong(Reference):
    """at_hash of the ID Token for a hybrid code is that of another access token."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        other = {"at_hash": half_hash("another token")} if is_second(grant) else {}
        return super().id_token_claims(grant) | other


@fault(caught_by=["hybrid/access-token"])
class HybridAccessTokenDead(Reference):
    """The access token of a hybrid response does not work."""

    def response_parameters(self, authorization: Authorization, session: Session) -> Pairs:
        pairs = super().response_parameters(authorization, session)
        if is_hybrid(authorization):
            self.access_tokens.pop(dict(pairs).get("access_token", ""), None)
        return pairs


@fault(caught_by=[], at_home=["hybrid/claims-at-userinfo"])
class HybridIdTokenTellsAll(Reference):
    """The ID Token beside a code has all claims of the user."""

    def user_claims_in_id_token(self, grant: Grant) -> dict[str, Any]:
        return (
            self.user_claims(grant) if is_first(grant) else super().user_claims_in_id_token(grant)
        )
