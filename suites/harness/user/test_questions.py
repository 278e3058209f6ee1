"""What a page says, what it asks, and what it does by itself are told apart."""

import pytest

from fakes.user.buttons import Button, going_on
from fakes.user.login import LoginFailed
from fakes.user.obstacles import obstacles
from fakes.user.words.buttons import LOG_OUT
from suites.harness.given.login_obstacles import GO, headed
from suites.harness.given.login_pages import BOTH, DONE, form
from suites.harness.given.logins import enter, posts
from suites.harness.given.sites import site

LOGIN = headed("Sign in", form(BOTH + "<button>Sign in</button>"))
ASKS = '<button name="ok" value="0">Deny</button><button name="ok" value="1">Allow</button>'


NAMES = [
    "Push Notifications",
    "Captcha Solver",
    "SMS Gateway",
    "Passkey Manager",
    "My Account: Blocked Numbers",
    "Web Filter",
    "Try Again Later",
    "Session Expired",
    "Two-Factor Tools",
]


@pytest.mark.parametrize("name", NAMES)
def test_an_application_may_be_called_like_an_obstacle(name: str) -> None:
    page = headed(f"Sign in to {name}", form(ASKS, "/consent"))
    with site({"/start": LOGIN, "/login": page, "/consent": DONE}) as running:
        assert enter(running).left
        assert running.sent("consent") == {"ok": "1"}


@pytest.mark.parametrize("name", ["Search Console", "Find My Phone", "GitHub Remove", "Log Off"])
def test_a_button_may_name_an_application_that_is_called_like_another_button(name: str) -> None:
    login = form(BOTH + f"<button>Sign in to {name}</button>")
    other = '<button name="do" value="other">Somebody else</button>'
    page = form(f'{other}<button name="do" value="yes">Authorize {name}</button>', "/consent")
    with site({"/start": login, "/login": page, "/consent": DONE}) as running:
        assert enter(running).left
        assert running.sent("consent") == {"do": "yes"}


def test_two_questions_on_pages_of_one_title_are_both_answered() -> None:
    first = headed("Passkey Manager", form(ASKS, "/consent"))
    second = headed("Passkey Manager", form(ASKS, "/release"))
    answers = {"/start": LOGIN, "/login": first, "/consent": second, "/release": DONE}
    with site(answers) as running:
        assert enter(running).left


def test_a_question_that_comes_back_is_taken_at_its_word() -> None:
    page = headed("Approve the sign-in", form(ASKS, "/poll"))
    page = page.replace("Approve the sign-in", "Approve sign in request")
    with site({"/start": LOGIN, "/login": page, "/poll": page}) as running:
        with pytest.raises(LoginFailed) as failed:
            enter(running)
        assert failed.value.obstacle is obstacles()["second factor: push"]
        assert posts(running) == ["login", "poll"]


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("terms", "Terms of use"),
        ("enrolment", "Set up two-factor authentication"),
        ("new password", "Change your password"),
    ],
)
def test_a_yes_that_would_bind_the_user_is_not_said(kind: str, title: str) -> None:
    page = headed(title, form(ASKS, "/yes"))
    with site({"/start": LOGIN, "/login": page, "/yes": DONE}) as running:
        with pytest.raises(LoginFailed) as failed:
            enter(running)
        assert failed.value.obstacle is obstacles()[kind]
        assert posts(running) == ["login"]


SUBMIT = "document.forms[0].submit()"
AT_ONCE = {
    "as the page is read": f"<script>{SUBMIT};</script>",
    "when it is loaded": f'<body onload="{SUBMIT}">',
    "by a function when it is loaded": f"<script>function go() {{ {SUBMIT}; }}</script>"
    '<body onload="go()">',
    "by a handler": f"<script>window.onload = function () {{ {SUBMIT}; }};</script>",
    "by a listener": "<script>document.addEventListener('DOMContentLoaded', () => "
    f"{{ {SUBMIT}; }});</script>",
    "by a timer of nothing": f"<script>setTimeout('{SUBMIT}', 0);</script>",
}
LATER = {
    "by a click": "<script>document.querySelector('button').onclick = function () "
    f"{{ {SUBMIT}; }};</script>",
    "by a click, once it is loaded": "<script>window.onload = () => { document.forms[0]"
    f".addEventListener('click', () => {SUBMIT}) }};</script>",
    "by a timer": f"<script>setTimeout(() => {{ {SUBMIT}; }}, 5000);</script>",
    "by a timer with a text": f"<script>setTimeout('{SUBMIT}', 5000);</script>",
    "by a timer, once it is loaded": "<script>window.onload = () => { setTimeout(() => "
    f"{SUBMIT}, 5000) }};</script>",
    "by a timer of the body": f"<body onload=\"setTimeout('{SUBMIT}', 5000)\">",
}


@pytest.mark.parametrize("script", AT_ONCE.values(), ids=AT_ONCE)
def test_a_page_that_goes_on_by_itself_keeps_nobody(script: str) -> None:
    page = script + headed("Waiting for approval", form(GO, "/poll"))
    with site({"/start": LOGIN, "/login": page, "/poll": DONE}) as running:
        assert enter(running).left
        assert posts(running) == ["login", "poll"]


@pytest.mark.parametrize("script", LATER.values(), ids=LATER)
def test_a_page_that_waits_for_somebody_does(script: str) -> None:
    page = script + headed("Waiting for approval", form(GO, "/poll"))
    with site({"/start": LOGIN, "/login": page, "/poll": DONE}) as running:
        with pytest.raises(LoginFailed) as failed:
            enter(running)
        assert failed.value.obstacle is obstacles()["second factor: push"]
        assert posts(running) == ["login"]


REFUSALS = [
    "Invalid password. After two more your account will be locked.",
    "Invalid password. Forgot it? Reset your password.",
    "Wrong password. To avoid your account being disabled, call us.",
    "Wrong password. If your account is locked, call us.",
    "アカウントまたはパスワードが無効です。入力が違います。",
]


@pytest.mark.parametrize("said", REFUSALS)
def test_a_warning_with_a_refusal_is_a_refusal(said: str) -> None:
    back = headed("Sign in", f"<p>{said}</p>{form(BOTH + '<button>Sign in</button>')}")
    with site({"/start": LOGIN, "/login": back}) as running:
        with pytest.raises(LoginFailed) as failed:
            enter(running)
        assert failed.value.obstacle is None
        assert failed.value.refused


@pytest.mark.parametrize("yes", ["Sign out", "Log off", "Yes, sign me out", "Abmelden"])
@pytest.mark.parametrize("no", ["Stay signed in", "No", "Cancel"])
def test_who_logs_out_presses_what_nobody_presses_who_logs_in(yes: str, no: str) -> None:
    """Whichever of the two stands first."""
    out, stay = (Button(name="", value="", text=text) for text in (yes, no))
    for buttons in ((out, stay), (stay, out)):
        assert going_on(buttons, LOG_OUT) is out


def test_a_yes_is_what_logs_out_where_no_button_says_so() -> None:
    """Words that nobody knows, to stay, may stand before it."""
    yes, stay = (Button(name="", value="", text=text) for text in ("Yes", "Stay signed in"))
    for buttons in ((yes, stay), (stay, yes)):
        assert going_on(buttons, LOG_OUT) is yes
