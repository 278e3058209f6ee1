"""Changes a page after the engine made it."""

from collections.abc import Callable

from starlette.responses import Response


def rewrite(response: Response, change: Callable[[str], str]) -> Response:
    """The same response with another body."""
    response.body = change(response.body.decode()).encode()
    response.headers["content-length"] = str(len(response.body))
    return response
