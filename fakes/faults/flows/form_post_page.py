"""Defects of the form_post page as a page."""

import re

from starlette.responses import Response

from fakes.engine.model import Authorization
from fakes.faults import fault
from fakes.faults.editing import add
from fakes.faults.homes import Reference
from fakes.wire.request import Pairs, Request


def policy_of(page: Response) -> str:
    """The Content-Security-Policy of a page."""
    return page.headers["content-security-policy"]


@fault(caught_by=["flow/form-post-description-escaped"])
class DescriptionShownRaw(Reference):
    """The page of an error repeats the prompt that was wrong, without escaping it."""

    def deliver(self, authorization: Authorization, pairs: Pairs) -> Response:
        response = super().deliver(authorization, pairs)
        if "error" in dict(pairs) and "location" not in response.headers:
            add(response, authorization.params.get("prompt", ""))
        return response


@fault(caught_by=["flow/form-post-not-frameable"])
class FramedForm(Reference):
    """Any site may frame the page with the form."""

    def post_by_form(self, target: str, pairs: Pairs) -> Response:
        page = super().post_by_form(target, pairs)
        del page.headers["x-frame-options"]
        policy = policy_of(page).replace("frame-ancestors 'none'", "")
        page.headers["content-security-policy"] = policy
        return page


@fault(caught_by=["flow/form-post-csp"])
class FormWithAnyScript(Reference):
    """The page with the form runs whatever script is in it."""

    def post_by_form(self, target: str, pairs: Pairs) -> Response:
        page = super().post_by_form(target, pairs)
        policy = re.sub(r"script-src [^;]*", "script-src 'unsafe-inline'", policy_of(page))
        page.headers["content-security-policy"] = policy
        return page


@fault(caught_by=["flow/form-post-let-by-policy"])
class FormThatPolicyKeeps(Reference):
    """A proxy adds a policy to the page, by which its form may be sent to the provider alone."""

    def post_by_form(self, target: str, pairs: Pairs) -> Response:
        page = super().post_by_form(target, pairs)
        page.headers.append("content-security-policy", "form-action 'self'")
        return page


@fault(caught_by=["flow/form-post-let-by-policy"])
class ScriptThatPolicyKeeps(Reference):
    """A proxy adds a policy to the page, by which no script in it runs."""

    def post_by_form(self, target: str, pairs: Pairs) -> Response:
        page = super().post_by_form(target, pairs)
        page.headers.append("content-security-policy", "default-src 'self'")
        return page


@fault(caught_by=["flow/form-post-referrer"])
class TalkativeForm(Reference):
    """The page with the form tells its whole URL to the application."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if b"document.forms[0].submit()" in response.body:
            response.headers["referrer-policy"] = "unsafe-url"


@fault(caught_by=["flow/form-post-resources"])
class FormWithForeignScript(Reference):
    """The page with the form runs a script of another site."""

    def post_by_form(self, target: str, pairs: Pairs) -> Response:
        page = super().post_by_form(target, pairs)
        add(page, '<script src="https://cdn.example.net/submit.js"></script>')
        return page
