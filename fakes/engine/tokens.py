"""What the tokens say: claims, headers, signatures."""

from typing import Any

import jwt

from fakes.engine.core import Core
from fakes.engine.model import AccessToken, Grant
from fakes.keys import Key, SigningKey, half_hash

# fmt: off
PROFILE = [
    "name", "family_name", "given_name", "middle_name", "nickname", "preferred_username",
    "profile", "picture", "website", "gender", "birthdate", "zoneinfo", "locale", "updated_at",
]
# fmt: on
SCOPE_CLAIMS = {
    "profile": PROFILE,
    "email": ["email", "email_verified"],
    "address": ["address"],
    "phone": ["phone_number", "phone_number_verified"],
}


class Tokens(Core):
    """ID Tokens (Core section 2) and opaque access tokens."""

    id_token_lifetime_s = 3600
    access_token_lifetime_s = 3600

    def id_token(self, grant: Grant) -> str:
        """A signed ID Token for `grant`, which may come back as a hint about the user."""
        token = self.signed_id_token(grant)
        self.hints[token] = grant.user.username
        return token

    def signed_id_token(self, grant: Grant) -> str:
        return self.sign(self.id_token_claims(grant), self.id_token_key(), self.id_token_header())

    def id_token_key(self) -> SigningKey:
        return self.signing_keys()[0]

    def id_token_header(self) -> dict[str, Any]:
        return {"alg": "RS256", "kid": self.id_token_key().kid, "typ": "JWT"}

    def sign(self, claims: dict[str, Any], key: Key, header: dict[str, Any]) -> str:
        """A JWS in compact form; a header without `typ` gets none."""
        return jwt.encode(
            claims, key.private, algorithm=header["alg"], headers={"typ": ""} | header
        )

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        """The claims of Core section 2, and those about the user."""
        now = int(self.clock.now())
        claims = {
            "iss": self.issuer,
            "sub": self.subject(grant),
            "aud": grant.client.client_id,
            "exp": now + self.id_token_lifetime_s,
            "iat": now,
            "auth_time": int(grant.session.auth_time),
        }
        if "nonce" in grant.authorization.params:
            claims["nonce"] = grant.authorization.params["nonce"]
        if grant.access_token:
            claims["at_hash"] = self.at_hash(grant.access_token)
        return claims | self.user_claims_in_id_token(grant)

    def user_claims_in_id_token(self, grant: Grant) -> dict[str, Any]:
        """All of them where no UserInfo can be asked (Core 5.4), else what the client wants."""
        claims = self.user_claims(grant)
        if grant.authorization.response_type != "id_token":
            claims = {n: claims[n] for n in grant.client.id_token_claims if n in claims}
        return claims

    def at_hash(self, access_token: str) -> str:
        return half_hash(access_token)

    def subject(self, grant: Grant) -> str:
        sub: str = grant.user.claims["sub"]
        return sub

    def user_claims(self, grant: Grant) -> dict[str, Any]:
        """The user's claims that the granted scopes ask for (Core 5.4)."""
        names = [name for scope in grant.scopes for name in self.scope_claims().get(scope, ())]
        known = grant.user.claims
        return {name: known[name] for name in names if name in known}

    def scope_claims(self) -> dict[str, list[str]]:
        return SCOPE_CLAIMS

    def new_access_token(self, grant: Grant) -> str:
        """An access token that the UserInfo endpoint will know."""
        value = self.access_token_value(grant)
        expires_at = self.clock.now() + self.access_token_lifetime_s
        self.access_tokens[value] = AccessToken(value, grant, expires_at)
        grant.access_token = value
        grant.access_tokens.append(value)
        return value

    def access_token_value(self, grant: Grant) -> str:
        return self.random()
