"""Verbs for protocol messages: how a provider succeeds, refuses, and does not redirect."""

import re
from urllib.parse import parse_qsl, urlencode

from fakes.relying_party.party import AuthorizationRequest
from fakes.user.browser import Landing
from suites.op.login import outcome_in_words, presume_seen
from suites.protocol.authorization.web_message import tells_a_response
from suites.verdicts.expect import (
    Document,
    Mismatch,
    NotRun,
    Tolerated,
    expect,
    expect_decided,
    expect_in,
)

CREDENTIALS = ("code", "id_token", "access_token")
# What a provider may add to a redirect URI: RFC 6749 4.1.2 and 4.2.2, Core 3.2.2.5, RFC 9207,
# Session Management section 2.
RESPONSE = {*CREDENTIALS, "token_type", "expires_in", "scope", "state", "iss", "session_state"}
RESPONSE |= {"error", "error_description", "error_uri"}
# What OIDC Core section 3.1.2.6 lets a provider answer to prompt=none.
INTERACTION_REQUIRED = (
    "login_required",
    "interaction_required",
    "account_selection_required",
    "consent_required",
)
# RFC 6749 sections 4.1.2.1 and 5.2: printable ASCII without the double quote and the backslash.
ERROR_TEXT = re.compile(r"[\x20-\x21\x23-\x5b\x5d-\x7e]*\Z")


def expect_success(landing: Landing) -> Document:
    """The browser was sent to the application with a response that is no error.

    Raises NotRun where the provider broke down, or where it ended on a page that only scripts fill,
    and nobody ran them.
    """
    presume_seen(landing)
    presume_decided(landing)
    if not landing.left or "error" in landing.params:
        told = outcome_in_words(landing)
        raise Mismatch("a successful authorization response", told, "authorization response")
    return Document(landing.params, "authorization response")


def presume_decided(landing: Landing) -> None:
    """Raises NotRun where a page decides nothing: the provider broke down, or only scripts would
    show what the page asks, or where it leads. A page with a form shows that it asks something.
    """
    if not landing.forms:
        presume_seen(landing)
    if not landing.left:
        expect_decided(landing.reply)


def decide_on_page(landing: Landing) -> None:
    """Raises NotRun where a page is that of a provider which broke."""
    if not landing.left:
        expect_decided(landing.reply)


def expect_not_taken(landing: Landing, expected: str, *, where: str) -> None:
    """No success came of a request: an error did, or a page that says or asks something.

    Raises NotRun where the page decides nothing.
    """
    presume_decided(landing)
    taken = landing.left and "error" not in landing.params
    expect(not taken, expected, outcome_in_words(landing), where=where)


def expect_no_error(landing: Landing) -> None:
    """The request was taken: it succeeded, or a page asks the user something."""
    taken = "error" not in landing.params if landing.left else landing.reply.status < 400
    if not taken:
        told = outcome_in_words(landing)
        raise Mismatch("a request that is taken", told, "authorization response")


def expect_refusal(landing: Landing, *errors: str) -> None:
    """The request was refused: by an error response (one of `errors`, if any), or on a page.

    A login page refuses nothing, and a page for scripts, or of a provider that broke down, proves
    nothing: Raises NotRun there.
    """
    if landing.left:
        if "error" not in landing.params:
            raise Mismatch("a refusal", outcome_in_words(landing), "authorization response")
        if errors:
            expect_in(landing.params["error"], errors, where="authorization response, error")
    elif landing.asks_for_password:
        raise NotRun("The provider asked for a login before it decided.")
    else:
        presume_decided(landing)


def expect_error_response(landing: Landing, request: AuthorizationRequest, *errors: str) -> None:
    """The application was told: one of `errors`, with the `state` of the request."""
    expect_refusal(landing, *errors)
    if not landing.left:
        told = outcome_in_words(landing)
        raise Mismatch("an error response at the redirect_uri", told, "authorization response")
    where = "authorization error response, state"
    if landing.params.get("state", "") != request.state:
        raise Mismatch("the state of the request", landing.params.get("state", "none"), where)


def expect_no_redirect(landing: Landing, registered: str, *, where: str) -> None:
    """The one place that judges where a request with a wrong redirect URI may lead.

    An error page of the provider is right; a redirect to the `registered` URL instead is worth a
    warning; a redirect elsewhere is an open redirect, with a code or token in it a stolen login.
    A login page, a page for scripts, or a provider that broke down, decided nothing: Raises NotRun.
    """
    if not landing.left:
        if landing.asks_for_password and landing.reply.status < 400:
            raise NotRun("The provider asked for a login before it judged the URL.")
        if tells_a_response(landing):
            told = "a page that tells another window"
            raise Mismatch("an error page of the provider", told, where)
        presume_decided(landing)
        return
    carried = carried_in(landing)
    shown = without_response(landing.url)
    if is_response_at(landing, registered) and not carried:
        raise Tolerated(
            "an error page of the provider",
            f"a redirect to the registered {registered}",
            where,
            "The user is sent to an application that did not ask.",
        )
    what = f"{' and '.join(carried)} delivered to" if carried else "a redirect to"
    raise Mismatch("an error page of the provider, and no redirect", f"{what} {shown}", where)


def without_response(url: str) -> str:
    """A URL that a response was sent to, without the values that the response has.

    What somebody added to the registered URL is the proof, and stays.
    """
    place = re.split(r"[?#]", url, maxsplit=1)[0]
    mark, rest = url[len(place) :][:1], url[len(place) + 1 :]
    pairs = [one for one in re.split(r"[&?#]", rest) if one.partition("=")[0] not in RESPONSE]
    return place + (mark + "&".join(pairs) if any(pairs) else "")


def carried_in(landing: Landing) -> list[str]:
    """What of value is in a response, wherever in the URL a browser would carry it."""
    return credentials_in(landing.url + "&" + urlencode(landing.pairs))


def credentials_in(url: str) -> list[str]:
    """What of value is in the query or the fragment of a URL."""
    found = set(re.findall(r"[?&#](code|id_token|access_token)=", url))
    return [name for name in CREDENTIALS if name in found]


def is_response_at(landing: Landing, registered: str) -> bool:
    """Whether a landing is at the `registered` URL, with nothing but response parameters added."""
    rest = landing.url.removeprefix(registered)
    if not landing.url.startswith(registered) or rest[:1] not in ("", "?", "#", "&"):
        return False
    pairs = set(parse_qsl(rest[1:], keep_blank_values=True))
    names = {name for name, _ in pairs}
    # One that comes twice with two values was added; with the same one the provider said it twice.
    return names <= RESPONSE and len(pairs) == len(names)
