"""Redirect URIs of registered clients at the authorization endpoint: Core 3.1.2.1."""

from urllib.parse import urlencode

from suites.checks.check import check
from suites.checks.words import HIGH, MEDIUM, MUST, STATEFUL
from suites.op.op import Op
from suites.protocol.authorization.responses import expect_no_redirect
from suites.protocol.clients.registration import WHERE, registered, registration
from suites.verdicts.expect import expect, expect_contains, presuming

EXACT = ["core:3.1.2.1", "rfc9700:2.1", "rfc9700:4.1.3"]
REMEDY = "Compare redirect URIs letter by letter: if there is no such setting, ask the vendor."


def with_query(op: Op) -> tuple[Op, str]:
    """A client whose redirect URI has a query, and that URI. Raises NotRun, NotApplicable."""
    op.login()
    uri = f"{op.target.redirect_uri}?ssoproof=registered"
    return registered(op, redirect_uris=[uri]), uri


@check(
    "registration/query",
    spec=["rfc6749:3.1.2", "registration:2"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=["registration", "code"],
    remedy=REMEDY,
)
def test_the_query_of_a_redirect_uri_is_kept(op: Op) -> None:
    """The application finds the user's way by it, or another part of it gets the response."""
    client, uri = with_query(op)
    members = registration(op, redirect_uris=[uri]).members
    with presuming():
        uris = members.strings("redirect_uris")
    expect_contains(uris, uri, where=WHERE)
    landing = client.login("pkce").landing
    kept = "ssoproof=registered" in f"{landing.url}&{urlencode(landing.pairs)}"
    where = "authorization response, query of the redirect_uri"
    expect(kept, "ssoproof=registered", "no such parameter", where=where)


@check(
    "registration/query-mismatch",
    spec=EXACT,
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=["registration", "code"],
    remedy=REMEDY,
)
def test_another_query_than_the_registered_one_is_refused(op: Op) -> None:
    """The query may choose whom the application hands the code on to."""
    client, uri = with_query(op)
    client.login("pkce")
    _, landing = client.authorize(redirect_uri=uri.replace("registered", "other"))
    expect_no_redirect(landing, uri, where="authorization request with another query")


@check(
    "registration/query-added",
    spec=EXACT,
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=["registration", "code"],
    remedy=REMEDY,
)
def test_a_query_that_is_added_to_the_registered_one_is_refused(op: Op) -> None:
    """A second value for the same parameter wins in many applications."""
    client, uri = with_query(op)
    client.login("pkce")
    _, landing = client.authorize(redirect_uri=f"{uri}&ssoproof=added")
    expect_no_redirect(landing, uri, where="authorization request with more in the query")


@check(
    "registration/redirect-uri-required",
    spec=["core:3.1.2.1", "rfc6749:3.1.2.3"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=["registration", "code"],
    remedy="Refuse requests without redirect_uri: if there is no such setting, ask the vendor.",
)
def test_a_client_with_two_redirect_uris_has_to_say_which(op: Op) -> None:
    """The provider chooses one, and it may be the wrong application that gets the code."""
    op.login()
    first = op.target.redirect_uri
    client = registered(op, redirect_uris=[first, f"{first}/second"])
    client.login("pkce")
    _, landing = client.authorize("pkce", redirect_uri=None)
    expect_no_redirect(landing, first, where="authorization request without redirect_uri")
