"""What stands on a page of a provider and keeps a test user from signing in, by its words.

Where a page leads on, only its title and its headings are taken at their word, and the beginning of
its text: what an application asks for, or a footer says, is no obstacle.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from selectolax.lexbor import LexborNode

from fakes.user.controls import Page
from fakes.user.forms import page_of, title_of
from fakes.user.words.buttons import SIGNING_IN

MOST_HEADINGS = 12
MESSAGES = "[role=alert], .alert, .error"
HEADINGS = f"h1, h2, h3, legend, [role=heading], {MESSAGES}"
BEGINNING = 160
MOST_READ = 1_500
WIDGETS = (
    ".g-recaptcha:not([data-size=invisible]), .h-captcha:not([data-size=invisible]), .cf-turnstile"
    ":not([data-size=invisible]):not([data-appearance=interaction-only]),"
    " .frc-captcha, .geetest_holder, iframe[src*=captcha]:not([src*='size=invisible']),"
    " iframe[title*=captcha]:not([src*='size=invisible']),"
    " img[src*=captcha], img[alt*=captcha]"
)
TO_TYPE = "input:not([type]), input[type=text], input[type=number]"
MOST_WIDGETS = 20


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands in the way: `kind` names it, `advice` is what to do about it."""

    kind: str
    advice: str
    words: re.Pattern[str] | None = None


@cache
def obstacles() -> dict[str, Obstacle]:
    """Every obstacle by its kind, in the order in which they are looked for."""
    told = tomllib.loads((Path(__file__).parent / "obstacles.toml").read_text("utf-8"))
    found = {}
    for one in told["obstacle"]:
        whole = "|".join(rf"(?<![a-z])(?:{pattern})" for pattern in one.get("words", ()))
        words = re.compile(whole, re.IGNORECASE) if whole else None
        found[one["kind"]] = Obstacle(one["kind"], one["advice"], words)
    return found


AUTHENTICATOR = "second factor: authenticator app"
# A page of it may offer a message instead, and one of a message that was sent the app.
APP = re.compile(r"authenticat(or|ion) app|\b(in|of|from|by) (your|the|an) app\b", re.IGNORECASE)
SENT = re.compile(
    r"\b(sent|emailed|texted|mailed)\b.{0,40}\bcode\b"
    r"|\bcode\b.{0,30}\b(sent|emailed|texted) to\b(?!.{0,30}\bapp\b)",
    re.IGNORECASE,
)
TITLED = re.compile(r"<h[12]\b", re.IGNORECASE)
# Those that a login form tells as a message, when it comes back.
OF_A_LOGIN_FORM = ("account locked", "session lost", "captcha", "new password", "upstream provider")
# Those of which an error page tells.
OF_AN_ERROR_PAGE = ("account locked", "session lost", "captcha", "proxy page", "upstream provider")
# Those of which an error response may tell, and the errors that are about the user.
OF_AN_ACCOUNT = ("account locked", "new password", "enrolment", "unfinished account", "terms")
ABOUT_THE_USER = (
    "access_denied",
    "unauthorized",
    "interaction_required",
    "login_required",
    "too_many_attempts",
)
# Those that no page tells of that says no: it may speak of links and of mailboxes too.
OF_NO_REFUSAL = ("link by e-mail",)
# Those that a yes would agree to for good.
BINDING = ("terms",)
# Those that a yes would agree to, or begin.
BY_A_YES = ("new password", "enrolment", "terms")
# A page that asks whether an application may have something, which may be called anything.
CONSENT = re.compile(
    r"\bconsent|\bpermissions?\b|\b(wants?|would like) (to )?(access|use|know|read)|\bis requesting"
    r"|\b(allow|authori[sz]e|grant|share)\b.{0,60}\b(access|to|with)\b|zugriff|autoriser|autorizar",
    re.IGNORECASE,
)
# A code that is asked for once, since the account itself was never confirmed.
UNCONFIRMED = re.compile(
    r"\bconfirm your (account|registration)|(account|user) is not (yet )?(confirmed|activated)",
    re.IGNORECASE,
)
ERROR = re.compile(
    r"\berrors?\b|\bdenied\b|not allowed|fehler|erreur|errore|エラー|错误", re.IGNORECASE
)
WRONG = re.compile(
    r"invalid|incorrect|wrong|not (recogni[sz]ed|valid|correct|match|found)|didn.t (match|recogni)"
    r"|does(n.t| not) (match|exist)|unknown user|falsch|ungültig|incorrecte?|invalide|erron"
    r"|inválid|incorrect[oa]|errat[oa]|onjuist|違|错误|неверн",
    re.IGNORECASE,
)
# What a page says to somebody whom it knows, and does not let in.
TURNED_AWAY = re.compile(
    r"(\b(no|not|never|cannot)\b|n['’]t\b).{0,30}\b(access|permission|permitted|authori[sz]ed|allowed"
    r"|assigned|entitled)\b|\b(unauthori[sz]ed|forbidden|restricted|declined|refused)\b"
    r"|keine (berechtigung|zugriff)|nicht berechtigt|non autorisé|accès refusé|no autorizado"
    r"|acceso denegado",
    re.IGNORECASE,
)


def says_no(html: str) -> bool:
    """Whether a page tells of an error, or that something is wrong."""
    told = told_by(html, BEGINNING)
    return bool(ERROR.search(told) or WRONG.search(told))


def says_to_log_in(html: str) -> bool:
    """Whether title or headings of a page say that one logs in there."""
    return bool(SIGNING_IN.search(told_by(html, 0)))


def asks_for_organization(html: str) -> bool:
    """Whether the words of a page ask for an organization."""
    return obstacles()["organization"] in signs_in(told_by(html, BEGINNING))


def turns_away(html: str) -> bool:
    """Whether a page says that the user may not do what they came for."""
    return bool(TURNED_AWAY.search(told_by(html, BEGINNING)))


def tells_of_an_error(html: str) -> bool:
    """Whether title or headings of a page call it an error."""
    return bool(ERROR.search(told_by(html, 0)))


def obstacle_of_page(
    html: str, *, leads_on: bool, is_question: bool = False, grants: bool = False
) -> Obstacle | None:
    """The obstacle that a page tells of; of one that `leads_on`, its title and beginning count.

    Of a question, only what a yes would do counts: the application in it may be called anything.
    One whose yes `grants` an application something may say by which terms; to agree to terms is
    what it asks for if its title or its headings say so.
    """
    if has_captcha(html):
        return obstacles()["captcha"]
    if leads_on:
        html = without_foot(html)
    told = told_by(html, BEGINNING if leads_on else MOST_READ)
    if leads_on and (grants or CONSENT.search(told)):
        asked = signs_in(told_by(html, 0))
        return next((one for one in asked if one.kind in (BY_A_YES if grants else BINDING)), None)
    found = [one for one in signs_in(told) if not is_question or one.kind in BY_A_YES]
    refused = OF_NO_REFUSAL if says_no(html) else ()
    return next((one for one in found if one.kind not in refused), None)


def obstacle_of_message(html: str) -> Obstacle | None:
    """The obstacle that a page tells of in what it marks as a message, or as an error."""
    told = "\n".join(" ".join(node.text().split()) for node in page_of(html).css(MESSAGES))
    return next(iter(signs_in(told)), None)


def without_foot(html: str) -> str:
    """A page up to the end of its last form, if nothing with a title of its own follows."""
    end = html.lower().rfind("</form")
    return html if TITLED.search(html, end) else html[:end]


def second_factor_of(html: str) -> Obstacle:
    """What a page wants that asks for a code: one of an app or a message, or to set that up.

    Or to confirm the account, which is no second factor.
    """
    told = told_by(html, MOST_READ)
    if UNCONFIRMED.search(told):
        return obstacles()["unfinished account"]
    of_an_app = APP.search(told) and not SENT.search(told)
    factors = ("enrolment",) if of_an_app else ("enrolment", "second factor: message")
    found = (one for one in signs_in(told) if one.kind in factors)
    return next(found, obstacles()[AUTHENTICATOR])


def message_of_login_form(html: str, before: str) -> Obstacle | None:
    """What a login page says that came back, and did not say `before`."""
    if has_captcha(html):
        return obstacles()["captcha"]
    old = signs_in(told_by(before, MOST_READ))
    new = [one for one in signs_in(told_by(html, MOST_READ)) if one not in old]
    return next((one for one in new if one.kind in OF_A_LOGIN_FORM), None)


def obstacle_of_error(html: str) -> Obstacle | None:
    """What an error page tells of, other than the request or the client."""
    found = obstacle_of_page(html, leads_on=False)
    return found if found and found.kind in OF_AN_ERROR_PAGE else None


def obstacle_of_response(error: str, description: str) -> Obstacle | None:
    """What an error response tells of the user's account, in the words of pages.

    What other errors tell is of the request or of the client.
    """
    if error not in ABOUT_THE_USER:
        return None
    found = (one for one in signs_in(description) if one.kind in OF_AN_ACCOUNT)
    return next(found, None)


def signs_in(text: str) -> list[Obstacle]:
    """The obstacles that `text` tells of."""
    return [one for one in obstacles().values() if one.words and one.words.search(text)]


def told_by(html: str, chars: int) -> str:
    """Title, headings and the beginning of the text of a page, without its links and its frame."""
    tree = page_of(html)
    tree.strip_tags(["script", "style", "a", "button", "footer", "nav"])
    headings = [node.text() for node in tree.css(HEADINGS)[:MOST_HEADINGS]]
    tree.strip_tags(["h1", "h2", "h3", "legend"])
    text = tree.body.text(separator=" ") if tree.body else ""
    told = [title_of(html), *headings, " ".join(text.split())[:chars]]
    # No pattern goes over the end of a line.
    return "\n".join(" ".join(one.split()) for one in told)


def has_captcha(html: str) -> bool:
    """Whether a person would have to prove to be one: what is seen of it, or a picture to read."""
    tree = page_of(html)
    page = Page(tree, "")
    return any(page.sees(one) and _is_asked(one) for one in tree.css(WIDGETS)[:MOST_WIDGETS])


def _is_asked(widget: LexborNode) -> bool:
    """Whether a widget is more than a badge, or a picture of something else."""
    form: LexborNode | None = widget
    for _ in range(MOST_WIDGETS):
        if form is None or form.tag == "form":
            break
        if "grecaptcha-badge" in (form.attributes.get("class") or ""):
            return False
        form = form.parent
    return widget.tag != "img" or (form is not None and form.css_first(TO_TYPE) is not None)
