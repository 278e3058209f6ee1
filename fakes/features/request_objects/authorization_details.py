"""Rich authorization requests (RFC 9396), for a provider with one type of its own."""

import json
from typing import Any

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Grant
from fakes.engine.provider import Provider

TYPE = "account_information"
# Each member of an object of the type, and the values that it may have.
ACTIONS = ("list_accounts", "read_balances")
ERROR = "invalid_authorization_details"

Details = list[dict[str, Any]]


class AuthorizationDetails(Provider):
    """Grants what `authorization_details` ask for, as long as all of it is known."""

    rules = (*Provider.rules, "check_authorization_details")

    def metadata(self) -> dict[str, Any]:
        return super().metadata() | {"authorization_details_types_supported": [TYPE]}

    def check_authorization_details(self, authorization: Authorization) -> None:
        for one in self.details_of(authorization):
            self.check_detail(one)

    def details_of(self, authorization: Authorization) -> Details:
        """An array of objects (section 2). Raises Rejected."""
        try:
            told = json.loads(authorization.params.get("authorization_details", "[]"))
        except (ValueError, RecursionError):
            told = None
        if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
            raise Rejected(ERROR, "authorization_details must be an array of objects.")
        return told

    def check_detail(self, detail: dict[str, Any]) -> None:
        """Unknown types, members and values are refused (section 5)."""
        actions = detail.get("actions", [])
        known = isinstance(actions, list) and all(one in ACTIONS for one in actions)
        if detail.get("type") != TYPE or set(detail) - {"type", "actions"} or not known:
            raise Rejected(ERROR, "Something in authorization_details is not known here.")

    def token_response(self, grant: Grant) -> dict[str, Any]:
        """With what was granted (section 7)."""
        details = self.details_of(grant.authorization)
        granted = {"authorization_details": details} if details else {}
        return super().token_response(grant) | granted
