"""Wrong callback URLs in requests that are wrong otherwise too: RFC 6749 4.1.2.1, RFC 9700 4.11.2.

A provider that finds the other mistake first must not tell it at a URL that nobody registered.
"""

from dataclasses import replace
from urllib.parse import SplitResult, urlsplit

from fakes.people import ATTACKER
from suites.checks.check import check
from suites.checks.remedies import VENDOR
from suites.checks.words import CRITICAL, HIGH, MUST
from suites.op.op import Op
from suites.protocol.authorization.redirect_uris import EXACT, escaped, unregistered_redirect_uri
from suites.protocol.authorization.requests import (
    MARKUP,
    expect_no_markup,
    links_of,
    presume_login_page,
    stranger,
    visit_both,
)
from suites.protocol.authorization.responses import expect_no_redirect, is_response_at
from suites.verdicts.expect import NotApplicable, expect

NO_REDIRECT = ("rfc6749:3.1.2.4", "rfc6749:4.1.2.1", "rfc9700:4.11.2")
JUDGED_MODES = ("query", "fragment", "form_post", "web_message", "jwt")
MOST_MODES = 6
SCRIPT = "javascript://ssoproof/%0aalert(1)"


def attackers(uri: SplitResult) -> str:
    """The registered callback at a host of the attacker's."""
    return uri._replace(scheme="https", netloc=ATTACKER).geturl()


@unregistered_redirect_uri(
    "callback/bad-with-unknown-response-type",
    severity=HIGH,
    spec=NO_REDIRECT,
    request={"response_type": "ssoproof"},
)
def test_an_unknown_response_type_does_not_redirect_to_another_host(uri: SplitResult) -> str:
    """A provider that redirects before it looked where to lends its name to any link."""
    return attackers(uri)


@unregistered_redirect_uri(
    "callback/bad-with-unknown-response-mode",
    severity=HIGH,
    spec=NO_REDIRECT,
    request={"response_mode": "ssoproof"},
)
def test_an_unknown_response_mode_does_not_redirect_to_another_host(uri: SplitResult) -> str:
    """A provider that redirects before it looked where to lends its name to any link."""
    return attackers(uri)


@unregistered_redirect_uri(
    "callback/bad-with-contradicting-prompt",
    severity=HIGH,
    spec=NO_REDIRECT,
    request={"prompt": "none login"},
)
def test_a_prompt_that_contradicts_itself_does_not_redirect_to_another_host(
    uri: SplitResult,
) -> str:
    """A provider that redirects before it looked where to lends its name to any link."""
    return attackers(uri)


@unregistered_redirect_uri(
    "callback/bad-without-client", severity=HIGH, spec=NO_REDIRECT, request={"client_id": None}
)
def test_a_missing_client_id_does_not_redirect_to_another_host(uri: SplitResult) -> str:
    """Without a client no URL is registered: whoever redirects then redirects anywhere."""
    return attackers(uri)


@unregistered_redirect_uri(
    "callback/bad-with-unknown-client",
    severity=HIGH,
    spec=NO_REDIRECT,
    request={"client_id": "ssoproof-unknown-client"},
)
def test_an_unknown_client_id_does_not_redirect_to_another_host(uri: SplitResult) -> str:
    """For an unknown client no URL is registered: whoever redirects then redirects anywhere."""
    return attackers(uri)


@unregistered_redirect_uri(
    "callback/bad-with-bad-challenge",
    severity=HIGH,
    spec=NO_REDIRECT,
    needs="code",
    request={
        "response_type": "code",
        "response_mode": None,
        "code_challenge": "ssoproof",
        "code_challenge_method": "ssoproof",
    },
)
def test_an_unknown_challenge_method_does_not_redirect_to_another_host(uri: SplitResult) -> str:
    """A provider that redirects before it looked where to lends its name to any link."""
    return attackers(uri)


@unregistered_redirect_uri(
    "callback/bad-with-query",
    severity=CRITICAL,
    spec=("multiple:2.1", *EXACT),
    request={"response_mode": "query"},
)
def test_a_query_delivers_nothing_to_another_host(uri: SplitResult) -> str:
    """Each way to deliver a response needs the same comparison."""
    return attackers(uri)


@unregistered_redirect_uri(
    "callback/bad-with-web-message",
    severity=CRITICAL,
    spec=("rfc9700:4.17.2", *EXACT),
    needs="web_message",
    request={"response_mode": "web_message"},
)
def test_a_message_between_windows_goes_to_no_other_host(uri: SplitResult) -> str:
    """Each way to deliver a response needs the same comparison."""
    return attackers(uri)


@unregistered_redirect_uri(
    "callback/bad-with-jwt",
    severity=CRITICAL,
    spec=("jarm:2.3", *EXACT),
    needs="jwt-response-mode",
    request={"response_mode": "jwt"},
)
def test_a_response_in_a_jwt_goes_to_no_other_host(uri: SplitResult) -> str:
    """Each way to deliver a response needs the same comparison."""
    return attackers(uri)


@check(
    "callback/bad-with-other-modes",
    spec=["multiple:2.1", *EXACT],
    level=MUST,
    severity=CRITICAL,
    remedy=VENDOR,
)
def test_no_other_way_of_delivery_reaches_another_host(op: Op) -> None:
    """Each way to deliver a response needs the same comparison, a product's own ways too."""
    modes = [mode for mode in op.listed("response_modes_supported") if mode not in JUDGED_MODES]
    if not modes:
        raise NotApplicable("response_modes_supported lists no further mode.")
    wrong = attackers(urlsplit(op.target.redirect_uri))
    for mode in modes[:MOST_MODES]:
        _, landing = op.authorize(redirect_uri=wrong, response_mode=mode)
        where = f"authorization request with response_mode={mode} and redirect_uri={wrong}"
        expect_no_redirect(landing, op.target.redirect_uri, where=where)


@unregistered_redirect_uri(
    "callback/javascript-with-form-post",
    severity=CRITICAL,
    spec=("form-post:2", *EXACT),
    needs="form_post",
    request={"response_mode": "form_post"},
)
def test_form_post_has_no_javascript_as_its_action(uri: SplitResult) -> str:
    """The attacker's script would run in a page of the provider, with the login in it."""
    return SCRIPT


@check(
    "callback/escaped-on-page",
    spec="rfc6749:10.14",
    level=MUST,
    severity=CRITICAL,
    remedy="Escape what the request says wherever an error page shows it.",
)
def test_markup_in_the_redirect_uri_is_escaped_on_the_error_page(op: Op) -> None:
    """A link to the provider could run a script on the page where users type their password."""
    presume_login_page(op)
    _, landing = stranger(op, redirect_uri=f"{op.target.redirect_uri}{MARKUP}")
    if landing.left:
        raise NotApplicable("The provider shows no page (see callback/sub-path).")
    expect_no_markup(landing.reply, where="error page")


@check(
    "callback/javascript-not-linked",
    spec="rfc6749:10.14",
    level=MUST,
    severity=CRITICAL,
    remedy="Show a redirect_uri that is not registered as text, or not at all.",
)
def test_the_error_page_has_no_link_to_a_javascript_url(op: Op) -> None:
    """A link back to the application that an attacker wrote runs a script in the provider."""
    presume_login_page(op)
    _, landing = stranger(op, redirect_uri=SCRIPT)
    if landing.left:
        raise NotApplicable("The provider shows no page (see callback/javascript).")
    found = [url for url in links_of(landing.reply) if url.lower().startswith("javascript:")]
    expect(not found, "no such link", "a link that runs a script", where="error page")


@check(
    "callback/bad-in-query-of-post",
    spec=["rfc6749:3.1", "core:3.1.2.1"],
    level=MUST,
    severity=CRITICAL,
    remedy=VENDOR,
)
def test_the_query_of_a_post_names_no_other_redirect_uri(op: Op) -> None:
    """Two parts of a provider that read different places can be played against each other."""
    wrong = attackers(urlsplit(op.target.redirect_uri))
    _judge_mixed(op, in_query=wrong, in_body=op.target.redirect_uri, wrong=wrong)


@check(
    "callback/bad-in-body-of-post",
    spec=["rfc6749:3.1", "core:3.1.2.1"],
    level=MUST,
    severity=CRITICAL,
    remedy=VENDOR,
)
def test_the_query_of_a_post_hides_no_other_redirect_uri(op: Op) -> None:
    """Two parts of a provider that read different places can be played against each other."""
    wrong = attackers(urlsplit(op.target.redirect_uri))
    _judge_mixed(op, in_query=op.target.redirect_uri, in_body=wrong, wrong=wrong)


def _judge_mixed(op: Op, *, in_query: str, in_body: str, wrong: str) -> None:
    """Sends a request in both places; that the registered URL gets the response is right here."""
    op.login()
    request = op.rp.authorization_request(op.target.auth_method, redirect_uri=wrong)
    query, body = (request.params | {"redirect_uri": uri} for uri in (in_query, in_body))
    landing = visit_both(op, replace(request, sent=tuple(body.items())), query.items())
    if not is_response_at(landing, op.target.redirect_uri):
        where = f"authorization request with {escaped('redirect_uri', wrong)} in one of two places"
        expect_no_redirect(landing, op.target.redirect_uri, where=where)
