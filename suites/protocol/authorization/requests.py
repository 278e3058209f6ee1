"""Authorization requests whose outcome several checks read, and what those checks presume."""

from fakes.relying_party.party import AuthorizationRequest
from fakes.user.browser import Browser, Landing
from fakes.user.forms import page_of
from fakes.user.login import LoginFailed
from fakes.wire.client import Reply
from suites.op.client import NOTHING, Pairs
from suites.op.login import Login, outcome_in_words
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.authorization.responses import expect_success
from suites.verdicts.expect import NotApplicable, NotRun, expect, presuming

Outcome = tuple[AuthorizationRequest, Landing]

# Printable ASCII (RFC 6749 appendix A.5) that a query, a form or a page has to escape.
AWKWARD = "a b+c&d=e%20f#g?h/i:j;k'l(m)n*o,p\"q\\r<1>2~|"
MARKUP = '"><b id=ssoproof>'
RAW_MARKUP = "<b id=ssoproof>"
LONG = "10000"


def stranger(op: Op, method: str = "", /, **changes: str | None) -> Outcome:
    """The first that somebody sees who has not logged in."""
    return op.ask(method, browser=op.new_browser(), **changes)


def visit(
    op: Op, request: AuthorizationRequest, *, post: bool = False, query: Pairs = NOTHING
) -> Landing:
    """Where a user who is logged in is led by a request; what it asks is answered."""
    try:
        return op.visit(request, op.browser, post=post, query=query)
    except LoginFailed as failure:
        return failure.landing


def visit_both(op: Op, request: AuthorizationRequest, query: Pairs) -> Landing:
    """As `visit`, for a request by POST with a query. Raises NotApplicable if none may come so."""
    landing = visit(op, request, post=True, query=query)
    if landing.reply.status == 405:
        raise NotApplicable("The authorization endpoint takes no POST (see authorization/post).")
    return landing


@remembered
def _first_stranger(op: Op, /, **changes: str | None) -> Outcome:
    return stranger(op, **changes)


def presume_login_page(op: Op) -> None:
    """Somebody who has not logged in gets an answer to a correct request. Raises NotRun."""
    _, landing = _first_stranger(op)
    if landing.left or landing.refuses or not landing.asks:
        raise NotRun(f"A correct request does not lead to a login: {outcome_in_words(landing)}.")


def presume_request_taken(op: Op) -> None:
    """Somebody who has not logged in gets a page that works, or is let in. Raises NotRun."""
    _, landing = _first_stranger(op)
    if "error" in landing.params or landing.refuses:
        raise NotRun(f"A correct request is not taken: {outcome_in_words(landing)}.")


def presume_unknown(op: Op) -> None:
    """Somebody who has not logged in, and proves nothing, gets nothing silently. Raises NotRun."""
    _, landing = silent_stranger(op)
    if landing.left and "error" not in landing.params:
        raise NotRun(
            "The provider answers prompt=none to anybody (see authorization/prompt-none-page)."
        )


def silent_stranger(op: Op) -> Outcome:
    """The outcome of prompt=none for somebody who has not logged in."""
    return _first_stranger(op, prompt="none")


def error_response(op: Op) -> Outcome:
    """An error response that the application gets. Raises NotApplicable if it never gets any."""
    request, landing = silent_stranger(op)
    if "error" not in landing.params:
        request, landing = _first_stranger(op, response_type="ssoproof")
    if "error" not in landing.params:
        raise NotApplicable("The provider shows its errors on pages of its own.")
    return request, landing


def login_in(op: Op, browser: Browser, **changes: str | None) -> Login:
    """A login of the user of `browser`, by the target's method. Raises Mismatch, NotRun."""
    request, landing = op.authorize(browser=browser, **changes)
    return op.read(request, landing)


@remembered
def older_session(op: Op) -> tuple[Browser, Login]:
    """A browser of its own, whose user logged in two seconds ago, and that login."""
    op.login()
    browser = op.new_browser()
    with presuming():
        login = login_in(op, browser, max_age=LONG)
    op.target.clock.wait(2)
    return browser, login


@remembered
def silent(op: Op) -> Outcome:
    """The outcome of prompt=none in the older session."""
    browser, _ = older_session(op)
    return op.ask(browser=browser, prompt="none")


def silent_login(op: Op) -> Login:
    """The login that prompt=none gave. Raises NotRun if it gave none."""
    with presuming():
        return _silent_login(op)


@remembered
def _silent_login(op: Op) -> Login:
    request, landing = silent(op)
    expect_success(landing)
    return op.read(request, landing)


@remembered
def with_max_age(op: Op) -> Login | None:
    """The login by a max_age that is longer than the older session; None if it was asked again."""
    browser, _ = older_session(op)
    request, landing = op.ask(browser=browser, max_age=LONG)
    if not landing.left or "error" in landing.params:
        return None
    with presuming():
        return op.read(request, landing)


@remembered
def code_left_to_lie(op: Op) -> tuple[Outcome, float]:
    """The outcome of a request for a code without a nonce, and when it came; remembered.

    It is sent early in a run, and nobody uses its code but who wants to know how old one may get.
    """
    return op.authorize("pkce", nonce=None), op.target.clock.now()


def expect_no_markup(reply: Reply, *, where: str) -> None:
    """MARKUP that was sent did not become an element of an HTML page; elsewhere it is only text."""
    if reply.media_type not in ("text/html", "application/xhtml+xml", ""):
        return
    injected = page_of(reply.text).css_first("b#ssoproof") is not None
    expect(not injected, "escaped markup", RAW_MARKUP, where=where)


def links_of(reply: Reply) -> list[str]:
    """The URLs that the links and forms of an HTML page lead to, as they are written."""
    nodes = page_of(reply.text).css("a[href], area[href], form[action], [formaction]")
    found = [
        node.attributes.get(name) for node in nodes for name in ("href", "action", "formaction")
    ]
    return [url for one in found if (url := (one or "").strip())]
