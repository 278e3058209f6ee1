"""Key sets to publish in place of the right one."""

from typing import Any

from fakes.keys import SigningKey, rsa_key

KeySet = dict[str, Any]


def with_key(key_set: KeySet, **members: Any) -> KeySet:
    """The set with one more key."""
    return {"keys": [*key_set["keys"], members]}


def changed(key_set: KeySet, **members: Any) -> KeySet:
    """The set with `members` put into each key."""
    return {"keys": [key | members for key in key_set["keys"]]}


def another_key(bits: int = 2048, **members: Any) -> dict[str, Any]:
    """A public RSA key that signs nothing."""
    return SigningKey("another", rsa_key("another", bits)).public_jwk() | members
