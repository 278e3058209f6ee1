"""The verification of signatures: every algorithm by the right key, and by no other."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from joserfc import jws
from joserfc.jwk import ECKey, Key, OctKey, OKPKey, RSAKey

from suites.op.jwt import Jwt
from suites.protocol.signatures.signatures import expect_signature, half_hash
from suites.verdicts.expect import Document, Mismatch, NotRun

SECRET = "a-secret-of-a-client-that-has-one"  # noqa: S105 - of nobody
MAKERS: dict[str, Callable[[], Key]] = {
    "RS256": lambda: RSAKey.generate_key(2048),
    "PS384": lambda: RSAKey.generate_key(2048),
    "ES256": lambda: ECKey.generate_key("P-256"),
    "ES512": lambda: ECKey.generate_key("P-521"),
    "Ed25519": lambda: OKPKey.generate_key("Ed25519"),
}


def issuer_with(*keys: dict[str, Any], client_secret: str = "") -> Any:
    """A provider under judgement that publishes `keys`."""
    target = SimpleNamespace(client_secret=client_secret)
    published = Document({"keys": list(keys)}, "JWK Set")
    found = SimpleNamespace(target=target, jwks=lambda: published)
    found.recall = lambda key, make: list(published["keys"])
    return found


def token_by(key: Any, algorithm: str, **header: str) -> Jwt:
    raw = jws.serialize_compact(
        {"alg": algorithm, **header}, b'{"sub":"1"}', key, algorithms=[algorithm]
    )
    return Jwt.parse(raw, "token")


@pytest.mark.parametrize("algorithm", MAKERS)
def test_a_signature_counts_by_the_published_key_alone(algorithm: str) -> None:
    """The same algorithm and kid with another key is a finding."""
    key, other = MAKERS[algorithm](), MAKERS[algorithm]()
    published = key.as_dict(private=False) | {"kid": "1"}
    expect_signature(issuer_with(published), token_by(key, algorithm, kid="1"), where="token")
    with pytest.raises(Mismatch, match="by another key"):
        expect_signature(issuer_with(published), token_by(other, algorithm, kid="1"), where="token")


def test_without_kid_any_published_key_may_have_signed() -> None:
    """Keys of other sorts, and what is no key at all, are passed over."""
    key = MAKERS["RS256"]()
    unfit: list[dict[str, Any]] = [{"kty": "RSA", "n": 1}, {"kty": "none"}]
    keys = [MAKERS["ES256"]().as_dict(private=False), key.as_dict(private=False)]
    op = issuer_with(*unfit, *keys)
    expect_signature(op, token_by(key, "RS256"), where="token")


def test_a_shared_secret_counts_for_a_client_that_has_it() -> None:
    """A public client has none, so there is nothing to verify with."""
    token = token_by(OctKey.import_key(SECRET), "HS256")
    expect_signature(issuer_with(client_secret=SECRET), token, where="token")
    with pytest.raises(Mismatch):
        expect_signature(issuer_with(client_secret=SECRET[::-1]), token, where="token")
    with pytest.raises(NotRun, match="needs no public key"):
        expect_signature(issuer_with(), token, where="token")


def test_a_kid_that_is_not_published_is_for_another_check() -> None:
    """It is judged by id-token/key-published, and no guess is made here."""
    key = MAKERS["RS256"]()
    op = issuer_with(key.as_dict(private=False) | {"kid": "1"})
    with pytest.raises(NotRun, match="no key"):
        expect_signature(op, token_by(key, "RS256", kid="2"), where="token")


def test_the_hash_goes_with_the_algorithm() -> None:
    """The example of Core appendix A.6, and the length for a larger hash."""
    token = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"  # noqa: S105 - an example
    assert half_hash(token, "RS256") == "77QmUPtjPfzWtF2AnpK9RQ"
    assert len(half_hash(token, "ES512")) == 43
