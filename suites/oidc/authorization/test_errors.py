"""What an error response may say, and by which way: RFC 6749 4.1.2.1, Core 3.1.2.6."""

import re
from urllib.parse import parse_qsl, urlsplit

from fakes.user.addresses import parts_of
from suites.checks.check import check
from suites.checks.words import HIGH, INFO, LOW, MUST, SHOULD
from suites.op.login import outcome_in_words
from suites.op.op import Op
from suites.protocol.authorization.requests import error_response, stranger
from suites.protocol.authorization.responses import RESPONSE, carried_in
from suites.verdicts.expect import NotApplicable, NotRun, expect, expect_equal, expect_none

WHERE = "authorization error response"
# RFC 6749 section 4.1.2.1: the characters of a URI reference.
URI_TEXT = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]+\Z")
# Without it, query and fragment are what a dynamic provider offers (Discovery section 3).
MODES = "response_modes_supported"
IN_ERRORS = {"error", "error_description", "error_uri", "state", "iss", "session_state"}


@check(
    "authorization/error-parameters",
    spec=["rfc6749:4.1.2.1", "core:3.1.2.6"],
    level=SHOULD,
    severity=INFO,
    remedy="Send nothing in an error response but what the specifications name.",
)
def test_an_error_response_has_no_unknown_parameters(op: Op) -> None:
    """What else is sent to the application ends up in its logs, and may be meant for others."""
    _, landing = error_response(op)
    expect_none(sorted(set(landing.params) - IN_ERRORS), where=f"{WHERE}, other parameters")


@check(
    "authorization/error-without-credentials",
    spec=["rfc6749:4.1.2.1", "core:3.1.2.6"],
    level=MUST,
    severity=HIGH,
    remedy="Send neither code nor token with an error.",
)
def test_an_error_response_carries_neither_code_nor_token(op: Op) -> None:
    """An application that looks for a code first logs somebody in who was refused."""
    _, landing = error_response(op)
    expect_none(carried_in(landing), where=f"{WHERE}, credentials")


@check(
    "authorization/error-uri",
    spec="rfc6749:4.1.2.1",
    level=MUST,
    severity=LOW,
    remedy="Let error_uri be the URI of a page that explains the error, or leave it out.",
)
def test_error_uri_is_a_uri(op: Op) -> None:
    """An application that shows it as a link shows whatever it is."""
    _, landing = error_response(op)
    if "error_uri" not in landing.params:
        raise NotApplicable("The error response has no error_uri, which is optional.")
    uri = landing.params["error_uri"]
    expect(leads_to_a_page(uri), "the URI of a page", uri, where=f"{WHERE}, error_uri")


def leads_to_a_page(uri: str) -> bool:
    """Whether a browser could open it."""
    try:
        return bool(URI_TEXT.match(uri)) and urlsplit(uri).scheme in ("http", "https", "")
    except ValueError:
        return False


@check(
    "authorization/code-error-in-query",
    spec=["rfc6749:4.1.2.1", "multiple:2.1"],
    level=MUST,
    severity=LOW,
    needs="code",
    remedy="Let the provider put errors where it would put the code.",
)
def test_without_response_mode_an_error_of_a_code_request_comes_in_the_query(op: Op) -> None:
    """What comes after a # never reaches the application's server, which waits for an answer."""
    op.login("pkce")
    _, landing = stranger(op, "pkce", prompt="none")
    if "error" not in landing.params:
        raise NotApplicable("The provider shows its errors on pages of its own.")
    expect_equal(landing.mode, "query", where=f"{WHERE}, response mode")


@check(
    "flow/implicit-nothing-in-query",
    spec=["core:3.2.2.5", "multiple:3"],
    level=MUST,
    severity=HIGH,
    needs="implicit",
    remedy="Put everything of the response into the fragment, or into the form, and nothing else.",
)
def test_a_response_by_fragment_or_form_has_nothing_in_the_query(op: Op) -> None:
    """The query ends up in histories, logs and Referer headers; two places may contradict."""
    op.login("implicit")
    _, landing = op.authorize("implicit", response_mode=None)
    if not landing.left:
        raise NotRun(f"No response came without response_mode: {outcome_in_words(landing)}.")
    names = {name for name, _ in parse_qsl(parts_of(landing.url).query)}
    registered = {name for name, _ in parse_qsl(urlsplit(op.target.redirect_uri).query)}
    found = sorted(names & RESPONSE - registered) if landing.mode != "query" else []
    expect_none(found, where="authorization response, parameters in the query too")


@check(
    "flow/code-fragment",
    spec=["multiple:2.1", "discovery:3"],
    level=MUST,
    severity=LOW,
    needs="code",
    remedy="Answer response_mode=fragment in the fragment, or refuse it.",
)
def test_a_code_for_the_fragment_comes_in_the_fragment_alone(op: Op) -> None:
    """Scripts that keep codes away from servers' logs find them there, unused."""
    told = op.discovery()
    default = MODES not in told and "registration_endpoint" in told
    if not default and "fragment" not in op.listed(MODES):
        raise NotApplicable(f"{MODES} does not list fragment.")
    op.login("pkce")
    _, landing = op.authorize("pkce", response_mode="fragment")
    if "code" not in landing.params:
        raise NotApplicable(f"No code is given by fragment: {outcome_in_words(landing)}.")
    expect_equal(landing.mode, "fragment", where="authorization response, response mode")
    in_query = "code" in dict(parse_qsl(parts_of(landing.url).query))
    expect(not in_query, "a code in the fragment", "in the query too", where="response")
