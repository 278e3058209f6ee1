"""UserInfo that is encrypted for a client: Core sections 5.3.2 and 10.2."""

from suites.checks.check import check
from suites.checks.words import HIGH, MUST, STATEFUL
from suites.op.op import Op
from suites.op.userinfo import expect_answered
from suites.protocol.signatures.encryption import (
    Encryption,
    expect_decrypted,
    expect_nested,
    registered_for,
)
from suites.protocol.signatures.signatures import expect_signature
from suites.verdicts.expect import expect_media_type, expect_status, presuming

ALG = "userinfo_signed_response_alg"
NEEDS = ["code", "userinfo", "registration", "encrypted-userinfo"]
WHERE = "encrypted UserInfo response"


def encrypted_userinfo(op: Op) -> tuple[str, Encryption]:
    """The response to a client that registered for encryption, signed too where that is offered."""
    with presuming():
        expect_answered(op.userinfo_reply(), where="UserInfo response")
    signed = {ALG: "RS256"} if "RS256" in op.listed("userinfo_signing_alg_values_supported") else {}
    client, how = registered_for(op, "userinfo", **signed)
    reply = client.userinfo_reply()
    with presuming():
        expect_status(reply, 200, where=WHERE)
    expect_media_type(reply, "application/jwt", where=f"{WHERE}, Content-Type")
    return reply.text.strip(), how


@check(
    "userinfo/encrypted",
    spec=["core:5.3.2", "core:10.2", "registration:2"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Encrypt UserInfo as the client registered, with its own key, or do not offer it.",
)
def test_a_userinfo_response_is_encrypted_as_its_client_registered(op: Op) -> None:
    """What was to be secret is read by every proxy that the response passes."""
    text, how = encrypted_userinfo(op)
    expect_decrypted(text, how, where=WHERE)


@check(
    "userinfo/signed-then-encrypted",
    spec=["core:5.3.2", "core:16.14"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=[*NEEDS, "signed-userinfo"],
    remedy="Sign UserInfo before it is encrypted where the client registered for both.",
)
def test_what_an_encrypted_userinfo_response_holds_is_signed_where_both_were_asked_for(
    op: Op,
) -> None:
    """The key to encrypt is public: anybody can make claims about any user."""
    with presuming():
        text, how = encrypted_userinfo(op)
    inner = expect_nested(text, how, where=WHERE)
    expect_signature(op, inner, where=f"{inner.header.name}, signature")
