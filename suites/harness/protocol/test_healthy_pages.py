"""Pages that a healthy provider may show, for errors too, and what they are taken for."""

import json
from dataclasses import replace
from html import escape

import pytest
from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Grant, Session
from fakes.engine.pages import page
from fakes.faults.editing import asks_for_password, is_page, rewrite
from fakes.faults.homes import Reference
from fakes.wire.request import Pairs, Request
from suites.harness.given.healthy import NEVER, AlwaysConsent, ScriptedLogin, hold_outcome, letters


class PagesOfTheirOwn(Reference):
    """Each page has words of its own, as a number in letters that nobody can foresee."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if asks_for_password(response):
            word = letters(self.random())
            rewrite(response, lambda html: html.replace("Sign in", f"Sign in {word}"))


class HintShown(Reference):
    """The login page greets whoever the login_hint names, escaped."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if asks_for_password(response):
            greeting = f"<p>{escape(request.params.get('login_hint', ''))}</p>"
            rewrite(response, lambda html: html + greeting)


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


class ConsentWithAScript(Reference):
    """The consent page has a script for its menu."""

    def consent_page(self, ticket: str, authorization: Authorization) -> Response:
        asked = super().consent_page(ticket, authorization)
        return rewrite(asked, lambda html: html.replace("</body>", f"<script>{NEVER}</script>"))


class ConsentBelowOtherForms(Reference):
    """The consent page has a form to log out in its head, and one of its own to say no."""

    def consent_page(self, ticket: str, authorization: Authorization) -> Response:
        others = "".join(
            f'<form method="post" action="/{text}"><button>{text}</button></form>'
            for text in ("Logout", "Deny")
        )
        asked = super().consent_page(ticket, authorization)
        return rewrite(asked, lambda html: html.replace("<form", f"{others}<form", 1))


class AsksForMore(Reference):
    """Who registered itself and signs nothing is asked for a number that no user has."""

    def authorize(self, request: Request) -> Response:
        registered = request.params.get("client_id", "").startswith("client-")
        if registered and "request" not in request.params:
            return page("Almost", '<form method="post"><input name="otp"></form>')
        return super().authorize(request)


@pytest.mark.parametrize(
    ("mixin", "ids", "outcome", "words"),
    [
        (ErrorsByScript, ["callback/other-path"], "NOT_RUN", "--login browser"),
        (ErrorsByScript, ["authorization/client-id-unknown"], "NOT_RUN", "--login browser"),
        (ErrorsTellTheirFrame, ["callback/other-path", "callback/missing"], "PASSED", ""),
        (ConsentAndTwoCallbacks, ["callback/twice-good-first"], "FAILED", ""),
        (ErrorsOfTheirOwn, ["authorization/prompt-none-same-error"], "NOT_RUN", "differs each"),
        (PagesOfTheirOwn, ["login/user-enumeration"], "NOT_RUN", "differs each time"),
        (FollowsAnySub, ["authorization/claims-sub-of-another"], "FAILED", ""),
        (ErrorsAtUrlsOfTheirOwn, ["authorization/other-methods"], "PASSED", ""),
        (ErrorsAtUrlsOfTheirOwn, ["flow/implicit-nothing-in-query"], "NOT_RUN", "No response"),
        (ErrorsWithAScript, ["authorization/prompt-none-combined"], "NOT_RUN", "--login browser"),
        (SaysThatItRedirects, ["callback/registered"], "NOT_RUN", "--login browser"),
        (ConsentWithAScript, ["consent/asked", "consent/prompt-consent"], "PASSED", ""),
        (ConsentBelowOtherForms, ["consent/prompt-consent", "consent/csrf"], "PASSED", ""),
        (AsksForMore, ["request-object/required"], "PASSED", ""),
        (PagesOfTheirOwn, ["login/hint-enumeration"], "NOT_RUN", "differs each time"),
        (HintShown, ["login/hint-enumeration"], "PASSED", ""),
    ],
)
def test_a_page_of_another_kind_is_judged_as_such(
    mixin: type, ids: list[str], outcome: str, words: str
) -> None:
    hold_outcome(mixin, ids, outcome, words)
