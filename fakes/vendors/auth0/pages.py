"""Auth0's error page."""

from html import escape

from starlette.responses import Response

from fakes.engine.pages import page


def oops(title: str, text: str, status: int) -> Response:
    """What the user is told when the application cannot be."""
    body = f"<h2>{escape(title)}</h2><p>{escape(text)}</p>"
    return page("Oops!, something went wrong", body, status)
