"""Defects in how the signatures of client assertions are verified."""

import hmac
import json
from contextlib import suppress
from typing import Any

import jwt
from jwt.utils import base64url_decode

from fakes.engine.model import Client
from fakes.engine.outgoing import Uncallable
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.features.clients.jwts import COMPACT, SIGNATURE_ALONE, BadJwt, Claims
from fakes.keys import base64url
from fakes.wire.request import Request


@fault(caught_by=["client-assertion/unsigned"])
class UnsignedAssertion(Reference):
    """An algorithm that is spelled like none needs no signature."""

    def verified(self, client: Client, token: str, header: dict[str, Any]) -> Claims:
        unsigned = str(header.get("alg")).lower() == "none"
        return self.unverified(token) if unsigned else super().verified(client, token, header)


@fault(
    caught_by=[
        "client-assertion/embedded-key",
        "client-assertion/remote-key",
        "client-assertion/signature",
        "client-assertion/unsigned",
        "client-assertion/zero-signature",
        "request-object/embedded-key",
        "request-object/signature",
    ]
)
class SignatureUnchecked(Reference):
    """Nobody verifies what clients sign."""

    def verified(self, client: Client, token: str, header: dict[str, Any]) -> Claims:
        return self.unverified(token)


@fault(caught_by=["client-assertion/public-key-as-secret"])
class ClientKeyAsSecret(Reference):
    """The registered key is used for whatever algorithm the JWT names."""

    def check_method(self, client: Client, method: str) -> None:
        if method != "client_secret_jwt":
            super().check_method(client, method)

    def verified(self, client: Client, token: str, header: dict[str, Any]) -> Claims:
        body, _, signature = token.rpartition(".")
        for key in self.client_jwks(client) if header.get("alg") == "HS256" else ():
            secret = json.dumps(key).encode()
            if base64url(hmac.digest(secret, body.encode(), "sha256")) == signature:
                return self.unverified(token)
        return super().verified(client, token, header)


@fault(caught_by=["client-assertion/symmetric-method"])
class EmptySecret(Reference):
    """A client without a secret has an empty one."""

    def check_method(self, client: Client, method: str) -> None:
        if method != "client_secret_jwt":
            super().check_method(client, method)

    def verified(self, client: Client, token: str, header: dict[str, Any]) -> Claims:
        body, _, signature = token.rpartition(".")
        known = (client.secret or client.client_id).encode()
        if base64url(hmac.digest(known, body.encode(), "sha256")) == signature:
            return self.unverified(token)
        return super().verified(client, token, header)


@fault(caught_by=["client-assertion/embedded-key", "request-object/embedded-key"])
class KeyOfTheHeader(Reference):
    """A JWT is verified with the key that it brings."""

    def verified(self, client: Client, token: str, header: dict[str, Any]) -> Claims:
        if "jwk" not in header:
            return super().verified(client, token, header)
        return jwt.decode(
            token, jwt.PyJWK(header["jwk"] | {"alg": "RS256"}), ["RS256"], SIGNATURE_ALONE
        )


@fault(caught_by=["client-assertion/remote-key"])
class KeyFetchedForAnybody(Reference):
    """A JWT says where its keys are, and the provider fetches them."""

    def verified(self, client: Client, token: str, header: dict[str, Any]) -> Claims:
        with suppress(Uncallable):
            self.fetch(header.get("jku", ""))
        return super().verified(client, token, header)


@fault(caught_by=["client-assertion/kid"])
class KidIsAPath(Reference):
    """A kid names a file with the key, and an empty file is an empty key."""

    def check_method(self, client: Client, method: str) -> None:
        if method != "client_secret_jwt":
            super().check_method(client, method)

    def verified(self, client: Client, token: str, header: dict[str, Any]) -> Claims:
        body, _, signature = token.rpartition(".")
        null = str(header.get("kid")).endswith("/dev/null")
        if null and base64url(hmac.digest(b"", body.encode(), "sha256")) == signature:
            return self.unverified(token)
        return super().verified(client, token, header)


@fault(caught_by=["client-assertion/zero-signature"])
class ZeroSignature(Reference):
    """An ECDSA signature of zeros is right for everything."""

    def verified(self, client: Client, token: str, header: dict[str, Any]) -> Claims:
        zero = token.endswith("." + base64url(bytes(64)))
        if header.get("alg") == "ES256" and zero:
            return self.unverified(token)
        return super().verified(client, token, header)


@fault(caught_by=["client-assertion/critical-header", "client-assertion/unencoded-payload"])
class CriticalHeaderIgnored(Reference):
    """A header that must be understood is ignored."""

    def header_of(self, token: str) -> dict[str, Any]:
        if not COMPACT.match(token):
            return super().header_of(token)
        return read(token.split(".", maxsplit=1)[0])

    def unverified(self, token: str) -> Claims:
        return read(token.split(".")[1])

    def verified(self, client: Client, token: str, header: dict[str, Any]) -> Claims:
        if "crit" not in header:
            return super().verified(client, token, header)
        body, _, signature = token.rpartition(".")
        key = self.keys_for(client, header)[0]
        if not jwt.get_algorithm_by_name("RS256").verify(
            body.encode(), key, base64url_decode(signature)
        ):
            raise BadJwt("The signature is wrong.")
        return self.unverified(token)


@fault(caught_by=["client-assertion/compact-form"])
class JsonSerialisation(Reference):
    """A JWT may come as JSON too."""

    def header_of(self, token: str) -> dict[str, Any]:
        return super().header_of(compacted(token))

    def unverified(self, token: str) -> Claims:
        return super().unverified(compacted(token))

    def verified(self, client: Client, token: str, header: dict[str, Any]) -> Claims:
        return super().verified(client, compacted(token), header)


@fault(caught_by=["client-assertion/encryption-cost"])
class PasswordDerived(Reference):
    """The key of an encrypted assertion is derived before anything is judged."""

    def asserted(self, request: Request) -> Client:
        if request.params.get("client_assertion", "").count(".") == 4:
            self.clock.wait(30)
        return super().asserted(request)


def compacted(token: str) -> str:
    """A JWS in compact form out of its JSON."""
    if COMPACT.match(token):
        return token
    try:
        parts = json.loads(token)
        return ".".join(parts[name] for name in ("protected", "payload", "signature"))
    except (ValueError, KeyError, TypeError):
        return token


def read(part: str) -> dict[str, Any]:
    """What the header or the payload of a JWT says. Raises BadJwt."""
    try:
        said: dict[str, Any] = json.loads(base64url_decode(part))
    except ValueError:
        raise BadJwt("It cannot be read.") from None
    return said
