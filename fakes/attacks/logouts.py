"""What the provider sees of a logout that the application began."""

from starlette.responses import Response

from fakes.attacks.provider import Attack
from fakes.faults.homes import Reference
from fakes.wire.request import Request


def logouts_into(seen: list[dict[str, str]]) -> Attack:
    """A provider that keeps the parameters of each logout request in `seen`."""

    class KeptLogouts(Reference):
        """A provider that looks at logout requests."""

        def end_session(self, request: Request) -> Response:
            seen.append(dict(request.params))
            return super().end_session(request)

    return KeptLogouts
