"""Defects of rich authorization requests."""

from typing import Any

from fakes.engine.endpoint import Rejected
from fakes.faults import fault
from fakes.faults.editing import replace_error
from fakes.faults.homes import Reference


@fault(caught_by=["authorization/unknown-details"])
class UnknownDetailsGranted(Reference):
    """Whatever type authorization_details have, it is granted."""

    def check_detail(self, detail: dict[str, Any]) -> None:
        pass


@fault(caught_by=["authorization/unknown-details-error"])
class UnknownDetailsInvalidScope(Reference):
    """authorization_details that are not known are answered with invalid_scope."""

    def check_detail(self, detail: dict[str, Any]) -> None:
        try:
            super().check_detail(detail)
        except Rejected as refusal:
            raise replace_error(refusal, refusal.error, "invalid_scope") from None
