"""The login and consent application that Hydra leaves to whoever runs it.

Source: https://www.ory.sh/docs/oauth2-oidc/custom-login-consent/flow
"""

import secrets
from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from suites.real.hydra.admin import Admin

HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; img-src https:; base-uri 'none'; "
    "frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    # Browsers do not look at it by plain http.
    "strict-transport-security": "max-age=63072000",
}
REMEMBERED_SECONDS = 3600
# What a user may want to read before agreeing to a client.
TERMS = {"policy_uri": "Privacy", "tos_uri": "Terms"}
# What binds a form to the browser that got it, and what tells who logged in there.
FORM_COOKIE, USER_COOKIE = "form", "user"


def page(title: str, body: str, status: int = 200) -> HTMLResponse:
    """A page of ours."""
    html = f'<!DOCTYPE html><html lang="en"><title>{title}</title><h1>{title}</h1>{body}</html>'
    return HTMLResponse(html, status, HEADERS)


def about(client: Mapping[str, Any]) -> str:
    """The logo and the terms of a client, as far as they are at an address of https."""
    told = {name: escape(str(client.get(name) or "")) for name in ("logo_uri", *TERMS)}
    told = {name: url for name, url in told.items() if url.startswith("https://")}
    logo = f'<img src="{told["logo_uri"]}" alt="">' if "logo_uri" in told else ""
    links = [f'<a href="{told[name]}">{TERMS[name]}</a>' for name in TERMS if name in told]
    return f"<p>{' '.join([logo, *links])}</p>"


class Application:
    """Asks the user, and tells Hydra."""

    def __init__(self, admin: Admin, told: Mapping[str, str], secure: bool) -> None:
        self.admin, self.secure = admin, secure
        self.people = {
            told["OIDC_USERNAME"]: (told["OIDC_PASSWORD"], "Ada"),
            told["OTHER_USERNAME"]: (told["OTHER_PASSWORD"], "Bea"),
        }
        self.logged_in: dict[str, str] = {}

    def asgi(self) -> Starlette:
        """What a server runs."""
        return Starlette(
            routes=[
                Route("/login", self.login),
                Route("/login", self.typed, methods=["POST"]),
                Route("/consent", self.consent),
                Route("/consent", self.agreed, methods=["POST"]),
                Route("/logout", self.logout),
                Route("/logout", self.left, methods=["POST"]),
                Route("/logged-out", self.logged_out),
                Route("/error", self.error),
            ]
        )

    def form(self, request: Request, title: str, kind: str, fields: str, button: str) -> Response:
        """A page with a form that goes on with what Hydra asks."""
        challenge = escape(request.query_params[f"{kind}_challenge"])
        token = request.cookies.get(FORM_COOKIE) or secrets.token_urlsafe(24)
        hidden = (
            f'<input type="hidden" name="challenge" value="{challenge}">'
            f'<input type="hidden" name="token" value="{escape(token)}">'
        )
        answer = page(
            title, f'<form method="post">{hidden}{fields}<button>{button}</button></form>'
        )
        self.set_cookie(answer, FORM_COOKIE, token)
        return answer

    def set_cookie(self, answer: Response, name: str, value: str) -> None:
        """For this application's pages alone."""
        answer.set_cookie(name, value, httponly=True, samesite="lax", secure=self.secure)

    async def posted(self, request: Request) -> dict[str, str]:
        """The fields of a form of ours; empty if it was not given to this browser."""
        fields = dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
        held = request.cookies.get(FORM_COOKIE, "")
        ours = held and secrets.compare_digest(held, fields.get("token", ""))
        return fields if ours else {}

    # Login

    async def login(self, request: Request) -> Response:
        """Whoever is known goes on, anybody else is asked."""
        challenge = request.query_params["login_challenge"]
        asked = self.admin.request("login", challenge)
        if asked["skip"]:
            return onward(self.admin.accept("login", challenge, subject=asked["subject"]))
        hint = escape(asked.get("oidc_context", {}).get("login_hint", ""))
        return self.form(request, "Sign in", "login", credentials(hint), "Sign in")

    async def typed(self, request: Request) -> Response:
        """A user name and a password."""
        fields = await self.posted(request)
        if not fields:
            return page("Sign in", "<p>This form is not yours.</p>", 403)
        password, _ = self.people.get(fields["username"], ("", ""))
        right = secrets.compare_digest(password.encode(), fields["password"].encode())
        if not (password and right):
            body = "<p>Wrong user name or password.</p>"
            return self.form(request, "Sign in", "login", body + credentials(""), "Sign in")
        accepted = self.admin.accept(
            "login", fields["challenge"], subject=fields["username"], remember=True,
            remember_for=REMEMBERED_SECONDS,
        )  # fmt: skip
        answer, browser = onward(accepted), secrets.token_urlsafe(24)
        self.logged_in[browser] = fields["username"]
        self.set_cookie(answer, USER_COOKIE, browser)
        return answer

    # Consent

    async def consent(self, request: Request) -> Response:
        """The application is trusted; about any other client the user is asked once."""
        challenge = request.query_params["consent_challenge"]
        asked = self.admin.request("consent", challenge)
        if asked["skip"] or asked["client"].get("skip_consent"):
            return onward(self.agree(challenge, asked))
        name = escape(asked["client"].get("client_name") or asked["client"]["client_id"])
        scope = escape(" ".join(asked["requested_scope"]))
        fields = f"<p>{name} asks for: {scope}</p>{about(asked['client'])}"
        return self.form(request, "Do you agree?", "consent", fields, "Yes")

    async def agreed(self, request: Request) -> Response:
        """The user said yes."""
        fields = await self.posted(request)
        if not fields:
            return page("Consent", "<p>This form is not yours.</p>", 403)
        challenge = fields["challenge"]
        return onward(self.agree(challenge, self.admin.request("consent", challenge)))

    def agree(self, challenge: str, asked: dict[str, Any]) -> str:
        """Grant what is asked for, with the claims of its scopes (OpenID Connect Core 5.4)."""
        return self.admin.accept(
            "consent", challenge,
            grant_scope=asked["requested_scope"],
            grant_access_token_audience=asked["requested_access_token_audience"],
            remember=True, remember_for=REMEMBERED_SECONDS,
            session={"id_token": self.claims(asked["subject"], asked["requested_scope"])},
        )  # fmt: skip

    def claims(self, username: str, scopes: list[str]) -> dict[str, Any]:
        """Who the user is."""
        _, given = self.people[username]
        profile = {"name": f"{given} Quist", "given_name": given, "family_name": "Quist"}
        profile |= {"preferred_username": username}
        email = {"email": f"{username}@example.com", "email_verified": True}
        return (profile if "profile" in scopes else {}) | (email if "email" in scopes else {})

    # Logout

    async def logout(self, request: Request) -> Response:
        """A logout that a client asks for with a hint is done; for any other the user is asked.

        So is a user whom the hint does not name (RP-Initiated Logout 2).
        """
        challenge = request.query_params["logout_challenge"]
        asked = self.admin.request("logout", challenge)
        user = self.logged_in.get(request.cookies.get(USER_COOKIE, ""), asked["subject"])
        if asked.get("rp_initiated") and user == asked["subject"]:
            return onward(self.admin.accept("logout", challenge))
        return self.form(request, "Sign out?", "logout", "", "Yes")

    async def left(self, request: Request) -> Response:
        """The user said yes."""
        fields = await self.posted(request)
        if not fields:
            return page("Sign out", "<p>This form is not yours.</p>", 403)
        return onward(self.admin.accept("logout", fields["challenge"]))

    async def logged_out(self, request: Request) -> Response:
        """Where a logout ends that names no other place."""
        return page("Signed out", "<p>You are signed out.</p>")

    async def error(self, request: Request) -> Response:
        """What Hydra must not tell the client."""
        told = request.query_params
        said = escape(f"{told.get('error', '')}: {told.get('error_description', '')}")
        return page("Error", f"<p>{said}</p>", 400)


def credentials(username: str) -> str:
    """The fields of a login."""
    return (
        f'<label>User name <input name="username" autocomplete="username" value="{username}">'
        '</label><label>Password <input name="password" type="password" '
        'autocomplete="current-password"></label>'
    )


def onward(url: str) -> Response:
    """On to where Hydra says, by GET."""
    return RedirectResponse(url, 303, HEADERS)
