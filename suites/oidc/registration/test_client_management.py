"""A client reads its registration, and nobody else does: RFC 7592, Registration 1.0 section 4."""

from fakes.people import ATTACKER
from fakes.wire.client import Reply
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MEDIUM, MUST, SHOULD, STATEFUL
from suites.oidc.registration.management import (
    CREDENTIALS,
    READ,
    UPDATE,
    configuration,
    deleted_client,
    manage,
    managed,
    read_response,
    removable_client,
    replacement,
)
from suites.oidc.registration.refusals import expect_unauthorized
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.clients.registration import WHERE as REGISTRATION
from suites.protocol.clients.registration import Registration, presume_granted, registration
from suites.protocol.tokens.exchanges import expect_unguessable
from suites.verdicts.expect import (
    Mismatch,
    NotApplicable,
    NotRun,
    expect,
    expect_decided,
    expect_equal,
    expect_json_object,
    expect_media_type,
    expect_status,
    presuming,
)

VENDOR = "This is the provider's own behaviour: report it to its vendor."
NO_SUCH_TOKEN = "ssoproof-no-such-registration-access-token"  # noqa: S105 - nobody's
INITIATE = "https://ssoproof.example/initiate"


def readable_client(op: Op) -> Registration:
    """A client that reads its registration with its own token. Raises NotRun, NotApplicable."""
    made = managed(op)
    with presuming():
        expect_status(read_response(op, made), 200, where=READ)
    return made


def other(op: Op) -> Registration:
    """A second client that can manage itself."""
    return managed(op, client_name="ssoproof, another")


@check(
    "client-management/both-or-neither",
    spec=["registration:3.2", "rfc7592:3"],
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_a_client_gets_a_url_and_a_token_to_manage_itself_or_neither(op: Op) -> None:
    """One is of no use without the other."""
    found = [member for member in CREDENTIALS if member in registration(op).members]
    if len(found) == 1:
        raise Mismatch("both members, or neither", f"{found[0]} alone", REGISTRATION)


@check(
    "client-management/https",
    spec=["registration:3.2", "rfc7592:2"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=["registration", "https"],
    remedy="Serve the client configuration endpoint over https.",
)
def test_registration_client_uri_is_an_https_url(op: Op) -> None:
    """The token that rules the client travels in the clear."""
    with presuming():
        url = managed(op).members.string(CREDENTIALS[0])
    secure = url.lower().startswith("https://")
    expect(secure, "https", url, where=f"{REGISTRATION}, {CREDENTIALS[0]}")


@check(
    "client-management/token-unguessable",
    spec=["rfc6749:10.10", "rfc7592:5"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_registration_access_token_has_at_least_128_bits(op: Op) -> None:
    """Whoever guesses it sends the users of that client to a redirect URI of his own."""
    token = managed(op).access_token
    expect_unguessable(token, where=f"{REGISTRATION}, {CREDENTIALS[1]}")


@check(
    "client-management/read",
    spec=["registration:4.3", "rfc7592:2.1"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_a_client_reads_its_registration(op: Op) -> None:
    """It cannot find out what it is registered as."""
    made = managed(op)
    reply = read_response(op, made)
    expect_status(reply, 200, where=READ)
    expect_media_type(reply, "application/json", where=READ)
    body = expect_json_object(reply, where=READ)
    expect_equal(body.string("client_id"), made.client_id, where=f"{READ}, client_id")


@check(
    "client-management/read-metadata",
    spec=["registration:4.3", "rfc7592:3"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_a_client_reads_what_was_registered(op: Op) -> None:
    """It takes an old value for the present one."""
    made = managed(op)
    told = configuration(op, made)
    for name in ("redirect_uris", "response_types", "token_endpoint_auth_method"):
        if name in made.members:
            expect_equal(told.get(name), made.members[name], where=f"{READ}, {name}")


@check(
    "client-management/read-initiate-login-uri",
    spec=["registration:4.3", "registration:2"],
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_a_client_reads_its_initiate_login_uri(op: Op) -> None:
    """A login that begins at the provider leads to an old place."""
    made = managed(op, initiate_login_uri=INITIATE)
    presume_granted(made, "initiate_login_uri")
    told = configuration(op, made).get("initiate_login_uri")
    expect_equal(told, INITIATE, where=f"{READ}, initiate_login_uri")


@check(
    "client-management/read-not-stored",
    spec=["rfc6749:5.1", "rfc7592:3"],
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="registration",
    remedy="Send Cache-Control: no-store with the answers of the client configuration endpoint.",
)
def test_what_a_client_reads_comes_with_no_store(op: Op) -> None:
    """The answer holds a secret, which a cache on the way would keep."""
    told = read_response(op, readable_client(op)).header("cache-control")
    wanted = "no-store" in told.lower()
    expect(wanted, "no-store", told or "no such header", where=f"{READ}, Cache-Control")


@check(
    "client-management/no-token",
    spec=["registration:4.4", "rfc7592:2"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_nobody_reads_a_registration_without_a_token(op: Op) -> None:
    """Everybody gets the client's secret."""
    made = readable_client(op)
    expect_unauthorized(manage(op, made, token=""), where=READ)


@check(
    "client-management/wrong-token",
    spec=["registration:4.4", "rfc7592:2.1"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_nobody_reads_a_registration_with_a_made_up_token(op: Op) -> None:
    """Everybody gets the client's secret."""
    made = readable_client(op)
    expect_unauthorized(with_no_such_token(op, made), where=READ)


@remembered
def with_no_such_token(op: Op, made: Registration) -> Reply:
    """The answer to a token that nobody gave out."""
    return manage(op, made, token=NO_SUCH_TOKEN)


@check(
    "client-management/wrong-token-status",
    spec=["registration:4.4", "rfc7592:2.1"],
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_a_made_up_registration_access_token_is_answered_with_401(op: Op) -> None:
    """Any other answer tells a stranger whether there is such a client."""
    reply = with_no_such_token(op, readable_client(op))
    if 200 <= reply.status < 300:
        raise NotRun("Another check judges this first: the token was taken.")
    expect_status(reply, 401, where=READ)


@check(
    "client-management/wrong-token-challenge",
    spec=["rfc6750:3", "rfc9110:15.5.2"],
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_a_made_up_registration_access_token_is_answered_with_a_challenge(op: Op) -> None:
    """Without WWW-Authenticate a client cannot tell which credentials are wanted."""
    reply = with_no_such_token(op, readable_client(op))
    if reply.status != 401:
        raise NotApplicable(f"It is answered with HTTP {reply.status}.")
    told = reply.header("www-authenticate")
    expect(bool(told), "a challenge", "no such header", where=f"{READ}, WWW-Authenticate")


@check(
    "client-management/read-by-another",
    spec=["rfc7592:2", "rfc7592:5", "registration:4.4"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_no_client_reads_the_registration_of_another(op: Op) -> None:
    """One registered client is enough to collect the secrets of all."""
    made, stranger = readable_client(op), other(op)
    expect_unauthorized(manage(op, made, token=stranger.access_token), where=READ)


@check(
    "client-management/update-by-another",
    spec=["rfc7592:2", "rfc7592:5"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_no_client_changes_the_registration_of_another(op: Op) -> None:
    """It sends the users of the other client, with their codes, to itself."""
    readable_client(op)
    made = managed(op, client_name="ssoproof, attacked by an update")
    thief = replacement(made, redirect_uris=[f"https://{ATTACKER}/callback"])
    reply = manage(op, made, "PUT", token=other(op).access_token, **thief)
    expect_unauthorized(reply, where=UPDATE)


@check(
    "client-management/delete-by-another",
    spec=["rfc7592:2", "rfc7592:5"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_no_client_removes_another(op: Op) -> None:
    """One registered client is enough to end the logins at all others."""
    deleted_client(op, removable_client(op))
    made = managed(op, client_name="ssoproof, attacked by a removal")
    read = manage(op, made).status
    reply = manage(op, made, "DELETE", token=other(op).access_token)
    expect_decided(reply)
    gone = read == 200 and manage(op, made).status != 200
    if reply.status in (200, 204) or gone:
        raise Mismatch("a refusal", f"HTTP {reply.status}", "client delete response")
