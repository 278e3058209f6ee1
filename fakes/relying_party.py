"""A relying party that does everything right, unless it is told to do one thing wrong."""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from urllib.parse import quote, urlencode

Params = dict[str, str | None]
METHODS: dict[str, dict[str, str]] = {
    "pkce": {"response_type": "code"},
    "implicit": {"response_type": "id_token", "response_mode": "form_post"},
}


@dataclass(frozen=True, slots=True)
class AuthorizationRequest:
    """An authorization request as it was sent; `verifier` is the secret behind its challenge.

    `repeated` are parameters that it contains a second time.
    """

    params: dict[str, str]
    verifier: str
    repeated: tuple[tuple[str, str], ...] = ()

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return [*self.params.items(), *self.repeated]

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
        """The request as a URL (RFC 6749 section 3.1: a query that is there stays)."""
        joint = "&" if "?" in endpoint else "?"
        return endpoint + joint + urlencode(self.pairs, quote_via=quote)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelyingParty:
    """The application in front of the provider: its registration, and how it asks for a login."""

    client_id: str
    redirect_uri: str
    scopes: str
    client_secret: str = ""

    def authorization_request(self, method: str, **changes: str | None) -> AuthorizationRequest:
        """A request by `method` (`pkce` or `implicit`) with fresh state, nonce and verifier.

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
        self, request: AuthorizationRequest, code: str, **changes: str | None
    ) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Headers and form of the request that exchanges `code` (RFC 6749 section 4.1.3)."""
        form: Params = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": request.redirect_uri,
            "client_id": None if self.client_secret else self.client_id,
            "code_verifier": request.verifier if "code_challenge" in request.params else None,
        }
        form |= changes
        headers = [("authorization", self._basic())] if self.client_secret else []
        return headers, [(name, value) for name, value in form.items() if value is not None]

    def _basic(self) -> str:
        """HTTP Basic authentication of the client (RFC 6749 section 2.3.1)."""
        pair = f"{quote(self.client_id, safe='')}:{quote(self.client_secret, safe='')}"
        return "Basic " + base64.b64encode(pair.encode()).decode()


def challenge(verifier: str) -> str:
    """The S256 challenge of `verifier` (RFC 7636 section 4.2)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
