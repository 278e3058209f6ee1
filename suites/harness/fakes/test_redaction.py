"""What is taken out of bodies that are written in unusual ways."""

import html
import json
import re
from base64 import b64encode, urlsafe_b64encode
from time import process_time
from urllib.parse import quote, quote_plus, urlencode

import pytest

from fakes.wire.redaction import MOST_JWTS, Redactor, decoded_jwts

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


PASSWORD = 'hunter/2 & "co"é'  # noqa: S105 - made up
SPELLINGS = {
    "as it is": PASSWORD,
    "percent": quote(PASSWORD, safe=""),
    "every character in percent": "".join(f"%{byte:02X}" for byte in PASSWORD.encode()),
    "percent twice": "".join(f"%25{byte:02x}" for byte in PASSWORD.encode()),
    "form": quote_plus(PASSWORD),
    "HTML": html.escape(PASSWORD),
    "every character as an entity": "".join(f"&#{ord(one)};" for one in PASSWORD),
    "hexadecimal entities": "".join(f"&#x{ord(one):X};" for one in PASSWORD),
    "JSON": json.dumps(PASSWORD)[1:-1],
    "JSON that escapes the slash": json.dumps(PASSWORD)[1:-1].replace("/", "\\/"),
    "every character as an escape": "".join(f"\\u{ord(one):04x}" for one in PASSWORD),
    "a script's escapes": "".join(f"\\x{ord(one):02x}" for one in PASSWORD),
    "hexadecimal": PASSWORD.encode().hex(),
    "in capitals": PASSWORD.encode().hex().upper(),
    "base64": b64encode(PASSWORD.encode()).decode(),
    "base64 after a byte": b64encode(b"x" + PASSWORD.encode() + b"yz").decode(),
    "base64 after two bytes": b64encode(b"xx" + PASSWORD.encode() + b"yz").decode(),
    "base64url": urlsafe_b64encode(PASSWORD.encode()).decode(),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("media_type", ["text/html", "application/json"])
def test_a_configured_secret_is_taken_out_however_it_is_spelled(
    spelling: str, media_type: str
) -> None:
    """What was typed into the provider's page comes back as the page likes it."""
    told = SPELLINGS[spelling]
    in_json = json.dumps({"note": f"before {told} after"})
    body = in_json if "json" in media_type else f"<p>{told}</p>"
    kept = Redactor(PASSWORD).body(body, media_type)
    assert "«redacted" in kept
    left = ENCODED_LETTERS.sub("", kept.replace("before", "").replace("after", ""))
    assert not [part for part in parts_of(told) if part in left]


ENCODED_LETTERS = re.compile(r"«redacted \d+ chars»|</?p>|\s+")


def parts_of(told: str) -> list[str]:
    """Every ten characters in a row, but for the ends, which base64 shares with its neighbours."""
    inside = told[6:-6]
    return [inside[at : at + 10] for at in range(max(1, len(inside) - 10))]


def test_a_secret_is_taken_out_of_json_that_nobody_can_read() -> None:
    """A number of 5,000 digits is too long for a parser, and may stand beside a token."""
    token = 'a"secret\\/that-is-escaped'  # noqa: S105 - made up
    body = f'{{"expires_in": {"9" * 5000}, "access_token": {json.dumps(token)}, "cut": ['
    kept = Redactor().body(body, "application/json")
    assert "that-is-escaped" not in kept
    kept = Redactor().body(body + "]}", "application/json")
    assert "that-is-escaped" not in kept
    assert "(5,000 digits)" in kept


def test_what_nests_without_end_is_kept_up_to_a_depth() -> None:
    deep = '{"a":' * 400 + '"the bottom"' + "}" * 400
    (jwt,) = decoded_jwts(".".join((part(b'{"alg":"RS256"}'), part(deep.encode()), "c2ln")))
    kept = json.dumps(Redactor().json(jwt))
    assert "\\u2026" in kept
    assert "bottom" not in kept


def test_of_many_tokens_in_one_answer_the_first_are_kept() -> None:
    tokens = [".".join((part(b'{"alg":"x"}'), part(b'{"n":%d}' % n), "c2ln")) for n in range(5000)]
    assert [one["claims"]["n"] for one in decoded_jwts(" ".join(tokens))] == list(range(MOST_JWTS))


def part(of_a_jwt: bytes) -> str:
    return urlsafe_b64encode(of_a_jwt).decode().rstrip("=")


def test_a_secret_inside_of_a_jwt_is_taken_out_where_it_is_echoed() -> None:
    """The code of a response in a JWT, by its name or in a page, comes again in a header."""
    claims = json.dumps({"iss": "https://op.example.com", "code": SECRET})
    token = ".".join((part(b'{"alg":"RS256"}'), part(claims.encode()), "c2ln"))
    nested = ".".join((part(b'{"alg":"RS256"}'), part(json.dumps({"a": token}).encode()), "c2ln"))
    for jwt in (token, nested):
        by_name, by_page = Redactor(), Redactor()
        by_name.url(f"https://app.example.com/callback?response={jwt}")
        by_page.body(f"<p>{jwt}</p>", "text/html")
        for redactor in (by_name, by_page):
            assert SECRET not in redactor.text(f"seen {SECRET}!")


def test_half_a_surrogate_pair_can_be_written() -> None:
    kept = Redactor().body('{"note": "\\ud800"}', "application/json")
    assert kept.encode("utf-8")


def test_an_echo_of_what_was_learned_is_found_among_many_other_secrets() -> None:
    """Cookies that change with each answer are learned without end."""
    redactor = Redactor()
    values = [f"cookie-{number}-of.many+{number}==" for number in range(3000)]
    redactor.headers([("set-cookie", f"a={value}; Path=/") for value in values])
    assert "of.many" not in redactor.text(" ".join(f"({value})" for value in values[::100]))


@pytest.mark.parametrize("piece", ["<input ", "a.", "-eyAAAAAAAA", "eyAAAAAAAA.eyAAAA.", "a:'b\""])
def test_a_page_that_is_made_to_be_slow_is_cleaned_at_once(piece: str) -> None:
    """The largest body that is read, of what looks like a beginning again and again."""
    body = piece * (2_000_000 // len(piece))
    began = process_time()
    Redactor().body(body, "text/html")
    assert process_time() - began < 10


VALUE = "s3cr3t-Tok3n_Value.0123456789~x/y+z=="
ANSWER = {"token_type": "Bearer", "access_token": VALUE}
SPELLED = {
    "a form as text": (urlencode(ANSWER), "text/plain"),
    "a form as JSON": (urlencode(ANSWER), "application/json"),
    "XML": (f"<r><access_token>{VALUE}</access_token></r>", "application/xml"),
    "XML with a name space": (f"<a:access_token a='b'>{VALUE}</a:access_token>", "text/xml"),
    "an attribute of XML": (f'<r access_token="{VALUE}"/>', "application/xml"),
    "XML in capitals": (f"<AccessToken>{VALUE}</AccessToken>", "application/xml"),
    "YAML": (f"access_token: {VALUE}", "application/yaml"),
    "JSON as a string": (json.dumps(json.dumps(ANSWER)), "application/json"),
    "JSON three times": (json.dumps(json.dumps(json.dumps(ANSWER))), "application/json"),
    "JSON in a member": (json.dumps({"body": json.dumps(ANSWER)}), "application/json"),
    "a URL in a member": (json.dumps({"next": f"/a?{urlencode(ANSWER)}"}), "application/json"),
    "a link": (f'<a href="/cb#{urlencode(ANSWER)}">a</a>', "text/html"),
    "entities": (f"{{&quot;access_token&quot;:&quot;{VALUE}&quot;}}", "text/html"),
    "no quotes": (f"{{access_token:{VALUE}}}", "application/json"),
    "other joints": (json.dumps({"accessToken": VALUE, "Access-Token": VALUE}), "text/plain"),
    "a text area": (f'<textarea name="access_token" rows="3">{VALUE}</textarea>', "text/html"),
    "a meta element": (f'<meta name="csrf" content="{VALUE}">', "text/html"),
    "a button": (f'<button name="code" value="{VALUE}">', "text/html"),
    "data of an element": (f'<div data-access-token="{VALUE}">', "text/html"),
}


@pytest.mark.parametrize("name", SPELLED)
def test_a_secret_is_known_by_its_name_in_any_form(name: str) -> None:
    """A provider need not answer in the form that it announces."""
    redactor = Redactor()
    body, media_type = SPELLED[name]
    assert "Tok3n_Value" not in redactor.body(body, media_type)
    assert "Tok3n_Value" not in redactor.text(f"an echo: {VALUE}")


@pytest.mark.parametrize(
    "text",
    [
        "response_type=code&client_id=application-0123456789",
        "code_challenge_method=S256&code_challenge=abcdefghij0123456789",
        "https://op.example/token?error_code=0123456789012345678",
        "token_endpoint: https://op.example/t",
        "the code was refused: 12 of 3",
        "login_hint=alice.0123456789@a.example",
        "<p>Your code</p><p>0123456789abcdefghij</p>",
    ],
)
def test_what_only_stands_beside_such_a_name_is_kept(text: str) -> None:
    assert Redactor().text(text) == text


@pytest.mark.parametrize(
    "piece", ["code=", "code-", "code ", 'code"', "code\\", "code<", "code &quot;"]
)
def test_names_without_a_value_are_passed_over_once(piece: str) -> None:
    """Nothing is looked at again and again: 65,536 characters of a page are."""
    text = piece * (65_536 // len(piece))
    assert len(Redactor().text(text)) >= len(text) / 4
