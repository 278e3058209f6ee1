"""The login page: RFC 9700 sections 4.2.4 and 4.16, RFC 9325 section 3.2."""

import re

from fakes.user.addresses import parts_of
from fakes.user.forms import Form
from suites.checks.check import check
from suites.checks.words import HIGH, INFO, LOW, MAY, MEDIUM, MUST, SHOULD
from suites.op.op import Op
from suites.protocol.session.page_headers import (
    directives,
    expect_no_store,
    expect_not_frameable,
    expect_quiet_referrer,
    foreign_resources,
)
from suites.protocol.session.pages import error_page, expect_no_internals, first_page
from suites.verdicts.expect import (
    NotApplicable,
    NotRun,
    expect,
    expect_equal,
    expect_none,
)

WHERE = "login page"
VERSION = re.compile(r"/v?\d+(?:\.\d+)")


@check(
    "transport/page-not-frameable",
    spec=["rfc9700:4.16", "rfc6749:10.13"],
    level=MUST,
    severity=HIGH,
    remedy="Send Content-Security-Policy: frame-ancestors 'none' and X-Frame-Options: DENY "
    "with the login page.",
)
def test_the_login_page_cannot_be_framed(op: Op) -> None:
    """An attacker's page lays it invisibly under buttons of its own, and collects the clicks."""
    expect_not_frameable(first_page(op).reply, where=WHERE)


@check(
    "transport/page-csp",
    spec="rfc9700:4.16",
    level=SHOULD,
    severity=LOW,
    remedy="Send a Content-Security-Policy with frame-ancestors with the login page.",
)
def test_a_content_security_policy_says_who_may_frame_the_login_page(op: Op) -> None:
    """X-Frame-Options knows one origin only, and scripts can be switched off."""
    given = directives(first_page(op).reply, "frame-ancestors")
    expect(bool(given), "frame-ancestors", "none", where=f"{WHERE}, Content-Security-Policy")


@check(
    "transport/page-hsts",
    spec=["rfc9325:3.2", "rfc6797:6.1"],
    level=SHOULD,
    severity=LOW,
    needs="https",
    remedy="Send Strict-Transport-Security with a max-age of a year from the login host.",
)
def test_the_login_page_comes_with_hsts(op: Op) -> None:
    """The first request by plain http can be led to an attacker's copy of the page."""
    told = first_page(op).reply.header("strict-transport-security").lower()
    seconds = re.search(r"max-age\s*=\s*\"?(\d{1,12})", told)
    lasting = seconds is not None and int(seconds[1]) > 0
    found = told or "no such header"
    expect(lasting, "max-age above 0", found, where=f"{WHERE}, Strict-Transport-Security")


@check(
    "transport/page-referrer-policy",
    spec="rfc9700:4.2.4",
    level=MAY,
    severity=LOW,
    remedy="Send Referrer-Policy: no-referrer with the login page.",
)
def test_the_login_page_does_not_send_its_url_to_others(op: Op) -> None:
    """The URL holds state and nonce of the login that is going on."""
    expect_quiet_referrer(first_page(op).reply, where=WHERE)


@check(
    "transport/page-resources",
    spec="rfc9700:4.2.4",
    level=SHOULD,
    severity=MEDIUM,
    remedy="Serve scripts, styles and images of the login page from the provider's own site.",
)
def test_the_login_page_loads_nothing_from_other_sites(op: Op) -> None:
    """Who runs the other site can read every password that is typed."""
    found = foreign_resources(first_page(op).reply)
    expect_none(found, where=f"{WHERE}, hosts of other sites")


@check(
    "transport/page-no-store",
    spec="rfc9111:5.2.2.5",
    level=MAY,
    severity=LOW,
    remedy="Send Cache-Control: no-store with the login page.",
)
def test_the_login_page_is_not_kept_in_caches(op: Op) -> None:
    """The next user of the browser gets a page that belongs to somebody else's login."""
    expect_no_store(first_page(op).reply, where=WHERE)


@check(
    "transport/nosniff",
    spec="fetch",
    level=MAY,
    severity=INFO,
    remedy="Send X-Content-Type-Options: nosniff with every answer.",
)
def test_browsers_are_told_not_to_guess_the_type_of_the_login_page(op: Op) -> None:
    """A browser that guesses may run as a script what was meant as text."""
    told = first_page(op).reply.header("x-content-type-options").strip().lower()
    expect_equal(told or "none", "nosniff", where=f"{WHERE}, X-Content-Type-Options")


@check(
    "transport/server-version",
    spec="rfc9110:10.2.4",
    level=SHOULD,
    severity=INFO,
    remedy="Switch the version off in the headers Server and X-Powered-By.",
)
def test_no_header_names_the_version_of_the_server(op: Op) -> None:
    """An attacker looks up what that version is known to be vulnerable to."""
    reply = op.discovery_reply()
    told = [reply.header(name) for name in ("server", "x-powered-by", "x-aspnet-version")]
    found = [one for one in told if VERSION.search(one)]
    expect_none(found, where="discovery document, headers with a version")


@check(
    "transport/login-form-post",
    spec="rfc9110:17.9",
    level=SHOULD,
    severity=HIGH,
    remedy='Give the login form method="post".',
)
def test_the_login_form_is_sent_by_post(op: Op) -> None:
    """The password would stand in the URL, and so in histories and logs."""
    forms = login_forms(op)
    if any(form.method != "POST" for form in forms) and not sent_in_a_url(op, forms):
        raise NotRun(
            "The form names no POST, and no password was seen in a URL: a script sends it."
        )
    for form in forms:
        expect_equal(form.method, "POST", where=f"{WHERE}, method of the login form")


@check(
    "transport/login-form-https",
    spec=["rfc6749:3.1", "core:16.17"],
    level=MUST,
    severity=HIGH,
    needs="https",
    remedy="Let every login form post to an https URL.",
)
def test_the_login_form_is_sent_by_https(op: Op) -> None:
    """The password would cross the network in the clear."""
    for form in login_forms(op):
        scheme = parts_of(form.action).scheme
        expect_equal(scheme, "https", where=f"{WHERE}, action of the login form")


def sent_in_a_url(op: Op, forms: list[Form]) -> bool:
    """Whether a login was made by a URL with a password in it. Raises NotRun without a login."""
    op.login()
    names = {f"{form.password.name}=" for form in forms if form.password}
    asked = [one["request"] for one in op.journal.entries if one["request"]["method"] == "GET"]
    return any(name in one["url"] for one in asked for name in names)


def login_forms(op: Op) -> list[Form]:
    """The forms that ask for user name or password. Raises NotApplicable."""
    found = [form for form in first_page(op).forms if form.password or form.username]
    if not found:
        raise NotApplicable("The login page has no form before its scripts have run.")
    return found


@check(
    "transport/error-page-internals",
    spec="wstg:4.8.1",
    level=MAY,
    severity=MEDIUM,
    remedy="Switch detailed error messages off at the authorization endpoint.",
)
def test_the_error_page_shows_nothing_of_the_inside(op: Op) -> None:
    """Stack traces and file names tell an attacker which software to attack, and how."""
    expect_no_internals(error_page(op).text, where="error page for an unknown client")
