"""Defects of logging out."""

from functools import partial
from typing import Any
from urllib.parse import urljoin

import jwt
from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Client
from fakes.engine.pages import error_page
from fakes.faults import fault, ids
from fakes.faults.homes import Cognito, Reference
from fakes.keys import SigningKey
from fakes.wire.request import Request

logout = partial(ids, "logout")

PREFIXED = "sub-path query-added host-as-prefix userinfo-is-the-host"
ANYWHERE = f"{PREFIXED} other-host other-scheme sub-domain without-scheme javascript"
FORGED = "hint-tampered hint-of-a-stranger hint-without-signature"


def unverified(hint: str) -> dict[str, Any]:
    """What a JWT says, without a look at its signature."""
    return jwt.decode(hint, options={"verify_signature": False})


@fault(caught_by=logout("endpoint"))
class LogoutUnpublished(Reference):
    """The discovery document has no end_session_endpoint."""

    def metadata(self) -> dict[str, Any]:
        return {k: v for k, v in super().metadata().items() if k != "end_session_endpoint"}


@fault(caught_by=logout("returns-host returns-path"))
class LogoutUrlsNotRegistered(Reference):
    """The application's logout URLs were never registered."""

    def logout_uri_allowed(self, client: Client, uri: str) -> bool:
        return False


@fault(caught_by=logout(ANYWHERE))
class AnyLogoutUrl(Reference):
    """A logout leads wherever the request says."""

    def logout_uri_allowed(self, client: Client, uri: str) -> bool:
        return True


@fault(caught_by=logout(PREFIXED))
class LogoutUrlByPrefix(Reference):
    """A logout leads to every URL that begins with scheme and host of a registered one."""

    def logout_uri_allowed(self, client: Client, uri: str) -> bool:
        return uri.startswith(tuple(urljoin(u, "/")[:-1] for u in client.post_logout_redirect_uris))


@fault(caught_by=[], at_home=logout(ANYWHERE))
class AnyLogoutUrlAfterAQuestion(AnyLogoutUrl):
    """A logout leads wherever the request says once the user has said yes."""

    def must_ask(self, request: Request, client: Client | None) -> bool:
        return super().must_ask(request, client) or not self.is_confirmed(request)


@fault(caught_by=[], at_home=logout("wrong-url-leads-nowhere"))
class LogoutFallsBackToRegistered(Reference):
    """A logout with a URL that nobody registered leads to one that is."""

    def logout_target(self, client: Client | None, params: dict[str, str]) -> str:
        try:
            return super().logout_target(client, params)
        except Rejected:
            if client is None or not client.post_logout_redirect_uris:
                raise
            return client.post_logout_redirect_uris[0]


@fault(caught_by=logout("state"))
class LogoutStateLost(Reference):
    """The state of a logout request does not come back."""

    def after_logout(self, target: str, params: dict[str, str]) -> Response:
        return super().after_logout(target, {k: v for k, v in params.items() if k != "state"})


@fault(caught_by=logout("no-state"))
class LogoutStateInvented(Reference):
    """A state comes back from a logout request that had none."""

    def after_logout(self, target: str, params: dict[str, str]) -> Response:
        return super().after_logout(target, {"state": "invented"} | params)


@fault(
    caught_by=[
        *logout("hint-alone session-ends yes-ends-session"),
        "backchannel/delivered",
        "frontchannel/framed",
    ]
)
class LogoutEndsNothing(Reference):
    """The session goes on after every logout."""

    def forget(self, request: Request, response: Response) -> None:
        pass


@fault(caught_by=logout("yes-ends-session"))
class LogoutYesIgnored(Reference):
    """The session goes on after the user said yes to the question."""

    def forget(self, request: Request, response: Response) -> None:
        if "ticket" not in request.params:
            super().forget(request, response)


@fault(caught_by=logout("post yes-ends-session"))
class LogoutByGetOnly(Reference):
    """The logout endpoint refuses POST."""

    def logout_methods(self) -> tuple[str, ...]:
        return ("GET",)


@fault(caught_by=logout("no-parameters"))
class LogoutWantsParameters(Reference):
    """A logout request without parameters gets an error."""

    def end_session(self, request: Request) -> Response:
        if not request.params:
            return error_page("invalid_request", "Parameters are missing.")
        return super().end_session(request)


class LogoutRefusesParameter(Reference):
    """A logout request with one parameter gets an error."""

    parameter = ""

    def end_session(self, request: Request) -> Response:
        if self.parameter in request.params:
            return error_page("invalid_request", f"{self.parameter} is not supported.")
        return super().end_session(request)


@fault(caught_by=logout("ui-locales"))
class LogoutRefusesLocales(LogoutRefusesParameter):
    """A logout request with ui_locales gets an error."""

    parameter = "ui_locales"


@fault(caught_by=logout("logout-hint"))
class LogoutRefusesLogoutHint(LogoutRefusesParameter):
    """A logout request with logout_hint gets an error."""

    parameter = "logout_hint"


@fault(caught_by=logout("client-id-without-hint"))
class LogoutByClientIdRefused(Reference):
    """A logout request with client_id and a URL alone gets an error."""

    def end_session(self, request: Request) -> Response:
        if set(request.params) == {"client_id", "post_logout_redirect_uri"}:
            return error_page("invalid_request", "id_token_hint is missing.")
        return super().end_session(request)


@fault(caught_by=logout("asks-without-hint csrf"))
class LogoutAsksNobody(Reference):
    """The session ends at once where no id_token_hint came, whatever is asked after that."""

    def end_session(self, request: Request) -> Response:
        response = super().end_session(request)
        if "id_token_hint" not in request.params:
            self.forget(request, response)
        return response


@fault(caught_by=logout("url-without-hint"))
class LogoutRedirectsUnasked(Reference):
    """A URL is led to at once where no id_token_hint came."""

    def end_session(self, request: Request) -> Response:
        if set(request.params) == {"post_logout_redirect_uri"}:
            return self.redirect(request.params["post_logout_redirect_uri"])
        return super().end_session(request)


@fault(caught_by=logout(f"{FORGED} hint-of-another-issuer"))
class LogoutHintUnread(Reference):
    """Whatever has an audience is an id_token_hint."""

    def claims_of_hint(self, hint: str, key: SigningKey) -> dict[str, Any]:
        return unverified(hint)


@fault(caught_by=logout(FORGED))
class LogoutHintUnverified(Reference):
    """The issuer of an id_token_hint is compared, its signature is not verified."""

    def claims_of_hint(self, hint: str, key: SigningKey) -> dict[str, Any]:
        claims = unverified(hint)
        return claims if claims["iss"] == self.issuer else super().claims_of_hint(hint, key)


@fault(caught_by=logout("hint-without-signature"))
class LogoutHintUnsigned(Reference):
    """An id_token_hint may have the algorithm none."""

    def claims_of_hint(self, hint: str, key: SigningKey) -> dict[str, Any]:
        if jwt.get_unverified_header(hint)["alg"] == "none":
            return unverified(hint)
        return super().claims_of_hint(hint, key)


@fault(caught_by=logout("hint-expired"))
class LogoutHintMustBeFresh(Reference):
    """An id_token_hint that has expired is refused."""

    def claims_of_hint(self, hint: str, key: SigningKey) -> dict[str, Any]:
        claims = super().claims_of_hint(hint, key)
        if claims["exp"] < self.clock.now():
            raise jwt.ExpiredSignatureError
        return claims


@fault(caught_by=logout("client-mismatch"))
class LogoutClientUnread(Reference):
    """The client_id of a logout request is not compared with the id_token_hint."""

    def check_client_of_hint(self, audience: str, client_id: str) -> None:
        pass


@fault(caught_by=[*logout("cognito-returns"), "application/logout-url"])
class CognitoLogoutUrlNotRegistered(Cognito):
    """The application's logout URL was never added to the app client."""

    def logout_uri_allowed(self, client: Client, uri: str) -> bool:
        return False


@fault(caught_by=logout("cognito-other-host cognito-sub-path"))
class CognitoAnyLogoutUrl(Cognito):
    """A logout leads wherever logout_uri says."""

    def logout_uri_allowed(self, client: Client, uri: str) -> bool:
        return True


@fault(caught_by=logout("cognito-session-ends"))
class CognitoLogoutEndsNothing(Cognito):
    """The session goes on after a logout by logout_uri."""

    def forget(self, request: Request, response: Response) -> None:
        if "logout_uri" not in request.params:
            super().forget(request, response)


@fault(caught_by=logout("answers"), at_home=["transport/server-error"])
class LogoutIsBroken(Reference):
    """The end_session_endpoint fails, whatever it is asked."""

    def end_session(self, request: Request) -> Response:
        return error_page("server_error", "Something went wrong.", 500)
