"""Defects of the response type `none`."""

from starlette.responses import Response

from fakes.engine.model import Authorization, Session
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.wire.request import Pairs

NONE = "none"


@fault(caught_by=["flow/none"])
class CodeForNone(Reference):
    """With response_type=none a code comes all the same."""

    def response_parameters(self, authorization: Authorization, session: Session) -> Pairs:
        pairs = super().response_parameters(authorization, session)
        if authorization.response_type == NONE:
            pairs.append(("code", self.new_code(self.new_grant(authorization, session))))
        return pairs


@fault(caught_by=["flow/none"])
class TokenForNone(Reference):
    """With response_type=none an access token comes all the same."""

    def response_parameters(self, authorization: Authorization, session: Session) -> Pairs:
        pairs = super().response_parameters(authorization, session)
        if authorization.response_type == NONE:
            token = self.new_access_token(self.new_grant(authorization, session))
            pairs += [("access_token", token), ("token_type", "Bearer")]
        return pairs


@fault(caught_by=["flow/none-state"])
class StatelessNone(Reference):
    """With response_type=none the state does not come back."""

    def deliver(self, authorization: Authorization, pairs: Pairs) -> Response:
        if authorization.response_type == NONE:
            pairs = [one for one in pairs if one[0] != "state"]
        return super().deliver(authorization, pairs)


@fault(caught_by=["flow/none-in-query"])
class NoneInFragment(Reference):
    """The answer to response_type=none comes in the fragment."""

    def delivery_mode(self, authorization: Authorization) -> str:
        if authorization.response_type == NONE:
            return "fragment"
        return super().delivery_mode(authorization)

    def check_response_mode(self, authorization: Authorization) -> None:
        if authorization.response_type != NONE:
            super().check_response_mode(authorization)
