"""What a healthy provider may do at its authorization endpoint and on its pages, and no more."""

from dataclasses import replace
from typing import Any

import pytest
from starlette.responses import Response

from fakes.engine.model import Authorization, Client, Grant, Session
from fakes.faults import Fault, faults
from fakes.faults.callback.spellings import CallbackStripped
from fakes.faults.editing import asks_for_password, rewrite, without
from fakes.faults.homes import Confidential, Reference
from fakes.running import RunningFake
from fakes.user.login import FormDriver
from fakes.wire.request import Pairs, Request
from suites.checks.catalogue import catalogue
from suites.harness.given.healthy import AlwaysConsent, ScriptedLogin, hold_outcome
from suites.op.op import Op
from suites.protocol.authorization.requests import login_in, older_session
from suites.protocol.authorization.responses import without_response
from suites.targets.embedded import EMBEDDED, target_of
from suites.verdicts.judge import judge

AROUND = [f"callback/{one}" for one in ("space-before", "space-after", "tab-before", "tab-after")]
GRANTS = ["authorization_code"]
BINDING = [
    "require_pushed_authorization_requests",
    "require_signed_request_object",
    "request_object_signing_alg",
]
BOUND = [
    *("par/required", "request-object/required", "request-object/algorithm-none"),
    "flow/implicit-only-if-registered",
]
# Another port of the host that the fake is served on.
NEIGHBOUR = "https://127.0.0.1:8443"
HINTS = [
    *("authorization/unsigned-hint-alone", "authorization/forged-hint-alone"),
    "authorization/id-token-hint-alone",
]
PKCE = [
    *("pkce/missing-verifier", "pkce/challenge-as-verifier", "pkce/method-unknown"),
    *("pkce/short-verifier", "pkce/verifier-of-another-code", "pkce/method-empty"),
]


class LastLoginCounts(Reference):
    """auth_time is when the user last logged in, in whatever browser."""

    newest = 0.0

    def respond(self, authorization: Authorization, session: Session) -> Response:
        self.newest = max(self.newest, session.auth_time)
        return super().respond(authorization, replace(session, auth_time=self.newest))

    def is_too_old(self, authorization: Authorization, session: Session) -> bool:
        return super().is_too_old(authorization, replace(session, auth_time=self.newest))


class LoginFirst(Reference):
    """Who the client is is looked at when the user has logged in."""

    def unknown_client(self, request: Request) -> Response:
        if self.session_of(request) is None:
            known = next(iter(self.clients.values()))
            asked = Authorization(
                client=known,
                redirect_uri=known.redirect_uris[0],
                params=request.params,
                pairs=request.pairs,
            )
            return self.ask_for_login(asked)
        return super().unknown_client(request)


class AnybodyIsLoggedIn(Reference):
    """A provider for development: whoever comes is logged in, and never asked."""

    def session_of(self, request: Request) -> Session | None:
        found = super().session_of(request)
        return found or Session("anybody", next(iter(self.users.values())), self.clock.now())


class AnybodyOfAnyClient(AnybodyIsLoggedIn):
    """As before, and whatever client asks."""

    def client_of(self, params: dict[str, str]) -> Client | None:
        return super().client_of(params) or next(iter(self.clients.values()))


class OnlyOneRegistered(Reference):
    """Without a redirect URI the only one that is registered is meant, as OAuth has it."""

    def authorize(self, request: Request) -> Response:
        client = self.client_of(request.params)
        if client and not request.params.get("redirect_uri") and len(client.redirect_uris) == 1:
            others = [pair for pair in request.pairs if pair[0] != "redirect_uri"]
            request.pairs[:] = [*others, ("redirect_uri", client.redirect_uris[0])]
        return super().authorize(request)


class NullByteDropped(Reference):
    """A redirect URI ends at its first null byte, everywhere."""

    def authorize(self, request: Request) -> Response:
        request.pairs[:] = [(name, value.partition("\x00")[0]) for name, value in request.pairs]
        return super().authorize(request)


class PkceUnknown(Reference):
    """The provider knows nothing of PKCE."""

    def check_pkce(self, authorization: Authorization) -> None:
        pass

    def check_code_verifier(self, request: Request, client: Client, grant: Grant) -> None:
        pass


class RegistersLess(Reference):
    """The policy of the provider: clients get what every client gets, and are told so."""

    def metadata_of(self, request: Request) -> dict[str, Any]:
        usual = {"response_types": ["code", "id_token"], "grant_types": [*GRANTS, "implicit"]}
        return without(super().metadata_of(request), *BINDING) | usual


class StateChanged(Reference):
    """What is no plain letter in a state is escaped, and comes back so."""

    def post_by_form(self, target: str, pairs: Pairs) -> Response:
        changed = [(k, v.replace("<", "%3C") if k == "state" else v) for k, v in pairs]
        return super().post_by_form(target, changed)


class OwnScriptsAlone(Reference):
    """The form page runs the scripts of the provider's site, and none that is inline."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if "form_post" in request.params.get("response_mode", ""):
            response.headers["content-security-policy"] = "script-src 'self'"


class AlwaysConsentToAnyForm(AlwaysConsent):
    """As before, and a login form works in every browser."""

    def was_shown_here(self, request: Request, ticket: str) -> bool:
        return True


class NoSecretAsked(Confidential):
    """The token endpoint takes a confidential client at its word."""

    def authenticate(self, request: Request) -> Client:
        named = self.clients.get(request.params.get("client_id", ""))
        return named or super().authenticate(request)


class SentByAScript(Reference):
    """The login form names no method: a script reads it, and posts what it says."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if asks_for_password(response):
            rewrite(response, lambda html: html.replace(' method="post"', ""))


@pytest.mark.parametrize(
    ("mixin", "ids", "outcome", "words"),
    [
        (ScriptedLogin, ["flow/login"], "NOT_RUN", "--login browser"),
        (LoginFirst, ["authorization/client-id-unknown"], "PASSED", ""),
        (LoginFirst, ["authorization/client-id-missing"], "PASSED", ""),
        (AnybodyIsLoggedIn, HINTS, "NOT_RUN", "prompt=none to anybody"),
        (AnybodyIsLoggedIn, ["authorization/prompt-none-page"], "FAILED", ""),
        (AnybodyIsLoggedIn, ["authorization/client-id-unknown"], "PASSED", ""),
        (AnybodyOfAnyClient, ["authorization/client-id-unknown"], "FAILED", ""),
        (OnlyOneRegistered, ["callback/missing"], "WARNED", "leave it out"),
        (OnlyOneRegistered, ["registration/redirect-uri-required"], "PASSED", ""),
        (NullByteDropped, ["callback/null-byte"], "WARNED", "null byte"),
        (CallbackStripped, AROUND, "WARNED", "registered URL alone"),
        (PkceUnknown, ["pkce/wrong-verifier"], "FAILED", ""),
        (PkceUnknown, PKCE, "NOT_RUN", "ignores PKCE"),
        (StateChanged, ["flow/form-post-escaped", "flow/form-post-error-escaped"], "PASSED", ""),
        (OwnScriptsAlone, ["flow/form-post-csp"], "PASSED", ""),
        (SentByAScript, ["transport/login-form-post"], "NOT_RUN", ""),
        (AlwaysConsent, ["transport/session-fixation", "transport/cookie-http-only"], "PASSED", ""),
        (AlwaysConsent, ["authorization/prompt-login", "authorization/max-age-zero"], "PASSED", ""),
        (AlwaysConsent, ["authorization/duplicate-state", "login/csrf"], "PASSED", ""),
        (AlwaysConsentToAnyForm, ["login/csrf"], "FAILED", ""),
        (NoSecretAsked, ["transport/proxy-identity-token"], "NOT_RUN", "a refusal"),
        (RegistersLess, BOUND, "NOT_APPLICABLE", "did not register"),
    ],
)
def test_a_healthy_way_is_judged_as_such(
    mixin: type, ids: list[str], outcome: str, words: str
) -> None:
    hold_outcome(mixin, ids, outcome, words)


@pytest.mark.parametrize(
    ("names", "outcome"), [((), "PASSED"), (("login-form-from-anywhere",), "FAILED")]
)
def test_a_form_of_another_site_is_sent_where_one_host_has_provider_and_application(
    names: tuple[str, ...], outcome: str
) -> None:
    chosen = tuple(faults()[name] for name in names)
    with RunningFake("reference", chosen, loopback="https", application_url=NEIGHBOUR) as fake:
        op = Op.at(target_of(fake, "reference", "pkce"), FormDriver())
        found = judge(catalogue()["login/csrf"], op)
        pair = judge(catalogue()["login/transaction-of-another-browser"], op)
        op.close()
    assert found.outcome == outcome, found
    assert pair.outcome == "PASSED", pair


@pytest.mark.parametrize(
    ("asked", "outcome", "words"),
    [
        ("prompt-none-auth-time", "WARNED", "another browser"),
        ("max-age-auth-time", "WARNED", "another browser"),
        ("max-age", "PASSED", ""),
        ("max-age-zero", "PASSED", ""),
    ],
)
def test_the_last_login_of_the_user_may_be_in_another_browser(
    asked: str, outcome: str, words: str
) -> None:
    mixin = LastLoginCounts
    chosen = Fault(mixin.__name__, mixin.__doc__ or "", frozenset(), "reference", mixin)
    fake, target = EMBEDDED["reference"].start("reference", (chosen,))
    op = Op.at(target, FormDriver())
    try:
        older_session(op)
        login_in(op, op.new_browser())
        found = judge(catalogue()[f"authorization/{asked}"], op)
    finally:
        op.close()
        fake.stop()
    assert (found.outcome, words in found.reason) == (outcome, True), found


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://rp.example/cb?code=1&state=2", "https://rp.example/cb"),
        ("https://rp.example/cb?next=evil&code=1", "https://rp.example/cb?next=evil"),
        ("https://rp.example/cb#id_token=1", "https://rp.example/cb"),
        ("https://rp.example/cb", "https://rp.example/cb"),
    ],
)
def test_what_was_added_to_a_url_is_shown_and_nothing_of_the_response(url: str, shown: str) -> None:
    assert without_response(url) == shown
