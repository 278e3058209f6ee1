"""A second before a run: discovery, keys, one authorization request, and what its page asks for.

Nobody is logged in: the requests are those of a client whose user is not known, and nothing is
typed into what they lead to.
"""

from collections.abc import Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

from fakes.settings.users import UserSettings
from fakes.user.answering import Move
from fakes.user.attempts import Credentials, LoginFailed
from fakes.user.browser import Landing
from fakes.user.forms import title_of
from fakes.user.login import first_move
from fakes.wire.errors import ExchangeError
from suites.checks.catalogue import catalogue
from suites.op.login import login_stopped, not_understood
from suites.op.op import Op
from suites.targets.recognition import product_title
from suites.verdicts.expect import Verdict, reaching
from suites.verdicts.judge import judge
from suites.verdicts.precheck import Looked, what_is_wrong
from suites.verdicts.verdict import Outcome, outcome_of

DISCOVERY = (
    "discovery/status",
    "discovery/json",
    "discovery/issuer-exact",
    "discovery/authorization-endpoint",
    "discovery/jwks-uri",
    "issuer/*",
)
# Without these there is nothing to go on with.
NEEDED = ("discovery/status", "discovery/json", "discovery/authorization-endpoint")
KEYS = ("jwks/status", "jwks/json", "jwks/keys")
LOGIN = "flow/login"
# Those that tell why an authorization request was refused.
REFUSED = (
    LOGIN,
    "flow/cognito-*",
    "callback/registered",
    "discovery/response-type-of-the-application",
)
# Who is taken for the user where none is known: nothing of it is sent.
SOMEBODY = Credentials("somebody", "unknown")


def look(op: Op) -> list[Looked]:
    """What a run of the provider's suite will find first."""
    nobody = without_user(op)
    discovery = at_discovery(nobody)
    if discovery.stops:
        return [discovery]
    return [discovery, at_keys(nobody), at_login_page(op, nobody)]


def without_user(op: Op) -> Op:
    """The same client, of which nobody can be logged in."""
    return replace(op, target=replace(op.target, user=UserSettings()), browser=op.new_browser())


def judged(op: Op, patterns: Sequence[str]) -> dict[str, Outcome]:
    """The outcomes of the checks that match, those that apply, pattern by pattern."""
    known = catalogue()
    ids = dict.fromkeys(one for glob in patterns for one in known if fnmatchcase(one, glob))
    clean = op.journal.redactor.text
    found = {one: judge(known[one], op).cleaned(clean) for one in ids}
    return {one: outcome for one, outcome in found.items() if outcome.outcome != "NOT_APPLICABLE"}


def at_discovery(op: Op) -> Looked:
    """The discovery document, and the issuer that it was asked for by."""
    found = judged(op, DISCOVERY)
    missing = [found[one] for one in NEEDED if found[one].outcome != "PASSED"]
    if missing:
        # What is waived stops a run as well.
        says = what_is_wrong(found) or missing[0].reason
        return Looked(at="discovery", says=says, stops=True, found=found)
    title = product_title(op.target.vendor) or "none of the known products"
    says = f"{op.discovery_url}: {title}"
    return Looked(at="discovery", says=says, found=found)


def at_keys(op: Op) -> Looked:
    """The keys that tokens are verified by."""
    found = judged(op, KEYS)
    wrong = what_is_wrong(found)
    if wrong:
        return Looked(at="keys", says=wrong, found=found)
    count = len(op.jwks()["keys"])
    return Looked(at="keys", says=f"{count} at {op.endpoint('jwks_uri')}", found=found)


def at_login_page(op: Op, nobody: Op) -> Looked:
    """The page that an authorization request leads to, and what it asks the user for first."""
    request = nobody.rp.authorization_request(op.target.auth_method)
    try:
        with reaching("login"):
            landing = nobody.send(request, nobody.browser)
    except (Verdict, ExchangeError) as error:
        return stopped(op, error)
    if landing.left and "error" not in landing.params:
        told = "none: the provider sends the browser back at once, without asking who it is"
        return Looked(at="login page", says=told)
    if landing.left or landing.refuses or not landing.asks:
        found = judged(nobody, REFUSED)
        says = what_is_wrong(found) or f"none: {page_in_words(landing)}"
        return Looked(at="login page", says=says, stops=True, found=found)
    try:
        move = first_move(nobody.browser, landing, who_logs_in(op), watch=request.redirect_uri)
    except LoginFailed as failure:
        return stopped(op, not_understood(failure) or login_stopped(failure))
    return Looked(at="login page", says=f"{page_in_words(landing)}: {wanted_by(move)}")


def who_logs_in(op: Op) -> Credentials:
    """Who would log in."""
    known = op.target.credentials
    return known or replace(SOMEBODY, idp=op.target.user.login_idp, clock=op.target.clock)


def stopped(op: Op, error: Verdict | ExchangeError) -> Looked:
    """What keeps every login from beginning."""
    found = outcome_of(catalogue()[LOGIN], op.target, error, op.today())
    told = {LOGIN: found.cleaned(op.journal.redactor.text)}
    return Looked(at="login page", says=what_is_wrong(told), stops=True, found=told)


def page_in_words(landing: Landing) -> str:
    """Where a page is, without the query of its URL, and what it is called."""
    title = title_of(landing.text)
    return landing.reply.url.partition("?")[0] + (f" (“{title}”)" if title else "")


def wanted_by(move: Move) -> str:
    """What a page wants of the user, by what the user would do on it first."""
    form = move.form
    if form is None:
        return "leads on by a link"
    if form.password:
        return "asks for user name and password" if form.username else "asks for a password"
    if form.username:
        return "asks for a user name first"
    if form.code:
        return "asks for a one-time code"
    return "leads on by a button, or by itself"
