"""Who is signed in: by what a page, or an API, of the application says."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from fakes.people import ALICE, BOB
from suites.harness.application.test_odd_applications import judged

MAIL, SUBJECT = ALICE.claims["email"], ALICE.claims["sub"]
PAGES: dict[str, tuple[Callable[[str], Response], str, str]] = {
    "a page with the name": (
        lambda issuer: HTMLResponse("<h1>Hello, Alice Adams</h1>"),
        "",
        "alice",
    ),
    "an address in an attribute": (
        lambda issuer: HTMLResponse(f"<a href='mailto:{MAIL}'>"),
        "",
        "alice",
    ),
    "an API with the sub": (lambda issuer: JSONResponse({"id": SUBJECT}), "", "alice"),
    "the other user": (lambda issuer: HTMLResponse(f"Hello, {BOB.claims['name']}"), "", "bob"),
    "a word that a name is part of": (
        lambda issuer: HTMLResponse("With malice toward none"),
        "",
        "",
    ),
    "a page for everybody": (lambda issuer: HTMLResponse("Sign in"), "", ""),
    "a refusal that names somebody": (lambda issuer: HTMLResponse(f"{MAIL} may not", 403), "", ""),
    "a way to the provider": (lambda issuer: RedirectResponse(f"{issuer}/authorize"), "", ""),
    "a group of a pattern": (
        lambda issuer: HTMLResponse(f"Users: {BOB.claims['email']}. You: {MAIL}"),
        r"You: (\S+)",
        "alice",
    ),
    "a pattern that does not match": (
        lambda issuer: HTMLResponse(f"Users: {MAIL}"),
        r"You: (\S+)",
        "",
    ),
    "a user of another name": (
        lambda issuer: HTMLResponse("You: number 7"),
        "You: (.+)",
        "number 7",
    ),
    "a pattern without a group": (lambda issuer: HTMLResponse("Sign out"), "Sign out", "Sign out"),
}


@pytest.mark.parametrize("kind", PAGES)
def test_who_is_signed_in_is_read_from_what_the_application_shows(kind: str) -> None:
    answer, pattern, who = PAGES[kind]
    with judged(lambda request: answer(app.target.issuer)) as app:
        app.target = replace(app.target, signed_in=pattern)
        app.provider.play()
        assert app.who(app.new_browser()) == who
