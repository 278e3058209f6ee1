"""Access tokens that are bound to a key of the client (RFC 9449)."""

import hashlib
import json
from dataclasses import replace
from typing import Any

import jwt
from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Client, Grant
from fakes.engine.provider import Provider
from fakes.features.clients.jwts import SIGNATURE_ALONE
from fakes.features.tokens.refresh import RefreshTokens
from fakes.keys import base64url
from fakes.wire.request import Request

ALGORITHMS = ("ES256", "RS256")
# RFC 7638 section 3.2: what of a public key its thumbprint is made of.
PUBLIC_MEMBERS = {"EC": ("crv", "kty", "x", "y"), "RSA": ("e", "kty", "n")}


class DPoP(RefreshTokens, Provider):
    """A client that proves a key gets tokens that are good with that key alone.

    `bound` are the thumbprints of the keys, by the tokens and codes that are bound to them.
    """

    proof_lifetime_s = 60
    proof_rules = (
        "check_proof_request",
        "check_proof_age",
        "check_proof_identifier",
        "check_proof_is_new",
    )

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.bound: dict[str, str] = {}
        self.proofs: set[str] = set()
        self.proved = ""

    def metadata(self) -> dict[str, Any]:
        return super().metadata() | {"dpop_signing_alg_values_supported": list(ALGORITHMS)}

    # Proofs (section 4.3)

    def thumbprint(self, request: Request, token: str = "") -> str:
        """The key that a request proves, empty without a proof. Raises Rejected."""
        proof = request.headers.get("dpop", "")
        if not proof:
            return ""
        header, claims = self.verified_proof(proof)
        for rule in self.proof_rules:
            getattr(self, rule)(request, claims)
        if token:
            self.check_proof_token(claims, token)
        return thumbprint_of(header["jwk"])

    def verified_proof(self, proof: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """Header and claims of a proof, signed by the public key that it brings."""
        try:
            header = jwt.get_unverified_header(proof)
            self.check_proof_header(header)
            claims = self.claims_of_proof(proof, header)
        except (jwt.PyJWTError, KeyError, TypeError, ValueError):
            raise bad_proof("It cannot be verified.") from None
        return header, claims

    def check_proof_header(self, header: dict[str, Any]) -> None:
        """An asymmetric signature, and no private key (section 4.3)."""
        if header.get("typ") != "dpop+jwt" or header.get("alg") not in ALGORITHMS:
            raise bad_proof("Its type or its algorithm is wrong.")
        if "d" in header["jwk"]:
            raise bad_proof("Its key is a private one.")

    def claims_of_proof(self, proof: str, header: dict[str, Any]) -> dict[str, Any]:
        key = jwt.PyJWK(header["jwk"], algorithm=header["alg"]).key
        return jwt.decode(proof, key, [header["alg"]], options=SIGNATURE_ALONE)

    def check_proof_request(self, request: Request, claims: dict[str, Any]) -> None:
        """It was made for this method and this URL."""
        self.check_proof_method(request, claims)
        self.check_proof_url(request, claims)

    def check_proof_method(self, request: Request, claims: dict[str, Any]) -> None:
        if claims.get("htm") != request.method:
            raise bad_proof("It is for another method.")

    def check_proof_url(self, request: Request, claims: dict[str, Any]) -> None:
        if claims.get("htu") != request.url:
            raise bad_proof("It is for another URL.")

    def check_proof_age(self, request: Request, claims: dict[str, Any]) -> None:
        """It was made just now, by two clocks that may differ a little."""
        issued = claims.get("iat")
        if not isinstance(issued, int) or abs(self.clock.now() - issued) > self.proof_lifetime_s:
            raise bad_proof("It is too old.")

    def check_proof_identifier(self, request: Request, claims: dict[str, Any]) -> None:
        """It has what tells it from others (section 4.2)."""
        if not claims.get("jti"):
            raise bad_proof("It has no jti.")

    def check_proof_is_new(self, request: Request, claims: dict[str, Any]) -> None:
        """It comes once (section 11.1)."""
        if claims.get("jti") in self.proofs:
            raise bad_proof("It was used before.")
        self.proofs.add(claims.get("jti", ""))

    def check_proof_token(self, claims: dict[str, Any], token: str) -> None:
        """It was made for this access token (section 4.3)."""
        if claims.get("ath") != base64url(hashlib.sha256(token.encode()).digest()):
            raise bad_proof("It is for another access token.")

    # Token endpoint (section 5)

    def check_token_request(self, request: Request) -> None:
        super().check_token_request(request)
        if request.url == self.endpoints["token"]:
            self.proved = self.thumbprint(request)

    def exchange_code(self, request: Request, client: Client) -> dict[str, Any]:
        grant = self.grants.get(request.params.get("code", ""))
        wanted = grant.authorization.params.get("dpop_jkt", "") if grant else ""
        if wanted and wanted != self.proved:
            raise Rejected("invalid_grant", "The code is bound to another key.")
        return super().exchange_code(request, client)

    def refresh(self, request: Request, client: Client) -> dict[str, Any]:
        """A public client's refresh token is bound as well (section 5)."""
        key = self.bound.get(request.params.get("refresh_token", ""))
        if key and not client.secret and not self.refresh_key_fits(key):
            raise Rejected("invalid_grant", "The refresh token is bound to another key.")
        return super().refresh(request, client)

    def refresh_key_fits(self, key: str) -> bool:
        return key == self.proved

    def token_response(self, grant: Grant) -> dict[str, Any]:
        answer = super().token_response(grant)
        if not self.proved:
            return answer
        self.bound[answer["access_token"]] = self.proved
        if "refresh_token" in answer:
            self.bound[answer["refresh_token"]] = self.proved
        return answer | {"token_type": "DPoP"}

    # UserInfo (section 7.1)

    def grant_of_bearer(self, request: Request) -> Grant:
        """A bound token comes with the scheme DPoP and a proof of its key."""
        scheme, _, value = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "dpop":
            token = self.header_token(request) or self.form_token(request)
            self.check_not_bound(token)
            return super().grant_of_bearer(request)
        self.check_key(request, value.strip())
        headers = request.headers | {"authorization": f"Bearer {value}"}
        return super().grant_of_bearer(replace(request, headers=headers))

    def check_not_bound(self, token: str) -> None:
        if token in self.bound:
            raise Rejected("invalid_token", "The access token is bound to a key.", 401)

    def check_key(self, request: Request, token: str) -> None:
        """The proof is by the key that the token is bound to."""
        try:
            proved = self.thumbprint(request, token)
        except Rejected as refusal:
            raise Rejected(refusal.error, refusal.description, 401) from None
        if self.bound.get(token) != proved or not proved:
            raise Rejected("invalid_token", "The access token is bound to another key.", 401)

    def userinfo(self, request: Request) -> Response:
        """Who comes with the scheme DPoP is refused in the words of that scheme (section 7.1)."""
        response = super().userinfo(request)
        scheme = request.headers.get("authorization", "").partition(" ")[0]
        if scheme.lower() == "dpop" and "www-authenticate" in response.headers:
            response.headers["www-authenticate"] = self.proof_challenge(response)
        return response

    def proof_challenge(self, response: Response) -> str:
        """The error of the refusal, and what a proof may be signed with."""
        told = json.loads(bytes(response.body))
        error = f', error="{told["error"]}"' if "error" in told else ""
        return f'DPoP algs="{" ".join(ALGORITHMS)}"{error}'


def bad_proof(why: str) -> Rejected:
    return Rejected("invalid_dpop_proof", f"The DPoP proof is not valid. {why}")


def thumbprint_of(jwk: dict[str, Any]) -> str:
    """RFC 7638 section 3, with SHA-256."""
    members = {name: jwk[name] for name in PUBLIC_MEMBERS[jwk["kty"]]}
    text = json.dumps(members, separators=(",", ":"), sort_keys=True)
    return base64url(hashlib.sha256(text.encode()).digest())
