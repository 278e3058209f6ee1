"""Encrypted tokens as they come: by each algorithm, and from whoever wants to do harm."""

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest
from joserfc import jwe
from joserfc.jwk import ECKey

from suites.protocol.signatures.encryption import (
    KINDS,
    AnyEncryption,
    Encryption,
    expect_decrypted,
    own_key,
)
from suites.verdicts.expect import Mismatch

AGREED = Encryption("ECDH-ES", "A128GCM")
POINT = {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}


def encrypted(how: Encryption, text: str, **header: Any) -> str:
    algorithms = AnyEncryption(algorithms=[how.alg, how.enc, "DEF"])
    members = {"alg": how.alg, "enc": how.enc, **header}
    return jwe.encrypt_compact(members, text, own_key(KINDS[how.alg]), registry=algorithms)


def made_up(**header: Any) -> str:
    """A JWE of which nothing but the header is right."""
    text = json.dumps({"alg": "ECDH-ES", "enc": "A128GCM", "epk": POINT} | header)
    part = urlsafe_b64encode(text.encode()).decode().rstrip("=")
    return f"{part}..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA"


@pytest.mark.parametrize("alg", KINDS)
@pytest.mark.parametrize("enc", ["A256GCM", "A128CBC-HS256"])
def test_what_was_encrypted_for_the_harness_is_read(alg: str, enc: str) -> None:
    how = Encryption(alg, enc)
    assert expect_decrypted(encrypted(how, "hello"), how, where="token") == "hello"
    assert expect_decrypted(encrypted(how, "hello", zip="DEF"), how, where="token") == "hello"


NO_TOKENS = {
    "nothing": "",
    "three parts": "a.b.c",
    "five parts of no meaning": "a.b.c.d.e",
    "made up": made_up(),
    "epk null": made_up(epk=None),
    "epk empty": made_up(epk={}),
    "epk on no curve": made_up(epk={"kty": "EC", "crv": "P-999", "x": "AA", "y": "AA"}),
    "epk on another curve": made_up(epk=dict(ECKey.generate_key("P-521").as_dict(private=False))),
    "alg dir": made_up(alg="dir"),
    "alg a list": made_up(alg=["ECDH-ES"]),
    "enc null": made_up(enc=None),
    "zip unknown": made_up(zip="ZIP"),
    "crit": made_up(crit=["b64"]),
    "tag changed": encrypted(AGREED, "hello")[:-4] + "AAAA",
    "too much behind zip": encrypted(AGREED, "a" * 20_000_000, zip="DEF"),
    "another alg": encrypted(Encryption("RSA-OAEP-256", "A128GCM"), "hello"),
}


@pytest.mark.parametrize("token", NO_TOKENS.values(), ids=NO_TOKENS)
def test_what_is_no_token_for_the_harness_is_a_finding(token: str) -> None:
    with pytest.raises(Mismatch):
        expect_decrypted(token, AGREED, where="token")
