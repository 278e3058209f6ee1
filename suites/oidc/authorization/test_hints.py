"""Who somebody is said to be is no proof: hints that are forged, claims, enumeration (Core 3.1.2).

A provider may ignore such a request or refuse it; it must not believe it.
"""

import json
import re
from dataclasses import replace

from fakes.relying_party.party import AuthorizationRequest
from fakes.user.browser import Landing
from suites.checks.check import check
from suites.checks.words import CRITICAL, LOW, MAY, MUST, STATEFUL
from suites.op.op import Op
from suites.protocol.authorization.requests import (
    presume_login_page,
    presume_unknown,
    silent_login,
    silent_stranger,
    stranger,
)
from suites.protocol.authorization.responses import expect_not_taken, presume_decided
from suites.protocol.signatures.forgery import signed_by_a_stranger, without_signature
from suites.protocol.tokens.grants import other_party
from suites.verdicts.expect import Document, NotRun, expect, expect_equal, presuming

WHERE = "authorization response"
SOMEBODY = "ssoproof-somebody-else"
# Identifiers and times in an error_description: two requests never have the same.
OF_ONE_REQUEST = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[\dT:.-]{8,}Z?")
NO_PROOF = "Take id_token_hint as a hint; only a session or a login tells who the user is."


@check(
    "authorization/unsigned-hint-alone",
    spec=["core:3.1.2.1", "core:3.1.2.2"],
    level=MUST,
    severity=CRITICAL,
    remedy=NO_PROOF,
)
def test_an_unsigned_id_token_hint_is_no_login(op: Op) -> None:
    """Anybody can write such a token, for any user."""
    expect_no_login(op, without_signature(op.login().id_token))


@check(
    "authorization/forged-hint-alone",
    spec=["core:3.1.2.1", "core:3.1.2.2"],
    level=MUST,
    severity=CRITICAL,
    remedy=NO_PROOF,
)
def test_an_id_token_hint_signed_by_a_stranger_is_no_login(op: Op) -> None:
    """Anybody can sign such a token, for any user."""
    expect_no_login(op, signed_by_a_stranger(op.login().id_token))


def expect_no_login(op: Op, hint: str) -> None:
    """Somebody without a session gets nothing for a hint. Raises NotRun if without one too."""
    presume_unknown(op)
    _, landing = stranger(op, prompt="none", id_token_hint=hint)
    expect_not_taken(landing, "an error", where=WHERE)


@check(
    "authorization/unsigned-hint-of-another",
    spec=["core:3.1.2.1", "core:3.1.2.2"],
    level=MUST,
    severity=CRITICAL,
    remedy=NO_PROOF,
)
def test_an_unsigned_id_token_hint_does_not_change_who_the_user_is(op: Op) -> None:
    """Whoever has an account of his own could log in as anybody else."""
    token = op.login().id_token
    claims = Document(dict(token.claims) | {"sub": SOMEBODY}, "hint")
    hint = without_signature(replace(token, claims=claims))
    expect_own_user(op, *op.ask(prompt="none", id_token_hint=hint))


@check(
    "authorization/forged-hint-of-another",
    spec=["core:3.1.2.1", "core:3.1.2.2"],
    level=MUST,
    severity=CRITICAL,
    remedy=NO_PROOF,
)
def test_an_id_token_hint_signed_by_a_stranger_does_not_change_who_the_user_is(op: Op) -> None:
    """Whoever has an account of his own could log in as anybody else."""
    hint = signed_by_a_stranger(op.login().id_token, sub=SOMEBODY)
    expect_own_user(op, *op.ask(prompt="none", id_token_hint=hint))


@check(
    "authorization/claims-sub-of-another",
    spec=["core:3.1.2.2", "core:5.5.1"],
    level=MUST,
    severity=CRITICAL,
    remedy="Refuse a request for another sub than the user's, or ignore it; never fulfil it.",
)
def test_a_sub_that_the_claims_parameter_names_is_not_given(op: Op) -> None:
    """Whoever has an account of his own could log in as anybody else."""
    wish = {"value": SOMEBODY}
    expect_own_user(op, *op.authorize(claims=json.dumps({"id_token": {"sub": wish}})))


@check(
    "authorization/claims-sub-list",
    spec=["core:3.1.2.2", "core:5.5.1"],
    level=MUST,
    severity=CRITICAL,
    remedy="Refuse a request for another sub than the user's, or ignore it; never fulfil it.",
)
def test_a_list_of_subs_in_the_claims_parameter_is_not_given(op: Op) -> None:
    """Whoever has an account of his own could log in as anybody else."""
    wish = {"values": [SOMEBODY, op.login().id_token.claims.get("sub")]}
    expect_own_user(op, *op.authorize(claims=json.dumps({"id_token": {"sub": wish}})))


def expect_own_user(op: Op, request: AuthorizationRequest, landing: Landing) -> None:
    """The request of a user with a session gets an answer about nobody else, or none."""
    own = op.login().id_token.claims.get("sub")
    presume_decided(landing)
    if not landing.left or "error" in landing.params:
        return
    with presuming():
        login = op.read(request, landing)
    expect_equal(login.id_token.claims.get("sub"), own, where="ID Token, sub")


@check(
    "authorization/id-token-hint-user",
    spec="core:3.1.2.1",
    level=MUST,
    severity=CRITICAL,
    remedy="Answer an id_token_hint for the user that it names, or with login_required.",
)
def test_id_token_hint_gives_the_user_that_it_names(op: Op) -> None:
    """The application would continue as somebody else."""
    silent_login(op)
    token = op.login().id_token
    expect_own_user(op, *op.ask(prompt="none", id_token_hint=token.raw))


@check(
    "authorization/hint-of-another-client-alone",
    spec=["core:3.1.2.1", "core:3.1.2.2"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    remedy=NO_PROOF,
)
def test_an_id_token_of_another_client_is_no_login(op: Op) -> None:
    """Whoever runs one application has ID Tokens of its users, and could be them in all others."""
    expect_no_login(op, hint_of_another_client(op))


@check(
    "authorization/hint-of-another-client-user",
    spec=["core:3.1.2.1", "core:3.1.2.2"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    remedy="Answer an id_token_hint of another client for the user of the session, or not at all.",
)
def test_an_id_token_of_another_client_does_not_change_who_the_user_is(op: Op) -> None:
    """The application would continue as somebody else."""
    expect_own_user(op, *op.ask(prompt="none", id_token_hint=hint_of_another_client(op)))


def hint_of_another_client(op: Op) -> str:
    """What another client got about the same user in the same session.

    A provider may take it or refuse it: which clients may send it, nothing says (Core 3.1.2.1).
    Raises NotApplicable, NotRun.
    """
    return other_party(op).login("pkce").id_token.raw


@check(
    "authorization/prompt-none-same-error",
    spec=["wstg:4.3.4", "core:3.1.2.6"],
    level=MAY,
    severity=LOW,
    remedy="Answer prompt=none without a session alike, whoever login_hint names.",
)
def test_the_error_of_prompt_none_does_not_tell_who_is_known(op: Op) -> None:
    """Any web site could find out silently which addresses have an account."""
    presume_login_page(op)
    user = op.target.credentials
    if user is None or "error" not in silent_stranger(op)[1].params:
        raise NotRun("No user is known, or prompt=none gets no error.")
    names = (user.username, user.username, "ssoproof-nobody@example.com")
    known, again, unknown = (
        told_in(stranger(op, prompt="none", login_hint=name)[1]) for name in names
    )
    if known != again:
        raise NotRun("The error differs each time for one and the same login_hint.")
    expect(known == unknown, "one error for both", "two errors", where=WHERE)


def told_in(landing: Landing) -> tuple[str | None, str | None]:
    """The error of a response, and its words without what names the single request."""
    words = landing.params.get("error_description")
    return landing.params.get("error"), words and OF_ONE_REQUEST.sub("", words)
