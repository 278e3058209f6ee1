"""What is taken out of bodies that are written in unusual ways."""

import pytest

from fakes.wire.redaction import Redactor

SECRET = "a-verifier-that-nobody-may-see"  # noqa: S105 - made up


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (f'Content-Disposition: form-data; name="code_verifier"\r\n\r\n{SECRET}\r\n--b--', ""),
        (f'<script>post({{"code": "{SECRET}", "state": "s"}})</script>', "text/html"),
        (f"grant_type=authorization_code\r\ncode_verifier={SECRET}\r\n", "text/plain"),
        (f'{{"code_verifier": "{SECRET}"}}', "application/json"),
        (f"code_verifier={SECRET}&a=b", "application/x-www-form-urlencoded"),
    ],
)
def test_a_secret_parameter_is_taken_out_however_it_is_written(body: str, media_type: str) -> None:
    """Multipart bodies, lines of text, JSON and forms name the same parameters."""
    assert SECRET not in Redactor().body(body, media_type)
