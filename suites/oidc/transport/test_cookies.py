"""The cookies of a login: RFC 6265 section 8."""

from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MAY, MEDIUM, SHOULD
from suites.op.op import Op
from suites.protocol.session.cookies import Cookie, cookies_of
from suites.protocol.session.other_user import other_user
from suites.protocol.session.pages import is_let_in
from suites.verdicts.expect import Mismatch, NotApplicable, NotRun, expect_none, presuming


def login_cookies(op: Op) -> list[Cookie]:
    """The cookies that a browser has after a login of its own. Raises NotApplicable."""
    found = cookies_of(op.separate_browser())
    if not found:
        raise NotApplicable("The login set no cookie that the harness could see.")
    return found


def lets_in(op: Op, cookies: list[Cookie]) -> bool:
    """Whether a browser that has nothing but these cookies is logged in."""
    browser = op.new_browser()
    for cookie in cookies:
        cookie.give(browser)
    return is_let_in(op, browser)


@check(
    "transport/cookie-secure",
    spec="rfc6265:8.3",
    level=SHOULD,
    severity=MEDIUM,
    needs="https",
    remedy="Set the attribute Secure on every cookie of the provider.",
)
def test_cookies_of_the_login_are_for_https_only(op: Op) -> None:
    """One request by plain http, which anybody can provoke, shows the session to the network."""
    bare = sorted(one.name for one in login_cookies(op) if "secure" not in one.attributes)
    expect_none(bare, where="cookies of the login without Secure")


@check(
    "transport/cookie-http-only",
    spec=["rfc6265:4.1.2.6", "wstg:4.6.2"],
    level=MAY,
    severity=MEDIUM,
    remedy="Set the attribute HttpOnly on the cookies that carry the session.",
)
def test_no_script_can_read_the_session_cookie(op: Op) -> None:
    """One script of an attacker on any page of the provider takes the session along."""
    cookies = login_cookies(op)
    hidden = [one for one in cookies if "httponly" in one.attributes]
    if len(hidden) == len(cookies) or lets_in(op, hidden):
        return
    if not lets_in(op, cookies):
        raise NotRun("The cookies of the login do not carry the session alone.")
    bare = ", ".join(sorted({one.name for one in cookies} - {one.name for one in hidden}))
    raise Mismatch("a session that needs no cookie without HttpOnly", bare, "cookies of the login")


@check(
    "transport/cookie-same-site",
    spec="wstg:4.6.2",
    level=MAY,
    severity=LOW,
    remedy="Set SameSite (Lax, or None where the provider is framed) on the session cookies.",
)
def test_session_cookies_say_which_sites_may_send_them(op: Op) -> None:
    """Browsers disagree about the default, so other sites may act in the user's name."""
    hidden = [one for one in login_cookies(op) if "httponly" in one.attributes]
    bare = sorted(one.name for one in hidden if "samesite" not in one.attributes)
    expect_none(bare, where="cookies of the login without SameSite")


@check(
    "transport/session-fixation",
    spec=["rfc6265:8.4", "wstg:4.6.3"],
    level=SHOULD,
    severity=HIGH,
    remedy="Give the user a new session cookie at login.",
)
def test_a_cookie_from_before_the_login_opens_no_session(op: Op) -> None:
    """Who plants a cookie in a browser beforehand is logged in as its user afterwards."""
    before = cookies_of(op.separate_browser(), before_login=True)
    if not before:
        raise NotApplicable("The provider sets no cookie before the login.")
    if not lets_in(op, login_cookies(op)):
        raise NotRun("The cookies of the login do not carry the session alone.")
    if lets_in(op, before):
        names = ", ".join(sorted(one.name for one in before))
        raise Mismatch("no session", f"a session by {names} alone", "cookies from before the login")


@check(
    "transport/cookie-domain",
    spec=["rfc6265:8.6", "wstg:4.6.2"],
    level=MAY,
    severity=LOW,
    remedy="Leave the attribute Domain out of the cookies of the provider.",
)
def test_cookies_of_the_login_are_for_their_own_host_alone(op: Op) -> None:
    """Every other host of the domain gets the user's session with each request."""
    wide = sorted(one.name for one in login_cookies(op) if one.attributes.get("domain"))
    expect_none(wide, where="cookies of the login with Domain")


@check(
    "transport/cookie-tossing",
    spec="rfc6265:8.6",
    level=MAY,
    severity=MEDIUM,
    needs="other-user",
    remedy="Give the session cookies names that begin with __Host-, or refuse a request that has "
    "one of them twice.",
)
def test_a_cookie_that_another_host_has_set_does_not_replace_the_session(op: Op) -> None:
    """A page on any host of the domain puts users into the attacker's session unnoticed."""
    browser, login = other_user(op)
    theirs = {one.name: one.value for one in cookies_of(browser)}
    mine = {one.name: one.value for one in login_cookies(op)}
    tossed = [n for n in mine if theirs.get(n, mine[n]) != mine[n] and not n.startswith("__Host-")]
    if tossed and _silent_sub(op, "; ".join(f"{name}={mine[name]}" for name in mine)) is None:
        raise NotRun("The cookies of the login do not carry the session alone.")
    for order in ((theirs, mine), (mine, theirs)):
        pairs = [f"{name}={side[name]}" for name in tossed for side in order]
        sub = _silent_sub(op, "; ".join(pairs))
        if sub is not None and sub == login.id_token.claims.get("sub"):
            where = "prompt=none with two cookies of each name"
            raise Mismatch("the user, or nobody", "the other user", where)


def _silent_sub(op: Op, cookies: str) -> object:
    """Who is logged in by a Cookie header; nobody without one."""
    if not cookies:
        return None
    browser = op.new_browser([("cookie", cookies)])
    request, landing = op.ask(browser=browser, prompt="none")
    if not landing.left or "error" in landing.params:
        return None
    with presuming():
        return op.read(request, landing).id_token.claims.get("sub")
