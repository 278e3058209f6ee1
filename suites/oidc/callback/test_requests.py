"""Wrong callback URLs in requests that are special otherwise: RFC 6749 3.1.2.4 and 4.1.2.1."""

from dataclasses import replace
from urllib.parse import SplitResult, urlsplit

from fakes.people import ATTACKER
from fakes.user.browser import Landing
from suites.checks.check import check
from suites.checks.remedies import VENDOR
from suites.checks.words import CRITICAL, HIGH, LOW, MUST
from suites.op.op import Op
from suites.protocol.authorization.redirect_uris import (
    EXACT,
    REGISTER,
    escaped,
    unregistered_redirect_uri,
)
from suites.protocol.authorization.requests import visit
from suites.protocol.authorization.responses import expect_no_redirect, is_response_at
from suites.verdicts.expect import Tolerated

NO_REDIRECT = ("rfc6749:3.1.2.4", "rfc6749:4.1.2.1", "rfc9700:4.11.2")
REQUIRED = ("core:3.1.2.1", "core:3.1.2.2")
ONLY_ONE = (
    "OAuth 2.0 lets a client leave it out that registered a single one; OpenID Connect does not."
)


@check(
    "callback/missing",
    spec=[*REQUIRED, "core:3.1.3.2"],
    level=MUST,
    severity=LOW,
    remedy="Let the provider want redirect_uri in each request, where it has a setting for that "
    "(oidc-provider: allowOmittingSingleRegisteredRedirectUri).",
)
def test_a_request_without_redirect_uri_is_refused(op: Op) -> None:
    """A default that the provider picks may be another application page than the one that asked."""
    registered = op.target.redirect_uri
    for wrong in (None, ""):
        _, landing = op.authorize(redirect_uri=wrong)
        where = f"authorization request with {escaped('redirect_uri', wrong)}"
        if is_response_at(landing, registered):
            told = f"a response at {registered}"
            raise Tolerated("an error page of the provider", told, where, ONLY_ONE)
        expect_no_redirect(landing, registered, where=where)


@unregistered_redirect_uri(
    "callback/bad-with-unknown-scope",
    severity=HIGH,
    spec=NO_REDIRECT,
    request={"scope": "ssoproof-no-such-scope"},
)
def test_an_error_of_the_scope_does_not_redirect_to_another_host(uri: SplitResult) -> str:
    """A provider that redirects before it looked where to lends its name to any link."""
    return uri._replace(netloc=ATTACKER).geturl()


@unregistered_redirect_uri(
    "callback/bad-without-response-type",
    severity=HIGH,
    spec=NO_REDIRECT,
    request={"response_type": None},
)
def test_a_missing_response_type_does_not_redirect_to_another_host(uri: SplitResult) -> str:
    """A provider that redirects before it looked where to lends its name to any link."""
    return uri._replace(netloc=ATTACKER).geturl()


@unregistered_redirect_uri(
    "callback/bad-with-form-post",
    severity=CRITICAL,
    spec=("form-post:2", *EXACT),
    needs="form_post",
    request={"response_mode": "form_post"},
)
def test_form_post_delivers_nothing_to_another_host(uri: SplitResult) -> str:
    """Each way to deliver a response needs the same comparison."""
    return uri._replace(netloc=ATTACKER).geturl()


@unregistered_redirect_uri(
    "callback/bad-with-fragment",
    severity=CRITICAL,
    spec=("multiple:2.1", *EXACT),
    request={"response_mode": "fragment"},
)
def test_a_fragment_delivers_nothing_to_another_host(uri: SplitResult) -> str:
    """Each way to deliver a response needs the same comparison."""
    return uri._replace(netloc=ATTACKER).geturl()


@check(
    "callback/bad-without-session",
    spec=list(NO_REDIRECT),
    level=MUST,
    severity=HIGH,
    remedy=REGISTER,
)
def test_prompt_none_of_a_stranger_does_not_redirect_to_another_host(op: Op) -> None:
    """An error that needs no user is an open redirect for anybody who sends a link."""
    op.login()
    registered = urlsplit(op.target.redirect_uri)
    wrong = registered._replace(scheme="https", netloc=ATTACKER).geturl()
    _, landing = op.ask(browser=op.new_browser(), prompt="none", redirect_uri=wrong)
    where = f"authorization request with prompt=none and redirect_uri={wrong}"
    expect_no_redirect(landing, op.target.redirect_uri, where=where)


@check(
    "callback/other-client",
    spec=["rfc6749:3.1.2.3", *EXACT],
    level=MUST,
    severity=HIGH,
    needs="other-client",
    remedy="Compare a redirect URI with those of the client that asks, not with those of all.",
)
def test_the_redirect_uri_of_another_client_gets_no_response(op: Op) -> None:
    """The least careful application of the provider would receive the logins of all others."""
    wrong = op.target.other_client.redirect_uri
    _, landing = op.authorize(redirect_uri=wrong)
    where = f"authorization request with redirect_uri={wrong}"
    expect_no_redirect(landing, op.target.redirect_uri, where=where)


@check(
    "callback/twice-good-first",
    spec=["rfc6749:3.1", "rfc6749:3.1.2.4"],
    level=MUST,
    severity=CRITICAL,
    remedy=VENDOR,
)
def test_a_second_redirect_uri_gets_no_response(op: Op) -> None:
    """Two parts of a provider that read different ones can be played against each other."""
    wrong = f"https://{ATTACKER}/callback"
    _judge_both(op, op.target.redirect_uri, wrong, wrong)


@check(
    "callback/twice-bad-first",
    spec=["rfc6749:3.1", "rfc6749:3.1.2.4"],
    level=MUST,
    severity=CRITICAL,
    remedy=VENDOR,
)
def test_a_redirect_uri_before_the_registered_one_gets_no_response(op: Op) -> None:
    """Two parts of a provider that read different ones can be played against each other."""
    wrong = f"https://{ATTACKER}/callback"
    _judge_both(op, wrong, op.target.redirect_uri, wrong)


def _judge_both(op: Op, first: str, second: str, wrong: str) -> None:
    """Sends both; that the registered one gets the response is for another check to judge."""
    landing = _send_both(op, first, second, wrong)
    if not is_response_at(landing, op.target.redirect_uri):
        where = f"authorization request with redirect_uri={first} and redirect_uri={second}"
        expect_no_redirect(landing, op.target.redirect_uri, where=where)


def _send_both(op: Op, first: str, second: str, wrong: str) -> Landing:
    op.login()
    request = op.rp.authorization_request(op.target.auth_method, redirect_uri=wrong)
    sent = tuple((request.params | {"redirect_uri": first}).items())
    return visit(op, replace(request, sent=sent, repeated=(("redirect_uri", second),)))
