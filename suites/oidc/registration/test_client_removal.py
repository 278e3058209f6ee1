"""A client removes its registration (RFC 7592 section 2.3), or was never there."""

from dataclasses import replace
from urllib.parse import quote

from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MEDIUM, MUST, SHOULD, STATEFUL
from suites.oidc.registration.management import (
    WHERE,
    deleted,
    deleted_client,
    manage,
    managed,
    read_response,
    removable_client,
)
from suites.op.op import Op
from suites.op.userinfo import expect_answered
from suites.protocol.authorization.responses import expect_refusal
from suites.protocol.clients.registration import Registration, registered
from suites.protocol.tokens.bearer import expect_refused_token
from suites.protocol.tokens.grants import expect_tokens
from suites.verdicts.expect import (
    Document,
    NotApplicable,
    NotRun,
    expect_status,
    presuming,
)

VENDOR = "This is the provider's own behaviour: report it to its vendor."
NOBODYS = "ssoproof-no-such-registration-access-token"


@check(
    "client-management/delete",
    spec="rfc7592:2.3",
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_a_client_that_removes_itself_is_answered_with_204(op: Op) -> None:
    """It does not know whether it is gone, and tries again."""
    expect_status(deleted(op, removable_client(op)), 204, where="client delete response")


@check(
    "client-management/token-of-a-removed-client",
    spec=["rfc7592:2.3", "rfc7592:5"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_the_token_of_a_removed_client_is_answered_with_401(op: Op) -> None:
    """A token of something that is gone, and forgotten by everybody, still works."""
    made = deleted_client(op, removable_client(op))
    expect_status(manage(op, made), 401, where=WHERE)


@check(
    "client-management/removed-client-login",
    spec="rfc7592:2.3",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=["registration", "code"],
    remedy=VENDOR,
)
def test_nobody_logs_in_at_a_removed_client(op: Op) -> None:
    """Its redirect URI may belong to somebody else by now, who gets the codes."""
    registered(op).login()
    made = deleted_client(op, removable_client(op))
    client = op.for_client(made.client_id, made.client_secret)
    _, landing = client.authorize("pkce", browser=client.browser)
    expect_refusal(landing)


@check(
    "client-management/tokens-of-a-removed-client",
    spec="rfc7592:2.3",
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=["registration", "code", "userinfo"],
    remedy=VENDOR,
)
def test_the_access_tokens_of_a_removed_client_end_with_it(op: Op) -> None:
    """A client that was removed because it was stolen goes on reading its users' data."""
    name = {"client_name": "ssoproof, removed with its tokens"}
    made = managed(op, **name)
    client = registered(op, **name)
    request, landing = client.authorize("pkce", browser=client.browser)
    reply = client.exchange(request, landing.params.get("code", ""))
    with presuming():
        token = expect_tokens(reply, "token response").string("access_token")
        expect_answered(client.userinfo(token), where="UserInfo response")
    if deleted(op, made).status not in (200, 204):
        raise NotRun("The client could not be removed.")
    expect_refused_token(client.userinfo(token))


@check(
    "client-management/missing-client",
    spec=["registration:4.4", "rfc7592:2.1"],
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    needs="registration",
    remedy="Answer at the URL of a client that does not exist as to a wrong token, with 401.",
)
def test_the_url_of_a_missing_client_is_answered_as_a_wrong_token(op: Op) -> None:
    """With 404 a stranger tries names until one is a client."""
    made = managed(op)
    with presuming():
        expect_status(read_response(op, made), 200, where=WHERE)
        expect_status(manage(op, made, token=NOBODYS), 401, where=WHERE)
    expect_status(manage(op, _missing(made), token=NOBODYS), 401, where=WHERE)


def _missing(made: Registration) -> Registration:
    """A client like `made` that nobody registered; its identifier is of the same form.

    Raises NotApplicable if the URL of a client does not show its identifier.
    """
    before, found, after = made.url.rpartition(quote(made.client_id, safe=""))
    if not found:
        raise NotApplicable("The URL of a client does not show its client_id.")
    last = "1" if made.client_id[-1] == "0" else "0"
    url = f"{before}{quote(made.client_id[:-1] + last, safe='')}{after}"
    members = dict(made.members) | {"registration_client_uri": url}
    return replace(made, members=Document(members, made.members.name))
