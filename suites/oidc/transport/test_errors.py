"""What errors give away of the inside: OWASP WSTG 4.8.1, CWE-209."""

from fakes.relying_party.party import with_query
from fakes.wire.purposes import Purpose
from suites.checks.check import check
from suites.checks.words import MAY, MEDIUM
from suites.oidc.transport.odd_requests import (
    BROKEN_JSON,
    BROKEN_JWT,
    JSON,
    LONG,
    QUOTES,
    missing_page,
    odd_client_replies,
    odd_token_replies,
)
from suites.op.op import Op
from suites.protocol.authorization.requests import presume_login_page, stranger
from suites.protocol.session.pages import expect_no_internals
from suites.protocol.tokens.bearer import accepted_token
from suites.verdicts.expect import presuming

SPEC = "wstg:4.8.1"
QUIET = "Switch detailed error messages off, and answer what cannot be read with an error of OAuth."


@check(
    "transport/token-error-internals",
    spec=SPEC,
    level=MAY,
    severity=MEDIUM,
    needs="code",
    remedy=QUIET,
)
def test_token_errors_show_nothing_of_the_inside(op: Op) -> None:
    """Stack traces and file names tell an attacker which software to attack, and how."""
    for reply in odd_token_replies(op):
        expect_no_internals(reply.text, where="token response to a damaged request")


@check(
    "transport/client-endpoint-internals",
    spec=SPEC,
    level=MAY,
    severity=MEDIUM,
    remedy=QUIET,
)
def test_errors_at_the_endpoints_of_clients_show_nothing_of_the_inside(op: Op) -> None:
    """Stack traces and file names tell an attacker which software to attack, and how."""
    for name, reply in odd_client_replies(op).items():
        expect_no_internals(reply.text, where=f"{name}, response to a damaged request")


@check(
    "transport/authorization-error-internals",
    spec=SPEC,
    level=MAY,
    severity=MEDIUM,
    remedy=QUIET,
)
def test_damaged_authorization_requests_show_nothing_of_the_inside(op: Op) -> None:
    """Stack traces and file names tell an attacker which software to attack, and how."""
    presume_login_page(op)
    damaged = {
        "a wrong type": {"claims": BROKEN_JSON, "max_age": "-1e9", "prompt": QUOTES},
        "a damaged JWT": {"id_token_hint": BROKEN_JWT, "request": BROKEN_JWT},
        "a long value": {"nonce": LONG, "acr_values": LONG[:2000], "ui_locales": QUOTES},
    }
    for name, changes in damaged.items():
        _, landing = stranger(op, **changes)
        told = landing.params.get("error_description", "") if landing.left else landing.text
        expect_no_internals(told, where=f"authorization request with {name}")


@check(
    "transport/userinfo-error-internals",
    spec=SPEC,
    level=MAY,
    severity=MEDIUM,
    needs="userinfo",
    remedy=QUIET,
)
def test_userinfo_shows_nothing_of_the_inside_for_a_damaged_token(op: Op) -> None:
    """Stack traces and file names tell an attacker which software to attack, and how."""
    accepted_token(op)
    for token in (BROKEN_JWT, LONG):
        reply = op.userinfo(token)
        told = f"{reply.header('www-authenticate')}\n{reply.text}"
        expect_no_internals(told, where="UserInfo response to a damaged token")


@check(
    "transport/registration-error-internals",
    spec=SPEC,
    level=MAY,
    severity=MEDIUM,
    needs="registration",
    remedy=QUIET,
)
def test_registration_errors_show_nothing_of_the_inside(op: Op) -> None:
    """Stack traces and file names tell an attacker which software to attack, and how."""
    token = op.target.initial_access_token
    headers = [*JSON, *([("authorization", f"Bearer {token}")] if token else [])]
    url = op.endpoint("registration_endpoint")
    reply = op.http.send(
        "POST", url, purpose=Purpose.REGISTRATION, headers=headers, body=BROKEN_JSON
    )
    expect_no_internals(reply.text, where="registration response to damaged JSON")


@check(
    "transport/logout-error-internals",
    spec=SPEC,
    level=MAY,
    severity=MEDIUM,
    needs="end_session",
    remedy=QUIET,
)
def test_logout_errors_show_nothing_of_the_inside(op: Op) -> None:
    """Stack traces and file names tell an attacker which software to attack, and how."""
    damaged = [("id_token_hint", BROKEN_JWT), ("client_id", "'\"")]
    url = with_query(op.endpoint("end_session_endpoint"), damaged)
    browser = op.new_browser()
    landing = browser.open(url, purpose=Purpose.LOGOUT_REQUEST, watch=op.target.host)
    expect_no_internals(landing.reply.text, where="logout request with a damaged hint")


@check(
    "transport/missing-page-internals",
    spec=SPEC,
    level=MAY,
    severity=MEDIUM,
    remedy=QUIET,
)
def test_a_page_that_does_not_exist_shows_nothing_of_the_inside(op: Op) -> None:
    """Stack traces and file names tell an attacker which software to attack, and how."""
    with presuming():
        reply = missing_page(op, "%27%22%5C.php")
    expect_no_internals(reply.text, where="page that does not exist")
