"""Defects of what becomes of the values of prompt."""

from starlette.responses import Response

from fakes.engine.model import Authorization, Session
from fakes.engine.pages import error_page
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.wire.request import Request


# Some products refuse the value before they could ignore it.
@fault(caught_by=[], at_home=["authorization/prompt-select-account"])
class SelectAccountIgnored(Reference):
    """prompt=select_account is no reason to ask."""

    def must_log_in_again(self, authorization: Authorization, session: Session) -> bool:
        if authorization.prompts == ("select_account",):
            return False
        return super().must_log_in_again(authorization, session)


@fault(caught_by=["authorization/prompt-unknown"])
class UnknownPromptStrands(Reference):
    """A prompt that is not known ends on an error page."""

    def authorize(self, request: Request) -> Response:
        if request.params.get("prompt") == "ssoproof":
            return error_page("invalid_request", "The prompt is unknown.", 403)
        return super().authorize(request)
