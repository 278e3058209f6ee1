"""What a client may not get by saying it: RFC 7591 sections 2, 2.3 and 5."""

from typing import Any

from fakes.people import ATTACKER
from fakes.wire.client import Reply
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MAY, MEDIUM, MUST, SHOULD, STATEFUL
from suites.oidc.registration.refusals import expect_not_registered, refused_registration
from suites.op.op import Op
from suites.protocol.authorization.responses import expect_refusal
from suites.protocol.clients.registration import (
    REGISTERED,
    WHERE,
    presume_granted,
    registered,
    registration,
    registration_response,
)
from suites.protocol.signatures.forgery import unsigned
from suites.verdicts.expect import (
    Document,
    Mismatch,
    NotApplicable,
    expect,
    expect_decided,
    expect_equal,
    expect_json_object,
    presuming,
)

VENDOR = "This is the provider's own behaviour: report it to its vendor."
INITIATE = "https://ssoproof.example/initiate"
# How products call it that a user is not asked: Ory Hydra, Keycloak, Auth0, oidc-provider, IBM.
UNASKED: dict[str, Any] = {
    "skip_consent": True,
    "is_first_party": True,
    "trusted": True,
    "pre_authorized": True,
}


def registered_members(reply: Reply) -> Document | None:
    """What was registered; None if nothing was. Raises NotRun."""
    expect_decided(reply)
    if reply.status not in REGISTERED:
        return None
    with presuming():
        return expect_json_object(reply, where=WHERE)


@check(
    "registration/password-grant",
    spec=["rfc9700:2.4", "rfc7591:5"],
    level=SHOULD,
    severity=HIGH,
    run_class=STATEFUL,
    needs="registration",
    remedy="Switch the grant type password off, for registered clients at least.",
)
def test_no_client_is_registered_for_the_password_grant(op: Op) -> None:
    """It gets to see the passwords of its users, and may guess those of others."""
    registration(op)
    reply = registration_response(op, grant_types=["authorization_code", "password"])
    expect_not_registered(reply, "grant_types", "password")


@check(
    "registration/scope",
    spec=["rfc7591:2", "rfc7591:5"],
    level=MAY,
    severity=HIGH,
    run_class=STATEFUL,
    needs="registration",
    remedy="Limit the scopes that a client may register to those that everybody may have.",
)
def test_a_client_does_not_give_itself_an_administrative_scope(op: Op) -> None:
    """A stranger's client asks its users for the rights of an administrator."""
    registration(op)
    expect_not_registered(registration_response(op, scope="openid admin"), "scope", "admin")


@check(
    "registration/consent",
    spec="rfc7591:5",
    level=MAY,
    severity=HIGH,
    run_class=STATEFUL,
    needs="registration",
    remedy="Let only administrators decide whose users are not asked for consent.",
)
def test_a_client_does_not_decide_that_its_users_are_not_asked(op: Op) -> None:
    """A link is enough to give a stranger's client the data of whoever follows it."""
    registration(op)
    members = registered_members(registration_response(op, **UNASKED))
    taken = [name for name in UNASKED if members is not None and members.get(name) is True]
    expect(not taken, "such members ignored", ", ".join(taken), where=WHERE)


@check(
    "registration/chosen-client-id",
    spec=["rfc7591:3.2.1", "registration:3.2"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_a_client_does_not_choose_the_client_id_of_another(op: Op) -> None:
    """It takes the place of the other, whose codes then go to its own redirect URI."""
    victim = registration(op, client_name="ssoproof, to be taken over")
    thief = f"https://{ATTACKER}/callback"
    members = registered_members(
        registration_response(op, client_id=victim.client_id, redirect_uris=[thief])
    )
    taken = members is not None and members.get("client_id") == victim.client_id
    expect(not taken, "a client_id of its own", "that of another client", where=WHERE)


@check(
    "registration/chosen-secret",
    spec=["rfc7591:3.2.1", "registration:3.2"],
    level=MAY,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_a_client_does_not_choose_its_client_secret(op: Op) -> None:
    """What people choose can be guessed, and was used before."""
    registration(op)
    chosen = "ssoproof-chose-this-client-secret"
    members = registered_members(registration_response(op, client_secret=chosen))
    taken = members is not None and members.get("client_secret") == chosen
    expect(not taken, "a secret of the provider's", "the chosen one", where=WHERE)


@check(
    "registration/software-statement",
    spec=["rfc7591:2.3", "rfc7591:5"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs="registration",
    remedy="Trust software statements of known issuers only, and no unsigned ones.",
)
def test_an_unsigned_software_statement_is_not_believed(op: Op) -> None:
    """Everybody vouches for himself, and is shown to users as vouched for."""
    registration(op)
    claimed = "ssoproof, vouched for by nobody"
    statement = unsigned({"iss": f"https://{ATTACKER}", "client_name": claimed})
    members = registered_members(registration_response(op, software_statement=statement))
    believed = members is not None and members.get("client_name") == claimed
    expect(not believed, "the statement ignored or refused", "believed", where=WHERE)


@check(
    "registration/public-pkce",
    spec=["rfc9700:2.1.1", "rfc7636:4.4.1"],
    level=SHOULD,
    severity=HIGH,
    run_class=STATEFUL,
    needs=["registration", "code"],
    remedy="Require PKCE of every public client, also of those that registered themselves.",
)
def test_a_registered_public_client_needs_pkce(op: Op) -> None:
    """A code that somebody else sees is enough to become the user at that client."""
    client = registered(op, token_endpoint_auth_method="none")  # noqa: S106 - the method's name
    if registration(op, token_endpoint_auth_method="none").client_secret:  # noqa: S106 - the name of a method
        raise NotApplicable("It was registered as a confidential client instead.")
    client.login()
    _, landing = client.authorize(code_challenge=None, code_challenge_method=None)
    expect_refusal(landing)


@check(
    "registration/initiate-login-uri",
    spec=["registration:2", "registration:3.2", "core:4"],
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_initiate_login_uri_is_registered(op: Op) -> None:
    """A login that begins at the provider, or at a third party, does not know where to go."""
    registration(op)
    told = registration(op, initiate_login_uri=INITIATE).members.get("initiate_login_uri")
    if told is None:
        raise NotApplicable("The provider knows no initiate_login_uri, which is optional.")
    expect_equal(told, INITIATE, where=f"{WHERE}, initiate_login_uri")


@check(
    "registration/initiate-login-uri-http",
    spec=["registration:2", "core:4"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_initiate_login_uri_without_tls_is_not_registered(op: Op) -> None:
    """Whoever is on the way starts a login of his own in the user's browser."""
    registration(op, initiate_login_uri=INITIATE)
    wrong = INITIATE.replace("https:", "http:")
    reply = registration_response(op, initiate_login_uri=wrong)
    expect_not_registered(reply, "initiate_login_uri", wrong)


@check(
    "registration/initiate-login-uri-error",
    spec="registration:3.3",
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs="registration",
    remedy=VENDOR,
)
def test_a_wrong_initiate_login_uri_is_named_as_the_error(op: Op) -> None:
    """The client corrects a value that was right."""
    presume_granted(registration(op, initiate_login_uri=INITIATE), "initiate_login_uri")
    wrong = INITIATE.replace("https:", "http:")
    reply = refused_registration(op, initiate_login_uri=wrong)
    with presuming():
        body = expect_json_object(reply, where="registration error response")
    found = body.get("error")
    if found != "invalid_client_metadata":
        where = "registration error response, error"
        raise Mismatch("invalid_client_metadata", found, where)
