"""Errors that say too much, or repeat what was sent as it was."""

from urllib.parse import unquote

from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from fakes.faults import fault
from fakes.faults.editing import rewrite
from fakes.faults.homes import Reference
from fakes.wire.request import FORM, Request

TRACE = "Traceback (most recent call last):\n  File server.py, line 7\nValueError"


def has(request: Request, name: str, value: str) -> bool:
    """Whether a parameter of the request contains `value`."""
    return value in request.params.get(name, "")


@fault(caught_by=["transport/token-error-internals", "transport/server-error"])
class TokenEndpointFailsAloud(Reference):
    """The token endpoint shows where it failed on a body that is no form."""

    def token(self, request: Request) -> Response:
        if request.body and request.headers.get("content-type", "") != FORM:
            return PlainTextResponse(TRACE, 500)
        return super().token(request)


@fault(caught_by=[], at_home=["transport/client-endpoint-internals"])
class RevocationFailsAloud(Reference):
    """The revocation endpoint shows the error of its database."""

    def revocation(self, request: Request) -> Response:
        if has(request, "token", ".ssoproof"):
            text = 'ERROR: syntax error at or near "ssoproof"'
            return JSONResponse({"error": "invalid_request", "error_description": text}, 400)
        return super().revocation(request)


@fault(caught_by=["transport/authorization-error-internals"])
class AuthorizationFailsAloud(Reference):
    """The authorization endpoint shows where it failed on a nonce that is too long."""

    def authorize(self, request: Request) -> Response:
        if len(request.params.get("nonce", "")) > 4000:
            return PlainTextResponse(TRACE, 400)
        return super().authorize(request)


@fault(caught_by=["transport/userinfo-error-internals"])
class UserinfoFailsAloud(Reference):
    """UserInfo shows where it failed on a token that looks like a JWT."""

    def userinfo(self, request: Request) -> Response:
        if request.headers.get("authorization", "").endswith(".ssoproof"):
            return PlainTextResponse("jwt.DecodeError in /usr/lib/provider/tokens.py", 400)
        return super().userinfo(request)


@fault(caught_by=["transport/registration-error-internals"])
class RegistrationFailsAloud(Reference):
    """Registration shows where it failed on JSON that ends too early."""

    def answer(self, request: Request) -> Response:
        at_registration = request.url == self.document().get("registration_endpoint")
        if at_registration and request.body.startswith(b'{"ssoproof"'):
            return PlainTextResponse(TRACE, 400)
        return super().answer(request)


@fault(caught_by=["transport/logout-error-internals"])
class LogoutFailsAloud(Reference):
    """Logout shows where it failed on a hint that cannot be read."""

    def end_session(self, request: Request) -> Response:
        if has(request, "id_token_hint", ".ssoproof"):
            return PlainTextResponse(TRACE, 400)
        return super().end_session(request)


@fault(caught_by=["transport/missing-page-internals"])
class MissingPageWithVersion(Reference):
    """The page for what does not exist names the server and its version."""

    def not_found(self, request: Request) -> Response:
        return HTMLResponse("<h1>Not Found</h1><hr><center>nginx/1.18.0</center>", 404)


@fault(caught_by=["authorization/parameters-escaped"])
class PromptShownAsItIs(Reference):
    """The error page shows the prompt of the request unescaped."""

    def authorize(self, request: Request) -> Response:
        if has(request, "prompt", "<"):
            return HTMLResponse(f"<p>Unknown prompt {request.params['prompt']}</p>", 400)
        return super().authorize(request)


@fault(caught_by=["token/error-escaped"])
class TokenErrorAsPage(Reference):
    """The token endpoint shows an unknown grant type on a page, unescaped."""

    def token(self, request: Request) -> Response:
        if has(request, "grant_type", "<"):
            return HTMLResponse(f"<p>No grant type {request.params['grant_type']}</p>", 400)
        return super().token(request)


@fault(caught_by=["logout/parameters-escaped"])
class LogoutUrlShownAsItIs(Reference):
    """The logout page shows the URL that it refuses unescaped."""

    def answer(self, request: Request) -> Response:
        if has(request, "post_logout_redirect_uri", "<"):
            return HTMLResponse(f"<p>{request.params['post_logout_redirect_uri']}</p>", 400)
        return super().answer(request)


@fault(caught_by=["transport/missing-page-escaped"])
class MissingPathShownAsItIs(Reference):
    """The page for what does not exist shows its path unescaped."""

    def not_found(self, request: Request) -> Response:
        return HTMLResponse(f"<p>There is no {unquote(request.url)}</p>", 404)


@fault(caught_by=["token/secret-not-echoed"])
class CodeInTheError(Reference):
    """The errors of the token endpoint repeat the code."""

    def token(self, request: Request) -> Response:
        response = super().token(request)
        if response.status_code >= 400:
            told = f',"code":"{request.params.get("code", "")}"}}'
            rewrite(response, lambda body: body[:-1] + told)
        return response


@fault(caught_by=["userinfo/token-not-echoed"])
class TokenInTheError(Reference):
    """The challenge for a bad token repeats the token."""

    def userinfo(self, request: Request) -> Response:
        response = super().userinfo(request)
        token = self.header_token(request)
        if response.status_code == 401 and token.startswith("this-is"):
            response.headers["www-authenticate"] += f', token="{token}"'
        return response
