"""Defects of hybrid requests: what they may have beside what they need, and their refusal."""

from typing import Any, ClassVar

from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Grant, Session
from fakes.faults import fault
from fakes.faults.editing import without_parameter
from fakes.faults.flows.hybrid_logins import is_hybrid
from fakes.faults.homes import Reference
from fakes.wire.request import Pairs


class Picky(Reference):
    """Hybrid requests with the parameter `unwelcome`, or with one value of it, are refused."""

    unwelcome: ClassVar[str]
    value: ClassVar[str] = ""

    def check_prompt(self, authorization: Authorization) -> None:
        super().check_prompt(authorization)
        found = authorization.params.get(self.unwelcome)
        if is_hybrid(authorization) and found and self.value in ("", found):
            raise Rejected("invalid_request", "The request is not to our taste.")


@fault(caught_by=["hybrid/scope-order"])
class HybridOpenidMustComeFirst(Reference):
    """The scope openid of a hybrid request is seen at the beginning only."""

    def check_scope(self, authorization: Authorization) -> None:
        if is_hybrid(authorization) and authorization.scopes[:1] != ("openid",):
            raise Rejected("invalid_scope", "The scope must contain openid.")
        super().check_scope(authorization)


@fault(caught_by=["hybrid/unknown-parameter"])
class HybridUnknownParametersRefused(Picky):
    """Hybrid requests with parameters that the provider does not know are refused."""

    unwelcome = "ssoproof"


@fault(caught_by=["hybrid/display-page"])
class HybridDisplayPageRefused(Picky):
    """display=page is refused in the hybrid flow."""

    unwelcome, value = "display", "page"


@fault(caught_by=["hybrid/display-popup"])
class HybridDisplayPopupRefused(Picky):
    """display=popup is refused in the hybrid flow."""

    unwelcome, value = "display", "popup"


@fault(caught_by=["hybrid/ui-locales"])
class HybridUiLocalesRefused(Picky):
    """Hybrid requests in a language that the provider does not speak are refused."""

    unwelcome = "ui_locales"


@fault(caught_by=["hybrid/claims-locales"])
class HybridClaimsLocalesRefused(Picky):
    """Hybrid requests for claims in another language are refused."""

    unwelcome = "claims_locales"


@fault(caught_by=["hybrid/acr-values"])
class HybridAcrValuesRefused(Picky):
    """Hybrid requests that wish for an authentication context are refused."""

    unwelcome = "acr_values"


@fault(caught_by=["hybrid/login-hint"])
class HybridLoginHintRefused(Picky):
    """Hybrid requests with a login_hint are refused."""

    unwelcome = "login_hint"


@fault(caught_by=["hybrid/id-token-hint"])
class HybridHintRefused(Picky):
    """Hybrid requests with an id_token_hint are refused."""

    unwelcome = "id_token_hint"


@fault(caught_by=[], at_home=["hybrid/acr-asked"])
class HybridAcrValuesIgnored(Reference):
    """acr_values are ignored in the hybrid flow."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        asked = is_hybrid(grant.authorization) and "acr_values" in grant.authorization.params
        return super().id_token_claims(grant) | ({"acr": "0"} if asked else {})


@fault(caught_by=["hybrid/prompt-none-error"])
class HybridSilentErrorVague(Reference):
    """Where a hybrid prompt=none needs a login, the error is access_denied."""

    def proceed(self, authorization: Authorization, session: Session | None) -> Response:
        if session is None and is_hybrid(authorization) and "none" in authorization.prompts:
            raise Rejected("access_denied")
        return super().proceed(authorization, session)


@fault(caught_by=["hybrid/prompt-none-page"])
class HybridSilentRequestAsks(Reference):
    """A hybrid prompt=none without a session shows the login page."""

    def proceed(self, authorization: Authorization, session: Session | None) -> Response:
        if session is None and is_hybrid(authorization):
            return self.ask_for_login(authorization)
        return super().proceed(authorization, session)


@fault(caught_by=["hybrid/error-state"])
class HybridErrorWithoutState(Reference):
    """An error response of the hybrid flow has no state."""

    def error_parameters(self, authorization: Authorization, refusal: Rejected) -> Pairs:
        pairs = super().error_parameters(authorization, refusal)
        return without_parameter("state", pairs) if is_hybrid(authorization) else pairs


@fault(caught_by=["hybrid/error-text"])
class QuotesInHybridErrors(Reference):
    """The error_description of the hybrid flow quotes the parameter that is wrong."""

    def error_parameters(self, authorization: Authorization, refusal: Rejected) -> Pairs:
        pairs = super().error_parameters(authorization, refusal)
        if not is_hybrid(authorization):
            return pairs
        others = without_parameter("error_description", pairs)
        return [*others, ("error_description", f'"{refusal.error}"')]
