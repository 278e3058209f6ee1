"""A document or key set that makes no sense is the provider's defect, never an error of ours."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.responses import Response

from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.user.login import FormDriver
from fakes.wire.request import Request
from suites.checks.catalogue import catalogue
from suites.harness.given.proving import PROVIDERS
from suites.op.op import Op
from suites.targets.embedded import EMBEDDED
from suites.verdicts.judge import judge

AREAS = ("issuer", "discovery", "jwks")
VALUES: dict[str, Callable[[Any], Any]] = {
    "null": lambda _: None,
    "number": lambda _: 5,
    "empty": lambda _: "",
    "nested list": lambda _: [[1]],
    "object": lambda _: {"a": []},
    "no URL": lambda value: "http://[::1" if isinstance(value, str) else value,
    "port": lambda value: "https://a.example:99999999/" if isinstance(value, str) else value,
    "space": lambda value: f" {value}\n" if isinstance(value, str) else value,
}
BODIES = {
    "lone surrogates": b'{"issuer":"\\ud800{a}","jwks_uri":"https://a\\ud800","x_endpoint":"\\ud800"}',
    "no number": b'{"issuer":NaN,"response_types_supported":[1e999]}',
    "long number": b'{"issuer":' + b"9" * 5000 + b"}",
    "nested": b'{"a":' * 40 + b"1" + b"}" * 40,
}
KEYS: dict[str, Any] = {
    "no objects": [1, "a", None],
    "other types": [{"kty": [1], "kid": {"a": 1}, "use": 5, "alg": [], "key_ops": "x", "x5c": "a"}],
    "no base64": [{"kty": "RSA", "n": "é", "e": "="}],
    "zero": [{"kty": "RSA", "n": "AA", "e": "AA", "x5c": ["AAAA"]}],
    "long": [{"kty": "RSA", "n": "_" * 100_000, "e": "AQAB", "x5c": [1]}],
    "curves": [
        {"kty": "EC", "crv": ["P-256"], "x": "AA", "y": "AA"},
        {"kty": "OKP", "crv": "Ed25519", "x": "AA", "x5c": []},
    ],
    "operations": [{"kty": "RSA", "n": "AQAB", "e": "AQAB", "key_ops": [{}, {}], "use": []}],
    "nothing": [{}],
    "text": "keys",
}


def errors(mixin: type) -> dict[str, str]:
    """The checks that break on the reference provider with `mixin` on it, and how."""
    fault = Fault("hostile", "hostile", frozenset(), "reference", mixin)
    fake, target = EMBEDDED["reference"].start("reference", (fault,))
    op = Op.at(target, FormDriver())
    checks = [one for one in catalogue(*PROVIDERS).values() if one.area in AREAS]
    try:
        found = {one: judge(one, op) for one in checks}
    finally:
        op.close()
        fake.stop()
    assert all(outcome.fingerprint(one, target) for one, outcome in found.items())
    assert {one.outcome for one in found.values()} & {"FAILED"}
    return {one.id: was.reason for one, was in found.items() if was.outcome == "ERRORED"}


@pytest.mark.parametrize("name", VALUES)
def test_every_member_may_be_of_any_type(name: str) -> None:
    """All members of the document at once."""

    class Hostile(Reference):
        def document(self) -> dict[str, Any]:
            return {key: VALUES[name](value) for key, value in super().document().items()}

    assert errors(Hostile) == {}


@pytest.mark.parametrize("name", BODIES)
def test_the_document_may_be_any_json(name: str) -> None:
    """What a JSON parser takes, and no client expects."""

    class Hostile(Reference):
        def discovery(self, request: Request) -> Response:
            return Response(BODIES[name], media_type="application/json")

    assert errors(Hostile) == {}


@pytest.mark.parametrize("name", KEYS)
def test_the_keys_may_be_anything(name: str) -> None:
    """Keys of no type, of wrong types, of no sense."""

    class Hostile(Reference):
        def jwks(self) -> dict[str, Any]:
            return {"keys": KEYS[name]}

    assert errors(Hostile) == {}
