"""The `claims` request parameter (Core section 5.5): single claims, with values, by place."""

import json
from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Grant, Session
from fakes.engine.provider import Provider

Wishes = dict[str, dict[str, Any]]
ACR_VALUES = ("urn:mace:incommon:iap:silver", "urn:mace:incommon:iap:bronze")


class ClaimsParameter(Provider):
    """Gives claims that a request names, where it wants them, whatever the scopes ask for.

    A login by password meets every one of `acr_values`.
    """

    acr_values = ACR_VALUES

    def metadata(self) -> dict[str, Any]:
        known = super().metadata()
        return known | {
            "claims_parameter_supported": True,
            "acr_values_supported": list(self.acr_values),
            "claims_supported": [*known["claims_supported"], "acr"],
        }

    def check_claims_request(self, authorization: Authorization) -> None:
        """An object of objects (Core 5.5), and an essential acr that can be met (5.5.1.1)."""
        for place in ("id_token", "userinfo"):
            self.wishes(authorization, place)
        acr = self.wishes(authorization, "id_token").get("acr", {})
        if acr.get("essential") and not set(asked_values(acr)) & set(self.acr_values):
            raise Rejected("unmet_authentication_requirements", "No such acr can be had.")

    def wishes(self, authorization: Authorization, place: str) -> Wishes:
        """What is asked for at `place`; null says nothing but the name (Core 5.5.1)."""
        try:
            claims = json.loads(authorization.params.get("claims", "{}"))
            return {name: wish or {} for name, wish in (claims.get(place) or {}).items()}
        except (ValueError, AttributeError, RecursionError):
            raise Rejected("invalid_request", "claims must be a JSON object.") from None

    def must_log_in_again(self, authorization: Authorization, session: Session) -> bool:
        """Somebody else than the user who is asked for has to log in (Core 3.1.2.2)."""
        wanted = self.is_wanted(authorization, session)
        return not wanted or super().must_log_in_again(authorization, session)

    def respond(self, authorization: Authorization, session: Session) -> Response:
        if not self.is_wanted(authorization, session):
            return self.refuse(authorization, Rejected("login_required", "Another user came."))
        return super().respond(authorization, session)

    def is_wanted(self, authorization: Authorization, session: Session) -> bool:
        """Whether the user is the one whose `sub` the request names, if it names any."""
        values = asked_values(self.wishes(authorization, "id_token").get("sub", {}))
        return not values or self.subject(self.new_grant(authorization, session)) in values

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        """With the acr that was asked for, as a preference or not (Core 3.1.2.1 and 5.5.1.1)."""
        preferred = grant.authorization.params.get("acr_values", "").split()
        asked = asked_values(self.wishes(grant.authorization, "id_token").get("acr", {}))
        known = self.acr_values
        met = [value for value in (*asked, *preferred, *known) if value in known]
        return super().id_token_claims(grant) | {"acr": met[0]}

    def user_claims_in_id_token(self, grant: Grant) -> dict[str, Any]:
        return super().user_claims_in_id_token(grant) | self.asked_claims(grant, "id_token")

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        return super().userinfo_claims(grant) | self.asked_claims(grant, "userinfo")

    def asked_claims(self, grant: Grant, place: str) -> dict[str, Any]:
        """Those that the user has; one that is missing is left out, essential or not (5.5.1)."""
        known = grant.user.claims
        names = self.wishes(grant.authorization, place)
        return {name: known[name] for name in names if name in known and name != "sub"}


def asked_values(wish: dict[str, Any]) -> list[Any]:
    """The values that a wish names, in the order of preference."""
    one = [wish["value"]] if "value" in wish else []
    return [*one, *wish.get("values", [])]
