"""What the token endpoint and UserInfo answer is told in their own words, and read in each form."""

from typing import Any

import pytest
from starlette.responses import PlainTextResponse, Response

from fakes.engine.model import Grant
from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.running import RunningFake
from fakes.user.login import FormDriver
from fakes.wire.request import Request
from suites.checks.catalogue import catalogue
from suites.op.op import Op
from suites.targets.embedded import target_of
from suites.verdicts.judge import judge
from suites.verdicts.verdict import Outcome


def outcome(check: str, behaviour: type[Reference]) -> Outcome:
    """How a check ends on a provider that behaves in one way of its own."""
    fault = Fault("odd", "Odd.", frozenset(), "reference", behaviour)
    with RunningFake(faults=(fault,)) as fake:
        op = Op.at(target_of(fake, "odd", "pkce"), FormDriver())
        try:
            return judge(catalogue()[check], op)
        finally:
            op.close()


class ErrorWithStatus200(Reference):
    def token(self, request: Request) -> Response:
        return self.json({"ok": False, "error": "bad_client_secret"})


def with_status_200(members: dict[str, Any]) -> type[Reference]:
    """A token endpoint whose answer has HTTP status 200, whatever was asked."""

    class Answers(Reference):
        def token(self, request: Request) -> Response:
            return self.json(members)

    return Answers


class ErrorInWords(Reference):
    def token(self, request: Request) -> Response:
        return PlainTextResponse("The secret of this client is not known here.", 401)


SPELLED: dict[str, tuple[dict[str, Any], str]] = {
    "in capitals": (
        {"Error": "invalid_client", "Error_Description": "who?"},
        "invalid_client who?",
    ),
    "as a number": ({"errcode": 40029, "errmsg": "wrong secret"}, "40029 wrong secret"),
    "in a list": ({"success": False, "errors": [{"message": "wrong secret"}]}, "wrong secret"),
    "as an object": ({"error": {"type": "x", "message": "wrong secret"}}, "wrong secret"),
    "as a message": ({"code": "AUTH_FAILED", "message": "wrong secret"}, "wrong secret"),
    "with a number of its own": (
        {"errorCode": "E6", "errorId": "oae-1", "errorSummary": "wrong secret"},
        "HTTP 200 E6 wrong secret",
    ),
    "as null": ({"error": None, "access_token": None, "id_token": ""}, "HTTP 200"),
    "as tokens elsewhere": ({"data": {"access_token": "a", "id_token": "a.a.a"}}, "HTTP 200"),
    "as nothing": ({}, "HTTP 200"),
}


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (ErrorWithStatus200, "bad_client_secret"),
        (ErrorInWords, "HTTP 401: The secret of this client is not known here."),
    ],
)
def test_a_refusal_is_told_in_the_words_of_the_token_endpoint(
    behaviour: type[Reference], words: str
) -> None:
    """Also where the status says that all is well."""
    hold_refusal(behaviour, words)


@pytest.mark.parametrize("name", SPELLED)
def test_without_a_token_there_is_no_success_however_the_error_is_spelled(name: str) -> None:
    members, words = SPELLED[name]
    hold_refusal(with_status_200(members), words)


def hold_refusal(behaviour: type[Reference], words: str) -> None:
    """The token request failed with these words, and the login did not pass."""
    found = outcome("token/success", behaviour)
    assert found.outcome == "FAILED"
    assert words in found.actual
    login = outcome("flow/login", behaviour)
    assert login.outcome != "PASSED"
    assert words in login.actual + login.reason


class SignedUserInfo(Reference):
    def userinfo_success(self, grant: Grant) -> Response:
        claims = self.userinfo_claims(grant) | {"iss": self.issuer, "aud": grant.client.client_id}
        signed = self.sign(claims, self.id_token_key(), self.id_token_header())
        return Response(signed, media_type="application/jwt")


def test_a_signed_userinfo_is_read_after_a_token_in_the_body_too() -> None:
    assert outcome("userinfo/post-form-body", SignedUserInfo).outcome in (
        "PASSED",
        "NOT_APPLICABLE",
    )


class UserInfoError(Reference):
    def userinfo_success(self, grant: Grant) -> Response:
        return self.json({"error": "bad_scope", "error_description": "x" * 5000})


class RefusalWithStatus200(Reference):
    def userinfo_refusal(self, status: int, error: str, description: str) -> Response:
        return self.json({"error": {"code": 190, "message": "Who are you?"}})


def test_an_error_of_userinfo_is_told_in_its_words_whatever_its_status() -> None:
    """Once; what builds on the claims was not judged."""
    found = outcome("userinfo/get", UserInfoError)
    assert found.outcome == "FAILED"
    assert "an error: HTTP 200 bad_scope xxx" in found.actual
    assert len(found.actual) < 1100
    assert outcome("userinfo/sub", UserInfoError).outcome == "NOT_RUN"


def test_an_error_with_the_status_of_a_success_is_a_refusal_of_a_token() -> None:
    """It tells of nobody: what is wrong is its status."""
    assert outcome("userinfo/garbage-refused", RefusalWithStatus200).outcome == "PASSED"
    assert outcome("userinfo/no-token-refused", RefusalWithStatus200).outcome == "PASSED"
    assert outcome("userinfo/garbage-status", RefusalWithStatus200).outcome == "WARNED"


class ErrorsForEveryOrigin(Reference):
    """A token is good for one request; who is refused may be a script of any origin."""

    def userinfo(self, request: Request) -> Response:
        if "origin" not in request.headers:
            return super().userinfo(request)
        return self.userinfo_refusal(401, "invalid_token", "It was used.")

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if response.status_code == 401 and "origin" in request.headers:
            response.headers["access-control-allow-origin"] = request.headers["origin"]
            response.headers["access-control-allow-credentials"] = "true"


def test_what_an_error_says_to_scripts_of_strangers_is_no_secret_of_the_user() -> None:
    """Keycloak answers so to whoever has no session any more."""
    found = outcome("transport/cors-credentials-userinfo", ErrorsForEveryOrigin)
    assert found.outcome == "NOT_RUN"
    assert "not from a script of another origin" in found.reason


class TokensOfOneRequest(Reference):
    """An access token ends when it was used."""

    def userinfo(self, request: Request) -> Response:
        reply = super().userinfo(request)
        self.access_tokens.pop(self.header_token(request), None)
        return reply


def test_a_token_that_came_to_its_end_in_a_long_run_is_replaced() -> None:
    assert outcome("transport/cors-userinfo", TokensOfOneRequest).outcome == "PASSED"
