"""Attacks in few words: ID Tokens with other claims, headers, keys; other documents and answers."""

import json
from collections.abc import Callable
from typing import Any

from fakes.attacks.provider import Attack
from fakes.engine.model import Grant
from fakes.engine.provider import Provider
from fakes.faults.homes import Reference
from fakes.keys import Key, base64url

ABSENT = object()


def put(members: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """`members` with `changes`; ABSENT leaves one out."""
    return {name: value for name, value in (members | changes).items() if value is not ABSENT}


def told(what: str, changes: dict[str, Any]) -> str:
    """Changes in words, for the message of a finding."""
    words = [
        f"without {name}" if value is ABSENT else f"{name} {json.dumps(value)[:80]}"
        for name, value in changes.items()
    ]
    return f"{what}: {', '.join(words)}"


def claims(**changes: Any) -> Attack:
    """ID Tokens, signed as they should be, with other claims."""

    class OtherClaims(Reference):
        def id_token_claims(self, grant: Grant) -> dict[str, Any]:
            return put(super().id_token_claims(grant), changes)

    OtherClaims.__doc__ = told("an ID Token", changes)
    return OtherClaims


def computed(says: str, change: Callable[[dict[str, Any], Provider], dict[str, Any]]) -> Attack:
    """ID Tokens whose claims `change` makes of the right ones and the provider."""

    class ComputedClaims(Reference):
        def id_token_claims(self, grant: Grant) -> dict[str, Any]:
            return put({}, change(super().id_token_claims(grant), self))

    ComputedClaims.__doc__ = says
    return ComputedClaims


def signed(says: str, sign: Callable[[dict[str, Any], Provider], str]) -> Attack:
    """ID Tokens as `sign` makes them of the right claims and the provider."""

    class OtherSignature(Reference):
        def sign(self, claims: dict[str, Any], key: Key, header: dict[str, Any]) -> str:
            return sign(claims, self)

    OtherSignature.__doc__ = says
    return OtherSignature


def document(**changes: Any) -> Attack:
    """A discovery document with other members."""

    class OtherDocument(Reference):
        def document(self) -> dict[str, Any]:
            return put(super().document(), changes)

    OtherDocument.__doc__ = told("a discovery document", changes)
    return OtherDocument


def keys(says: str, change: Callable[[list[dict[str, Any]], Any], list[dict[str, Any]]]) -> Attack:
    """A JWK Set whose keys `change` makes of the right ones and the provider."""

    class OtherKeys(Reference):
        def jwks(self) -> dict[str, Any]:
            return {"keys": change(super().jwks()["keys"], self)}

    OtherKeys.__doc__ = says
    return OtherKeys


def userinfo(**changes: Any) -> Attack:
    """A UserInfo response with other claims."""

    class OtherUserInfo(Reference):
        def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
            return put(super().userinfo_claims(grant), changes)

    OtherUserInfo.__doc__ = told("a UserInfo response", changes)
    return OtherUserInfo


def token_response(**changes: Any) -> Attack:
    """A token response with other members."""

    class OtherTokens(Reference):
        def token_response(self, grant: Grant) -> dict[str, Any]:
            return put(super().token_response(grant), changes)

    OtherTokens.__doc__ = told("a token response", changes)
    return OtherTokens


def compact(header: dict[str, Any], payload: dict[str, Any], signature: str = "") -> str:
    """A JWS in compact form with a signature of our choice, in base64url."""
    parts = (base64url(json.dumps(part).encode()) for part in (header, payload))
    return ".".join((*parts, signature))
