"""What a healthy provider may do at its authorization endpoint and on its pages, and no more."""

import json
from dataclasses import replace
from typing import Any

import pytest
from starlette.responses import HTMLResponse, Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Client, Grant, Session
from fakes.engine.pages import page
from fakes.faults import Fault, faults
from fakes.faults.editing import asks_for_password, is_page, rewrite, without
from fakes.faults.homes import Confidential, Reference, home
from fakes.running import RunningFake
from fakes.user.login import FormDriver
from fakes.wire.request import Pairs, Request
from suites.checks.catalogue import catalogue
from suites.harness.given.proving import described, outcomes
from suites.op.op import Op
from suites.protocol.authorization.responses import without_response
from suites.targets.embedded import target_of
from suites.verdicts.judge import judge

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
NEVER = "function go() { return 1; }"
HINTS = [
    *("authorization/unsigned-hint-alone", "authorization/forged-hint-alone"),
    "authorization/id-token-hint-alone",
]
FORGED = [
    *("consent/without-token", "consent/csrf", "consent/other-session"),
    *("consent/tampered-scope", "consent/tampered-target"),
]
PKCE = [
    *("pkce/missing-verifier", "pkce/challenge-as-verifier", "pkce/method-unknown"),
    *("pkce/short-verifier", "pkce/verifier-of-another-code", "pkce/method-empty"),
]


class ScriptedLogin(Reference):
    """The login page is made by a script, as that of most products."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if asks_for_password(response):
            shown = page("Sign in", "<div id=app></div>", script=NEVER)
            rewrite(response, lambda _: bytes(shown.body).decode())


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


class PagesOfTheirOwn(Reference):
    """Each page has words of its own, as a number in letters that nobody can foresee."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if asks_for_password(response):
            word = letters(self.random())
            rewrite(response, lambda html: html.replace("Sign in", f"Sign in {word}"))


def letters(text: str) -> str:
    """`text` without digits, which would show that it is a number."""
    return text.translate(str.maketrans("0123456789", "abcdefghij"))


class AlwaysConsent(Reference):
    """The user agrees to each request, also with a session."""

    def must_consent(self, authorization: Authorization, session: Session) -> bool:
        return authorization.params.get("agreed") is None

    def decide(self, request: Request) -> Response:
        question = self.questions.get(request.params.get("ticket", ""))
        if question is not None:
            question.authorization.params["agreed"] = "yes"
        return super().decide(request)


class AlwaysConsentToAnyForm(AlwaysConsent):
    """As before, and a login form works in every browser."""

    def was_shown_here(self, request: Request, ticket: str) -> bool:
        return True


class NoSecretAsked(Confidential):
    """The token endpoint takes a confidential client at its word."""

    def authenticate(self, request: Request) -> Client:
        named = self.clients.get(request.params.get("client_id", ""))
        return named or super().authenticate(request)


class ErrorsByScript(Reference):
    """What is wrong is shown by the scripts of a page, which comes with status 200."""

    def page_refusal(self, error: str, description: str) -> Response:
        return page("Sign in", "<div id=app></div>", script=NEVER)

    def post_by_form(self, target: str, pairs: Pairs) -> Response:
        refused = "error" in dict(pairs)
        return self.page_refusal("", "") if refused else super().post_by_form(target, pairs)


class ErrorsTellTheirFrame(Reference):
    """The error page, for whoever shows it in a window, says that it is there."""

    def page_refusal(self, error: str, description: str) -> Response:
        return page("Error", f"<p>{error}</p>", 400, script="parent.postMessage('shown', '*')")


class ConsentAndTwoCallbacks(AlwaysConsent):
    """Which of two redirect URIs counts is for the consent page to forget."""

    def authorize(self, request: Request) -> Response:
        given = [value for name, value in request.pairs if name == "redirect_uri"]
        self.last = given[-1] if len(given) > 1 else ""
        others = [pair for pair in request.pairs if pair[0] != "redirect_uri"]
        request.pairs[:] = [*others, *(("redirect_uri", one) for one in given[:1])]
        return super().authorize(request)

    def deliver(self, authorization: Authorization, pairs: Pairs) -> Response:
        target = self.last or authorization.redirect_uri
        return super().deliver(replace(authorization, redirect_uri=target), pairs)


class ErrorsOfTheirOwn(Reference):
    """Each error has the number of its request, in letters that nobody can foresee."""

    def refuse(self, authorization: Authorization, refusal: Rejected) -> Response:
        refusal.description += f" Request {letters(self.random())}."
        return super().refuse(authorization, refusal)


class BreaksAtHints(Reference):
    """Whoever brings an id_token_hint makes the provider break down."""

    def authorize(self, request: Request) -> Response:
        if "id_token_hint" in request.params:
            return HTMLResponse("<title>Oops</title>", 500)
        return super().authorize(request)


class FollowsAnySub(AlwaysConsent):
    """The claims parameter says who the user is, once the user has agreed."""

    def is_wanted(self, authorization: Authorization, session: Session) -> bool:
        return True

    def subject(self, grant: Grant) -> str:
        wanted = json.loads(grant.authorization.params.get("claims") or "{}")
        told = wanted.get("id_token", {}).get("sub", {}).get("value")
        return str(told) if told else super().subject(grant)


class ErrorsAtUrlsOfTheirOwn(Reference):
    """Errors of the authorization endpoint have a page of their own, whose URL tells them."""

    def answer(self, request: Request) -> Response:
        if request.method in ("PUT", "PATCH", "DELETE"):
            return self.redirect(f"{self.issuer}/error?error_code=405")
        return super().answer(request)

    def authorize(self, request: Request) -> Response:
        told = request.params
        if told.get("response_type") == "id_token" and "response_mode" not in told:
            return self.redirect(f"{self.issuer}/error?error=invalid_request&state=1")
        return super().authorize(request)


class ErrorsWithAScript(Reference):
    """An error page comes with status 200 and a script for its menu."""

    def authorize(self, request: Request) -> Response:
        if len(request.params.get("prompt", "").split()) > 1:
            return page("Error", "<p>Contradiction</p>", script=NEVER)
        return super().authorize(request)


class SaysThatItRedirects(ScriptedLogin):
    """Whoever runs no script is told that the page redirects."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if is_page(response):
            shown = "<noscript>Redirecting you to sign in.</noscript><div id=app>"
            rewrite(response, lambda html: html.replace("<div id=app>", shown))


class YesByAScript(Reference):
    """The answer of the consent page counts if its script has signed it."""

    def decide(self, request: Request) -> Response:
        return self.page_refusal("invalid_request", "The answer is not signed.")


class NobodyRefreshes(Reference):
    """There are refresh tokens, and each has ended when it is used."""

    def refresh(self, request: Request, client: Client) -> dict[str, Any]:
        raise Rejected("invalid_grant", "It has ended.")


class OtherClientIsNobody(Reference):
    """The second client that is known has been removed from the token endpoint."""

    def authenticate(self, request: Request) -> Client:
        client = super().authenticate(request)
        if client.secret and not client.client_id.startswith("client-"):
            raise Rejected("invalid_client", "It was removed.", 401)
        return client


class AsksForMore(Reference):
    """Who registered itself and signs nothing is asked for a number that no user has."""

    def authorize(self, request: Request) -> Response:
        registered = request.params.get("client_id", "").startswith("client-")
        if registered and "request" not in request.params:
            return page("Almost", '<form method="post"><input name="otp"></form>')
        return super().authorize(request)


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
        (ErrorsByScript, ["callback/other-path"], "NOT_RUN", "--login browser"),
        (ErrorsByScript, ["authorization/client-id-unknown"], "NOT_RUN", "--login browser"),
        (ErrorsTellTheirFrame, ["callback/other-path", "callback/missing"], "PASSED", ""),
        (ConsentAndTwoCallbacks, ["callback/twice-good-first"], "FAILED", ""),
        (ErrorsOfTheirOwn, ["authorization/prompt-none-same-error"], "NOT_RUN", "differs each"),
        (PagesOfTheirOwn, ["login/user-enumeration"], "NOT_RUN", "differs each time"),
        (BreaksAtHints, HINTS, "NOT_RUN", "HTTP 500"),
        (FollowsAnySub, ["authorization/claims-sub-of-another"], "FAILED", ""),
        (ErrorsAtUrlsOfTheirOwn, ["authorization/other-methods"], "PASSED", ""),
        (ErrorsAtUrlsOfTheirOwn, ["flow/implicit-nothing-in-query"], "NOT_RUN", "No response"),
        (ErrorsWithAScript, ["authorization/prompt-none-combined"], "NOT_RUN", "--login browser"),
        (SaysThatItRedirects, ["callback/registered"], "NOT_RUN", "--login browser"),
        (YesByAScript, FORGED, "NOT_RUN", "a successful authorization response"),
        (NobodyRefreshes, ["dpop/refresh-binding"], "NOT_RUN", "invalid_grant"),
        (OtherClientIsNobody, ["client-authentication/two-clients"], "NOT_RUN", "not recognised"),
        (AsksForMore, ["request-object/required"], "PASSED", ""),
        (PagesOfTheirOwn, ["login/hint-enumeration"], "NOT_RUN", "differs each time"),
    ],
)
def test_a_healthy_way_is_judged_as_such(
    mixin: type, ids: list[str], outcome: str, words: str
) -> None:
    vendor = home(mixin)
    variant = Fault(mixin.__name__, mixin.__doc__ or "", frozenset(), vendor, mixin)
    found = outcomes(vendor, variant, ids)
    other = {one: told for one, told in found.items() if told.outcome != outcome}
    assert not other, described(other)
    assert all(words in told.reason for told in found.values()), described(found)


class PolicyInTheQuery(Reference):
    """Its endpoints have a query, without which there is nothing (RFC 6749 section 3.2)."""

    def document(self) -> dict[str, Any]:
        with_policy = {
            name: f"{self.endpoints[name.removesuffix('_endpoint')]}?policy=sign-in"
            for name in ("token_endpoint", "userinfo_endpoint", "end_session_endpoint")
        }
        return super().document() | with_policy

    def answer(self, request: Request) -> Response:
        own = [self.endpoints[name] for name in ("token", "userinfo", "end_session")]
        if request.url in own and ("policy", "sign-in") not in request.query:
            return HTMLResponse("<title>Not found</title>", 404)
        return super().answer(request)


@pytest.mark.parametrize(
    "name",
    [
        *("tokens-by-get", "tokens-by-url", "token-in-the-query", "method-from-a-header"),
        *("userinfo-behind-two-slashes", "logout-fails-aloud", "logout-url-shown-as-it-is"),
    ],
)
def test_a_query_of_an_endpoint_is_kept(name: str) -> None:
    fault = faults()[name]
    both = replace(fault, mixin=type("Both", (PolicyInTheQuery, fault.mixin), {}))
    found = outcomes("reference", both, sorted(fault.caught_by))
    assert {told.outcome for told in found.values()} <= {"FAILED", "WARNED"}, described(found)


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
