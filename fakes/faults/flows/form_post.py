"""Defects of the page that posts the authorization response."""

import re
from html import unescape

from starlette.responses import Response

from fakes.engine.model import Authorization
from fakes.faults import fault
from fakes.faults.editing import rewrite
from fakes.faults.homes import Reference
from fakes.wire.request import Pairs

SUBMITTING = re.compile(r"<(script|noscript).*?</\1>", re.DOTALL)


@fault(caught_by=["flow/form-post-delivery", "hybrid/form-post", "hybrid/form-post-error"])
class FormPostIgnored(Reference):
    """An ID Token comes in the fragment although form_post was asked for."""

    def response_mode(self, authorization: Authorization) -> str:
        mode = super().response_mode(authorization)
        return "fragment" if mode == "form_post" and authorization.response_type != "code" else mode


@fault(caught_by=["flow/form-post-action"])
class ActionWithQuery(Reference):
    """The form goes to the redirect_uri with a query added."""

    def post_by_form(self, target: str, pairs: Pairs) -> Response:
        return super().post_by_form(f"{target}?from={self.vendor}", pairs)


@fault(caught_by=["flow/form-post-encoding"])
class MultipartForm(Reference):
    """The form is sent as multipart/form-data."""

    def post_by_form(self, target: str, pairs: Pairs) -> Response:
        page = super().post_by_form(target, pairs)
        return rewrite(
            page, lambda html: html.replace("<form", "<form enctype=multipart/form-data")
        )


@fault(caught_by=["flow/form-post-content-type"])
class FormAsText(Reference):
    """The form is served as plain text."""

    def post_by_form(self, target: str, pairs: Pairs) -> Response:
        page = super().post_by_form(target, pairs)
        page.headers["content-type"] = "text/plain; charset=utf-8"
        return page


@fault(caught_by=["flow/form-post-state"])
class FormWithoutState(Reference):
    """The form has no state."""

    def post_by_form(self, target: str, pairs: Pairs) -> Response:
        return super().post_by_form(target, [pair for pair in pairs if pair[0] != "state"])


@fault(caught_by=["flow/form-post-no-store"])
class FormStored(Reference):
    """The page with the form may be stored, and must only be asked about again."""

    def post_by_form(self, target: str, pairs: Pairs) -> Response:
        page = super().post_by_form(target, pairs)
        page.headers["cache-control"] = "no-cache"
        return page


@fault(caught_by=["flow/form-post-submits"])
class FormWaits(Reference):
    """The page has neither a script nor a button."""

    def post_by_form(self, target: str, pairs: Pairs) -> Response:
        page = super().post_by_form(target, pairs)
        return rewrite(page, lambda html: SUBMITTING.sub("", html))


@fault(caught_by=["flow/form-post-escaped"])
class FormUnescaped(Reference):
    """The form shows the state without escaping it."""

    def post_by_form(self, target: str, pairs: Pairs) -> Response:
        page = super().post_by_form(target, pairs)
        return page if "error" in dict(pairs) else rewrite(page, unescape)


@fault(caught_by=["flow/form-post-error-escaped"])
class ErrorFormUnescaped(Reference):
    """The form of an error shows the state without escaping it."""

    def post_by_form(self, target: str, pairs: Pairs) -> Response:
        page = super().post_by_form(target, pairs)
        return rewrite(page, unescape) if "error" in dict(pairs) else page
