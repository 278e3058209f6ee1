"""A relying party that does everything right, unless it is told to do one thing wrong."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from fakes.clock import Clock, RealClock
from fakes.keys import SigningKey, base64url
from fakes.relying_party.authentication import (
    Authentication,
    assertion_claims,
    by_assertion,
    by_form,
    by_header,
    by_id,
    client_key,
    maced,
    signed,
)

Params = dict[str, str | None]
METHODS: dict[str, dict[str, str]] = {
    "pkce": {"response_type": "code"},
    "implicit": {"response_type": "id_token", "response_mode": "form_post"},
    "hybrid": {"response_type": "code id_token", "response_mode": "form_post"},
}


@dataclass(frozen=True, slots=True)
class AuthorizationRequest:
    """An authorization request as it was sent; `verifier` is the secret behind its challenge.

    `repeated` are parameters that it contains a second time. `sent` is what the browser carries in
    place of `params`, where these are in a request object or were pushed.
    """

    params: dict[str, str]
    verifier: str
    repeated: tuple[tuple[str, str], ...] = ()
    sent: tuple[tuple[str, str], ...] = ()

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return [*(self.sent or self.params.items()), *self.repeated]

    @property
    def state(self) -> str:
        return self.params.get("state", "")

    @property
    def nonce(self) -> str:
        return self.params.get("nonce", "")

    @property
    def redirect_uri(self) -> str:
        return self.params.get("redirect_uri", "")

    def url(self, endpoint: str) -> str:
        """The request as a URL."""
        return with_query(endpoint, self.pairs)


def with_query(url: str, pairs: Iterable[tuple[str, str]]) -> str:
    """`url` with `pairs` in its query, behind what is there (RFC 6749 section 3.1)."""
    added = urlencode(list(pairs), quote_via=quote)
    return url + ("&" if "?" in url else "?") + added if added else url


@dataclass(frozen=True, slots=True, kw_only=True)
class RelyingParty:
    """The application in front of the provider: its registration, and how it asks for a login.

    `token_endpoint_auth_method` is as it was registered; if nothing is said, `client_secret_basic`
    with a secret and `none` without. `key` is what it signs with; the `issuer` is to read it.
    """

    client_id: str
    redirect_uri: str
    scopes: str
    client_secret: str = ""
    issuer: str = ""
    token_endpoint_auth_method: str = ""
    key: SigningKey = field(default_factory=client_key)
    clock: Clock = field(default_factory=RealClock)

    def authorization_request(self, method: str, **changes: str | None) -> AuthorizationRequest:
        """A request by `method`, one of METHODS, with fresh state, nonce and verifier.

        `changes` replace parameters; None leaves one out. With response_type `code` a PKCE
        challenge is added (RFC 7636 section 4.3).
        """
        verifier = secrets.token_urlsafe(48)
        params: Params = {
            **METHODS[method],
            "client_id": self.client_id,
            "redirect_uri": self.redirect_uri,
            "scope": self.scopes,
            "state": secrets.token_urlsafe(16),
            "nonce": secrets.token_urlsafe(16),
        }
        params |= {name: changes[name] for name in changes if name == "response_type"}
        if "code" in (params["response_type"] or "").split():
            params |= {"code_challenge": challenge(verifier), "code_challenge_method": "S256"}
        params |= changes
        return AuthorizationRequest({k: v for k, v in params.items() if v is not None}, verifier)

    def token_request(
        self,
        request: AuthorizationRequest,
        code: str,
        proof: Authentication | None = None,
        /,
        **changes: str | None,
    ) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Headers and form of the request that exchanges `code` (RFC 6749 section 4.1.3).

        `proof` replaces what the client would prove itself with, `changes` replace form fields.
        """
        form: Params = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": request.redirect_uri,
            "code_verifier": request.verifier if "code_challenge" in request.params else None,
        }
        return self.authenticated(form | changes, proof)

    def authenticated(
        self, form: Params, proof: Authentication | None = None
    ) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Headers and form of a request that the client sends to the provider itself.

        `form` has the last word, and None in it leaves a field out.
        """
        proof = proof or self.authentication()
        fields = proof.form | form
        return proof.headers, [(name, value) for name, value in fields.items() if value is not None]

    @property
    def proven_by(self) -> str:
        """The method by which the client proves itself."""
        default = "client_secret_basic" if self.client_secret else "none"
        return self.token_endpoint_auth_method or default

    def authentication(self) -> Authentication:
        """Says and proves who the client is, by its registered method, anew for each request."""
        match self.proven_by:
            case "client_secret_basic":
                return by_header(self.client_id, self.client_secret)
            case "client_secret_post":
                return by_form(self.client_id, self.client_secret)
            case "client_secret_jwt":
                return by_assertion(maced(self.assertion(), self.client_secret))
            case "private_key_jwt":
                return by_assertion(signed(self.assertion(), self.key))
        return by_id(self.client_id)

    def assertion(self) -> dict[str, str | int]:
        """The claims of a fresh client assertion, for the issuer to read."""
        return assertion_claims(self.client_id, self.issuer, self.clock.now())


def challenge(verifier: str) -> str:
    """The S256 challenge of `verifier` (RFC 7636 section 4.2)."""
    return base64url(hashlib.sha256(verifier.encode()).digest())
