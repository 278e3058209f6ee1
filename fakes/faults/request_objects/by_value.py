"""Defects in what counts of a request that comes in an object, and whose object it may be."""

from dataclasses import replace

from fakes.engine.endpoint import Rejected
from fakes.faults import fault
from fakes.features.clients.jwts import BadJwt
from fakes.features.request_objects.request_objects import BY_OBJECT


@fault(caught_by=["request-object/signed", "request-uri/signed"])
class SignedObjectsRefused:
    """Signed objects are refused, though offered."""

    def check_object_algorithm(self, client, header):
        super().check_object_algorithm(client, header)
        if header["alg"] != "none":
            raise BadJwt("It is signed.")


@fault(caught_by=["request-object/unsigned", "request-uri/unsigned"])
class UnsignedObjectsRefused:
    """Unsigned objects are refused, though offered."""

    def check_object_algorithm(self, client, header):
        super().check_object_algorithm(client, header)
        if header["alg"] == "none":
            raise BadJwt("It is not signed.")


@fault(
    caught_by=[
        "request-object/outer-alone",
        "request-object/pkce",
        "request-object/redirect-uri-outside",
        "request-object/state-and-nonce",
    ]
)
class OuterParametersWin:
    """What is beside an object counts more than what is in it."""

    def assembled(self, claims, outer):
        return list((dict(super().assembled(claims, outer)) | without_object(outer)).items())


@fault(caught_by=["request-object/outer-alone"])
class OuterParametersComplete:
    """What is beside an object counts where the object says nothing."""

    def assembled(self, claims, outer):
        return list((without_object(outer) | dict(super().assembled(claims, outer))).items())


@fault(caught_by=["request-object/redirect-uri-inside"])
class LedByOuterRedirectUri:
    """The redirect_uri in the object is checked, and the one beside it used."""

    def assembled(self, claims, outer):
        used = outer.get("redirect_uri", "")
        return [*super().assembled(claims, outer), ("used_redirect_uri", used)]

    def deliver(self, authorization, pairs):
        return super().deliver(led(authorization), pairs)


@fault(caught_by=["request-object/redirect-uri-outside"])
class LedByInnerRedirectUri:
    """The redirect_uri beside the object is checked, and the one in it used."""

    def assembled(self, claims, outer):
        pairs = dict(super().assembled(claims, outer))
        used = pairs["redirect_uri"]
        return list((pairs | keep(outer, "redirect_uri") | {"used_redirect_uri": used}).items())

    def deliver(self, authorization, pairs):
        return super().deliver(led(authorization), pairs)


@fault(caught_by=["request-object/pkce"])
class OuterChallengeWins:
    """The code_challenge is read from the address."""

    def assembled(self, claims, outer):
        return list(
            (dict(super().assembled(claims, outer)) | keep(outer, "code_challenge")).items()
        )


@fault(caught_by=["request-object/client-id", "par/client-id-in-object"])
class ObjectOfAnyClient:
    """The client_id in an object need not be the one beside it."""

    def check_object_client(self, client, claims):
        pass


@fault(caught_by=["request-object/audience"])
class ObjectForAnybody:
    """Nobody looks at the aud of objects."""

    def check_object_audience(self, client, claims):
        pass


@fault(caught_by=["request-object/issuer"])
class ObjectFromAnybody:
    """Nobody looks at the iss of objects."""

    def check_object_issuer(self, client, claims):
        pass


@fault(caught_by=["request-object/expired"])
class TimelessObject:
    """Nobody looks at the times of objects."""

    def check_object_times(self, client, claims):
        pass


@fault(caught_by=["request-object/nested"])
class NestedObjectIgnored:
    """An object in an object is ignored."""

    def check_object_nesting(self, client, claims):
        for name in BY_OBJECT:
            claims.pop(name, None)


@fault(caught_by=["request-object/twice"])
class FirstObjectWins:
    """Of request and request_uri the former counts."""

    def asked_for(self, client, params, pairs):
        if set(BY_OBJECT) <= set(params):
            params = {name: value for name, value in params.items() if name != "request_uri"}
        return super().asked_for(client, params, pairs)


@fault(caught_by=["request-object/required"])
class SignatureOptional:
    """A client that registered that it signs its requests need not."""

    def check_signed(self, client, params):
        pass


@fault(caught_by=["request-object/error"])
class WrongObjectMisnamed:
    """A wrong object is answered with invalid_request."""

    def within(self, client, token, outer):
        try:
            return super().within(client, token, outer)
        except Rejected as refusal:
            raise Rejected("invalid_request", refusal.description) from None


def without_object(outer):
    """The parameters beside an object."""
    return {name: value for name, value in outer.items() if name not in BY_OBJECT}


def keep(outer, name):
    """One parameter that came beside the object, if it did."""
    return {name: outer[name]} if name in outer else {}


def led(authorization):
    """The authorization, to be answered at another URL than was judged."""
    used = authorization.params.get("used_redirect_uri") or authorization.redirect_uri
    return replace(authorization, redirect_uri=used)
