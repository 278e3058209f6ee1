"""Authorization requests whose parameters are in a JWT, or were pushed (RFC 9101, RFC 9126)."""

from dataclasses import replace
from typing import Any

from fakes.relying_party.party import AuthorizationRequest, RelyingParty

LIFETIME_S = 300


def object_claims(rp: RelyingParty, request: AuthorizationRequest) -> dict[str, Any]:
    """What the object of a request says: its parameters, from whom and for whom (RFC 9101 4)."""
    now = int(rp.clock.now())
    about = {"iss": rp.client_id, "aud": rp.issuer, "iat": now, "exp": now + LIFETIME_S}
    return about | request.params


def by_value(request: AuthorizationRequest, token: str, **outer: str) -> AuthorizationRequest:
    """The request in an object: beside it what Core section 6.1 wants there, and `outer`."""
    return _carried(request, {"request": token} | outer)


def by_reference(request: AuthorizationRequest, uri: str, **outer: str) -> AuthorizationRequest:
    """The request at a URI, which the provider fetches or knows."""
    return _carried(request, {"request_uri": uri} | outer)


def _carried(request: AuthorizationRequest, sent: dict[str, str]) -> AuthorizationRequest:
    names = ("client_id", "response_type", "scope")
    required = {name: request.params[name] for name in names if name in request.params}
    return replace(request, sent=tuple((required | sent).items()))
