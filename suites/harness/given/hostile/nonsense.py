"""Answers in JSON whose members are of no sense, all at once, at every endpoint of clients."""

import json
from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from fakes.faults.homes import Reference
from fakes.wire.request import Request
from suites.harness.given.hostile import hostile

CLIENTS = (
    *("device/*", "par/*", "introspection/*", "revocation/*", "refresh/*", "token-exchange/*"),
    *("token/success", "token/expires*", "userinfo/sub"),
)
# Without them no check would get further; what they may be, `tokens` says.
KEPT = ("access_token", "id_token", "token_type")
DIGITS = "9" * 4_000


def members_of(response: Response) -> dict[str, Any] | None:
    """The members of a JSON object; None of anything else."""
    try:
        told = json.loads(bytes(response.body))
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def answering(name: str, value: Callable[[Any], Any]) -> None:
    """A row in which each value of an answer, however deep, is what `value` makes of it."""

    def changed(told: Any) -> Any:
        if isinstance(told, dict):
            return {key: changed(one) for key, one in told.items()}
        return [changed(one) for one in told] if isinstance(told, list) else value(told)

    class Answers(Reference):
        """What is told makes no sense."""

        def answer(self, request: Request) -> Response:
            response = super().answer(request)
            members = members_of(response)
            if members is None or request.url in (self.discovery_url(), self.endpoints["jwks"]):
                return response
            kept = {key: members[key] for key in KEPT if key in members}
            text = json.dumps(changed(members) | kept).replace('"DIGITS"', DIGITS)
            headers = {"cache-control": "no-store"}
            return Response(text, response.status_code, headers, media_type="application/json")

    Answers.__name__ = f"answers of {name}"
    hostile(*CLIENTS)(Answers)


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


answering("4000 digits", lambda told: "DIGITS" if is_number(told) else told)
answering("numbers below zero", lambda told: -1e308 if is_number(told) else told)
answering("booleans", lambda told: True if is_number(told) else told)
answering("half surrogates", lambda told: f"{told}\ud800" if isinstance(told, str) else told)
answering("no URLs", lambda told: "http://[::1" if isinstance(told, str) else told)
answering("nulls", lambda _: None)
answering("lists", lambda _: [[1]])
answering("objects", lambda _: {"a": []})
