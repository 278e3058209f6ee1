"""JWTs that are encrypted for a client, or for the provider: RFC 7516, Core section 10.2."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from cryptography.exceptions import InvalidTag
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from suites.op.jwt import Jwt, header_of
from suites.op.op import Op
from suites.protocol.clients.registration import registered_as_asked
from suites.protocol.signatures.signatures import public_key, published_keys
from suites.verdicts.expect import Mismatch, NotApplicable, NotRun, expect, presuming

# What is asked for, the first that the provider lists: RFC 7518 sections 4.1 and 5.1.
KINDS: dict[str, type[RSAKey] | type[ECKey]] = {
    **dict.fromkeys(("RSA-OAEP-256", "RSA-OAEP"), RSAKey),
    **dict.fromkeys(("ECDH-ES", "ECDH-ES+A256KW", "ECDH-ES+A128KW"), ECKey),
}
CONTENT = ("A256GCM", "A128GCM", "A128CBC-HS256", "A256CBC-HS512")
PARTS = 5
# What joserfc raises at what is no JWE, or one for nobody.
UNREADABLE = (JoseError, ValueError, TypeError, KeyError, InvalidTag)
KID = "ssoproof-encryption"


class AnyEncryption(jwe.JWERegistry):
    """Takes tokens of any sane size, with headers that others may judge."""

    max_protected_header_length = 32_768
    max_ciphertext_length = 1_000_000


@dataclass(frozen=True, slots=True)
class Encryption:
    """How something is encrypted: the key by `alg`, the content by `enc`."""

    alg: str
    enc: str

    @property
    def registry(self) -> jwe.JWERegistry:
        return AnyEncryption(algorithms=[self.alg, self.enc, "DEF"], strict_check_header=False)


def offered(op: Op, what: str) -> list[Encryption]:
    """What the harness can do of what is announced for `what`, as `id_token`, the best first.

    Raises NotApplicable if it is nothing.
    """
    algs = _usable(op, f"{what}_encryption_alg_values_supported", KINDS)
    encs = _usable(op, f"{what}_encryption_enc_values_supported", CONTENT)
    return [Encryption(alg, encs[0]) for alg in algs]


def _usable(op: Op, name: str, known: Collection[str]) -> list[str]:
    usable = [one for one in known if one in op.listed(name)]
    if not usable:
        raise NotApplicable(f"{name} lists nothing of {', '.join(known)}.")
    return usable


def registered_for(op: Op, what: str, **metadata: Any) -> tuple[Op, Encryption]:
    """A client that registered for `what` to be encrypted with a key of ours, and for `metadata`.

    Raises NotApplicable if the provider did not register all that, or does not offer it.
    """
    chosen = offered(op, what)[0]
    alg, enc = (f"{what}_encrypted_response_{kind}" for kind in ("alg", "enc"))
    public = own_key(KINDS[chosen.alg]).as_dict(private=False)
    keys = {"keys": [dict(public) | {"use": "enc", "alg": chosen.alg, "kid": KID}]}
    wanted = {alg: chosen.alg, enc: chosen.enc, "jwks": keys, **metadata}
    return registered_as_asked(op, alg, enc, *metadata, **wanted), chosen


@cache
def own_key(kind: type[RSAKey] | type[ECKey]) -> RSAKey | ECKey:
    """The key of the harness that things are encrypted with; to make one takes 100 ms."""
    return RSAKey.generate_key(2048) if kind is RSAKey else ECKey.generate_key("P-256")


def expect_decrypted(text: str, how: Encryption, *, where: str) -> str:
    """What is in `text`, which must be a JWE for our key, encrypted as registered."""
    parts = text.split(".")
    expect(len(parts) == PARTS, "a JWE of five parts", f"{len(parts)} parts", where=where)
    header = header_of(parts[0], where)
    for name, wanted in (("alg", how.alg), ("enc", how.enc)):
        found = header.string(name)
        expect(found == wanted, wanted, found, where=f"{where}, {name}")
    try:
        opened = jwe.decrypt_compact(text, own_key(KINDS[how.alg]), registry=how.registry)
    except UNREADABLE:
        wanted = "a JWE for the key that the client registered"
        raise Mismatch(wanted, "one that this key cannot decrypt", where) from None
    return (opened.plaintext or b"").decode("utf-8", "replace")


def expect_nested(text: str, how: Encryption, *, where: str) -> Jwt:
    """The JWS in a JWE (RFC 7519 appendix A.2). Raises NotRun if nothing can be decrypted."""
    with presuming():
        inner = expect_decrypted(text, how, where=where)
    return Jwt.parse(inner, f"{where}, what is encrypted")


def encrypted_for(op: Op, what: str, text: str, **more: str) -> str:
    """`text` for the provider, by a key that it publishes for `what`, with `more` in the header.

    Raises NotRun.
    """
    ways = offered(op, what)
    for how, members in product(ways, published_keys(op)):
        fits = members.get("use", "enc") == "enc" and members.get("alg", how.alg) == how.alg
        key = public_key(members) if fits else None
        if isinstance(key, KINDS[how.alg]):
            header = {"alg": how.alg, "enc": how.enc, "cty": "JWT"} | more
            header |= {"kid": members["kid"]} if isinstance(members.get("kid"), str) else {}
            return _encrypted(header, text, key, how)
    known = ", ".join(how.alg for how in ways)
    raise NotRun(f"The JWK Set has no key to encrypt with by {known}.")


def _encrypted(header: dict[str, Any], text: str, key: RSAKey | ECKey, how: Encryption) -> str:
    """A JWE by a published key. Raises NotRun if joserfc refuses to use such a key."""
    try:
        return jwe.encrypt_compact(header, text, key, registry=how.registry)
    except UNREADABLE as error:
        raise NotRun(f"The published key cannot be used for {how.alg}: {error}") from None
