"""Defects in who may have made a request object, and where it is fetched from."""

import hmac
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Client
from fakes.faults import fault
from fakes.faults.editing import without
from fakes.faults.homes import Reference
from fakes.features.clients.jwts import Claims, PublicKey
from fakes.features.request_objects.request_objects import BY_OBJECT
from fakes.keys import base64url
from fakes.wire.request import Pairs


@fault(caught_by=["request-object/algorithm-none", "request-object/encrypted-not-signed"])
class AnyObjectAlgorithm(Reference):
    """A client that signs its objects may leave the signature out."""

    def check_object_algorithm(self, client: Client, header: dict[str, Any]) -> None:
        pass


@fault(caught_by=["request-object/public-key-as-secret"])
class ObjectKeyAsSecret(Reference):
    """The registered key is used for whatever algorithm the object names."""

    def check_object_algorithm(self, client: Client, header: dict[str, Any]) -> None:
        if header.get("alg") != "HS256":
            super().check_object_algorithm(client, header)

    def verified(self, client: Client, token: str, header: dict[str, Any]) -> Claims:
        body, _, signature = token.rpartition(".")
        for key in self.keys_for(client, header | {"alg": "RS256"}):
            if isinstance(key, str):
                continue
            mac = hmac.digest(pem_of(key), body.encode(), "sha256")
            if header.get("alg") == "HS256" and base64url(mac) == signature:
                return self.unverified(token)
        return super().verified(client, token, header)


@fault(caught_by=["request-object/id-token"])
class IdTokenAsObject(Reference):
    """A JWT of the provider's own is taken for an object that says nothing."""

    def within(self, client: Client, token: str, outer: dict[str, str]) -> Pairs:
        if token in self.hints:
            return list(without(outer, *BY_OBJECT).items())
        return super().within(client, token, outer)


@fault(caught_by=["request-object/client-assertion"])
class AssertionAsObject(Reference):
    """An assertion is taken for an object that says nothing."""

    def check_object_client(self, client: Client, claims: Claims) -> None:
        if "sub" not in claims:
            super().check_object_client(client, claims)

    def check_agreement(self, claims: Claims, outer: dict[str, str]) -> None:
        if "sub" not in claims:
            super().check_agreement(claims, outer)

    def assembled(self, claims: Claims, outer: dict[str, str]) -> Pairs:
        pairs = super().assembled(claims, outer)
        return list(without(outer, *BY_OBJECT).items()) if "sub" in claims else pairs


@fault(caught_by=["request-uri/signed", "request-uri/unsigned"])
class RequestUriNotFetched(Reference):
    """Objects are not fetched, though that is offered."""

    def object_of(self, client: Client, params: dict[str, str]) -> str:
        if "request_uri" in params:
            raise Rejected("invalid_request_uri", "It cannot be fetched.")
        return super().object_of(client, params)


@fault(caught_by=["request-uri/fetched-once"])
class ObjectFetchedTwice(Reference):
    """An object is fetched to be judged, and again to be used."""

    def object_of(self, client: Client, params: dict[str, str]) -> str:
        super().object_of(client, params)
        return super().object_of(client, params)


@fault(caught_by=["request-uri/unregistered"])
class AnyRequestUri(Reference):
    """Objects are fetched from anywhere."""

    def request_uri_allowed(self, client: Client, uri: str) -> bool:
        return True


@fault(caught_by=["request-uri/schemes"])
class DataUri(Reference):
    """A request_uri may carry the object itself."""

    def object_of(self, client: Client, params: dict[str, str]) -> str:
        uri = params.get("request_uri", "")
        if uri.startswith("data:"):
            return uri.partition(",")[2]
        return super().object_of(client, params)


@fault(caught_by=["request-uri/redirect"])
class ObjectMoved(Reference):
    """Redirects are followed when an object is fetched."""

    def object_of(self, client: Client, params: dict[str, str]) -> str:
        uri = params.get("request_uri", "")
        if not self.request_uri_allowed(client, uri):
            return super().object_of(client, params)
        reply = self.call("GET", uri)
        location = reply.header("location")
        return self.fetch(location).text if location else reply.text


def pem_of(key: PublicKey) -> bytes:
    """A public key as a file."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
