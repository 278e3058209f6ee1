"""Errors that say too much, or repeat what was sent as it was."""

from urllib.parse import unquote

from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse

from fakes.engine.http import FORM, Rejected
from fakes.faults import fault
from fakes.faults.pages import add

TRACE = "Traceback (most recent call last):\n  File server.py, line 7\nValueError"


def has(request, name, value):
    """Whether a parameter of the request contains `value`."""
    return value in request.params.get(name, "")


@fault(caught_by=["transport/token-error-internals"])
class TokenEndpointFailsAloud:
    """The token endpoint shows where it failed on a body that is no form."""

    def token(self, request):
        if request.body and request.headers.get("content-type", "") != FORM:
            return PlainTextResponse(TRACE, 500)
        return super().token(request)


@fault(caught_by=["transport/client-endpoint-internals"])
class RevocationFailsAloud:
    """The revocation endpoint shows the error of its database."""

    def revocation(self, request):
        if has(request, "token", ".ssoproof"):
            text = 'ERROR: syntax error at or near "ssoproof"'
            return JSONResponse({"error": "invalid_request", "error_description": text}, 400)
        return super().revocation(request)


@fault(caught_by=["transport/authorization-error-internals"])
class AuthorizationFailsAloud:
    """The authorization endpoint shows where it failed on a nonce that is too long."""

    def authorize(self, request):
        if len(request.params.get("nonce", "")) > 4000:
            return PlainTextResponse(TRACE, 400)
        return super().authorize(request)


@fault(caught_by=["transport/userinfo-error-internals"])
class UserinfoFailsAloud:
    """UserInfo shows where it failed on a token that looks like a JWT."""

    def userinfo(self, request):
        if request.headers.get("authorization", "").endswith(".ssoproof"):
            return PlainTextResponse("jwt.DecodeError in /usr/lib/provider/tokens.py", 400)
        return super().userinfo(request)


@fault(caught_by=["transport/registration-error-internals"])
class RegistrationFailsAloud:
    """Registration shows where it failed on JSON that ends too early."""

    def registration(self, request):
        if request.body.startswith(b'{"ssoproof"'):
            return PlainTextResponse(TRACE, 400)
        return super().registration(request)


@fault(caught_by=["transport/logout-error-internals"])
class LogoutFailsAloud:
    """Logout shows where it failed on a hint that cannot be read."""

    def end_session(self, request):
        if has(request, "id_token_hint", ".ssoproof"):
            return PlainTextResponse(TRACE, 400)
        return super().end_session(request)


@fault(caught_by=["transport/missing-page-internals"])
class MissingPageWithVersion:
    """The page for what does not exist names the server and its version."""

    def not_found(self, request):
        response = super().not_found(request)
        add(response, "<hr><center>nginx/1.18.0</center>")
        return response


@fault(caught_by=["authorization/parameters-escaped"])
class PromptShownAsItIs:
    """The error page shows the prompt of the request unescaped."""

    def authorize(self, request):
        if has(request, "prompt", "<"):
            return HTMLResponse(f"<p>Unknown prompt {request.params['prompt']}</p>", 400)
        return super().authorize(request)


@fault(caught_by=["token/error-escaped"])
class TokenErrorAsPage:
    """The token endpoint shows an unknown grant type on a page, unescaped."""

    def token(self, request):
        if has(request, "grant_type", "<"):
            return HTMLResponse(f"<p>No grant type {request.params['grant_type']}</p>", 400)
        return super().token(request)


@fault(caught_by=["logout/parameters-escaped"])
class LogoutUrlShownAsItIs:
    """The logout page shows the URL that it refuses unescaped."""

    def end_session(self, request):
        response = super().end_session(request)
        if has(request, "post_logout_redirect_uri", "<"):
            add(response, f"<p>{request.params['post_logout_redirect_uri']}</p>")
        return response


@fault(caught_by=["transport/missing-page-escaped"])
class MissingPathShownAsItIs:
    """The page for what does not exist shows its path unescaped."""

    def not_found(self, request):
        response = super().not_found(request)
        add(response, f"<p>There is no {unquote(request.url)}</p>")
        return response


@fault(caught_by=["token/secret-not-echoed"])
class SecretInTheError:
    """The error for an unknown client repeats how it authenticated."""

    def authenticate(self, request):
        try:
            return super().authenticate(request)
        except Rejected as refusal:
            told = f"{refusal.description} {self.credentials(request)[1]}"
            raise Rejected(refusal.error, told, refusal.status) from None


@fault(caught_by=["userinfo/token-not-echoed"])
class TokenInTheError:
    """The error for a bad token repeats the token."""

    def userinfo(self, request):
        self.shown = self.header_token(request)
        return super().userinfo(request)

    def userinfo_refusal(self, status, error, description):
        return super().userinfo_refusal(status, error, f"{description} {self.shown}".strip())
