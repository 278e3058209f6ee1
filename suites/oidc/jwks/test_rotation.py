"""What happens when the provider exchanges its signing key: Core 10.1.1.

Nobody but its operator can make a provider do so; a fake does it as its clock goes on.
"""

from dataclasses import dataclass

from fakes.wire.purposes import Purpose
from suites.checks.check import check
from suites.checks.words import HIGH, INFO, MAY, MEDIUM, MUST, SHOULD
from suites.oidc.jwks.jwk import Jwk
from suites.op.jwt import Jwt
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.signatures.signatures import (
    expect_signature,
    keys_in,
    published_keys,
    signed_by,
)
from suites.verdicts.expect import NotApplicable, expect, presuming

MONTH_S = 30 * 24 * 3600
HOUR_S = 3600
WHERE = "JWK Set after a month"
BY_HAND = (
    "Nobody waits for an exchange of keys. By hand: keep a copy of the JWK Set, exchange the "
    "provider's signing key, and log in again. The JWK Set has to have the new key under a kid of "
    "its own, the ID Token has to name that kid, and the old key should stay while tokens live "
    "that it signed."
)


@dataclass(frozen=True, slots=True)
class KeyRotation:
    """ID Tokens from before and after a month, and the keys that are published then."""

    old: Jwt
    new: Jwt
    keys: list[Jwk]


def key_rotation(op: Op) -> KeyRotation:
    """Both sides of an exchange of keys.

    Raises NotApplicable where time cannot be moved, or where a month brings no other key.
    """
    if op.target.clock.patience_s < MONTH_S:
        raise NotApplicable("Nobody waits for an exchange of keys (see keys/rotation).")
    found = a_month_later(op)
    same = any(
        signed_by(found.old, key) and signed_by(found.new, key)
        for key in every_published_key(op, found)
    )
    if same:
        raise NotApplicable("The provider signs with the same key after a month.")
    return found


@remembered
def a_month_later(op: Op) -> KeyRotation:
    old = op.login().id_token
    with presuming():
        expect_signature(op, old, where="ID Token, signature")
    with op.target.clock.ahead(MONTH_S):
        request, landing = op.ask()
        if not landing.left:
            raise NotApplicable("No session lasts a month, so none brings an ID Token of then.")
        with presuming():
            login = op.read(request, landing)
        return KeyRotation(old, login.id_token, fetched(op))


def fetched(op: Op) -> list[Jwk]:
    """The keys that are published at this moment."""
    url = op.endpoint("jwks_uri")
    reply = op.http.send("GET", url, purpose=Purpose.JWK_SET)
    with presuming():
        return keys_in(op.json_of(reply, "JWK Set"))


def every_published_key(op: Op, found: KeyRotation) -> list[Jwk]:
    """Every key that was published, then or now."""
    return [*published_keys(op), *found.keys]


@check(
    "keys/rotation",
    spec=["discovery:3", "core:10.1.1"],
    level=MUST,
    severity=HIGH,
    remedy="Publish a new key before the provider signs with it.",
)
def test_a_new_signing_key_is_published(op: Op) -> None:
    """From one moment to the next nobody can log in any more."""
    if op.target.clock.patience_s < MONTH_S:
        raise NotApplicable(BY_HAND)
    found = key_rotation(op)
    good = any(signed_by(found.new, key) for key in found.keys)
    expect(good, "the key of the new ID Token", "no such key", where=WHERE)


@check(
    "keys/rotation-kid",
    spec=["core:10.1.1", "rfc7517:4.5"],
    level=MUST,
    severity=HIGH,
    remedy="Give each signing key a kid of its own, and never use it for another key.",
)
def test_a_new_signing_key_has_a_kid_of_its_own(op: Op) -> None:
    """Applications that remember keys by kid go on with the old one, and refuse every login."""
    found = key_rotation(op)
    kid, before = found.new.header.get("kid"), found.old.header.get("kid")
    expect(kid is None or kid != before, "another kid", "the same kid", where="ID Token, kid")


@check(
    "keys/rotation-old-key",
    spec="core:10.1.1",
    level=SHOULD,
    severity=MEDIUM,
    remedy="Keep a key in the JWK Set as long as tokens live that it signed.",
)
def test_the_old_signing_key_stays_for_a_while(op: Op) -> None:
    """Logins that are just under way fail, and so do logouts with an older id_token_hint."""
    found = key_rotation(op)
    kept = any(signed_by(found.old, key) for key in found.keys)
    expect(kept, "the key of the old ID Token", "no such key", where=WHERE)


@check(
    "keys/rotation-announced",
    spec=["core:10.1.1", "core:10.2.1"],
    level=MAY,
    severity=INFO,
    remedy="Publish a new key as long before it signs as applications may remember the JWK Set.",
)
def test_a_new_signing_key_is_published_before_it_signs(op: Op) -> None:
    """Applications that read the JWK Set once an hour refuse every login until then."""
    found = key_rotation(op)
    with presuming():
        expect(any(signed_by(found.new, key) for key in found.keys), "", "", where="")
    with op.target.clock.ahead(MONTH_S - HOUR_S):
        early = fetched(op)
    told = any(signed_by(found.new, key) for key in early)
    expect(told, "the next key", "no such key", where="JWK Set an hour before")
