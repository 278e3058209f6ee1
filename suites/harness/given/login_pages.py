"""Pages as the login pages of known products and frameworks are built; every word is ours.

Each is a small provider: its answers by path, the paths that get something, and what they get.
"""

from dataclasses import dataclass

from starlette.responses import Response

from fakes.wire.request import Request
from suites.harness.given.sites import CALLBACK, OP, Answer, to

DONE = to(f"{CALLBACK}?code=1")
USER = "ada"
PASSWORD = "right-password"  # noqa: S105 - of a page of ours
Sent = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Shape:
    """A login of one or more pages, beginning at /start, and the forms that a user sends."""

    answers: dict[str, Answer]
    sent: Sent


def form(body: str, action: str = "/login", method: str = "post") -> str:
    return f'<form method="{method}" action="{action}">{body}</form>'


def by_itself(body: str, action: str) -> str:
    return form(body, action) + "<script>document.forms[0].submit()</script>"


def guarded(answer: Response, cookie: str) -> Answer:
    """An answer to forms that come from the provider's own pages, with the cookie of the last."""

    def guard(request: Request, _: dict[str, str]) -> Response:
        ours = request.headers.get("origin") == OP and request.cookie("guard") == cookie
        return answer if ours else Response("Not from here", 403)

    return guard


def with_cookie(location: str, value: str) -> Response:
    """A redirect that sets a cookie which scripts can read."""
    return Response("", 302, {"location": location, "set-cookie": f"guard={value}; path=/"})


NAME = '<input name="username"><button>Go</button>'
BOTH = '<input name="username"><input type="password" name="password">'
TOLD = {"username": USER, "password": PASSWORD}
SHAPES = {
    "plain": Shape(
        {
            "/start": form(BOTH + '<input type="hidden" name="csrf" value="c"><button>In</button>'),
            "/login": DONE,
        },
        {"login": TOLD | {"csrf": "c"}},
    ),
    "no button at all": Shape({"/start": form(BOTH), "/login": DONE}, {"login": TOLD}),
    "user name first": Shape(
        {
            "/start": form(NAME, "/name"),
            "/name": form('<input type="password" name="password"><button>Go</button>'),
            "/login": DONE,
        },
        {"name": {"username": USER}, "login": {"password": PASSWORD}},
    ),
    "by GET": Shape(
        {"/start": form(BOTH + "<button>Go</button>", "/login?lost=1", "get"), "/login": DONE},
        {"login": TOLD},
    ),
    "guarded by Origin and a cookie that changes": Shape(
        {
            "/start": with_cookie("/form", "1"),
            "/form": form(BOTH + "<button>Go</button>"),
            "/login": guarded(with_cookie("/consent", "2"), "1"),
            "/consent": form('<button name="allow" value="yes">Allow</button>', "/allow"),
            "/allow": guarded(DONE, "2"),
        },
        {"login": TOLD, "allow": {"allow": "yes"}},
    ),
    "relative to a base": Shape(
        {"/start": '<base href="/realm/">' + form(BOTH, "login"), "/realm/login": DONE},
        {"realm/login": TOLD},
    ),
    "action and method of the button": Shape(
        {
            "/start": form(
                BOTH + '<button formaction="/other">Forgot?</button>'
                '<button formaction="/login" formmethod="post" name="go" value="1">Log in</button>',
                "/search",
                "get",
            ),
            "/login": DONE,
        },
        {"login": TOLD | {"go": "1"}},
    ),
    "choices and texts": Shape(
        {
            "/start": form(
                BOTH + '<select name="realm"><option value="a">A<option value="b" selected>B'
                '</select><select name="day"><option>1<option>2</select>'
                '<textarea name="note">as it was</textarea><input disabled name="off" value="1">'
                '<input type="radio" name="size" value="s"><input type="radio" name="size" '
                'value="m" checked><input type="checkbox" name="terms" required>'
                '<input type="checkbox" name="news"><button type="button" name="eye">Show</button>'
                '<input type="reset" name="clear"><button name="in" value="y">Sign in</button>'
            ),
            "/login": DONE,
        },
        {
            "login": TOLD
            | {"realm": "b", "day": "1", "note": "as it was", "size": "m", "terms": "on", "in": "y"}
        },
    ),
    "one of many forms": Shape(
        {
            "/start": form('<input name="q" type="search"><button>Search</button>', "/s", "get")
            + form('<select name="lang"><option>de</select><button>OK</button>', "/lang")
            + form('<input type="email" name="newsletter_email"><button>Yes</button>', "/news")
            + form(BOTH + '<input type="password" name="again"><button>Join</button>', "/signup")
            + form('<button name="provider" value="google">Continue with Google</button>', "/ext")
            + form(BOTH + "<button>Log in</button>"),
            "/login": DONE,
        },
        {"login": TOLD},
    ),
    "German, the refusal first": Shape(
        {
            "/start": form(
                BOTH + '<button name="do" value="x">Abbrechen</button>'
                '<button name="do" value="y">Anmelden</button>'
            ),
            "/login": form(
                '<button name="do" value="n">Ablehnen</button>'
                '<button name="do" value="j">Zustimmen</button>',
                "/consent",
            ),
            "/consent": DONE,
        },
        {"login": TOLD | {"do": "y"}, "consent": {"do": "j"}},
    ),
    "a language that nobody knows": Shape(
        {"/start": form(BOTH + '<button name="b" value="1">Kirjaudu</button>'), "/login": DONE},
        {"login": TOLD | {"b": "1"}},
    ),
    "pages that go on by themselves": Shape(
        {
            "/start": '<meta http-equiv="refresh" content="0; url=/form">',
            "/form": form(BOTH + "<button>In</button>"),
            "/login": by_itself('<input type="hidden" name="SAMLResponse" value="s">', "/acs"),
            "/acs": by_itself('<input type="hidden" name="code" value="1">', CALLBACK),
        },
        {"login": TOLD, "acs": {"SAMLResponse": "s"}},
    ),
    "as Keycloak builds it": Shape(
        {
            "/start": '<form id="kc-form-login" action="/login?session_code=1&amp;tab_id=2" '
            'method="post"><input tabindex="2" id="username" name="username" type="text" '
            'autocomplete="username" autofocus>'
            '<input id="password" name="password" type="password">'
            '<button type="button" aria-label="Show password">i</button><input id="rememberMe" '
            'name="rememberMe" type="checkbox"><input type="hidden" id="id-hidden-input" '
            'name="credentialId"><input type="submit" name="login" value="Sign In"></form>'
            '<ul><li><a href="/broker/github">GitHub</a></li></ul>',
            "/login": DONE,
        },
        {
            "login": TOLD
            | {"session_code": "1", "tab_id": "2", "credentialId": "", "login": "Sign In"}
        },
    ),
    "as Cognito builds it, once for each size of screen": Shape(
        {
            "/start": 2
            * (
                '<form name="cognitoSignInForm" action="/login?client_id=x" method="post">'
                '<input type="hidden" name="_csrf" value="c"><input name="username" type="text" '
                'placeholder="name@host.com"><input name="password" type="password">'
                '<a href="/forgotPassword">Forgot?</a><input type="hidden" name="cognitoAsfData">'
                '<input name="signInSubmitButton" type="Submit" value="Sign in"></form>'
            ),
            "/login": DONE,
        },
        {
            "login": TOLD
            | {"client_id": "x", "_csrf": "c", "cognitoAsfData": ""}
            | {"signInSubmitButton": "Sign in"}
        },
    ),
    "as Auth0 builds it, name first": Shape(
        {
            "/start": '<form method="post" data-provider="google" action="/ext"><input '
            'type="hidden" name="connection" value="google-oauth2">'
            '<button>Continue with Google</button></form>'
            '<form method="POST" action="/name?state=s">'
            '<input type="hidden" name="state" value="s">'
            '<input inputmode="email" name="username" id="username" type="text"><input '
            'type="hidden" name="js-available" value="false"><button type="submit" name="action" '
            'value="default">Continue</button></form>',
            "/name": '<form method="POST" action="/login">'
            '<input type="hidden" name="state" value="s">'
            '<input type="text" name="username" value="ada" readonly><input type="password" '
            'name="password" id="password"><button type="button" data-action="toggle">Show</button>'
            '<button type="submit" name="action" value="default">Continue</button></form>',
            "/login": DONE,
        },
        {
            "name": {"state": "s", "username": USER, "js-available": "false", "action": "default"},
            "login": TOLD | {"state": "s", "action": "default"},
        },
    ),
    "as ASP.NET builds it, with consent": Shape(
        {
            "/start": '<form action="/login" method="post"><input type="hidden" '
            'id="Input_ReturnUrl" name="Input.ReturnUrl" value="/r">'
            '<input type="text" id="Input_Username" '
            'name="Input.Username" placeholder="Username"><input type="password" '
            'name="Input.Password"><input type="checkbox" name="Input.RememberLogin" value="true">'
            '<button name="Input.Button" value="login">Login</button><button name="Input.Button" '
            'value="cancel">Cancel</button><input type="hidden" name="Input.RememberLogin" '
            'value="false"></form>',
            "/login": '<form method="post" action="/consent">'
            '<input type="checkbox" checked disabled name="Scopes" value="openid">'
            '<input type="hidden" name="Scope1" value="openid">'
            '<input type="checkbox" name="Scope2" value="profile"><input type="checkbox" '
            'name="Scope3" value="email"><button name="Input.Button" value="no">No, Do Not '
            'Allow</button><button name="Input.Button" value="yes">Yes, Allow</button></form>',
            "/consent": DONE,
        },
        {
            "login": {
                "Input.ReturnUrl": "/r", "Input.Username": USER, "Input.Password": PASSWORD,
                "Input.RememberLogin": "false", "Input.Button": "login",
            },
            "consent": {
                "Scope1": "openid", "Scope2": "profile", "Scope3": "email", "Input.Button": "yes",
            },
        },
    ),
}  # fmt: skip
