"""A client changes its registration: RFC 7592 section 2.2."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MEDIUM, MUST, SHOULD, STATEFUL
from suites.oidc.registration.management import (
    UPDATE,
    body_of,
    manage,
    managed,
    replacement,
    updated,
)
from suites.op.op import Op
from suites.protocol.authorization.responses import expect_no_redirect
from suites.protocol.clients.registration import Registration, registered
from suites.verdicts.expect import (
    Mismatch,
    NotRun,
    expect,
    expect_decided,
    expect_equal,
    expect_status,
    presuming,
)

VENDOR = "This is the provider's own behaviour: report it to its vendor."
MOVED = "https://ssoproof.example/moved"


def updatable_client(op: Op) -> Registration:
    """A client that changes its redirect URI."""
    return managed(op, client_name="ssoproof, moving")


def updated_client(op: Op) -> Registration:
    """It, after it did. Raises NotRun, NotApplicable."""
    made = updatable_client(op)
    reply = updated(op, made, redirect_uris=[MOVED])
    with presuming():
        expect_status(reply, 200, where=UPDATE)
    return made


@check(
    "client-management/update",
    spec=["rfc7592:2.2", "rfc7592:3"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_an_update_replaces_what_was_registered(op: Op) -> None:
    """A redirect URI that was given up stays open for whoever owns its host next."""
    reply = updated(op, updatable_client(op), redirect_uris=[MOVED])
    expect_status(reply, 200, where=UPDATE)
    told = body_of(reply, UPDATE).get("redirect_uris")
    expect_equal(told, [MOVED], where=f"{UPDATE}, redirect_uris")


@check(
    "client-management/update-in-force",
    spec="rfc7592:2.2",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=["registration", "code"],
    remedy=VENDOR,
)
def test_a_redirect_uri_that_was_given_up_is_refused(op: Op) -> None:
    """Codes still go to a host that may belong to somebody else by now."""
    registered(op).login()
    made = updated_client(op)
    client = op.for_client(made.client_id, made.client_secret, redirect_uri=MOVED)
    given_up = op.target.redirect_uri
    _, landing = client.authorize("pkce", browser=client.browser, redirect_uri=given_up)
    expect_no_redirect(landing, MOVED, where="authorization request with the old redirect_uri")


@check(
    "client-management/update-redirect-uri",
    spec=["rfc7592:2.2", "rfc7591:5"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_an_update_is_held_to_the_rules_of_a_registration(op: Op) -> None:
    """What was refused at the front door comes in by the back door."""
    updated_client(op)
    made = managed(op, client_name="ssoproof, changing for the worse")
    script = "javascript:alert(document.domain)"
    reply = updated(op, made, redirect_uris=[MOVED, script])
    expect_decided(reply)
    if reply.status == 200:
        registered = body_of(reply, UPDATE).get("redirect_uris")
        held = isinstance(registered, list) and script not in registered
        expect(held, "a refusal", f"registered with {script}", where=UPDATE)


@check(
    "client-management/update-client-id",
    spec="rfc7592:2.2",
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_an_update_does_not_take_the_client_id_of_another(op: Op) -> None:
    """A client becomes another one, with its own redirect URIs."""
    updated_client(op)
    made = managed(op, client_name="ssoproof, taking another name")
    victim = managed(op, client_name="ssoproof, another")
    reply = updated(op, made, client_id=victim.client_id)
    expect_decided(reply)
    if reply.status == 200:
        named = body_of(reply, UPDATE).get("client_id")
        expect_equal(named, made.client_id, where=f"{UPDATE}, client_id")


@check(
    "client-management/update-client-secret",
    spec="rfc7592:2.2",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_an_update_does_not_choose_the_client_secret(op: Op) -> None:
    """What people choose can be guessed, and was used before."""
    updated_client(op)
    made = managed(op, client_name="ssoproof, choosing a secret")
    chosen = "ssoproof-chose-this-client-secret"
    reply = updated(op, made, client_secret=chosen)
    expect_decided(reply)
    if reply.status == 200:
        found = body_of(reply, UPDATE).get("client_secret")
        expect(found != chosen, "the secret that was issued", "the chosen one", where=UPDATE)


@check(
    "client-management/update-left-out",
    spec="rfc7592:2.2",
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_a_member_that_an_update_leaves_out_is_removed(op: Op) -> None:
    """Keys and URLs that a client gave up stay in force."""
    updated_client(op)
    made = managed(op, client_uri="https://ssoproof.example/", client_name="ssoproof, forgetting")
    if "client_uri" not in made.members:
        raise NotRun("Another check judges this first: the member was not registered.")
    reply = updated(op, made, client_uri=None)
    with presuming():
        expect_status(reply, 200, where=UPDATE)
    left = body_of(reply, UPDATE).get("client_uri")
    expect(not left, "no client_uri", left, where=UPDATE)


@check(
    "client-management/update-by-a-stranger",
    spec=["rfc7592:2", "rfc7592:2.2"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_nobody_changes_a_registration_without_a_token(op: Op) -> None:
    """Everybody sends the users of that client, with their codes, to himself."""
    updated_client(op)
    made = managed(op, client_name="ssoproof, attacked by a stranger")
    wrong = replacement(made, redirect_uris=[MOVED])
    reply = manage(op, made, "PUT", token="", **wrong)
    expect_decided(reply)
    if reply.status < 400:
        raise Mismatch("HTTP 401", f"HTTP {reply.status}", UPDATE)
