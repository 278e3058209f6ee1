"""Who logs in stays who they are, and tells their password where one is asked for."""

from dataclasses import replace

import pytest

from fakes.user.buttons import Button, going_on
from fakes.user.forms import forms_of
from fakes.user.login import LoginFailed
from fakes.user.obstacles import obstacles
from suites.harness.given.login_obstacles import headed
from suites.harness.given.login_pages import BOTH, DONE, TOLD, USER, form
from suites.harness.given.logins import CREDENTIALS, enter, posts
from suites.harness.given.misconfigurations.login import OWN_SECRET
from suites.harness.given.sites import OP, site

LOGIN = headed("Sign in", form(BOTH + "<button>Sign in</button>"))
ALLOW = '<button name="ok" value="0">Cancel</button><button name="ok" value="1">Allow</button>'
WAYS_OUT = [
    "Sign out",
    "Log me out",
    "Ada (Sign out)",
    "Abmelden",
    "Nicht Sie? Ausloggen",
    "Se déconnecter",
    "Déconnexion",
    "Cerrar sesión",
    "Esci",
    "Sair",
    "Uitloggen",
    "ログアウト",
    "サインアウトする",
    "退出登录",
    "로그아웃",
    "Выйти",
]
SOMEBODY_ELSE = [
    "Use another account",
    "Log in as a different user",
    "Sign in as someone else",
    "Continue as someone else",
    "Not you?",
    "Switch account",
    "Konto wechseln",
    "Changer de compte",
    "Usar otra cuenta",
    "別のアカウントを使用",
    "使用其他账号",
    "다른 계정으로 로그인",
    "Сменить пользователя",
]


@pytest.mark.parametrize("text", WAYS_OUT + SOMEBODY_ELSE)
def test_a_user_who_is_asked_neither_leaves_nor_becomes_another(text: str) -> None:
    """Neither by a form before the question, nor by a button of it, nor where nothing is asked."""
    out = f"<button>{text}</button>"
    for page in (form(out, "/out") + form(ALLOW, "/ok"), form(out + ALLOW, "/ok")):
        answers = {"/start": LOGIN, "/login": headed("Acme", page), "/ok": DONE, "/out": DONE}
        with site(answers) as running:
            assert enter(running).left
            assert running.sent("ok") == {"ok": "1"}
            assert posts(running) == ["login", "ok"]
    with site({"/start": LOGIN, "/login": headed("Acme", form(out, "/out"))}) as running:
        with pytest.raises(LoginFailed):
            enter(running)
        assert posts(running) == ["login"]


@pytest.mark.parametrize("text", ["Accept all cookies", "OK", "Got it", "Tout accepter"])
def test_a_form_about_cookies_is_no_answer_to_the_application(text: str) -> None:
    page = headed("Acme", form(f"<button>{text}</button>", "/cookies") + form(ALLOW, "/ok"))
    with site({"/start": LOGIN, "/login": page, "/ok": DONE}) as running:
        assert enter(running).left
        assert posts(running) == ["login", "ok"]


@pytest.mark.parametrize(
    "text",
    ["Continue as Ada", "Yes, it is me", "Sign in to Sign Out Monitor", "Allow another device"],
)
def test_a_button_for_who_is_there_is_pressed(text: str) -> None:
    page = headed("Acme", form(f'<button name="ok" value="1">{text}</button>', "/ok"))
    with site({"/start": LOGIN, "/login": page, "/ok": DONE}) as running:
        assert enter(running).left
        assert running.sent("ok") == {"ok": "1"}


OTHER_WAYS = [
    "Sign in with Okta",
    "Login with company account",
    "Mit Okta anmelden",
    "Anmelden mit Microsoft",
    "Se connecter avec Okta",
    "Appleでログイン",
    "Single sign-on",
    "Use SSO",
    "Enterprise login",
    "Kerberos login",
    "Sign in with smart card",
    "Sign in with certificate",
    "Sign in with Windows",
    "Sign in with Face ID",
    "Log in with a code",
    "Sign in with a one-time code",
    "Sign in with email link",
    "Continue as guest",
    "Als Gast fortfahren",
]
OWN = '<button name="way" value="own">{}</button>'


@pytest.mark.parametrize("text", OTHER_WAYS)
@pytest.mark.parametrize("own", ["Log in", "Weiter", "Continue with email", "Kirjaudu"])
def test_another_way_to_log_in_gets_no_password(text: str, own: str) -> None:
    other = f'<button formaction="/other">{text}</button>'
    with site({"/start": form(other + BOTH + OWN.format(own)), "/login": DONE}) as running:
        assert enter(running).left
        assert running.sent("login") == TOLD | {"way": "own"}
        assert posts(running) == ["login"]


@pytest.mark.parametrize("own", ["Sign in with your password", "Mit E-Mail anmelden"])
def test_of_several_ways_the_one_by_password_is_taken(own: str) -> None:
    (page,) = forms_of(form("<button>Sign in with Okta</button>" + BOTH + OWN.format(own)), OP)
    assert page.submission({"username": USER})[-1] == ("way", "own")


@pytest.mark.parametrize("text", ["Sign in with your Acme account", "Acme Single Sign-On: log in"])
def test_a_button_that_speaks_so_of_the_login_itself_is_pressed(text: str) -> None:
    with site({"/start": form(BOTH + f"<button>{text}</button>"), "/login": DONE}) as running:
        assert enter(running).left


def test_a_code_that_is_typed_is_verified() -> None:
    verify, trust = (Button("", "", text) for text in ("Verify code", "Continue with this device"))
    assert going_on((verify, trust)) is verify


KEY = headed("Use your passkey", form("<button>Continue with passkey</button>", "/key"))
SENT = headed(
    "Check your e-mail",
    "<p>We sent a code.</p>" + form('<label>Code <input name="c"></label><button>Verify</button>'),
)
SIGNED_IN_OTHERWISE = {"a passkey": KEY, "a code by e-mail": SENT}
TO_PASSWORD = [
    "Use your password instead",
    "Sign in with password",
    "Enter your password",
    "Stattdessen mit Passwort anmelden",
    "Utiliser un mot de passe",
    "Usar contraseña",
    "パスワードでログイン",
    "使用密码登录",
]
NAME_FIRST = form('<input name="username"><button>Next</button>', "/name")
SECRET_PAGE = form('<input type="password" name="password"><button>Sign in</button>')


@pytest.mark.parametrize("page", SIGNED_IN_OTHERWISE.values(), ids=SIGNED_IN_OTHERWISE)
@pytest.mark.parametrize("text", TO_PASSWORD)
def test_a_page_of_another_way_is_left_for_the_password(text: str, page: str) -> None:
    """By a link of it, or by a button."""
    link = f'<a href="/word">{text}</a>'
    for way in (link, form(f"<button>{text}</button>", "/word")):
        answers = {"/start": NAME_FIRST, "/name": page + way, "/word": SECRET_PAGE, "/login": DONE}
        with site(answers) as running:
            assert enter(running).left
            assert running.sent("login") == {"password": TOLD["password"]}


NO_WAY = [
    "Forgot your password?",
    "Sign in with a one-time password",
    "Get a new password",
    "Use a password manager",
    "Problems with your password?",
    "Trouble signing in with your password?",
    "Can't sign in with your password?",
    "Probleme mit dem Passwort?",
    "Problèmes avec le mot de passe ?",
    "¿Problemas con la contraseña?",
    "Sign in with a single-use password",
]


@pytest.mark.parametrize("text", NO_WAY)
def test_a_link_that_speaks_of_a_password_is_not_the_way_to_it(text: str) -> None:
    page = SENT + f'<a href="/word">{text}</a>'
    with site({"/start": NAME_FIRST, "/name": page, "/word": DONE}) as running:
        with pytest.raises(LoginFailed):
            enter(running)
        assert "op.example/word" not in [url for _, url, _ in running.seen]


def test_a_page_after_the_password_is_not_left_for_it() -> None:
    page = SENT + '<a href="/word">Sign in with password</a>'
    with site({"/start": LOGIN, "/login": page, "/word": LOGIN}) as running:
        with pytest.raises(LoginFailed) as failed:
            enter(running)
        assert failed.value.obstacle is obstacles()["second factor: message"]
        assert posts(running) == ["login"]


def test_a_way_to_the_password_that_leads_back_is_gone_once() -> None:
    page = KEY + '<a href="/name">Use your password instead</a>'
    with site({"/start": NAME_FIRST, "/name": page}) as running:
        with pytest.raises(LoginFailed) as failed:
            enter(running)
        assert failed.value.obstacle is obstacles()["second factor: passkey"]


def test_a_code_of_an_app_is_typed_beside_words_of_messages() -> None:
    page = headed(
        "認証", form("<p>メールアドレス: ada</p><label>認証コード <input name='c'></label>", "/c")
    )
    known = replace(CREDENTIALS, totp_secret=OWN_SECRET)
    with site({"/start": LOGIN, "/login": page, "/c": DONE}) as running:
        assert enter(running, known).left
        assert posts(running) == ["login", "c"]
