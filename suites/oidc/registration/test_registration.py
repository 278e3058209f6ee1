"""Dynamic client registration: what is answered (Registration 1.0 section 3.2, RFC 7591 3.2.1)."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MEDIUM, MUST, SHOULD, STATEFUL
from suites.op.op import Op
from suites.protocol.clients.registration import (
    WHERE,
    Registration,
    registered,
    registration,
    registration_response,
    successful_registration,
)
from suites.verdicts.expect import (
    Mismatch,
    NotApplicable,
    expect,
    expect_contains,
    expect_decided,
    expect_equal,
    expect_json_object,
    expect_media_type,
    expect_none,
    expect_status,
    presuming,
)

ANSWER = ["registration:3.2", "rfc7591:3.2.1"]
VENDOR = "This is the provider's own behaviour: report it to its vendor."
CLOCK_SKEW_S = 600


def another(op: Op) -> Registration:
    """A second client. Raises NotApplicable, NotRun."""
    return registration(op, client_name="ssoproof, another")


def secret_of(made: Registration) -> str:
    """The secret of a client. Raises NotRun if it has none."""
    with presuming():
        return made.members.string("client_secret")


@check(
    "registration/status",
    spec=ANSWER,
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_a_registration_is_answered_with_201(op: Op) -> None:
    """A client library that waits for Created takes any other answer for a failure."""
    expect_status(successful_registration(op), 201, where=WHERE)


@check(
    "registration/json",
    spec=ANSWER,
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_a_registration_is_answered_in_json(op: Op) -> None:
    """The client cannot read what it was registered as."""
    expect_media_type(successful_registration(op), "application/json", where=WHERE)
    expect_json_object(successful_registration(op), where=WHERE)


@check(
    "registration/not-stored",
    spec=["rfc6749:5.1", "rfc7591:3.2.1"],
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="registration",
    remedy="Send Cache-Control: no-store with the answers of the registration endpoint.",
)
def test_a_registration_is_answered_with_no_store(op: Op) -> None:
    """The answer holds a secret and a token, which a cache on the way would keep."""
    told = successful_registration(op).header("cache-control")
    wanted = "no-store" in told.lower()
    expect(wanted, "no-store", told or "no such header", where=f"{WHERE}, Cache-Control")


@check(
    "registration/client-id",
    spec=ANSWER,
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_each_registration_has_a_client_id_of_its_own(op: Op) -> None:
    """Two applications with one identifier get each other's codes and tokens."""
    found = [made.members.string("client_id") for made in (registration(op), another(op))]
    expect(found[0] != found[1], "two client_ids", "the same one twice", where=WHERE)


@check(
    "registration/client-secret",
    spec=ANSWER,
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=["registration", "client_secret_basic"],
    remedy=VENDOR,
)
def test_a_client_that_authenticates_by_a_secret_gets_one(op: Op) -> None:
    """Without it the client cannot make a single token request."""
    made = registration(op)
    if made.token_endpoint_auth_method not in ("client_secret_basic", "client_secret_post"):
        raise NotApplicable(f"The client was registered for {made.token_endpoint_auth_method}.")
    made.members.string("client_secret")


@check(
    "registration/client-secret-distinct",
    spec="registration:3.2",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_no_two_clients_have_the_same_client_secret(op: Op) -> None:
    """Each registered client could take the part of all others."""
    found = [secret_of(made) for made in (registration(op), another(op))]
    expect(found[0] != found[1], "two secrets", "the same one twice", where=WHERE)


@check(
    "registration/client-secret-expires-at",
    spec=ANSWER,
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_it_is_told_when_the_client_secret_expires(op: Op) -> None:
    """The client is surprised when its logins end from one moment to the next."""
    made = registration(op)
    secret_of(made)
    at = made.members["client_secret_expires_at"]
    right = isinstance(at, int) and not isinstance(at, bool)
    good = right and (at == 0 or at > op.target.clock.now())
    where = f"{WHERE}, client_secret_expires_at"
    expect(good, "0, or a moment to come in seconds", at, where=where)


@check(
    "registration/client-id-issued-at",
    spec=ANSWER,
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_client_id_issued_at_is_the_moment_of_the_registration(op: Op) -> None:
    """In milliseconds, or by a wrong clock, it says that the client comes from the future."""
    made = registration(op)
    if "client_id_issued_at" not in made.members:
        raise NotApplicable("There is no client_id_issued_at, which is optional.")
    at = made.members["client_id_issued_at"]
    right = isinstance(at, int) and not isinstance(at, bool)
    # Whole seconds on both sides: an integer may be larger than any float.
    near = right and abs(at - int(op.target.clock.now())) < CLOCK_SKEW_S
    where = f"{WHERE}, client_id_issued_at"
    expect(near, "a number of seconds, about now", at, where=where)


@check(
    "registration/echo",
    spec=ANSWER,
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_a_registration_is_answered_with_all_registered_metadata(op: Op) -> None:
    """The client cannot know which of its wishes were replaced."""
    made = registration(op)
    missing = [name for name in made.sent if name not in made.members]
    expect_none(missing, where=f"{WHERE}, members that were registered and are missing")


@check(
    "registration/redirect-uris",
    spec=["registration:3.2", "core:3.1.2.1"],
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_a_redirect_uri_is_registered_as_it_was_sent(op: Op) -> None:
    """Compared letter by letter at each login, a redirect URI in another form matches no more."""
    made = registration(op)
    with presuming():
        registered = made.members.strings("redirect_uris")
    expect_contains(registered, op.target.redirect_uri, where=f"{WHERE}, redirect_uris")


@check(
    "registration/unknown-member",
    spec="rfc7591:2",
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_a_member_that_nobody_knows_is_ignored(op: Op) -> None:
    """A client that knows a newer specification could not register here."""
    registration(op)
    reply = registration_response(op, ssoproof_unknown="a value")
    expect_decided(reply)
    expect_status(reply, 200, 201, where=f"{WHERE} to an unknown member")


@check(
    "registration/defaults",
    spec=["registration:2", "rfc7591:2"],
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_what_a_client_leaves_out_has_the_default_of_the_specification(op: Op) -> None:
    """A client that relies on them is registered for another flow than it will use."""
    registration(op)
    left_out = {
        "response_types": ["code"],
        "grant_types": ["authorization_code"],
        "token_endpoint_auth_method": "client_secret_basic",
    }
    made = registration(op, **dict.fromkeys(left_out))
    for name, default in left_out.items():
        if name in made.members:
            expect_equal(made.members[name], default, where=f"{WHERE}, {name}")


@check(
    "registration/no-secret-for-public",
    spec="rfc7591:2",
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_a_public_client_gets_no_client_secret(op: Op) -> None:
    """A secret in an application that everybody can take apart is one for everybody."""
    registration(op)
    made = registration(op, token_endpoint_auth_method="none")  # noqa: S106 - the method's name
    if made.token_endpoint_auth_method != "none":  # noqa: S105 - the name of a method
        raise NotApplicable(f"It was registered for {made.token_endpoint_auth_method} instead.")
    if "client_secret" in made.members:
        raise Mismatch("no client_secret", "one", WHERE)


@check(
    "registration/client-works",
    spec=["registration:3.2", "core:3.1.3.1"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=["registration", "code"],
    remedy="Let registered clients use the authorization code grant, or switch registration off.",
)
def test_a_registered_client_logs_its_users_in(op: Op) -> None:
    """A registration that leads to no login is of no use, and nobody was told why."""
    op.login()
    registered(op).attempt("pkce")
