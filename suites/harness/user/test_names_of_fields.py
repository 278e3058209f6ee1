"""The user's name goes where it is asked for, whatever it is called, and nowhere else."""

import pytest

from fakes.user.forms import forms_of
from fakes.user.login import LoginFailed
from suites.harness.given.login_obstacles import headed
from suites.harness.given.login_pages import DONE, PASSWORD, USER, form
from suites.harness.given.logins import CREDENTIALS, enter, posts
from suites.harness.given.sites import OP, site

HIDDEN = '<input type="password" name="p">'
NEXT = "<button>Next</button>"


def labelled(text: str, name: str = "f1", kind: str = "text") -> str:
    return f'<label>{text} <input name="{name}" type="{kind}"></label>'


CALLED = [
    "Employee ID",
    "Student number",
    "NetID",
    "UPN",
    "sAMAccountName",
    "Badge",
    "Sign-in ID",
    "Customer ID",
    "Team member ID",
    "Kennung",
    "Personalnummer",
    "Kundennummer",
    "Courriel",
    "Adresse électronique",
    "Matricule",
    "Numéro client",
    "Codice utente",
    "Codice fiscale",
    "Employee code",
    "Agent code",
    "Access code",
    "Användarnamn",
    "Brugernavn",
    "Käyttäjätunnus",
    "Kullanıcı adı",
    "Uživatelské jméno",
    "Nazwa użytkownika",
    "社員番号",
    "会員番号",
    "手机号",
]


@pytest.mark.parametrize("text", CALLED)
def test_a_name_is_typed_whatever_it_is_called(text: str) -> None:
    """Alone, beside the password, and beside a company that stands before it."""
    alone = headed("Acme", form(labelled(text) + NEXT, "/name"))
    with site({"/start": alone, "/name": form(HIDDEN + NEXT), "/login": DONE}) as running:
        assert enter(running).left
        assert running.sent("name") == {"f1": USER}
    both = labelled(text) + HIDDEN + "<button>In</button>"
    for before, sent in ((both, {}), (labelled("Company", "f0") + both, {"f0": ""})):
        with site({"/start": form(before), "/login": DONE}) as running:
            assert enter(running).left
            assert running.sent("login") == sent | {"f1": USER, "p": PASSWORD}


# Fields that speak of codes too: of one alone before a password nothing else can be meant.
WITH_CODES = {
    "Email (we will send you a code)": "email",
    "E-Mail (für den Code)": "email",
    "Email for verification": "email",
    "Email or access code": "text",
    "User ID or verification token": "text",
    "Customer code": "text",
    "Tenant code": "text",
}


@pytest.mark.parametrize(("text", "kind"), WITH_CODES.items())
def test_no_password_goes_without_the_name(text: str, kind: str) -> None:
    page = form(labelled(text, kind=kind) + HIDDEN + "<button>In</button>")
    with site({"/start": page, "/login": DONE}) as running:
        assert enter(running).left
        assert running.sent("login") == {"f1": USER, "p": PASSWORD}


def test_a_code_of_one_use_before_a_password_gets_no_name() -> None:
    page = form(labelled("One-time code") + HIDDEN + "<button>In</button>")
    with site({"/start": page, "/login": DONE}) as running:
        assert enter(running).left
        assert running.sent("login") == {"f1": "", "p": PASSWORD}


def test_a_number_before_a_password_is_that_of_the_user() -> None:
    page = form(labelled("Badge number", kind="number") + HIDDEN + "<button>In</button>")
    with site({"/start": page, "/login": DONE}) as running:
        assert enter(running).left
        assert running.sent("login") == {"f1": USER, "p": PASSWORD}


def test_a_name_that_is_refused_is_told_as_that_and_not_sent_again() -> None:
    page = headed("Acme", form(labelled("Badge") + NEXT, "/name"))
    back = headed("Acme", "<p>Not found.</p>" + form(labelled("Badge") + NEXT, "/name"))
    with site({"/start": page, "/name": back}) as running:
        with pytest.raises(LoginFailed, match="The user name was not accepted") as failed:
            enter(running)
        assert failed.value.refused
        assert posts(running) == ["name"]


NO_NAME = {
    "a code": labelled("Code") + NEXT,
    "a code to enter": labelled("Enter the code") + NEXT,
    "a code that was sent": labelled("SMS code") + NEXT,
    "a code to verify": labelled("Verification code") + NEXT,
    "a code to log in by": labelled("Login code") + NEXT,
    "a code of a device": labelled("User code") + NEXT,
    "six digits": '<label>Agent code <input name="f1" maxlength="6"></label>' + NEXT,
    "a code to activate": labelled("Activation code") + NEXT,
    "a company's code": labelled("Company code") + NEXT,
    "an organization": labelled("Mandant") + NEXT,
    "one in Japanese": labelled("会社ID") + NEXT,
    "a domain": labelled("Subdomain") + NEXT,
    "a coupon": labelled("Promo code") + NEXT,
    "nothing that is written": '<input name="f1">' + NEXT,
    "something that is searched": labelled("Course") + "<button>Search</button>",
    "something that is sent": labelled("Amount") + "<button>Pay</button>",
    "one of two fields": labelled("Course") + labelled("Term", "f2") + NEXT,
    "one of two buttons": labelled("Course") + NEXT + "<button>Add</button>",
}


@pytest.mark.parametrize("body", NO_NAME.values(), ids=NO_NAME)
def test_no_name_is_typed_where_something_else_is_asked_for(body: str) -> None:
    with site({"/start": headed("Acme", form(body, "/name"))}) as running:
        with pytest.raises(LoginFailed):
            enter(running)
        assert not posts(running)


@pytest.mark.parametrize("text", ["Badge", "Agent code"])
def test_what_is_asked_for_after_the_name_is_none(text: str) -> None:
    answers = {
        "/start": form(labelled("User name") + NEXT, "/name"),
        "/name": headed("Acme", form(labelled(text, "f2") + NEXT, "/more")),
    }
    with site(answers) as running:
        with pytest.raises(LoginFailed):
            enter(running)
        assert posts(running) == ["name"]


BESIDE = {
    "a code of one use": ("One-time code", "User name"),
    "an account of a cloud": ("Account ID (12 digits) or account alias", "User name"),
    "such an account beside a name without a word": ("Account ID or account alias", ""),
    "an account beside a name": ("Account", "User name"),
    "a company": ("Company ID", "Agent code"),
}


@pytest.mark.parametrize(("other", "name"), BESIDE.values(), ids=BESIDE)
def test_what_stands_before_the_name_gets_none(other: str, name: str) -> None:
    named = labelled(name, "f2") if name else '<br><input name="f2">'
    page = form(labelled(other) + named + HIDDEN + "<button>In</button>")
    with site({"/start": page, "/login": DONE}) as running:
        assert enter(running).left
        assert running.sent("login") == {"f1": "", "f2": USER, "p": PASSWORD}


@pytest.mark.parametrize("text", ["Code", "SMS code", "Security code"])
def test_a_code_beside_a_password_alone_is_no_name(text: str) -> None:
    (page,) = forms_of(form(labelled(text) + HIDDEN), OP)
    assert page.username is None
    assert page.code is not None


def test_an_account_alone_is_the_user() -> None:
    page = form(labelled("Account") + HIDDEN + "<button>In</button>")
    with site({"/start": page, "/login": DONE}) as running:
        assert enter(running, CREDENTIALS).left
        assert running.sent("login") == {"f1": USER, "p": PASSWORD}
