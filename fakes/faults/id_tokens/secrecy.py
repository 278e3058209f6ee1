"""Tokens that give something away, or that can be taken for others."""

from typing import Any

from fakes.engine.model import Grant
from fakes.engine.provider import Provider
from fakes.faults import fault
from fakes.faults.homes import Confidential, Reference
from fakes.keys import half_hash


def access_token_claims(provider: Provider, grant: Grant) -> dict[str, Any]:
    """The claims of a JWT access token (RFC 9068 section 2.2)."""
    now = int(provider.clock.now())
    return {
        "iss": provider.issuer,
        "sub": provider.subject(grant),
        "aud": "https://api.example.com",
        "client_id": grant.client.client_id,
        "iat": now,
        "exp": now + provider.access_token_lifetime_s,
        "jti": provider.random(),
    }


def signed(provider: Provider, claims: dict[str, Any], **header: str) -> str:
    """A JWT access token; it is known here by its value, like any other."""
    return provider.sign(claims, provider.id_token_key(), provider.id_token_header() | header)


@fault(caught_by=["id-token/s-hash", "hybrid/s-hash"])
class HashOfNoState(Reference):
    """The s_hash of the ID Token is the hash of something else."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        return super().id_token_claims(grant) | {"s_hash": half_hash("another state")}


@fault(caught_by=["id-token/no-secrets"])
class PasswordHashInIdToken(Reference):
    """The ID Token holds the hash of the user's password."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        return claims | {"https://op.example.com/password_hash": "$2b$12$abcdefghijklmnopqrstuv"}


@fault(caught_by=["id-token/no-secrets"])
class SecretInIdToken(Confidential):
    """The ID Token holds the secret of its client."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        return super().id_token_claims(grant) | {"key": grant.client.secret}


@fault(
    caught_by=[
        "id-token/subject-is-no-address",
        "subject/pairwise-sectors",
        "subject/pairwise-not-public",
        "subject/pairwise-userinfo",
    ]
)
class AddressAsSubject(Reference):
    """The identifier of a user is the user's address."""

    def subject(self, grant: Grant) -> str:
        return str(grant.user.claims["email"])


@fault(caught_by=["token/jwt-signed"], at_home=["dpop/jwt-confirmation"])
class UnsignedAccessToken(Reference):
    """The access token is a JWT without signature."""

    def access_token_value(self, grant: Grant) -> str:
        return signed(self, access_token_claims(self, grant)).rpartition(".")[0] + "."


@fault(caught_by=["token/jwt-distinct"], at_home=["dpop/jwt-confirmation"])
class AccessTokenLikeAnIdToken(Reference):
    """The access token is a JWT whose audience is the client."""

    def access_token_value(self, grant: Grant) -> str:
        claims = access_token_claims(self, grant)
        return signed(self, claims | {"aud": grant.client.client_id})


@fault(caught_by=["token/jwt-claims"], at_home=["dpop/jwt-confirmation"])
class AccessTokenWithoutAudience(Reference):
    """The access token says that it follows RFC 9068, and has no audience."""

    def access_token_value(self, grant: Grant) -> str:
        claims = access_token_claims(self, grant)
        del claims["aud"]
        return signed(self, claims, typ="at+jwt")


@fault(caught_by=["token/jwt-issuer"], at_home=["dpop/jwt-confirmation"])
class AccessTokenOfAnotherIssuer(Reference):
    """The access token follows RFC 9068, and names another issuer."""

    def access_token_value(self, grant: Grant) -> str:
        claims = access_token_claims(self, grant) | {"iss": "https://issuer.example.com"}
        return signed(self, claims, typ="at+jwt")
