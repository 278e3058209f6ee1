"""Defects in what counts of a request that comes in an object, and whose object it may be."""

from dataclasses import replace
from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Client
from fakes.faults import fault
from fakes.faults.editing import without
from fakes.faults.homes import Reference
from fakes.features.clients.jwts import BadJwt, Claims
from fakes.features.request_objects.request_objects import BY_OBJECT
from fakes.wire.request import Pairs


@fault(caught_by=["request-object/signed", "request-uri/signed"])
class SignedObjectsRefused(Reference):
    """Signed objects are refused, though offered."""

    def check_object_algorithm(self, client: Client, header: dict[str, Any]) -> None:
        super().check_object_algorithm(client, header)
        if header["alg"] != "none":
            raise BadJwt("It is signed.")


@fault(caught_by=["request-object/unsigned", "request-uri/unsigned"])
class UnsignedObjectsRefused(Reference):
    """Unsigned objects are refused, though offered."""

    def check_object_algorithm(self, client: Client, header: dict[str, Any]) -> None:
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
class OuterParametersWin(Reference):
    """What is beside an object counts more than what is in it."""

    def assembled(self, claims: Claims, outer: dict[str, str]) -> Pairs:
        return list((dict(super().assembled(claims, outer)) | without(outer, *BY_OBJECT)).items())


@fault(caught_by=["request-object/outer-alone"])
class OuterParametersComplete(Reference):
    """What is beside an object counts where the object says nothing."""

    def assembled(self, claims: Claims, outer: dict[str, str]) -> Pairs:
        return list((without(outer, *BY_OBJECT) | dict(super().assembled(claims, outer))).items())


@fault(caught_by=["request-object/redirect-uri-inside"])
class LedByOuterRedirectUri(Reference):
    """The redirect_uri in the object is checked, and the one beside it used."""

    def assembled(self, claims: Claims, outer: dict[str, str]) -> Pairs:
        used = outer.get("redirect_uri", "")
        return [*super().assembled(claims, outer), ("used_redirect_uri", used)]

    def deliver(self, authorization: Authorization, pairs: Pairs) -> Response:
        return super().deliver(led(authorization), pairs)


@fault(caught_by=["request-object/redirect-uri-outside"])
class LedByInnerRedirectUri(Reference):
    """The redirect_uri beside the object is checked, and the one in it used."""

    def assembled(self, claims: Claims, outer: dict[str, str]) -> Pairs:
        pairs = dict(super().assembled(claims, outer))
        used = pairs["redirect_uri"]
        return list((pairs | keep(outer, "redirect_uri") | {"used_redirect_uri": used}).items())

    def deliver(self, authorization: Authorization, pairs: Pairs) -> Response:
        return super().deliver(led(authorization), pairs)


@fault(caught_by=["request-object/pkce"])
class OuterChallengeWins(Reference):
    """The code_challenge is read from the address."""

    def assembled(self, claims: Claims, outer: dict[str, str]) -> Pairs:
        return list(
            (dict(super().assembled(claims, outer)) | keep(outer, "code_challenge")).items()
        )


@fault(caught_by=["request-object/client-id", "par/client-id-in-object"])
class ObjectOfAnyClient(Reference):
    """The client_id in an object need not be the one beside it."""

    def check_object_client(self, client: Client, claims: Claims) -> None:
        pass


@fault(caught_by=["request-object/audience"])
class ObjectForAnybody(Reference):
    """Nobody looks at the aud of objects."""

    def check_object_audience(self, client: Client, claims: Claims) -> None:
        pass


@fault(caught_by=["request-object/issuer"])
class ObjectFromAnybody(Reference):
    """Nobody looks at the iss of objects."""

    def check_object_issuer(self, client: Client, claims: Claims) -> None:
        pass


@fault(caught_by=["request-object/expired"])
class TimelessObject(Reference):
    """Nobody looks at the times of objects."""

    def check_object_times(self, client: Client, claims: Claims) -> None:
        pass


@fault(caught_by=["request-object/nested"])
class NestedObjectIgnored(Reference):
    """An object in an object is ignored."""

    def check_object_nesting(self, client: Client, claims: Claims) -> None:
        for name in BY_OBJECT:
            claims.pop(name, None)


@fault(caught_by=["request-object/twice"])
class FirstObjectWins(Reference):
    """Of request and request_uri the former counts."""

    def asked_for(self, client: Client, params: dict[str, str], pairs: Pairs) -> Pairs:
        if set(BY_OBJECT) <= set(params):
            params = {name: value for name, value in params.items() if name != "request_uri"}
        return super().asked_for(client, params, pairs)


@fault(caught_by=["request-object/required"])
class SignatureOptional(Reference):
    """A client that registered that it signs its requests need not."""

    def check_signed(self, client: Client, params: dict[str, str]) -> None:
        pass


@fault(caught_by=["request-object/error"])
class WrongObjectMisnamed(Reference):
    """A wrong object is answered with invalid_request."""

    def within(self, client: Client, token: str, outer: dict[str, str]) -> Pairs:
        try:
            return super().within(client, token, outer)
        except Rejected as refusal:
            raise Rejected("invalid_request", refusal.description) from None


def keep(outer: dict[str, str], name: str) -> dict[str, str]:
    """One parameter that came beside the object, if it did."""
    return {name: outer[name]} if name in outer else {}


def led(authorization: Authorization) -> Authorization:
    """The authorization, to be answered at another URL than was judged."""
    used = authorization.params.get("used_redirect_uri") or authorization.redirect_uri
    return replace(authorization, redirect_uri=used)
