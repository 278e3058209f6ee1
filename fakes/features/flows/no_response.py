"""response_type=none (Multiple Response Types section 4): the user agrees, nothing is given."""

from dataclasses import replace
from typing import Any

from fakes.engine.model import Client
from fakes.engine.provider import Provider

NONE = "none"


class NoResponse(Provider):
    """Offers the response type, also to the application; its answer has no more than any has."""

    @classmethod
    def registered(cls, application_url: str) -> tuple[Client, ...]:
        application, *others = super().registered(application_url)
        types = (*application.response_types, NONE)
        return (replace(application, response_types=types), *others)

    def metadata(self) -> dict[str, Any]:
        known = super().metadata()
        return known | {"response_types_supported": [*known["response_types_supported"], NONE]}
