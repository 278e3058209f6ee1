"""Signing in by OpenID Connect: the way to the provider, and what comes back from it."""

import hmac
from typing import Any

from fakes.applications.failure import SignInFailed
from fakes.applications.id_token import IdTokens
from fakes.applications.provider import shown
from fakes.applications.sessions import SECONDS_OF_A_SIGN_IN, Begun, Memory, Session
from fakes.applications.settings import Settings
from fakes.relying_party.party import METHODS, AuthorizationRequest

WHERE = "authorization response"
COOKIES = (
    "HOST: write the URL that you have in the browser, and for the auth method implicit an https "
    "URL (or http on localhost): the provider's page posts the answer from another site, and "
    "browsers send only cookies with SameSite=None and Secure along."
)


class SigningIn(IdTokens):
    """The sign-ins that are under way, each bound to the browser that began it."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.begun: Memory[Begun] = Memory(SECONDS_OF_A_SIGN_IN)

    def begin(self, browser: str) -> str:
        """The URL at the provider that a browser is sent to. Raises SignInFailed."""
        metadata = self.metadata()
        self.check_method(metadata)
        request = self.asked()
        self.begun.keep(request.state, Begun(browser=browser, request=request, metadata=metadata))
        return request.url(metadata["authorization_endpoint"])

    def asked(self, **changes: str | None) -> AuthorizationRequest:
        """The authorization request of a new login, with `changes`."""
        method = self.settings.auth_method
        return self.relying_party.authorization_request(method, **changes)

    def last_begun_in(self, browser: str) -> Begun | None:
        """The sign-in that began last in a browser."""
        return next((one for one in self.begun.newest() if one.browser == browser), None)

    def check_method(self, metadata: dict[str, Any]) -> None:
        """Raises SignInFailed if the provider does not offer what the auth method asks for."""
        method = self.settings.auth_method
        wanted = METHODS[method]["response_type"]
        offered = metadata.get("response_types_supported")
        if isinstance(offered, list) and wanted in offered:
            return
        other = "pkce" if method == "implicit" else "implicit"
        raise SignInFailed(
            f"The provider does not offer the auth method {method}.",
            where="discovery document, response_types_supported",
            expected=f"{wanted} among them",
            found=shown(offered),
            change=f"OIDC_AUTH_METHOD: write {other}; Amazon Cognito works with pkce alone.",
        )

    def complete(self, params: dict[str, str], browser: str) -> Session:
        """The session that an authorization response leads to. Raises SignInFailed."""
        begun = self.belonging(params.get("state", ""), browser)
        self.check_issuer(params, begun.metadata)
        if "error" in params:
            raise self.refused(params)
        method = self.settings.auth_method
        if method == "implicit":
            raw, access_token = params.get("id_token", ""), ""
        else:
            tokens = self.tokens(begun, params.get("code", ""), params)
            raw, access_token = tokens["id_token"], tokens["access_token"]
        if not raw:
            raise absent("id_token", "Enable the implicit grant with ID Tokens at the provider.")
        metadata = begun.metadata
        claims = self.verified(raw, metadata, begun.request.nonce, access_token)
        return Session(
            claims=self.complete_claims(claims, metadata, access_token),
            how=f"single sign-on by {self.settings.issuer}, auth method {method}",
            id_token=raw,
        )

    def belonging(self, state: str, browser: str) -> Begun:
        """The sign-in that `state` stands for, which is over by that."""
        if not browser:
            raise SignInFailed(
                "The browser did not send the cookie that it got when this sign-in began.",
                where=f"{WHERE}, cookies",
                expected="the cookie of the browser that the sign-in began in",
                found="none",
                change=COOKIES,
                status=403,
            )
        begun = self.begun.take(state)
        if begun is None:
            raise SignInFailed(
                "This answer belongs to no sign-in that is under way.",
                where=f"{WHERE}, state",
                expected=f"the state of a sign-in that began within {SECONDS_OF_A_SIGN_IN} s, once",
                found="a state that is not known here" if state else "no state",
                change="Try again. If it happens each time, see whether the provider changes state "
                "on the way, or more than one server answers at HOST.",
                status=403,
            )
        if not hmac.compare_digest(begun.browser.encode(), browser.encode()):
            raise SignInFailed(
                "This answer belongs to a sign-in that began in another browser.",
                where=f"{WHERE}, state",
                expected="the state of a sign-in of this browser",
                found="the state of another one",
                change="Open the application and sign in there; never follow somebody else's link.",
                status=403,
            )
        return begun

    def check_issuer(self, params: dict[str, str], metadata: dict[str, Any]) -> None:
        """Against mix-up: RFC 9207 section 2.4."""
        issuer = self.settings.issuer
        promised = metadata.get("authorization_response_iss_parameter_supported") is True
        if params.get("iss", "" if promised else issuer) != issuer:
            raise SignInFailed(
                "This answer comes from another provider.",
                where=f"{WHERE}, iss",
                expected=issuer,
                found=shown(params.get("iss", "none, although the provider promises it")),
                status=403,
            )

    def refused(self, params: dict[str, str]) -> SignInFailed:
        settings = self.settings
        description = params.get("error_description", "")
        return SignInFailed(
            "The provider refused the sign-in.",
            where=WHERE,
            expected="code" if settings.auth_method == "pkce" else "id_token",
            found=shown(": ".join(filter(None, (params["error"], description)))),
            change="Look at the registration of the client at the provider: grant for the auth "
            f"method {settings.auth_method}, scopes openid profile email, callback "
            f"{settings.redirect_uri}, and whether this user may use the application.",
            status=403,
        )

    def tokens(self, begun: Begun, code: str, params: dict[str, str]) -> dict[str, str]:
        """What a response with `params` leads to: the tokens for its code. Raises SignInFailed."""
        if not code:
            raise absent("code", "Enable the authorization code grant at the provider.")
        body = self.exchange(begun.metadata, begun.request, code)
        if not self.is_bearer(body):
            body = body | {"access_token": ""}
        return {
            name: value if isinstance(value := body.get(name), str) else ""
            for name in ("id_token", "access_token")
        }

    def is_bearer(self, body: dict[str, Any]) -> bool:
        """Whether the access token is of the type that is known here (RFC 6749 section 7.1)."""
        return str(body.get("token_type")).lower() == "bearer"

    def complete_claims(
        self, claims: dict[str, Any], metadata: dict[str, Any], access_token: str
    ) -> dict[str, Any]:
        """With those of UserInfo where the ID Token does not say who the user is (Core 5.4)."""
        thin = not {"email", "name"} <= set(claims)
        if thin and access_token and metadata.get("userinfo_endpoint"):
            claims = self.userinfo(metadata, access_token, claims["sub"]) | claims
        if not isinstance(claims.get("email"), str) or not claims["email"]:
            raise SignInFailed(
                "The provider does not tell the user's e-mail address.",
                where="ID Token, and UserInfo where there is an access token",
                expected="the claim email, by which the application knows its users",
                found=shown(claims.get("email")),
                change="Release the claim email for the scope email at the provider, and see that "
                "this user has an address there.",
                status=403,
            )
        return claims


def absent(member: str, change: str) -> SignInFailed:
    """The failure of an answer without what was asked for."""
    return SignInFailed(
        "The provider's answer is not what was asked for.",
        where=WHERE,
        expected=member,
        found=f"no {member}",
        change=change,
    )
