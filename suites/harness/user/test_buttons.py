"""Which button says yes, in whatever language; where nobody knows, none is pressed."""

import pytest

from fakes.user.buttons import Button
from fakes.user.forms import forms_of
from fakes.user.login import LoginFailed
from suites.harness.given.login_obstacles import headed
from suites.harness.given.login_pages import BOTH, DONE, USER, form
from suites.harness.given.logins import enter, posts
from suites.harness.given.sites import OP, site

LOGIN = headed("Sign in", form(BOTH + "<button>Sign in</button>"))
ANSWERS = {
    "拒否する": "許可する",
    "同意しない": "同意する",
    "許可しない": "許可",
    "同意しません": "同意します",
    "いいえ": "はい",
    "却下": "承認",
    "戻る": "同意して続行",
    "拒绝": "允许",
    "不同意": "同意",
    "取消": "授权",
    "취소": "확인",
    "거부": "허용",
    "동의하지 않음": "동의함",
    "나중에": "확인",
    "다음에 하기": "다음",
    "稍后": "确认",
    "Позже": "Далее",
    "Не согласен": "Согласен",
    "Отклонить": "Разрешить",
    "Нет": "Да",
    "Odrzuć": "Akceptuję",
    "Nie zezwalaj": "Zezwól",
    "Neka": "Tillåt",
    "Avbryt": "Godkänn",
    "Afvis": "Tillad",
    "Ikke nå": "Godta",
    "Hylkää": "Salli",
    "Reddet": "İzin ver",
    "İzin verme": "İzin ver",
    "Zrušit": "Povolit",
    "Nesouhlasím": "Souhlasím",
    "Niet akkoord": "Akkoord",
    "Verwehren": "Genehmigen",
    "Verwerfen": "Einverstanden",
    "Ich stimme nicht zu": "Ich stimme zu",
    "Je ne suis pas d'accord": "Je suis d'accord",
    "No acepto": "Acepto",
    "Non consento": "Consento",
    "Não aceitar": "Aceitar",
}


def consent(first: str, second: str) -> str:
    return headed("Acme", form(f"{first}{second}", "/ok"))


def named(text: str, value: str, name: str = "a") -> str:
    return f'<button name="{name}" value="{value}">{text}</button>'


@pytest.mark.parametrize(("no", "yes"), ANSWERS.items())
def test_a_consent_in_another_language_is_given(no: str, yes: str) -> None:
    """Whichever of the two stands first."""
    buttons = named(no, "0"), named(yes, "1")
    for page in (consent(*buttons), consent(*reversed(buttons))):
        with site({"/start": LOGIN, "/login": page, "/ok": DONE}) as running:
            assert enter(running).left
            assert running.sent("ok") == {"a": "1"}


@pytest.mark.parametrize("name", ["cancel", "deny", "no", "reject", "btnCancel", "user_denied"])
def test_of_two_that_nobody_knows_the_one_is_the_refusal_that_is_named_so(name: str) -> None:
    other = named("Pranešti", "1", "b")
    for no in (named("Atmesti", "0", name), named("Atmesti", name, "b")):
        with site({"/start": LOGIN, "/login": consent(no, other), "/ok": DONE}) as running:
            assert enter(running).left
            assert running.sent("ok") == {"b": "1"}


UNKNOWN = {
    "Lithuanian": ("Atmesti", "Leisti"),
    "organizations": ("Acme", "Beta"),
    "another script": ("ปฏิเสธ", "อนุญาต"),
}


@pytest.mark.parametrize(("one", "other"), UNKNOWN.values(), ids=UNKNOWN)
def test_where_nobody_knows_which_one_goes_on_none_is_pressed(one: str, other: str) -> None:
    page = consent(named(one, "0"), named(other, "1"))
    with site({"/start": LOGIN, "/login": page, "/ok": DONE}) as running:
        with pytest.raises(LoginFailed, match=f"none was pressed: “{one}”, “{other}”") as failed:
            enter(running)
        assert failed.value.undecided
        assert not failed.value.refused
        assert posts(running) == ["login"]


COOKIES = named("Accept all", "1", "all") + named("Reject all", "0", "all")


@pytest.mark.parametrize(("no", "yes"), [("No", "Yes"), ("Nein", "Ja")])
def test_a_question_is_answered_before_one_about_cookies(no: str, yes: str) -> None:
    asked = form(named(no, "0") + named(yes, "1"), "/ok")
    page = headed("Stay signed in?", form(COOKIES, "/banner") + asked)
    with site({"/start": LOGIN, "/login": page, "/ok": DONE}) as running:
        assert enter(running).left
        assert posts(running) == ["login", "ok"]


ACCOUNTS = {
    "by name": ("bob", USER),
    "by address": ("Bob B. bob@example.com", f"Alice A. {USER}@example.com"),
    "of a longer name": (f"{USER}2", USER.title()),
}


@pytest.mark.parametrize(("other", "own"), ACCOUNTS.values(), ids=ACCOUNTS)
def test_of_several_accounts_the_users_own_is_chosen(other: str, own: str) -> None:
    page = headed("Choose an account", form(named(other, "0") + named(own, "1"), "/ok"))
    with site({"/start": LOGIN, "/login": page, "/ok": DONE}) as running:
        assert enter(running).left
        assert running.sent("ok") == {"a": "1"}


def test_of_two_accounts_with_the_users_name_none_is_chosen() -> None:
    page = consent(named(f"{USER} (staging)", "0"), named(f"{USER} (live)", "1"))
    with site({"/start": LOGIN, "/login": page, "/ok": DONE}) as running:
        with pytest.raises(LoginFailed, match="none was pressed"):
            enter(running)
        assert posts(running) == ["login"]


# What goes on, and beside it what tells more: in which order they stand is no matter.
BESIDE = {
    "Proceed": "Learn more",
    "Fortfahren": "Mehr erfahren",
    "Authorise Acme": "Manage",
    "Permit": "Details",
    "Seguinte": "Saber mais",
    "Fortsätt": "Skicka igen",
}


@pytest.mark.parametrize(("onward", "beside"), BESIDE.items())
def test_what_goes_on_is_pressed_beside_what_tells_more(onward: str, beside: str) -> None:
    buttons = named(beside, "0") + named(onward, "1")
    page = headed("Acme", form(buttons, "/ok"))
    with site({"/start": LOGIN, "/login": page, "/ok": DONE}) as running:
        assert enter(running).left
        assert running.sent("ok") == {"a": "1"}


PRESSED = {
    "one that nobody knows, alone": named("Leisti", "1"),
    "one twice, for two sizes of screens": named("Leisti", "1") * 2,
    "beside a refusal": named("No", "0") + named("Leisti", "1"),
    "beside a yes": named("Acme", "0") + named("Continue", "1"),
    "and no more, in German": named("Nein", "0") + named("Ja, nicht mehr fragen", "1"),
    "and no more, in Chinese": named("拒绝", "0") + named("同意，不再询问", "1"),
    "and no more, in Japanese": named("拒否", "0") + named("許可、今後表示しない", "1"),
}


@pytest.mark.parametrize("buttons", PRESSED.values(), ids=PRESSED)
def test_a_button_that_can_only_be_meant_is_pressed(buttons: str) -> None:
    page = headed("Acme", form(buttons, "/ok"))
    with site({"/start": LOGIN, "/login": page, "/ok": DONE}) as running:
        assert enter(running).left
        assert running.sent("ok") == {"a": "1"}


@pytest.mark.parametrize("onward", ["Einloggen", "Jetzt einloggen", "Absenden", "Senden", "Enter"])
@pytest.mark.parametrize("beside", ["Hilfe", "Passwort anzeigen", "Demo", "Gast"])
def test_a_login_is_sent_by_its_own_button(onward: str, beside: str) -> None:
    (login,) = forms_of(form(BOTH + named(beside, "0") + named(onward, "1")), OP)
    assert login.submission({})[-1] == ("a", "1")


def test_of_two_that_nobody_knows_at_a_login_the_first_sends_it() -> None:
    buttons = named("Prisijungti", "1") + named("Atmesti", "0")
    (login,) = forms_of(form(BOTH + buttons), OP)
    assert login.submission({})[-1] == ("a", "1")


@pytest.mark.parametrize("text", ["Continuar en español", "Ver más", "Prenota", "Nota bene"])
def test_a_word_of_one_language_is_no_refusal_in_another(text: str) -> None:
    assert not Button(name="", value="", text=text).refuses
