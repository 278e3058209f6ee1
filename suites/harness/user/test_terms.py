"""Only a person agrees to terms; what an application asks for may speak of its own."""

import pytest

from fakes.user.login import LoginFailed
from fakes.user.obstacles import obstacles
from suites.harness.given.login_obstacles import headed
from suites.harness.given.login_pages import BOTH, DONE, form
from suites.harness.given.logins import enter, posts
from suites.harness.given.sites import site

LOGIN = headed("Sign in", form(BOTH + "<button>Sign in</button>"))
HEADINGS = {
    "AGB": "Akzeptieren",
    "Allgemeine Geschäftsbedingungen": "Zustimmen",
    "Datenschutzerklärung": "Zustimmen",
    "Conditions générales": "J'accepte",
    "Politique de confidentialité": "J'accepte",
    "Términos de uso": "Acepto",
    "Condizioni d'uso": "Accetta",
    "Termos de uso": "Aceitar",
    "Gebruiksvoorwaarden": "Akkoord",
    "Условия использования": "Принять",
    "利用規約": "同意する",
    "プライバシーポリシー": "同意する",
    "服务条款": "同意",
    "이용약관": "동의",
    "Terms": "I agree",
    "Terms & Conditions": "Accept",
    "Our terms have changed": "Continue",
    "Terms of service update": "Continue",
    "We updated our terms": "OK",
    "Privacy policy update": "I accept",
    "End user license agreement": "Accept",
    "Legal notice": "I accept",
    "Consent to data processing": "I consent",
}
TEXTS = [
    "Bitte stimmen Sie unseren AGB zu.",
    "Veuillez accepter les conditions générales.",
    "利用規約に同意してください",
    "Read and accept our privacy policy.",
]


def presume_told_as_terms(page: str) -> None:
    with site({"/start": LOGIN, "/login": page, "/yes": DONE}) as running:
        with pytest.raises(LoginFailed) as failed:
            enter(running)
        assert failed.value.obstacle is obstacles()["terms"]
        assert posts(running) == ["login"]


@pytest.mark.parametrize(("heading", "button"), HEADINGS.items())
def test_nobody_agrees_to_terms_by_a_heading(heading: str, button: str) -> None:
    decline = '<button name="no" value="1">Decline</button>'
    yes = f"<button>{button}</button>"
    presume_told_as_terms(headed(heading, form(yes, "/yes")))
    presume_told_as_terms(headed(heading, form(decline + yes, "/yes")))


@pytest.mark.parametrize("said", TEXTS)
def test_nobody_agrees_to_terms_by_a_text(said: str) -> None:
    presume_told_as_terms(headed("Acme", f"<p>{said}</p>" + form("<button>OK</button>", "/yes")))


NO = '<button name="ok" value="0">Cancel</button>'
ALLOW = NO + '<button name="ok" value="1">Allow</button>'
YES = NO + '<button name="ok" value="1">Yes</button>'
ORDINARY = {
    "an application's terms": headed(
        "Authorize Acme",
        "<p>By clicking Allow you let Acme use your data by its terms of service and privacy "
        "policy.</p>" + form(ALLOW, "/yes"),
    ),
    "a text that begins with them": headed(
        "Acme", "<p>Terms of use of Acme apply to what it does.</p>" + form(ALLOW, "/yes")
    ),
    "an application of that name": headed("Sign in to Privacy Policy Watch", form(ALLOW, "/yes")),
    "its terms, and no word of a grant on a button": headed(
        "Acme wants to access your account",
        "<p>It has terms of use, and a privacy policy.</p>" + form(YES, "/yes"),
    ),
    "a footer": headed("Stay signed in?", form(YES, "/yes") + "<p>Terms of use</p>"),
    "a sentence about the page": headed(
        "Stay signed in?",
        "<p>This keeps a cookie on your device as our privacy policy tells.</p>"
        + form(YES, "/yes"),
    ),
    "whose the page is": headed(
        "Stay signed in?", "<p>Copyright Acme Privacy Policy</p>" + form(YES, "/yes")
    ),
    "what is so already": headed(
        "Stay signed in?",
        "<p>By signing in you accepted our privacy policy.</p>" + form(YES, "/yes"),
    ),
    "terms of another kind": headed("Your terms have been set", form(YES, "/yes")),
    "a word of another meaning": headed("In other terms, welcome", form(YES, "/yes")),
}


@pytest.mark.parametrize("page", ORDINARY.values(), ids=ORDINARY)
def test_a_question_of_an_application_is_answered(page: str) -> None:
    with site({"/start": LOGIN, "/login": page, "/yes": DONE}) as running:
        assert enter(running).left
        assert running.sent("yes") == {"ok": "1"}
