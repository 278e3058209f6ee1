"""Forms beside the login get nothing: a mail to the user, or an account, would come of them."""

import pytest

from fakes.user.buttons import Button
from fakes.user.login import LoginFailed
from fakes.user.obstacles import obstacles
from suites.harness.given.login_obstacles import headed
from suites.harness.given.login_pages import DONE, PASSWORD, USER, form
from suites.harness.given.logins import enter, posts
from suites.harness.given.sites import site

MAIL = '<input type="email" name="email">'
SECRET = form('<input type="password" name="password"><button>Go</button>')

FORGOT = [
    "Forgot password",
    "Recover account",
    "Passwort vergessen?",
    "Passwort zurücksetzen",
    "Neues Passwort anfordern",
    "Mot de passe oublié ?",
    "Réinitialiser",
    "¿Olvidó su contraseña?",
    "Restablecer contraseña",
    "Reimposta password",
    "Redefinir senha",
    "Wachtwoord vergeten",
    "パスワードを再設定する",
    "パスワードを忘れた",
    "重置密码",
    "忘记密码",
    "비밀번호 재설정",
    "Сбросить пароль",
]
MESSAGES = [
    "Get a sign-in link",
    "Send me a code",
    "Link zusenden",
    "Anmeldelink senden",
    "Code senden",
    "Recevoir un lien",
    "Envoyer un code",
    "M'envoyer un lien magique",
    "Enviar código",
    "Invia il codice",
    "Stuur mij een link",
    "リンクを送信",
    "コードを送信",
    "发送验证码",
    "인증번호 받기",
    "Отправить код",
]
CUSTOMERS = [
    "Start free trial",
    "Request a demo",
    "Notify me",
    "Join the waitlist",
    "S'abonner",
    "Suscribirse",
    "Iscriviti",
    "登録",
    "新規会員登録",
]


def with_mail(button: str, action: str) -> str:
    return form(f"{MAIL}<button>{button}</button>", action)


@pytest.mark.parametrize("button", FORGOT + MESSAGES + CUSTOMERS)
def test_a_form_for_something_else_gets_no_address(button: str) -> None:
    """Neither before the login, nor alone."""
    aside, mail = with_mail(button, "/aside"), with_mail("Weiter", "/name")
    answers = {"/start": aside + mail, "/name": SECRET, "/login": DONE, "/aside": DONE}
    with site(answers) as running:
        assert enter(running).left
        assert running.sent("name") == {"email": USER}
        assert posts(running) == ["name", "login"]
    with site(answers | {"/start": aside}) as running:
        with pytest.raises(LoginFailed):
            enter(running)
        assert not posts(running)


@pytest.mark.parametrize("button", MESSAGES)
def test_a_login_by_message_alone_is_told_and_not_begun(button: str) -> None:
    with site({"/start": headed("Acme", with_mail(button, "/aside"))}) as running:
        with pytest.raises(LoginFailed) as failed:
            enter(running)
        assert failed.value.obstacle is obstacles()["link by e-mail"]
        assert not posts(running)


@pytest.mark.parametrize(
    "aside",
    [
        f"<h2>Passwort vergessen</h2>{with_mail('Weiter', '/aside')}",
        with_mail("Lähetä", "/forgot-password"),
        with_mail("Continue", "/realms/one/login-actions/reset-credentials"),
        with_mail("Get started", "/aside"),
        with_mail("Hanki linkki", "/aside"),
    ],
    ids=["by its heading", "by its address", "by a product's address", "by nothing", "in Finnish"],
)
@pytest.mark.parametrize("button", ["Sign in", "Next", "Se connecter", "下一步"])
def test_of_several_forms_the_one_that_says_so_is_the_login(aside: str, button: str) -> None:
    answers = {"/start": aside + with_mail(button, "/name"), "/name": SECRET, "/login": DONE}
    with site(answers) as running:
        assert enter(running).left
        assert posts(running) == ["name", "login"]


ORDINARY = {
    "a button that nobody knows, alone": with_mail("Kirjaudu", "/name"),
    "one that is to begin, alone": with_mail("Get started", "/name"),
    "a heading that speaks of a reset beside the login": "<h2>Sign in, or reset your password</h2>"
    + with_mail("Next", "/name"),
    "a name of an application": with_mail("Sign in to Reset Reminder", "/name"),
    "an address that was gone through": with_mail("Log in", "/reset-password/name"),
}


@pytest.mark.parametrize("html", ORDINARY.values(), ids=ORDINARY)
def test_the_login_may_look_like_something_else(html: str) -> None:
    answers = {"/start": html, "/name": SECRET, "/reset-password/name": SECRET, "/login": DONE}
    with site(answers) as running:
        assert enter(running).left
        assert running.sent("login") == {"password": PASSWORD}


PLAIN = ["Senden", "Enviar", "Envoyer", "送信", "Code bestätigen", "Get in", "Weiter mit E-Mail"]


@pytest.mark.parametrize("text", PLAIN)
def test_a_button_that_sends_its_form_leads_nowhere_else(text: str) -> None:
    assert not Button(name="", value="", text=text).leads_elsewhere
