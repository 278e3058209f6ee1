"""Pages that are made to be slow, or to repeat what was typed into them."""

import html
from base64 import b64encode
from collections.abc import Callable

from starlette.responses import HTMLResponse, Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization
from fakes.faults.homes import Reference
from fakes.people import ALICE
from fakes.wire.request import Pairs
from suites.harness.given.hostile import hostile

LOGIN = ("flow/login", "login/*", "transport/page-csp")
LARGE = 1_900_000


def with_page(name: str, change: Callable[[str], str], *checks: str) -> None:
    """A row whose login page is changed."""

    class Page(Reference):
        """A login page that is odd."""

        def login_form(self, ticket: str, hint: str, message: str) -> Response:
            page = bytes(super().login_form(ticket, hint, message).body).decode()
            return HTMLResponse(change(page))

    Page.__name__ = name
    hostile(*(checks or LOGIN))(Page)


def before_the_form(text: str) -> Callable[[str], str]:
    return lambda page: page.replace("<form", text + "<form", 1)


def inside_the_form(text: str) -> Callable[[str], str]:
    return lambda page: page.replace("<label", text + "<label", 1)


def in_head(text: str) -> Callable[[str], str]:
    return lambda page: page.replace("<title", text + "<title", 1)


A_FORM = '<form method="post" action="/x"></form>'
A_BUTTON = "<form method=post action=x><button name=a></form>"
PAGES = {
    "30000 inputs": inside_the_form('<input name="a" value="<b>">' * 30_000),
    "15000 forms": before_the_form(A_FORM * 15_000),
    "15000 forms with buttons": before_the_form(A_BUTTON * 15_000),
    "60000 options": inside_the_form(f'<select name="s">{"<option>a" * 60_000}</select>'),
    "20000 inputs elsewhere": before_the_form('<input form="f" name="a">' * 20_000),
    "100000 nested tags": before_the_form("<div>" * 100_000),
    "90000 nested forms of tables": before_the_form("<table><form><b>" * 30_000),
    "a refresh of 5000 digits": in_head(
        f'<meta http-equiv="refresh" content="{"9" * 5000}; url=/x">'
    ),
    "a refresh in other digits": in_head('<meta http-equiv="refresh" content="٣²; url=/x">'),
}
for said, change in PAGES.items():
    with_page(f"login page of {said}", change)
for said, piece in {
    "tags": "<a>", "at signs": "@", "quotes": '"', "apostrophes": "'", "colons": ":", "dots": ".",
    "open inputs": "<input ", "spaces": " ", "percents": "%25", "ampersands": "&amp",
    "backslashes": "\\", "beginnings of tokens": "eyJ",
    "equals": "a=", "names": 'name="', "members": '"code":"',
}.items():  # fmt: skip
    with_page(f"page of {said}", before_the_form(piece * (LARGE // len(piece))), "flow/login")


@hostile("flow/login", "login/*", "authorization/*")
class RefreshHeaderOf5000Digits(Reference):
    """Every page asks to be loaded again, at some time."""

    def login_form(self, ticket: str, hint: str, message: str) -> Response:
        response = super().login_form(ticket, hint, message)
        response.headers["refresh"] = "9" * 5000 + "; url=/elsewhere"
        return response


@hostile("flow/login", "flow/*form-post*", method="implicit")
class OpenScriptOf250000Characters(Reference):
    """The page that posts the response has a script that never ends."""

    def post_by_form(self, target: str, pairs: Pairs) -> Response:
        page = bytes(super().post_by_form(target, pairs).body).decode()
        return HTMLResponse(page + "<script>" + "<!--<script" * 23_000)


class Telling(Reference):
    """Every login page repeats the password of the user."""

    def told(self) -> str:
        raise NotImplementedError

    def login_form(self, ticket: str, hint: str, message: str) -> Response:
        page = bytes(super().login_form(ticket, hint, message).body).decode()
        return HTMLResponse(page.replace("<form", f"<p>{self.told()}</p><form", 1))


def telling(name: str, spelled: Callable[[str], str]) -> None:
    class Tells(Telling):
        """What was typed comes back."""

        def told(self) -> str:
            return spelled(ALICE.password)

    Tells.__name__ = name
    hostile("flow/login", "login/*")(Tells)


telling("password in percents", lambda text: "".join(f"%{ord(one):02x}" for one in text))
telling("password in entities", lambda text: "".join(f"&#{ord(one)};" for one in text))
telling("password in escapes", lambda text: "".join(f"\\u{ord(one):04x}" for one in text))
telling("password in hexadecimal", lambda text: text.encode().hex())
telling("password in base64", lambda text: b64encode(f"x:{text}".encode()).decode())
telling("password in markup", lambda text: f"<img src=x onerror='{html.escape(text)}'>")


@hostile("authorization/error-uri", "authorization/error*", "callback/*")
class ErrorUriThatIsNoUrl(Reference):
    """The error response names a page at no address."""

    def error_parameters(self, authorization: Authorization, refusal: Rejected) -> Pairs:
        return [*super().error_parameters(authorization, refusal), ("error_uri", "http://[::1")]


@hostile("authorization/error*", "flow/login")
class ErrorsOfMarkup(Reference):
    """Whatever is told has live markup and control characters in it."""

    def error_parameters(self, authorization: Authorization, refusal: Rejected) -> Pairs:
        told = "<script>alert(1)</script><img src=x onerror=alert(1)>\x1b[2J\u202e"
        return [("error", told), ("error_description", told), ("error_uri", "javascript:alert(1)")]
