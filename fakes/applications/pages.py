"""The pages of the W&B-like application. Every value is escaped; there are no scripts."""

import secrets
from collections.abc import Iterable
from html import escape
from pathlib import Path

from starlette.responses import HTMLResponse, Response

STYLE = (Path(__file__).parent / "pages.css").read_text("utf-8")
NAME = "W&B-like application"
HEADERS = {
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
}
RESTORING = "LOCAL_RESTORE is on: single sign-on is off until it is taken out."
Rows = Iterable[tuple[str, str]]


def page(
    title: str, body: str, *, status: int = 200, user: str = "", framed_by: str = "'none'"
) -> Response:
    """A complete page; `user` is who is signed in, `framed_by` who may show it in a frame."""
    nonce = secrets.token_urlsafe(12)
    who = f'<span class="user">{escape(user)}</span>' if user else ""
    html = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<title>{escape(title)}</title><style nonce="{nonce}">{STYLE}</style></head><body>'
        f'<header><a class="brand" href="/">{escape(NAME)}</a><nav>{who}'
        '<a href="/system-admin">Settings</a></nav></header>'
        f"<main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
    policy = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self'; base-uri 'none'; "
        f"frame-ancestors {framed_by}"
    )
    # A lone surrogate, which JSON may have, is no text.
    content = html.encode("utf-8", "replace")
    return HTMLResponse(content, status, {"content-security-policy": policy, **HEADERS})


def paragraph(text: str, kind: str = "") -> str:
    """One paragraph; `kind` is `note`, `warning` or nothing."""
    return f'<p class="{kind}">{escape(text)}</p>' if kind else f"<p>{escape(text)}</p>"


def table(rows: Rows, caption: str = "") -> str:
    """Names and values, one a line."""
    heading = f"<h2>{escape(caption)}</h2>" if caption else ""
    lines = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>'
        for name, value in rows
    )
    return f'{heading}<div class="scroll"><table>{lines}</table></div>'


def folded(title: str, html: str) -> str:
    """What is shown when it is asked for."""
    return f"<details><summary>{escape(title)}</summary>{html}</details>"


def button(text: str, url: str, *, quiet: bool = False) -> str:
    """A link that looks like a button: form-action would hold for the redirects after a form."""
    kind = "button quiet" if quiet else "button"
    return f'<p><a class="{kind}" href="{escape(url)}">{escape(text)}</a></p>'


def failure_page(message: str, facts: Rows, *, status: int, again: str) -> Response:
    """Why the sign-in did not work, and what to change."""
    body = f'<p class="warning" role="alert">{escape(message)}</p>{table(facts)}'
    return page("You are not signed in", body + button("Try again", again), status=status)


def password_page(ticket: str, message: str = "") -> Response:
    """Asks for the temporary password."""
    notice = f'<p class="warning" role="alert">{escape(message)}</p>' if message else ""
    body = (
        notice
        + paragraph(f"{RESTORING} The password is in the log of this server.")
        + '<form method="post" action="/login">'
        f'<input type="hidden" name="ticket" value="{escape(ticket)}">'
        '<label>User name <input name="username" autocomplete="username" required></label>'
        '<label>Temporary password <input name="password" type="password"'
        ' autocomplete="current-password" required></label>'
        '<button class="button" type="submit">Sign in</button></form>'
    )
    return page("Sign in as administrator", body, status=403 if message else 200)
