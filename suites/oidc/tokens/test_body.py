"""A token request in another shape than a form: RFC 6749 section 4.1.3."""

import json

from fakes.wire.client import Headers, Reply
from fakes.wire.purposes import Purpose
from suites.checks.check import check
from suites.checks.words import LOW, MEDIUM, SHOULD, STATEFUL
from suites.op.op import Op
from suites.protocol.tokens.exchanges import exchanged
from suites.protocol.tokens.refusals import expect_refused_exchange

FORM_ONLY = "Let the token endpoint take application/x-www-form-urlencoded alone."
SPEC = ["rfc6749:4.1.3", "core:3.1.3.1"]
BOUNDARY = "ssoproof-boundary"
Form = list[tuple[str, str]]


def json_body(form: Form) -> tuple[str, str]:
    return "application/json", json.dumps(dict(form))


def as_multipart(form: Form) -> tuple[str, str]:
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in form
    ]
    return f"multipart/form-data; boundary={BOUNDARY}", "".join(parts) + f"--{BOUNDARY}--\r\n"


def as_text(form: Form) -> tuple[str, str]:
    """As a browser sends a form with enctype text/plain, which any site may have it do."""
    return "text/plain", "".join(f"{name}={value}\r\n" for name, value in form)


def right_exchange(op: Op) -> tuple[Headers, Form]:
    """A token request that would succeed if it were sent as a form."""
    exchanged(op)
    return op.rp.token_request(*op.fresh_code())


def send(op: Op, headers: Headers, written: tuple[str, str]) -> Reply:
    media_type, body = written
    sent = [*headers, ("content-type", media_type)]
    url = op.endpoint("token_endpoint")
    return op.http.send("POST", url, purpose=Purpose.TOKEN_REQUEST, headers=sent, body=body)


@check(
    "token/json-body",
    spec=SPEC,
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs="code",
    remedy=FORM_ONLY,
)
def test_a_token_request_in_json_is_refused(op: Op) -> None:
    """Values that are no strings, and names that come twice, mean different things to parsers."""
    headers, form = right_exchange(op)
    expect_refused_exchange(send(op, headers, json_body(form)))


@check(
    "token/multipart-body",
    spec=SPEC,
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs="code",
    remedy=FORM_ONLY,
)
def test_a_token_request_in_parts_is_refused(op: Op) -> None:
    """What a firewall does not read as a form, and the provider does, passes unseen."""
    headers, form = right_exchange(op)
    expect_refused_exchange(send(op, headers, as_multipart(form)))


@check(
    "token/text-body",
    spec=SPEC,
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="code",
    remedy=FORM_ONLY,
)
def test_a_token_request_in_plain_text_is_refused(op: Op) -> None:
    """Any site may have a browser send text, without being asked about it first."""
    headers, form = right_exchange(op)
    expect_refused_exchange(send(op, headers, as_text(form)))
