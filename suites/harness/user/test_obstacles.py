"""What stands in a user's way is told as what it is; nothing is sent that no user would send."""

import pytest

from fakes.user.login import Credentials, LoginFailed
from fakes.user.obstacles import obstacles
from suites.harness.given.login_obstacles import AFTER_PASSWORD, GO, OFFERS, headed
from suites.harness.given.login_pages import BOTH, DONE, NAME, PASSWORD, TOLD, USER, form
from suites.harness.given.logins import enter, posts
from suites.harness.given.sites import Answer, site, to

IN = "<button>Sign in</button>"
LOGIN = headed("Sign in", form(BOTH + IN))
CASES = {
    f"{kind}, {name}": (kind, html)
    for kind, pages in AFTER_PASSWORD.items()
    for name, html in pages.items()
}


@pytest.mark.parametrize(("kind", "html"), CASES.values(), ids=CASES)
def test_an_obstacle_is_told_as_what_it_is(kind: str, html: str) -> None:
    with site({"/start": LOGIN, "/login": html}) as running:
        with pytest.raises(LoginFailed) as failed:
            enter(running)
        assert failed.value.obstacle is obstacles()[kind]
        assert obstacles()[kind].advice in str(failed.value)
        assert "not accepted" not in str(failed.value)
        assert not failed.value.refused
        assert posts(running) == ["login"]


REFUSALS = {
    "a company": "Sign-in is restricted to users of the company domain example.com.",
    "an administrator": "You are not assigned to this application. Contact the administrator of "
    "your company domain.",
    "help in a footer": "An error occurred. Please use the link in the footer to contact support.",
    "an account to activate": "To activate your account click on the link in the e-mail.",
    "a link that was refused": "Access denied. The magic link was sent to somebody else.",
    "what an account lacks": "Your account is not enabled for this application.",
    "a breakdown": "Something went wrong. Please try again later.",
    "an organization to tell": "Provide the organization with your name, by phone.",
}


@pytest.mark.parametrize("said", REFUSALS.values(), ids=REFUSALS)
def test_a_refusal_that_speaks_of_links_and_organizations_asks_for_none(said: str) -> None:
    with site({"/start": LOGIN, "/login": headed("Sorry", f"<p>{said}</p>")}) as running:
        with pytest.raises(LoginFailed) as failed:
            enter(running)
        assert failed.value.obstacle is None
        assert said.rstrip(".") in str(failed.value)


def test_every_kind_of_page_is_here() -> None:
    of_the_harness = {"code refused", "no password"}
    assert set(AFTER_PASSWORD) | of_the_harness == set(obstacles())


@pytest.mark.parametrize(("html", "sent"), OFFERS.values(), ids=OFFERS)
def test_what_is_only_offered_is_passed_by(html: str, sent: dict[str, str]) -> None:
    with site({"/start": LOGIN, "/login": html, "/later": DONE}) as running:
        assert enter(running).left
        assert running.sent("later") == sent


MESSAGES = {
    "account locked": "Your account is temporarily locked.",
    "session lost": "Your login session has expired.",
    "upstream provider": "Unexpected error when authenticating with the identity provider",
}


@pytest.mark.parametrize("kind", MESSAGES)
def test_a_login_form_that_comes_back_is_no_refusal_if_it_says_why(kind: str) -> None:
    back = headed("Sign in", f"<p>{MESSAGES[kind]}</p>{form(BOTH + IN)}")
    with site({"/start": LOGIN, "/login": back}) as running:
        with pytest.raises(LoginFailed) as failed:
            enter(running)
        assert failed.value.obstacle is obstacles()[kind]
        assert posts(running) == ["login"]


def test_what_a_login_page_says_to_everybody_explains_no_refusal() -> None:
    page = headed(
        "Sign in",
        f"{form(BOTH + IN)}<p>Accounts are locked after five tries. Reset your password. "
        "Enable cookies. Protected by a captcha that nobody sees.</p>",
    )
    with site({"/start": page, "/login": page}) as running:
        with pytest.raises(LoginFailed) as failed:
            enter(running)
        assert failed.value.refused
        assert failed.value.obstacle is None


def test_a_captcha_beside_the_fields_gets_no_password() -> None:
    page = headed("Sign in", form(BOTH + '<div class="g-recaptcha"></div>' + IN))
    with site({"/start": page}) as running:
        with pytest.raises(LoginFailed) as failed:
            enter(running)
        assert failed.value.obstacle is obstacles()["captcha"]
        assert not posts(running)


def test_a_captcha_that_nobody_sees_stops_nobody() -> None:
    widget = '<div class="g-recaptcha" data-size="invisible"></div>'
    with site({"/start": headed("Sign in", form(BOTH + widget + IN)), "/login": DONE}) as running:
        assert enter(running).left


def test_no_password_is_sent_where_none_is_set_and_none_where_none_is_asked() -> None:
    nobody = Credentials(USER, "")
    with site({"/start": LOGIN}) as running:
        with pytest.raises(LoginFailed) as failed:
            enter(running, nobody)
        assert failed.value.obstacle is obstacles()["no password"]
        assert not posts(running)
    with site({"/start": form(NAME, "/name"), "/name": DONE}) as running:
        assert enter(running, nobody).left


CHOICE = AFTER_PASSWORD["identity provider"]["links"]


@pytest.mark.parametrize("name", ["Two", "continue with two", "/sso/two"])
def test_the_identity_provider_of_the_settings_is_chosen(name: str) -> None:
    """Its login page is that of another provider, on another host, which leads back."""
    answers: dict[str, Answer] = {
        "op.example/start": CHOICE,
        "op.example/sso/two": to("http://two.example/authorize"),
        "two.example/authorize": LOGIN,
        "two.example/login": to("http://op.example/back?code=2"),
        "op.example/back": DONE,
    }
    with site(answers, "two.example") as running:
        assert enter(running, Credentials(USER, PASSWORD, idp=name)).left
        assert [(m, u) for m, u, _ in running.seen if m == "POST"] == [
            ("POST", "two.example/login")
        ]


def test_the_identity_provider_is_chosen_beside_a_login_form_too() -> None:
    page = headed("Sign in", form(BOTH + IN, "/own") + '<a href="/broker/two/login">Two</a>')
    answers = {"/start": page, "/broker/two/login": LOGIN, "/login": DONE, "/own": "no"}
    with site(answers) as running:
        assert enter(running, Credentials(USER, PASSWORD, idp="two")).left
        assert posts(running) == ["login"]


SPEAK_OF_FAILURES = {
    "SAML": "SAML Login. If it fails, call IT",
    "an identity provider": "Sign in with your identity provider. Contact us if sign-in fails.",
    "federation": "Acme Federation Services. Enter your password. Invalid passwords lock.",
}
FAILED = "Unexpected error when authenticating with the identity provider"


def behind(page: str, after: str = "", next_page: str = "") -> dict[str, Answer]:
    """A provider that offers two others, of which Two, elsewhere, shows `page`.

    After the name there comes `next_page`, if there is one, and after the password `after`.
    """
    return {
        "op.example/start": CHOICE + form(BOTH + IN, "/own"),
        "op.example/sso/two": to("http://two.test/authorize"),
        "two.test/authorize": page,
        "two.test/name": next_page,
        "two.test/login": to("http://op.example/back"),
        "op.example/back": after or DONE,
        "op.example/own": DONE,
    }


@pytest.mark.parametrize("said", SPEAK_OF_FAILURES.values(), ids=SPEAK_OF_FAILURES)
def test_a_login_page_of_another_may_speak_of_failures(said: str) -> None:
    """Nothing failed: its words are for everybody, with the name and with the password."""
    both = headed("Welcome", f"<p>{said}</p>{form(BOTH + IN)}")
    name = headed(said, form(NAME, "/name"))
    secret = headed(said, form('<input type="password" name="password">' + IN))
    for answers in (behind(both), behind(name, next_page=secret)):
        with site(answers, "two.test") as running:
            assert enter(running, Credentials(USER, PASSWORD, idp="Two")).left
            assert posts(running)[-1] == "login"


def test_who_was_not_let_in_there_types_nothing_where_the_login_began() -> None:
    back = headed("Sign in", f"<p>{FAILED}.</p>{form(BOTH + IN, '/own')}")
    with site(behind(LOGIN, back), "two.test") as running:
        with pytest.raises(LoginFailed) as failed:
            enter(running, Credentials(USER, PASSWORD, idp="Two"))
        assert failed.value.obstacle is obstacles()["upstream provider"]
        assert posts(running) == ["login"]


def test_the_page_that_was_left_for_another_and_comes_back_at_once_gets_nothing() -> None:
    back = headed("Sign in", f'<p role="alert">{FAILED}</p>{form(BOTH + IN, "/own")}')
    with site(behind(LOGIN) | {"op.example/sso/two": back}) as running:
        with pytest.raises(LoginFailed) as failed:
            enter(running, Credentials(USER, PASSWORD, idp="Two"))
        assert failed.value.obstacle is obstacles()["upstream provider"]
        assert not posts(running)


def test_a_name_that_the_page_does_not_have_is_told_with_what_it_has() -> None:
    with site({"/start": CHOICE}) as running:
        with pytest.raises(LoginFailed) as failed:
            enter(running, Credentials(USER, PASSWORD, idp="three"))
        assert "“Continue with One”, “Continue with Two”" in str(failed.value)


def test_a_page_without_another_way_is_followed() -> None:
    page = headed("Welcome", '<a href="/sso/one">Continue with One</a><a href="/help">Help</a>')
    with site({"/start": page, "/sso/one": LOGIN, "/login": DONE}) as running:
        assert enter(running).left


NAME_AND = '<input name="username"><label>{} <input type="password" name="p"></label>' + GO
UNWANTED = {
    "a form that makes an account": form(
        BOTH.replace('name="password"', 'name="p" autocomplete="new-password"') + IN, "/trap"
    ),
    "a button that makes one": form(BOTH + "<button>Create account</button>", "/trap"),
    "a form that nobody sees": f'<div style="display:none">{form(BOTH + IN, "/trap")}</div>',
    "a form that a style hides": "<style>.x { display: none }</style>"
    f'<div class="x">{form(BOTH + IN, "/trap")}</div>',
    "a form that is hidden, and would fade in": "<style>.x { display: none } "
    ".x { opacity: 0; animation: in 1s }</style>"
    f'<div class="x">{form(BOTH + IN, "/trap")}</div>',
    "a form in a closed dialog": f"<dialog>{form(BOTH + IN, '/trap')}</dialog>",
    "a form in closed details": f"<details><p>{form(BOTH + IN, '/trap')}</p></details>",
    "a form under a heading that makes one": f"<h2>Registration</h2>{form(BOTH + GO, '/trap')}",
    "a form with such a heading": form(f"<h3>Create a free account</h3>{BOTH}{GO}", "/trap"),
    "a button to sign up": form(BOTH + "<button>Sign up for free</button>", "/trap"),
    "a new password in Russian": form(NAME_AND.format("Новый пароль"), "/trap"),
    "a new password in Chinese": form(NAME_AND.format("新密码"), "/trap"),
    "a password that is to be reset": form(BOTH + "<button>Reset it</button>", "/trap"),
}


@pytest.mark.parametrize("html", UNWANTED.values(), ids=UNWANTED)
def test_a_form_that_no_user_would_fill_in_gets_no_password(html: str) -> None:
    with site({"/start": html, "/trap": DONE}) as running:
        with pytest.raises(LoginFailed):
            enter(running)
        assert not posts(running)
    with site({"/start": html + form(BOTH + IN), "/login": DONE}) as running:
        assert enter(running).left
        assert running.sent("login") == TOLD


CONSENTS = {
    "do not": "<button name=ok value=0>Don't allow</button><button name=ok value=1>Allow</button>",
    "by its value": "<button name=ok value=false>Nope</button><button name=ok value=1>Yep</button>",
    "by its name": "<button name=deny value=0>X</button><button name=ok value=1>Y</button>",
    "and no more": "<button name=ok value=0>No</button>"
    "<button name=ok value=1>Accept, and do not ask again</button>",
}


@pytest.mark.parametrize("buttons", CONSENTS.values(), ids=CONSENTS)
def test_a_consent_is_never_denied(buttons: str) -> None:
    consent = headed("Allow the application?", form(buttons, "/consent"))
    with site({"/start": LOGIN, "/login": consent, "/consent": DONE}) as running:
        assert enter(running).left
        assert running.sent("consent") == {"ok": "1"}


SCOPES = {
    "address and phone": "The application asks for: openid profile email address phone",
    "codes and terms": "Acme wants to access your verification codes and terms of service",
    "a new password": "Allow Acme to change your password",
}


@pytest.mark.parametrize("said", SCOPES.values(), ids=SCOPES)
def test_what_an_application_asks_for_is_no_obstacle(said: str) -> None:
    consent = headed("Sign in to Acme", f"<p>{said}</p>" + form("<button>Allow</button>", "/ok"))
    with site({"/start": LOGIN, "/login": consent, "/ok": DONE}) as running:
        assert enter(running).left


def test_a_frame_of_somebody_else_is_not_opened() -> None:
    page = headed("Welcome", '<iframe src="http://ads.example/" width="9" height="9"></iframe>')
    with site({"/start": page}, "ads.example") as running:
        with pytest.raises(LoginFailed):
            enter(running)
        assert running.hosts_seen == {"op.example"}


def test_an_address_alone_is_no_offer_to_log_in() -> None:
    with site({"/start": headed("Error", '<a href="/login/help">Read more</a>')}) as running:
        with pytest.raises(LoginFailed):
            enter(running)
        assert len(running.seen) == 1
