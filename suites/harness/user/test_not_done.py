"""What nobody would do who logs in: nothing of it is pressed, and no secret is typed there."""

import json
from dataclasses import replace

import pytest
from starlette.responses import HTMLResponse

from fakes.clock import MovableClock
from fakes.user.codes import STEP_S, Totp
from fakes.user.login import LoginFailed
from fakes.user.obstacles import obstacles
from fakes.wire.purposes import Purpose
from suites.harness.given.login_obstacles import BOXES, GO, headed
from suites.harness.given.login_pages import BOTH, DONE, NAME, TOLD, form
from suites.harness.given.logins import CREDENTIALS, enter
from suites.harness.given.misconfigurations.login import OWN_SECRET
from suites.harness.given.sites import CALLBACK, OP, Answer, Site, site

LOGIN = headed("Sign in", form(BOTH + "<button>Sign in</button>"))


def posts(running: Site) -> list[str]:
    """What got a form."""
    return [url for method, url, _ in running.seen if method == "POST"]


BUTTONS = [
    "Cancel",
    "Delete my account",
    "Remove",
    "Revoke access",
    "Unlink",
    "Sign out",
    "Log off",
    "Abmelden",
    "Forgot password",
    "Find my account",
    "Send me a code",
    "Text me the code",
    "E-mail me a link",
    "Resend the message",
    "Send push",
    "Call me",
]


@pytest.mark.parametrize("text", BUTTONS)
@pytest.mark.parametrize("method", ["post", "get"])
def test_a_button_that_does_something_else_is_not_pressed(method: str, text: str) -> None:
    page = headed("Welcome", form(f"<button>{text}</button>", "/trap", method))
    with site({"/start": LOGIN, "/login": page, "/trap": DONE}) as running:
        with pytest.raises(LoginFailed):
            enter(running)
        assert [url for _, url, _ in running.seen] == ["op.example/start", "op.example/login"]


ANOTHER_ACCOUNT = [
    "Sign out and sign in with a different account",
    "Have an admin account? Sign in with that account",
    "Mit einem anderen Konto anmelden",
    "Se connecter avec un autre compte",
    "Iniciar sesión con otra cuenta",
]


@pytest.mark.parametrize("text", ANOTHER_ACCOUNT)
def test_a_page_that_offers_another_account_is_told_and_not_left(text: str) -> None:
    """What it says would be lost, and nobody here has another account."""
    page = headed("Sorry", f'<p>Not for you.</p><a href="/trap">{text}</a>')
    with site({"/start": LOGIN, "/login": page, "/trap": DONE}) as running:
        with pytest.raises(LoginFailed, match="Not for you"):
            enter(running)
        assert [url for _, url, _ in running.seen] == ["op.example/start", "op.example/login"]


def test_a_form_to_write_to_the_help_desk_on_an_error_page_completes_no_account() -> None:
    fields = '<input name="from"><input name="subject"><button>Send</button>'
    page = headed("Error", f"<p>Not today.</p>{form(fields, '/trap')}")
    with site({"/start": LOGIN, "/login": page, "/trap": DONE}) as running:
        with pytest.raises(LoginFailed, match="Not today") as failed:
            enter(running)
        assert failed.value.obstacle is None


NOT_AT_HOME = {
    "a link to read": ('<p>Hello.</p><a href="/more">Find out more</a>', 200),
    "a link to try": ('<p>Hello.</p><a href="/try">Try it out</a>', 200),
    "an agreement": ('<p>Hello.</p><a href="/eula">End user agreement</a>', 200),
    "a refusal": ('<p>You are not assigned to it.</p><a href="/out">Sign out</a>', 200),
    "an error": ('<h2>Error</h2><a href="/out">Sign out</a>', 200),
    "a status": ('<p>Hello.</p><a href="/out">Sign out</a>', 403),
}


@pytest.mark.parametrize(("html", "status"), NOT_AT_HOME.values(), ids=NOT_AT_HOME)
def test_a_page_that_refuses_or_only_informs_is_no_page_of_who_is_signed_in(
    html: str, status: int
) -> None:
    answer = HTMLResponse(headed("Acme", html), status)
    with site({"/start": LOGIN, "/login": answer}) as running:
        with pytest.raises(LoginFailed) as failed:
            enter(running)
        assert failed.value.obstacle is None


def test_a_wrong_password_that_leads_back_to_the_name_alone_is_refused() -> None:
    """It is not sent again, and no name is typed into the page that says so."""
    back = headed("Sign in", f"<p>Wrong password.</p>{form(NAME, '/again')}")
    with site({"/start": LOGIN, "/login": back, "/again": DONE}) as running:
        with pytest.raises(LoginFailed) as failed:
            enter(running)
        assert failed.value.refused
        assert posts(running) == ["op.example/login"]


@pytest.mark.parametrize("text", ["Find my account", "E-mail me a sign-in link", "Search"])
def test_a_form_for_something_else_gets_no_name(text: str) -> None:
    page = form(f'<input name="username"><button>{text}</button>', "/trap")
    with site({"/start": page, "/trap": DONE}) as running:
        with pytest.raises(LoginFailed):
            enter(running)
        assert not posts(running)


def test_a_form_that_logs_out_by_a_link_elsewhere_is_not_sent() -> None:
    out = form('<input type="hidden" name="csrf" value="c">', "/logout")
    with site({"/start": LOGIN, "/login": headed("Welcome", out), "/logout": DONE}) as running:
        with pytest.raises(LoginFailed):
            enter(running)
        assert posts(running) == ["op.example/login"]


def test_a_form_at_the_address_of_the_application_is_no_response_if_it_asks() -> None:
    """A provider that answers to its own application may show its login page there."""
    page = headed("Sign in", form(BOTH + GO, CALLBACK))
    with site({"/start": page}) as running:
        landing = running.browser().open(f"{OP}/start", purpose=Purpose.PAGE, watch=CALLBACK)
        assert not landing.left
        assert landing.asks_for_password
        with pytest.raises(LoginFailed):
            enter(running)
        assert running.hosts_seen == {"op.example"}


FOREIGN = {
    "name and password": ("op.test", form(BOTH + GO, "http://evil.test/login")),
    "the button's own address": (
        "op.test",
        form(BOTH + '<button formaction="http://evil.test/">In</button>'),
    ),
    "a neighbour under co.uk": ("op.co.uk", form(BOTH + GO, "http://evil.co.uk/login")),
    "a neighbour where anybody has pages": (
        "op.github.io",
        form(BOTH + GO, "http://evil.github.io/login"),
    ),
    "an address without a name": ("op.test", form(BOTH + GO, "http://192.0.2.1/login")),
}


@pytest.mark.parametrize(("op", "html"), FOREIGN.values(), ids=FOREIGN)
def test_no_password_goes_where_the_login_never_was(op: str, html: str) -> None:
    page = headed("Sign in", html)
    hosts = (op, "evil.test", "evil.co.uk", "evil.github.io", "192.0.2.1")
    own = html + form(BOTH + GO, "/login")
    with site({f"{op}/start": page}, *hosts) as running:
        with pytest.raises(LoginFailed, match="where this login never was"):
            enter(running, start=f"http://{op}")
        assert running.hosts_seen == {op}
    with site({f"{op}/start": own, f"{op}/login": DONE}, *hosts) as running:
        assert enter(running, start=f"http://{op}").left
        assert running.hosts_seen == {op}


def test_no_code_goes_where_the_login_never_was() -> None:
    page = headed("Verify", form('<input name="otp"><button>Verify</button>', "http://evil.test/"))
    with site({"/start": LOGIN, "/login": page}, "evil.test") as running:
        with pytest.raises(LoginFailed, match=r"http://evil\.test, where this login never was"):
            enter(running, replace(CREDENTIALS, totp_secret=OWN_SECRET))
        assert running.hosts_seen == {"op.example"}


@pytest.mark.parametrize("action", ["http://sso.login.example/in", "http://login.example:80/in"])
def test_a_password_goes_to_a_neighbour_of_the_page(action: str) -> None:
    """A login page and what takes its form are often two hosts of one domain."""
    answers: dict[str, Answer] = {
        "www.login.example/start": form(BOTH + GO, action),
        "sso.login.example/in": DONE,
        "login.example/in": DONE,
    }
    hosts = ("www.login.example", "sso.login.example", "login.example")
    with site(answers, *hosts) as running:
        assert enter(running, start="http://www.login.example").left
        assert running.sent("in") == TOLD


def test_a_name_of_three_letters_below_a_country_is_a_domain() -> None:
    answers: dict[str, Answer] = {
        "www.abc.de/start": form(BOTH + GO, "http://login.abc.de/in"),
        "login.abc.de/in": DONE,
    }
    with site(answers, "www.abc.de", "login.abc.de") as running:
        assert enter(running, start="http://www.abc.de").left
        assert running.sent("in") == TOLD


def test_a_page_with_tls_has_no_password_sent_without() -> None:
    with site({"/start": LOGIN}) as running:
        browser = running.browser()
        landing = browser.open(f"{OP}/start", purpose=Purpose.PAGE)
        assert browser.trusts(landing.forms[0])
        assert not browser.trusts(replace(landing.forms[0], page="https://op.example/start"))


def boxed(digits: int) -> str:
    return "".join(f'<input name="c{n}" maxlength="1">' for n in range(digits)) + GO


def test_a_code_is_typed_into_six_boxes_and_no_digit_is_kept() -> None:
    clock = MovableClock()
    answers = {"/start": LOGIN, "/login": form(BOXES, "/code"), "/code": DONE}
    with site(answers) as running:
        assert enter(running, replace(CREDENTIALS, totp_secret=OWN_SECRET, clock=clock)).left
        sent = running.sent("code")
        step = int(clock.now() // STEP_S) * STEP_S
        assert "".join(sent[f"c{n}"] for n in range(6)) == Totp(OWN_SECRET).at(step)
        (kept,) = [
            one["request"]["body"]
            for one in running.clients[0].journal.entries
            if one["request"]["url"].endswith("/code")
        ]
        assert kept.count("redacted") == len(sent), json.dumps(kept)


UNFIT = {
    "four boxes": boxed(4),
    "eight boxes": boxed(8),
    "a field of four": '<input name="otp" maxlength="4">' + GO,
}


@pytest.mark.parametrize("fields", UNFIT.values(), ids=UNFIT)
def test_a_code_of_an_app_is_not_typed_where_it_does_not_fit(fields: str) -> None:
    page = headed("Code", form(fields, "/code"))
    with site({"/start": LOGIN, "/login": page, "/code": DONE}) as running:
        with pytest.raises(LoginFailed):
            enter(running, replace(CREDENTIALS, totp_secret=OWN_SECRET))
        assert posts(running) == ["op.example/login"]


def test_a_code_of_an_app_is_not_typed_where_an_account_is_made() -> None:
    page = headed("Welcome", form('<input name="otp"><button>Sign up</button>', "/trap"))
    with site({"/start": LOGIN, "/login": page, "/trap": DONE}) as running:
        with pytest.raises(LoginFailed):
            enter(running, replace(CREDENTIALS, totp_secret=OWN_SECRET))
        assert posts(running) == ["op.example/login"]


FACTORS = {
    "a message that is offered": ("Enter the code of your app. Or get a text message.", ""),
    "the app beside a message that was sent": (
        "We sent you a code. Or use an authenticator app.",
        "second factor: message",
    ),
}


@pytest.mark.parametrize(("said", "kind"), FACTORS.values(), ids=FACTORS)
def test_a_code_of_an_app_is_typed_where_one_is_asked_for(said: str, kind: str) -> None:
    page = headed("Verify", f"<p>{said}</p>{form('<input name=otp>' + GO, '/code')}")
    known = replace(CREDENTIALS, totp_secret=OWN_SECRET)
    with site({"/start": LOGIN, "/login": page, "/code": DONE}) as running:
        if not kind:
            assert enter(running, known).left
            return
        with pytest.raises(LoginFailed) as failed:
            enter(running, known)
        assert failed.value.obstacle is obstacles()[kind]
        assert posts(running) == ["op.example/login"]


def test_no_link_to_log_in_is_followed_from_an_error_page() -> None:
    page = '<title>Error</title><a href="/form">Sign in</a><p>Unknown client.</p>'
    with site({"/start": page + form("", "/s", "get"), "/form": LOGIN}) as running:
        with pytest.raises(LoginFailed, match="Unknown client"):
            enter(running)
        assert not posts(running)


def test_a_name_alone_goes_where_the_provider_leads() -> None:
    """The form that asks who the user is may lead to the provider that knows them."""
    answers: dict[str, Answer] = {
        "/start": form(NAME, "http://idp.test/name"),
        "idp.test/name": form('<input type="password" name="password">' + GO),
        "idp.test/login": DONE,
    }
    with site(answers, "idp.test") as running:
        assert enter(running).left
        assert posts(running) == ["idp.test/name", "idp.test/login"]
