"""Changes what the engine made: members, parameters, errors, pages."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.wire.request import Pairs

Value = TypeVar("Value")


def without(members: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """`members` without those called `names`."""
    return {name: value for name, value in members.items() if name not in names}


def without_parameter(name: str, pairs: Pairs) -> Pairs:
    """`pairs` without those called `name`."""
    return [pair for pair in pairs if pair[0] != name]


def never(values: Iterable[Value], unwanted: Value) -> list[Value]:
    """`values` without `unwanted`."""
    return [value for value in values if value != unwanted]


def replace_error(refusal: Rejected, error: str, other: str) -> Rejected:
    """The refusal with another error code if it has this one."""
    if refusal.error == error:
        refusal.error = other
    return refusal


def rewrite(response: Response, change: Callable[[str], str]) -> Response:
    """The same response with another body."""
    response.body = change(bytes(response.body).decode()).encode()
    response.headers["content-length"] = str(len(response.body))
    return response


def add(response: Response, html: str) -> Response:
    """The same page with `html` at its end."""
    return rewrite(response, lambda page: page.replace("</body>", f"{html}</body>"))


def is_page(response: Response) -> bool:
    """Whether the response is for a person to look at."""
    return response.headers.get("content-type", "").startswith("text/html")


def asks_for_password(response: Response) -> bool:
    """Whether the response is a login page."""
    return b'type="password"' in bytes(response.body)
