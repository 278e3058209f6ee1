"""Verbs for ID Tokens: which one is meant, and what their claims are made of."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from suites.op.jwt import decoded
from suites.op.login import Login
from suites.op.op import Op
from suites.verdicts.expect import Document, Mismatch, NotApplicable, NotRun, Tolerated, expect
from suites.verdicts.reading import read_json

YEAR_10000 = 253_402_300_800
SLIGHTLY_S = 10
GROSSLY_S = 300

# Core section 5.1; a JSON boolean is no number.
STANDARD_CLAIMS: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("name", "given_name", "family_name", "middle_name", "nickname"), str),
    **dict.fromkeys(("preferred_username", "profile", "picture", "website", "email"), str),
    **dict.fromkeys(("gender", "birthdate", "zoneinfo", "locale", "phone_number"), str),
    **dict.fromkeys(("email_verified", "phone_number_verified"), bool),
    "address": dict,
    "updated_at": (int, float),
}
WORDS = {str: "a string", bool: "true or false", dict: "an object", (int, float): "a number"}


def by_other_method(op: Op) -> Login:
    """A login by the auth method that the application could use but does not."""
    return op.login("implicit" if op.target.auth_method == "pkce" else "pkce")


def presume_nonce(login: Login) -> None:
    """Raises NotRun if the nonce of an ordinary login does not come back."""
    if login.id_token.claims.get("nonce") != login.request.nonce:
        raise NotRun(
            "Another check judges this first: no nonce comes back (id-token/nonce).",
            judge="id-token/nonce",
        )


def audiences(claims: Document) -> list[Any]:
    """The `aud` claim as a list (RFC 7519 section 4.1.3)."""
    audience = claims["aud"]
    return audience if isinstance(audience, list) else [audience]


def optional(claims: Document, name: str) -> Any:
    """A claim that may be missing. Raises NotApplicable then."""
    if name not in claims:
        raise NotApplicable(f"The ID Token has no {name}, which is optional here.")
    return claims[name]


def numeric_date(claims: Document, name: str) -> float:
    """A claim that must be seconds since the epoch as a JSON number (RFC 7519 section 2)."""
    value, where = claims[name], f"{claims.name}, {name}"
    words = "a number of seconds since 1970"
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Mismatch(words, json_type_of(value), where)
    expect(0 < value < YEAR_10000, words, "no time of this era; milliseconds?", where=where)
    return float(value)


def expect_not_after(moment: float, limit: float, *, where: str) -> None:
    """`moment` must not be later than `limit`, as far as two clocks can tell.

    A small difference is a warning: it may as well come from the clock of this machine.
    """
    late = moment - limit
    expected = "not in the future"
    if late > GROSSLY_S:
        raise Mismatch(expected, f"more than {GROSSLY_S} seconds in the future", where)
    if late > SLIGHTLY_S:
        told = f"more than {SLIGHTLY_S} seconds in the future"
        raise Tolerated(expected, told, where, "The clocks of provider and harness differ.")


def expect_standard_types(claims: Mapping[str, Any], *, where: str) -> None:
    """Every standard claim has the type of Core section 5.1. Raises NotApplicable without any."""
    if not set(STANDARD_CLAIMS) & set(claims):
        raise NotApplicable("The ID Token has none of the standard claims, which is allowed.")
    for name, kind in STANDARD_CLAIMS.items():
        value = claims.get(name)
        if name not in claims or (
            isinstance(value, kind) and (type(value) is bool) == (kind is bool)
        ):
            continue
        raise Mismatch(WORDS[kind], json_type_of(value), f"{where}, {name}")


def json_type_of(value: object) -> str:
    """What sort of JSON value this is; the value itself may be personal."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    names: dict[type, str] = {str: "a string", list: "a list", dict: "an object"}
    return names.get(type(value), "a number")


def repeated_members(part: str) -> list[str]:
    """The member names that come more than once in a base64url part of a JWT."""
    repeated: list[str] = []

    def collect(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        repeated.extend(name for name, times in Counter(names).items() if times > 1)
        return dict(pairs)

    read_json(decoded(part), collect)
    return repeated
