"""A provider that breaks down at one kind of request: that request is judged by nothing else."""

from collections.abc import Callable

import pytest
from starlette.responses import HTMLResponse, Response

from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.faults.sessions.logout import LogoutUrlsNotRegistered
from fakes.wire.request import Request
from suites.harness.given.healthy import hold_outcome
from suites.harness.given.proving import described, outcomes

At = Callable[[Reference, Request], bool]


def breaking(at: At) -> Fault:
    """The reference, where a request that is `at` ends in an error of the server."""

    class Breaks(Reference):
        """Some requests end in an error of the server."""

        def answer(self, request: Request) -> Response:
            broken = HTMLResponse("<title>Oops</title>", 500)
            return broken if at(self, request) else super().answer(request)

    return Fault("Breaks", "Some requests fail.", frozenset(), "reference", Breaks)


def with_value(name: str, part: str) -> At:
    """Requests whose parameter `name` has `part` in it."""
    return lambda _, request: part in request.params.get(name, "")


def with_header(name: str) -> At:
    return lambda _, request: name in request.headers


def removed_client(provider: Reference, request: Request) -> bool:
    named = request.params.get("client_id", "")
    return named.startswith("client-") and named not in provider.clients


def registering(provider: Reference, request: Request) -> bool:
    return request.url == provider.endpoints["registration"]


def registering_native(provider: Reference, request: Request) -> bool:
    return registering(provider, request) and b'"native"' in request.body


def without_openid(_: Reference, request: Request) -> bool:
    return "openid" not in request.params.get("scope", "openid")


OUTER = with_value("nonce", "ssoproof-outer")
QUERY = with_value("response_mode", "query")
HINTS = (
    "authorization/unsigned-hint-alone authorization/forged-hint-alone "
    "authorization/id-token-hint-alone"
)
OFFLINE = "offline_access"
NOBODY = with_value("claims", "ssoproof-nobody")


@pytest.mark.parametrize(
    ("at", "ids"),
    [
        (QUERY, "flow/implicit-not-in-query flow/implicit-token-not-in-query hybrid/not-in-query"),
        (with_value("response_mode", "ssoproof"), "flow/response-mode-unknown"),
        (without_openid, "authorization/scope-without-openid"),
        (with_value("resource", "elsewhere"), "token/unknown-resource"),
        (OUTER, "par/outer-parameters request-object/state-and-nonce request-object/outer-alone"),
        (with_value("redirect_uri", "other-callback"), "request-object/redirect-uri-inside"),
        (with_value("id_token_hint", "."), HINTS),
        (NOBODY, "claims-parameter/other-sub claims-parameter/other-sub-login"),
        (removed_client, "client-management/removed-client-login"),
        (with_header("x-forwarded-host"), "transport/forwarded-host-discovery"),
        (with_header("x-forwarded-host"), "transport/forwarded-host-id-token"),
        (with_header("x-forwarded-proto"), "transport/forwarded-proto-discovery"),
        (with_header("x-remote-user"), "transport/proxy-identity-login"),
        (with_value("response_type", "code id_token"), "hybrid/code-id-token"),
        (with_value("grant_type", "client_credentials"), "userinfo/token-of-nobody"),
        (with_value("response_type", "none"), "flow/none flow/none-state flow/none-in-query"),
        (registering_native, "callback/native-loopback-port callback/native-loopback-path"),
        (with_value("scope", OFFLINE), "offline-access/prompt-consent offline-access/consent"),
        (registering, "registration/status token/wrong-secret"),
    ],
)
def test_a_breakdown_neither_meets_nor_misses_the_requirement(at: At, ids: str) -> None:
    found = outcomes("reference", breaking(at), ids.split())
    other = {one: told for one, told in found.items() if told.outcome != "NOT_RUN"}
    assert not other, described(found)
    assert all("HTTP 500" in told.reason for told in found.values()), described(found)


class BreaksWithoutLogoutUrl(LogoutUrlsNotRegistered):
    """No logout URL is registered, and a logout that names none ends in an error of the server."""

    def end_session(self, request: Request) -> Response:
        if "post_logout_redirect_uri" not in request.params:
            return HTMLResponse("<title>Oops</title>", 500)
        return super().end_session(request)


def test_a_logout_url_that_is_refused_stays_a_finding_where_another_request_breaks_down() -> None:
    hold_outcome(BreaksWithoutLogoutUrl, ["logout/returns-host"], "WARNED")


def error(_: Request) -> Response:
    return HTMLResponse("<title>Oops</title>", 500)


def half_an_answer(_: Request) -> Response:
    return Response("{", headers={"content-length": "1000"})


@pytest.mark.parametrize("broken", [error, half_an_answer])
@pytest.mark.parametrize("named", ["openid-configuration", "jwks"])
def test_a_document_is_asked_for_once_more_where_the_provider_breaks_down_at_it(
    broken: Callable[[Request], Response], named: str
) -> None:
    """All that hangs on it would be judged by one moment of a busy provider."""
    asked: list[str] = []

    class Busy(Reference):
        """The first answer to a request for a document is none."""

        def answer(self, request: Request) -> Response:
            if named not in request.url:
                return super().answer(request)
            asked.append(request.url)
            return broken(request) if len(asked) == 1 else super().answer(request)

    busy = Fault("Busy", "One answer is none.", frozenset(), "reference", Busy)
    found = outcomes(
        "reference", busy, ["discovery/issuer-exact", "jwks/status", "id-token/signature"]
    )
    assert {one.outcome for one in found.values()} == {"PASSED"}, described(found)
    assert len(asked) == 2
