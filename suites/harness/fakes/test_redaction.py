"""What is taken out of bodies that are written in unusual ways."""

from time import process_time

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


PEM = f"-----BEGIN RSA PRIVATE KEY-----\\nMIIE{SECRET}\\n-----END RSA PRIVATE KEY-----"


@pytest.mark.parametrize(
    "body",
    [
        f'{{"client_id": "shown", "client_secret": "{SECRET}"}}',
        f'[{{"id": "shown", "credentials": {{"oauthClient": {{"client_secret": "{SECRET}"}}}}}}]',
        f'{{"client_id": "shown", "signing_keys": [{{"cert": "{SECRET}", "subject": "/CN=a"}}]}}',
        f'{{"client_id": "shown", "encryption_key": {{"pub": "{SECRET}"}}}}',
        f'{{"client_id": "shown", "signing_key": "{SECRET}"}}',
        f'{{"client_id": "shown", "addons": {{"samlp": {{"key": "{PEM}"}}}}}}',
        f'{{"client_id": "shown", "addons": {{"samlp": {{"key": "{PEM[:-20]}',
        f'{{"client_id": "shown", "client_secret": "{SECRET}", "cut": "o',
    ],
)
def test_neither_a_secret_nor_a_key_of_a_client_is_kept(body: str) -> None:
    """Admin APIs tell of a client what only it and the provider should know."""
    kept = Redactor().body(body, "application/json")
    assert SECRET not in kept
    assert "shown" in kept
    assert "«redacted" in kept


@pytest.mark.parametrize("piece", ["<input ", "a.", "-eyAAAAAAAA", "eyAAAAAAAA.eyAAAA.", "a:'b\""])
def test_a_page_that_is_made_to_be_slow_is_cleaned_at_once(piece: str) -> None:
    """The largest body that is read, of what looks like a beginning again and again."""
    body = piece * (2_000_000 // len(piece))
    began = process_time()
    Redactor().body(body, "text/html")
    assert process_time() - began < 10
