"""Pairwise subjects: Core section 8, Registration 1.0 section 5."""

import json
from typing import Any
from urllib.parse import urlsplit

from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MEDIUM, MUST, NOISY, SHOULD, STATEFUL
from suites.oidc.registration.refusals import ERROR, ERRORS, expect_not_registered
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.clients.registration import (
    REGISTERED,
    WHERE,
    presume_granted,
    registered,
    registration,
    registration_response,
)
from suites.verdicts.expect import (
    NotRun,
    expect,
    expect_decided,
    expect_in,
    expect_json_object,
    expect_status,
    presuming,
)

VENDOR = "This is the provider's own behaviour: report it to its vendor."
PAIRWISE = {"subject_type": "pairwise"}
# A host of nobody (RFC 2606 section 3); the browser is stopped before it gets there.
ELSEWHERE = "https://ssoproof.example/callback"


def pairwise_client(op: Op, redirect_uri: str = "", **metadata: str) -> Op:
    """A client whose users have pairwise subjects. Raises NotRun, NotApplicable."""
    wanted = PAIRWISE | metadata | {"redirect_uris": [redirect_uri or op.target.redirect_uri]}
    presume_granted(registration(op, **wanted), "subject_type")
    return registered(op, **wanted)


def subject_at(client: Op) -> str:
    """Who the user is there. Raises NotRun."""
    with presuming():
        return client.login("pkce").id_token.claims.string("sub")


def listed_at(op: Op, path: str, *uris: str) -> str:
    """The URL of a document of ours that lists redirect URIs. Raises NotRun."""
    return op.listener().publish(path, json.dumps(uris))


def with_sector(op: Op, path: str, *listed: str) -> dict[str, Any]:
    """Metadata of a client with two hosts, whose sector document lists `listed`."""
    uris = [op.target.redirect_uri, ELSEWHERE]
    return PAIRWISE | {
        "redirect_uris": uris,
        "sector_identifier_uri": listed_at(op, path, *listed),
    }


def good_sector(op: Op) -> dict[str, Any]:
    return with_sector(op, "/sector", op.target.redirect_uri, ELSEWHERE)


@check(
    "registration/sector",
    spec=["registration:5", "core:8.1"],
    level=MUST,
    severity=MEDIUM,
    run_class=NOISY,
    needs=["registration", "pairwise"],
    remedy="Let the provider fetch the documents of its clients, through its proxy if it has one.",
)
def test_a_sector_that_lists_every_redirect_uri_is_registered(op: Op) -> None:
    """Applications of one owner on several hosts cannot tell that their users are the same."""
    registration(op)
    reply = registration_response(op, **good_sector(op))
    expect_decided(reply)
    called = op.listener().wait_for("/sector")
    if not called:
        raise NotRun("The provider did not fetch the document: it may not reach the harness.")
    expect_status(reply, *REGISTERED, where=WHERE)


@remembered
def presume_sectors(op: Op) -> None:
    """A good sector is registered. Raises NotRun."""
    registration(op)
    reply = registration_response(op, **good_sector(op))
    if reply.status not in REGISTERED or not op.listener().wait_for("/sector"):
        raise NotRun("Another check judges this first: no sector could be registered.")


@check(
    "registration/sector-mismatch",
    spec=["registration:5", "core:8.1"],
    level=MUST,
    severity=HIGH,
    run_class=NOISY,
    needs=["registration", "pairwise"],
    remedy=VENDOR,
)
def test_a_sector_that_does_not_list_a_redirect_uri_is_not_registered(op: Op) -> None:
    """Whoever points at the document of another owner learns who the other's users are."""
    presume_sectors(op)
    reply = registration_response(op, **with_sector(op, "/sector-mismatch", op.target.redirect_uri))
    expect_decided(reply)
    refused = reply.status not in REGISTERED
    expect(refused, "a refusal", f"HTTP {reply.status}, a client", where="registration")


@check(
    "registration/sector-error",
    spec=["registration:5", "registration:3.3"],
    level=SHOULD,
    severity=LOW,
    run_class=NOISY,
    needs=["registration", "pairwise"],
    remedy=VENDOR,
)
def test_a_wrong_sector_is_named_as_the_error(op: Op) -> None:
    """The client corrects a value that was right."""
    presume_sectors(op)
    reply = registration_response(op, **with_sector(op, "/sector-mismatch", op.target.redirect_uri))
    if reply.status in REGISTERED:
        raise NotRun("Another check judges this first: the registration was not refused.")
    with presuming():
        body = expect_json_object(reply, where=ERROR)
    expect_in(body.get("error"), ERRORS, where=f"{ERROR}, error")


@check(
    "registration/sector-http",
    spec=["registration:2", "core:8.1"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=["registration", "pairwise"],
    remedy=VENDOR,
)
def test_a_sector_document_without_tls_is_not_registered(op: Op) -> None:
    """Whoever is on the way decides which redirect URIs belong together."""
    registration(op)
    wrong = "http://ssoproof.example/sector"
    reply = registration_response(op, **PAIRWISE, sector_identifier_uri=wrong)
    expect_not_registered(reply, "sector_identifier_uri", wrong)


@check(
    "registration/sector-missing",
    spec="core:8.1",
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=["registration", "pairwise"],
    remedy=VENDOR,
)
def test_a_pairwise_client_with_two_hosts_needs_a_sector(op: Op) -> None:
    """Which of the two hosts a user's identifier is for is left to chance."""
    with presuming():
        pairwise_client(op)
    reply = registration_response(op, **PAIRWISE, redirect_uris=[op.target.redirect_uri, ELSEWHERE])
    expect_not_registered(reply, "redirect_uris", ELSEWHERE)


@check(
    "subject/pairwise-sectors",
    spec="core:8.1",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=["registration", "pairwise", "code"],
    remedy=VENDOR,
)
def test_sectors_have_different_pairwise_subjects_of_a_user(op: Op) -> None:
    """Two applications put together what each knows of a user, which pairwise promised not to."""
    one, other = subject_at(pairwise_client(op)), subject_at(pairwise_client(op, ELSEWHERE))
    expect(one != other, "another sub in another sector", "the same one", where="ID Token, sub")


@check(
    "subject/pairwise-stable",
    spec="core:8.1",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=["registration", "pairwise", "code"],
    remedy=VENDOR,
)
def test_clients_of_one_sector_have_the_same_pairwise_subject_of_a_user(op: Op) -> None:
    """Applications of one owner take their common user for two."""
    one = subject_at(pairwise_client(op))
    again = subject_at(pairwise_client(op, client_name="ssoproof, of the same sector"))
    host = urlsplit(op.target.redirect_uri).hostname
    expect(one == again, f"the same sub at both clients of {host}", "two", where="ID Token, sub")


@check(
    "subject/pairwise-not-public",
    spec=["core:8", "core:8.1"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=["registration", "pairwise", "code"],
    remedy=VENDOR,
)
def test_the_pairwise_subject_is_not_the_public_one(op: Op) -> None:
    """A promise that is only written down: the user is the same everywhere."""
    public = subject_at(registered(op, subject_type="public"))
    expect(
        subject_at(pairwise_client(op)) != public,
        "another sub than for public clients",
        "the same one",
        where="ID Token, sub",
    )


@check(
    "subject/pairwise-userinfo",
    spec=["core:8.1", "core:5.3.2"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=["registration", "pairwise", "code", "userinfo"],
    remedy=VENDOR,
)
def test_userinfo_does_not_tell_a_pairwise_client_the_public_sub(op: Op) -> None:
    """What the ID Token hides is told one request later."""
    public = subject_at(registered(op, subject_type="public"))
    client = pairwise_client(op)
    token = client.login("pkce").access_token
    with presuming():
        told = client.json_of(client.userinfo(token), "UserInfo response")
    expect(told.get("sub") != public, "the pairwise sub", "the public one", where="UserInfo, sub")
