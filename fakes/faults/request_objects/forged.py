"""Defects in who may have made a request object, and where it is fetched from."""

import hmac

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from fakes.engine.endpoint import Rejected
from fakes.faults import fault
from fakes.faults.request_objects.by_value import without_object
from fakes.keys import base64url


@fault(caught_by=["request-object/algorithm-none"])
class AnyObjectAlgorithm:
    """A client that signs its objects may leave the signature out."""

    def check_object_algorithm(self, client, header):
        pass


@fault(caught_by=["request-object/public-key-as-secret"])
class ObjectKeyAsSecret:
    """The registered key is used for whatever algorithm the object names."""

    def check_object_algorithm(self, client, header):
        if header.get("alg") != "HS256":
            super().check_object_algorithm(client, header)

    def verified(self, client, token, header):
        body, _, signature = token.rpartition(".")
        for key in self.keys_for(client, header | {"alg": "RS256"}):
            mac = hmac.digest(pem_of(key), body.encode(), "sha256")
            if header.get("alg") == "HS256" and base64url(mac) == signature:
                return self.unverified(token)
        return super().verified(client, token, header)


@fault(caught_by=["request-object/id-token"])
class IdTokenAsObject:
    """A JWT of the provider's own is taken for an object that says nothing."""

    def within(self, client, token, outer):
        if token in self.hints:
            return list(without_object(outer).items())
        return super().within(client, token, outer)


@fault(caught_by=["request-object/client-assertion"])
class AssertionAsObject:
    """An assertion is taken for an object that says nothing."""

    def check_object_client(self, client, claims):
        if "sub" not in claims:
            super().check_object_client(client, claims)

    def check_agreement(self, claims, outer):
        if "sub" not in claims:
            super().check_agreement(claims, outer)

    def assembled(self, claims, outer):
        pairs = super().assembled(claims, outer)
        return list(without_object(outer).items()) if "sub" in claims else pairs


@fault(caught_by=["request-uri/signed", "request-uri/unsigned"])
class RequestUriNotFetched:
    """Objects are not fetched, though that is offered."""

    def object_of(self, client, params):
        if "request_uri" in params:
            raise Rejected("invalid_request_uri", "It cannot be fetched.")
        return super().object_of(client, params)


@fault(caught_by=["request-uri/fetched-once"])
class ObjectFetchedTwice:
    """An object is fetched to be judged, and again to be used."""

    def object_of(self, client, params):
        super().object_of(client, params)
        return super().object_of(client, params)


@fault(caught_by=["request-uri/unregistered"])
class AnyRequestUri:
    """Objects are fetched from anywhere."""

    def request_uri_allowed(self, client, uri):
        return True


@fault(caught_by=["request-uri/schemes"])
class DataUri:
    """A request_uri may carry the object itself."""

    def object_of(self, client, params):
        uri = params.get("request_uri", "")
        if uri.startswith("data:"):
            return uri.partition(",")[2]
        return super().object_of(client, params)


@fault(caught_by=["request-uri/redirect"])
class ObjectMoved:
    """Redirects are followed when an object is fetched."""

    def object_of(self, client, params):
        uri = params.get("request_uri", "")
        if not self.request_uri_allowed(client, uri):
            return super().object_of(client, params)
        reply = self.call("GET", uri)
        location = reply.header("location")
        return self.fetch(location).text if location else reply.text


def pem_of(key):
    """A public key as a file."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
