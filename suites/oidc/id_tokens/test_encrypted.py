"""ID Tokens that are encrypted for a client: Core sections 2 and 10.2."""

from suites.checks.check import check
from suites.checks.words import HIGH, MUST, STATEFUL
from suites.op.op import Op
from suites.protocol.signatures.encryption import (
    Encryption,
    expect_decrypted,
    expect_nested,
    registered_for,
)
from suites.protocol.signatures.signatures import expect_signature
from suites.verdicts.expect import presuming

NEEDS = ["code", "registration", "encrypted-id-token"]
WHERE = "encrypted ID Token"


def encrypted_id_token(op: Op) -> tuple[str, Encryption]:
    """The ID Token of a client that registered for encryption, and for which."""
    op.login("pkce")
    client, how = registered_for(op, "id_token")
    with presuming():
        return client.login("pkce").tokens.string("id_token"), how


@check(
    "id-token/encrypted",
    spec=["core:10.2", "registration:2"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Encrypt ID Tokens as the client registered, with its own key, or do not offer it.",
)
def test_an_id_token_is_encrypted_as_its_client_registered(op: Op) -> None:
    """What was to be secret travels through the browser for everybody to read."""
    token, how = encrypted_id_token(op)
    expect_decrypted(token, how, where=WHERE)


@check(
    "id-token/signed-then-encrypted",
    spec=["core:2", "core:16.14"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Sign ID Tokens before they are encrypted.",
)
def test_what_an_encrypted_id_token_holds_is_signed(op: Op) -> None:
    """The key to encrypt is public: anybody can make a token for any user."""
    token, how = encrypted_id_token(op)
    inner = expect_nested(token, how, where=WHERE)
    expect_signature(op, inner, where=f"{inner.header.name}, signature")
