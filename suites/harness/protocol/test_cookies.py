"""Set-Cookie headers, as targets write them."""

import pytest

from suites.protocol.session.cookies import read_cookie

URL = "https://op.example.com/login"


def test_attributes_are_read_without_case() -> None:
    cookie = read_cookie(URL, "sid=a=b; PATH=/; HTTPONLY; SameSite=Lax;Secure")
    assert (cookie.name, cookie.value, cookie.host) == ("sid", "a=b", "op.example.com")
    assert cookie.attributes == {"path": "/", "httponly": "", "samesite": "Lax", "secure": ""}


@pytest.mark.parametrize(
    ("header", "ends"),
    [
        ("sid=", True),
        ("sid=x; Max-Age=0", True),
        ("sid=x; Max-Age=-1", True),
        ("sid=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT", True),
        ("sid=x; Max-Age=3600", False),
        ("sid=x; Max-Age=soon", False),
        ("sid=x", False),
        ("nonsense", True),
    ],
)
def test_a_cookie_without_value_or_time_ends(header: str, ends: bool) -> None:
    assert read_cookie(URL, header).ends is ends
