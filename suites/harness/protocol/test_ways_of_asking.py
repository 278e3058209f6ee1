"""What many providers do not know they may answer in several ways, and are not blamed for it."""

from typing import Any

import pytest
from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Client, Grant
from fakes.engine.pages import error_page
from fakes.faults.homes import Reference
from fakes.faults.tokens.offline_access import OfflineAccessUnasked
from fakes.wire.request import Pairs, Request
from suites.harness.given.healthy import hold_outcome

OFFLINE = "offline_access"
HINTS = [
    "authorization/hint-of-another-client-alone",
    "authorization/hint-of-another-client-user",
]
NATIVE = ["callback/native-loopback-port", "callback/native-loopback-path"]
NONE = ["flow/none", "flow/none-state", "flow/none-in-query"]


class NoAccountsToChoose(Reference):
    """Nobody can be asked which account it shall be, and the application learns that."""

    def check_prompt(self, authorization: Authorization) -> None:
        super().check_prompt(authorization)
        if "select_account" in authorization.prompts:
            raise Rejected("account_selection_required", "There is no such page.")


class UnknownPromptTold(Reference):
    """A prompt that is not known is an error."""

    def check_prompt(self, authorization: Authorization) -> None:
        super().check_prompt(authorization)
        if "ssoproof" in authorization.prompts:
            raise Rejected("invalid_request", "The prompt is unknown.")


class UnknownPromptOnAPage(Reference):
    """It lists its prompts, and another one is HTTP 400 (Initiating User Registration 4.1)."""

    def authorize(self, request: Request) -> Response:
        if request.params.get("prompt") == "ssoproof":
            return self.page_refusal("invalid_request", "The prompt is unknown.")
        return super().authorize(request)

    def document(self) -> dict[str, Any]:
        return super().document() | {"prompt_values_supported": ["none", "login", "consent"]}


class OwnHintsOnly(Reference):
    """A hint is taken from the client that got it."""

    def check_prompt(self, authorization: Authorization) -> None:
        super().check_prompt(authorization)
        if "id_token_hint" in authorization.params:
            raise Rejected("login_required", "This hint is for somebody else.")


class OfflineAccessIgnored(Reference):
    """Nobody is asked for anything, and offline_access alone, without a consent, gives nothing."""

    def is_foreign(self, client: Client) -> bool:
        return False

    def gives_refresh_token(self, grant: Grant) -> bool:
        return OFFLINE in grant.scopes and super().gives_refresh_token(grant)


class OfflineAccessNotRegistered(Reference):
    """New clients do not get the scope, and are told so."""

    def permitted_scope(self, asked: str) -> str:
        return super().permitted_scope(asked).replace(OFFLINE, "").strip()


class WebClientsAlone(Reference):
    """Whatever a client says about itself, it runs on the web."""

    def metadata_of(self, request: Request) -> dict[str, Any]:
        return super().metadata_of(request) | {"application_type": "web"}


class NoneForNobody(Reference):
    """The response type `none` is announced, and no client has it."""

    def check_response_type(self, authorization: Authorization) -> None:
        if authorization.response_type == "none":
            raise Rejected("unauthorized_client", "No client may use it.")
        super().check_response_type(authorization)


class StateBesideTheJwt(Reference):
    """The state travels in the JWT, and in plain for whoever looks for it there."""

    def sent_by_jwt(self, response: str, pairs: Pairs) -> Pairs:
        return [*super().sent_by_jwt(response, pairs), *(p for p in pairs if p[0] == "state")]


class LogoutHintsAgree(Reference):
    """What a logout_hint means is left to the provider: it names the user, or is an error."""

    def end_session(self, request: Request) -> Response:
        if request.params.get("logout_hint") not in {None, *self.users}:
            return error_page("invalid_request", "This logout_hint is nobody's.")
        return super().end_session(request)


@pytest.mark.parametrize(
    ("mixin", "ids", "outcome"),
    [
        (NoAccountsToChoose, ["authorization/prompt-select-account"], "PASSED"),
        (UnknownPromptTold, ["authorization/prompt-unknown"], "PASSED"),
        (UnknownPromptOnAPage, ["authorization/prompt-unknown"], "PASSED"),
        (StateBesideTheJwt, ["flow/jwt-response"], "PASSED"),
        (LogoutHintsAgree, ["logout/logout-hint"], "PASSED"),
        (OwnHintsOnly, HINTS, "PASSED"),
        (OfflineAccessIgnored, ["offline-access/consent"], "PASSED"),
        (OfflineAccessNotRegistered, ["offline-access/consent"], "NOT_APPLICABLE"),
        (WebClientsAlone, NATIVE, "NOT_APPLICABLE"),
        (NoneForNobody, NONE, "NOT_APPLICABLE"),
    ],
)
def test_another_way_is_not_blamed(mixin: type, ids: list[str], outcome: str) -> None:
    hold_outcome(mixin, ids, outcome)


class AnybodyMayRegister(OfflineAccessUnasked):
    """No token is wanted of who registers a client."""

    def check_may_register(self, request: Request) -> None:
        pass

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        told = super().told_to_operators(auth_method)
        return {name: told[name] for name in told if name != "OIDC_INITIAL_ACCESS_TOKEN"}


@pytest.mark.parametrize(
    ("mixin", "outcome"),
    [
        (OfflineAccessUnasked, "WARNED"),
        (AnybodyMayRegister, "FAILED"),
    ],
)
def test_who_vouched_for_a_client_may_have_agreed_for_its_users(mixin: type, outcome: str) -> None:
    hold_outcome(mixin, ["offline-access/consent"], outcome)
