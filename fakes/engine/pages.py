"""The HTML pages of a provider. Every value is escaped; scripts are allowed by a nonce only."""

import secrets
from dataclasses import dataclass
from html import escape

from starlette.responses import HTMLResponse, Response

from fakes.wire.request import Pairs

STYLE = "body{font:1rem/1.5 system-ui;margin:3rem auto;max-width:24rem}label{display:block}"
SUBMIT = "document.forms[0].submit()"


@dataclass(frozen=True, slots=True)
class About:
    """What a login page shows about the application: HTML, and the origin of its images."""

    html: str = ""
    images: str = ""


def page(
    title: str, body: str, status: int = 200, script: str = "", images: str = ""
) -> HTMLResponse:
    """A complete page with the headers that every page of a provider should have."""
    nonce = secrets.token_urlsafe(12)
    code = f'<script nonce="{nonce}">{script}</script>' if script else ""
    html = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<style nonce="{nonce}">{STYLE}</style></head>'
        f"<body><h1>{escape(title)}</h1>{body}{code}</body></html>"
    )
    policy = f"default-src 'none'; style-src 'nonce-{nonce}'; frame-ancestors 'none'"
    if script:
        policy += f"; script-src 'nonce-{nonce}'"
    if images:
        policy += f"; img-src {images}"
    return HTMLResponse(html, status, {"content-security-policy": policy, **PAGE_HEADERS})


PAGE_HEADERS = {
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}


def hidden(pairs: Pairs) -> str:
    """Hidden inputs for `pairs`."""
    return "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in pairs
    )


def error_page(error: str, description: str, status: int = 400) -> Response:
    """Tells the user what went wrong, and leads nowhere."""
    return page("Error", f"<p><code>{escape(error)}</code></p><p>{escape(description)}</p>", status)


def login_page(
    action: str, fields: Pairs, message: str = "", hint: str = "", about: About | None = None
) -> Response:
    """Asks for user name and password; `hint` is a user name to begin with."""
    about = about or About()
    notice = f'<p role="alert">{escape(message)}</p>' if message else ""
    return page(
        "Sign in",
        f'{about.html}{notice}<form method="post" action="{escape(action)}">{hidden(fields)}'
        '<label>User name <input name="username" autocomplete="username"'
        f' value="{escape(hint)}"></label>'
        '<label>Password <input name="password" type="password"'
        ' autocomplete="current-password"></label>'
        '<button type="submit">Sign in</button></form>',
        images=about.images,
    )


def confirm_page(title: str, action: str, fields: Pairs, button: str) -> Response:
    """Asks the user to agree to something by one button."""
    return page(
        title,
        f'<form method="post" action="{escape(action)}">{hidden(fields)}'
        f'<button type="submit">{escape(button)}</button></form>',
    )


def form_post_page(redirect_uri: str, pairs: Pairs) -> Response:
    """The page that posts an authorization response to the client (Form Post section 2)."""
    body = (
        f'<form method="post" action="{escape(redirect_uri)}">{hidden(pairs)}'
        '<noscript><button type="submit">Continue</button></noscript></form>'
    )
    return page("Signing in", body, script=SUBMIT)
