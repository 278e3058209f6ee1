"""What stands on a page of a provider and keeps a test user from signing in, by its words.

Where a page leads on, only its title and its headings are taken at their word, and the beginning of
its text: what an application asks for, or a footer says, is no obstacle.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fakes.user.forms import page_of, title_of

MOST_HEADINGS = 12
HEADINGS = "h1, h2, h3, legend, [role=heading], [role=alert], .alert, .error"
BEGINNING = 160
MOST_READ = 1_500
WIDGETS = (
    ".g-recaptcha:not([data-size=invisible]), .h-captcha:not([data-size=invisible]), .cf-turnstile,"
    " .frc-captcha, .geetest_holder, iframe[src*=captcha], iframe[title*=captcha],"
    " img[src*=captcha], img[alt*=captcha]"
)


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
# Those that a login form tells as a message, when it comes back.
OF_A_LOGIN_FORM = ("account locked", "session lost", "captcha", "new password", "upstream provider")
# Those of which an error page tells.
OF_AN_ERROR_PAGE = ("account locked", "session lost", "captcha", "proxy page", "upstream provider")
# A page that asks whether an application may have something, which may be called anything.
CONSENT = re.compile(
    r"\bconsent|\bpermissions?\b|\b(wants?|would like) (to )?(access|use|know|read)|\bis requesting"
    r"|\b(allow|authori[sz]e|grant|share)\b.{0,60}\b(access|to|with)\b|zugriff|autoriser|autorizar",
    re.IGNORECASE,
)
WRONG = re.compile(
    r"invalid|incorrect|wrong|not (recogni[sz]ed|valid|correct|match|found)|didn.t (match|recogni)"
    r"|does(n.t| not) (match|exist)|unknown user|falsch|ungültig|incorrecte?|invalide|erron"
    r"|inválid|incorrect[oa]|errat[oa]|onjuist|違|错误|неверн",
    re.IGNORECASE,
)


def obstacle_of_page(html: str, *, leads_on: bool) -> Obstacle | None:
    """The obstacle that a page tells of; of one that `leads_on`, its title and beginning count."""
    if has_captcha(html):
        return obstacles()["captcha"]
    told = told_by(html, BEGINNING if leads_on else MOST_READ)
    if leads_on and CONSENT.search(told):
        return None
    return next(iter(signs_in(told)), None)


def second_factor_of(html: str) -> Obstacle:
    """What a page wants that asks for a code: one of an app or a message, or to set that up."""
    found = signs_in(told_by(html, MOST_READ))
    factors = ("enrolment", "second factor: message")
    return next((one for one in found if one.kind in factors), obstacles()[AUTHENTICATOR])


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


def signs_in(text: str) -> list[Obstacle]:
    """The obstacles that `text` tells of."""
    return [one for one in obstacles().values() if one.words and one.words.search(text)]


def told_by(html: str, chars: int) -> str:
    """Title, headings and the beginning of the text of a page, without its links and its frame."""
    tree = page_of(html)
    headings = [node.text() for node in tree.css(HEADINGS)[:MOST_HEADINGS]]
    tree.strip_tags(["script", "style", "a", "button", "footer", "nav"])
    text = tree.body.text(separator=" ") if tree.body else ""
    told = [title_of(html), *headings, " ".join(text.split())[:chars]]
    return " · ".join(" ".join(one.split()) for one in told)


def has_captcha(html: str) -> bool:
    """Whether a person would have to prove to be one."""
    return page_of(html).css_first(WIDGETS) is not None
