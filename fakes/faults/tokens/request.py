"""Defects in what the token endpoint accepts."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Client, Grant
from fakes.faults import fault
from fakes.faults.homes import Confidential, Reference
from fakes.wire.request import FORM, Request


@fault(caught_by=["token/get-refused"])
class TokensByGet(Reference):
    """The token endpoint answers GET as well."""

    def token_methods(self) -> tuple[str, ...]:
        return ("GET", "POST")

    def check_token_request(self, request: Request) -> None:
        if request.method == "POST":
            super().check_token_request(request)


@fault(caught_by=["token/credentials-in-url-refused"])
class TokensByUrl(Reference):
    """The token endpoint reads its parameters from the URL too."""

    def token(self, request: Request) -> Response:
        return super().token(replace(request, query=[], form=request.form + request.query))


@fault(caught_by=["pkce/repeated-verifier", "token/repeated-parameter"])
class LastValueWins(Reference):
    """Of a parameter that comes twice the last value counts."""

    def check_token_parameters(self, request: Request) -> None:
        pass


@fault(caught_by=["token/form-only"])
class AnyContentType(Reference):
    """The token endpoint reads any body as a form."""

    def token(self, request: Request) -> Response:
        form = parse_qsl(request.body.decode())
        headers = request.headers | {"content-type": FORM}
        return super().token(replace(request, form=form, headers=headers))


@fault(caught_by=["token/unknown-parameter", "refresh/unknown-parameter"])
class StrictParameters(Reference):
    """The token endpoint refuses parameters that it does not know."""

    def check_token_parameters(self, request: Request) -> None:
        super().check_token_parameters(request)
        if "ssoproof" in request.params:
            raise Rejected("invalid_request", "A parameter is unknown.")


@fault(caught_by=["token/no-scope-growth"])
class ScopeGrowth(Reference):
    """The token request chooses the scope."""

    def exchange_code(self, request: Request, client: Client) -> dict[str, Any]:
        answer = super().exchange_code(request, client)
        return answer | {"scope": request.params.get("scope", answer["scope"])}


@fault(caught_by=["token/superfluous-secret"])
class SecretIgnored(Reference):
    """A public client may send any secret."""

    def secret_is_right(self, client: Client, secret: str) -> bool:
        return not client.secret or super().secret_is_right(client, secret)


@fault(caught_by=["token/missing-client-id"])
class ClientIdOptional(Reference):
    """A request without client_id is taken for the application's."""

    def credentials(self, request: Request) -> tuple[str, str, bool]:
        client_id, secret, by_header = super().credentials(request)
        return client_id or next(iter(self.clients)), secret, by_header


@fault(caught_by=["token/missing-client-id-error"])
class MissingClientMisnamed(Reference):
    """A request without client_id is answered with invalid_grant."""

    def authenticate(self, request: Request) -> Client:
        proofs = {"client_id", "client_assertion"} & set(request.params)
        if not proofs and "authorization" not in request.headers:
            raise Rejected("invalid_grant", "The code is not yours.")
        return super().authenticate(request)


@fault(
    caught_by=[
        "client-assertion/replay",
        "client-authentication/two-clients",
        "token/code-bound-to-client",
        "token/empty-secret",
        "token/missing-client-id",
        "token/no-secret",
        "token/superfluous-secret",
        "token/code-other-client",
        "token/wrong-secret",
        "mtls/other-self-signed",
        "mtls/same-subject",
        "mtls/other-subject",
        "mtls/no-certificate",
        "consent/tampered-target",
    ]
)
class CodeOfAnyClient(Reference):
    """Whoever has a code gets its tokens."""

    def authenticate(self, request: Request) -> Client:
        grant = self.grants.get(request.params.get("code", ""))
        return grant.client if grant else super().authenticate(request)


@fault(
    caught_by=[
        *("token/code-single-use", "token/code-race", "token/code-reuse-later"),
        "token/code-single-use-without-pkce",
        "pkce/guesses",
    ]
)
class EndlessCode(Reference):
    """A code works again and again."""

    def check_code_is_fresh(self, request: Request, client: Client, grant: Grant) -> None:
        grant.used = False
        super().check_code_is_fresh(request, client, grant)


@fault(caught_by=["token/code-single-use-without-pkce"])
class EndlessCodeWithoutPkce(Reference):
    """A code that was asked for without PKCE works again and again."""

    def check_code_is_fresh(self, request: Request, client: Client, grant: Grant) -> None:
        if "code_challenge" not in grant.authorization.params:
            grant.used = False
        super().check_code_is_fresh(request, client, grant)


@fault(caught_by=["token/code-reuse-revokes", "token/code-reuse-ends-refresh"])
class ReuseUnpunished(Reference):
    """The second use of a code ends nothing that the first one gave."""

    def check_code_is_fresh(self, request: Request, client: Client, grant: Grant) -> None:
        if grant.used:
            raise Rejected("invalid_grant", "The code was used before.")
        super().check_code_is_fresh(request, client, grant)


@fault(
    caught_by=[
        *("token/code-bound-to-redirect-uri", "token/missing-redirect-uri"),
        *("token/redirect-uri-other-host", "token/redirect-uri-sub-domain"),
        "token/redirect-uri-query-added",
        *("token/redirect-uri-trailing-slash", "token/redirect-uri-case"),
        "token/redirect-uri-of-other-client",
    ]
)
class RedirectUriUnchecked(Reference):
    """The redirect_uri of the token request is not looked at."""

    def check_code_redirect_uri(self, request: Request, client: Client, grant: Grant) -> None:
        pass


@fault(caught_by=["token/missing-redirect-uri"])
class RedirectUriOptional(Reference):
    """The redirect_uri may be left out of the token request."""

    def check_code_redirect_uri(self, request: Request, client: Client, grant: Grant) -> None:
        if "redirect_uri" in request.params:
            super().check_code_redirect_uri(request, client, grant)


@fault(caught_by=["token/altered-code"])
class HalfCode(Reference):
    """A code is found by its first characters."""

    def exchange_code(self, request: Request, client: Client) -> dict[str, Any]:
        code = request.params.get("code", "")
        found = next((one for one in self.grants if one[:8] == code[:8]), code)
        return super().exchange_code(replace_code(request, found), client)


@fault(caught_by=["token/code-entropy", "hybrid/code-entropy"])
class ShortCode(Reference):
    """A code has ten characters."""

    def new_code(self, grant: Grant) -> str:
        grant.code = self.random()[:10]
        self.grants[grant.code] = grant
        return grant.code


@fault(caught_by=["token/code-unpredictable"])
class CountedCodes(Reference):
    """A code is a fixed text with a number."""

    def new_code(self, grant: Grant) -> str:
        grant.code = f"a-fixed-text-of-the-provider-{len(self.grants):08}"
        self.grants[grant.code] = grant
        return grant.code


def replace_code(request: Request, code: str) -> Request:
    """The request with another code."""
    form = [(name, code if name == "code" else value) for name, value in request.form]
    return replace(request, form=form)


@fault(
    caught_by=[
        "client-authentication/secret-blanks",
        "client-authentication/secret-case",
        "client-authentication/secret-of-another",
        "client-authentication/secret-part",
        "token/wrong-secret",
    ]
)
class AnySecret(Confidential):
    """A confidential client may send any secret but none."""

    def secret_is_right(self, client: Client, secret: str) -> bool:
        return bool(secret) == bool(client.secret)


@fault(
    caught_by=[
        "token/empty-secret",
        "token/no-secret",
        "client-authentication/malformed-header",
    ]
)
class SecretOptional(Confidential):
    """A confidential client may leave its secret out."""

    def secret_is_right(self, client: Client, secret: str) -> bool:
        return not secret or super().secret_is_right(client, secret)


@fault(caught_by=["token/wrong-secret-error"])
class WrongSecretMisnamed(Confidential):
    """A wrong secret is answered with invalid_grant."""

    def authenticate(self, request: Request) -> Client:
        client_id, secret, _ = self.credentials(request)
        client = self.clients.get(client_id)
        if client and secret and not self.secret_is_right(client, secret):
            raise Rejected("invalid_grant", "The code is not yours.")
        return super().authenticate(request)
