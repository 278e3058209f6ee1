"""An OpenID Provider behind, and the client that the provider before it is."""

import json
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urlencode

import jwt
from starlette.responses import RedirectResponse, Response

from fakes.clock import Clock
from fakes.engine.model import Client, User
from fakes.engine.provider import Provider
from fakes.federation.upstream import SKEW_S, Elsewhere, Entry, Failure, Identity, UpstreamFailed
from fakes.wire.request import FORM, Request

SECRET = "a-secret-of-the-provider-before-it"  # noqa: S105 - of a fake
# The claims are judged here, by the clock of the fakes.
NOTHING_ELSE: Any = {f"verify_{name}": False for name in ("exp", "iat", "nbf", "aud", "iss")}


class OidcUpstream(Elsewhere):
    """The authorization code flow with a secret; what goes between the two stays in this process.

    `secret` is the one that was entered for it; a fault puts another `party` there.
    """

    kind = "oidc"
    secret = SECRET
    party: ClassVar[type[Provider]] = Provider

    def __init__(self, base: str, entry: Entry, users: tuple[User, ...], clock: Clock) -> None:
        super().__init__(base, entry, users, clock)
        client = Client(
            client_id=entry.called,
            redirect_uris=(entry.callback,),
            response_types=("code",),
            secret=SECRET,
            id_token_claims=("email", "email_verified", "name"),
        )
        self.provider = self.party(base=base, clients=(client,), users=users, clock=clock)

    def answer(self, request: Request) -> Response:
        return self.provider.answer(request)

    def lead(self, key: str, hint: str, *, anew: bool) -> Response:
        """An authorization request (Core 3.1.2.1)."""
        query = {
            "client_id": self.entry.called,
            "redirect_uri": self.entry.callback,
            "response_type": "code",
            "scope": "openid profile email",
            "state": key,
            "nonce": nonce_of(key),
        }
        query |= {"login_hint": hint} if hint else {}
        query |= {"prompt": "login"} if anew else {}
        url = f"{self.provider.endpoints['authorization']}?{urlencode(query)}"
        return RedirectResponse(url, 302, {"cache-control": "no-store"})

    def identity(self, request: Request, key: str) -> Identity:
        """Who the ID Token tells of (Core 3.1.3.7)."""
        answer = request.params
        if "code" not in answer:
            error = answer.get("error", "")
            said = answer.get("error_description") or error
            raise UpstreamFailed(Failure.REFUSED_THERE, said=said, error=error)
        claims = self._claims(self._id_token(answer["code"]))
        right = {
            "iss": self.provider.issuer,
            "aud": self.entry.called,
            "nonce": nonce_of(key),
        }
        wrong = next((name for name in right if claims.get(name) != right[name]), "")
        if wrong:
            told = {"expected": right[wrong], "got": str(claims.get(wrong))}
            raise UpstreamFailed(Failure.ID_TOKEN, claim=wrong, **told)
        if self.clock.now() - SKEW_S >= claims["exp"]:
            raise UpstreamFailed(Failure.EXPIRED)
        return Identity(claims["sub"], claims)

    def _id_token(self, code: str) -> str:
        """What the token endpoint gives for a code. Raises UpstreamFailed."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.entry.callback,
            "client_id": self.entry.called,
            "client_secret": self.secret,
        }
        url = self.provider.endpoints["token"]
        asked = Request("POST", url, [], list(form.items()), {"content-type": FORM})
        response = self.provider.answer(asked)
        told = json.loads(bytes(response.body))
        if response.status_code == 401 and "www-authenticate" in response.headers:
            raise UpstreamFailed(Failure.CHALLENGED)
        if response.status_code != 200:
            said = f"{told['error']} ({told.get('error_description', '')})"
            raise UpstreamFailed(Failure.CLIENT, said=said)
        return str(told["id_token"])

    def _claims(self, token: str) -> dict[str, Any]:
        """What an ID Token says, whose signature is by a published key. Raises UpstreamFailed."""
        asked = Request("GET", self.provider.endpoints["jwks"], [], [], {})
        published = json.loads(bytes(self.provider.answer(asked).body))["keys"]
        for one in published:
            try:
                return dict(jwt.decode(token, jwt.PyJWK(one), ["RS256"], options=NOTHING_ELSE))
            except jwt.InvalidSignatureError:
                continue
        raise UpstreamFailed(Failure.SIGNATURE)


def nonce_of(key: str) -> str:
    """The nonce of the request under which a user waits."""
    return f"n-{key}"


class EntraId(Provider):
    """One directory of Entra ID, at `base`, with its endpoints of version 2."""

    @cached_property
    def issuer(self) -> str:
        return f"{self.base}/v2.0"

    @cached_property
    def endpoints(self) -> dict[str, str]:
        paths = {
            "authorization": "oauth2/v2.0/authorize",
            "login": "login",
            "token": "oauth2/v2.0/token",
            "userinfo": "oidc/userinfo",
            "jwks": "discovery/v2.0/keys",
            "end_session": "oauth2/v2.0/logout",
        }
        return {name: f"{self.base}/{path}" for name, path in paths.items()}


class EntraUpstream(OidcUpstream):
    """Entra ID behind, which Auth0 calls by an older name: Windows Azure Active Directory."""

    kind = "waad"
    known_as = "login.microsoftonline.com/8eaef023-2b34-4da1-9baa-8bc8c9d6a490"
    party = EntraId
