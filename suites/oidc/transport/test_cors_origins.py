"""Origins that only look right: Fetch Standard, CORS."""

from urllib.parse import urlsplit

from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MAY
from suites.oidc.transport.test_cors import STRANGER, token_across
from suites.op.op import Op
from suites.protocol.tokens.bearer import userinfo_across
from suites.protocol.tokens.exchanges import failed_exchange
from suites.verdicts.expect import expect, presuming

ALLOW = "access-control-allow-origin"
LEAVE = "access-control-allow-credentials"
SPEC = ["wstg:4.11.7", "fetch"]
LIST = "Compare the whole Origin with a list, and allow credentials to those in it only."


def expect_no_leave(reply: Reply, origin: str, *, where: str) -> None:
    """Scripts of `origin` may not send cookies and read the answer. Raises NotRun."""
    granted = reply.header(LEAVE).strip().lower() == "true" and reply.header(ALLOW) == origin
    told = f"credentials for {origin}"
    expect(not granted, f"no credentials for {origin}", told, where=where)


def presume_list(reply: Reply) -> None:
    """No origin whatever has the leave, which another check judges. Raises NotRun."""
    with presuming():
        expect_no_leave(reply, STRANGER, where="answer to any origin")


def token_from(op: Op, origin: str) -> Reply:
    """The answer to a token request with a made-up code, by a script of `origin`."""
    failed_exchange(op)
    form = [("grant_type", "authorization_code"), ("code", "ssoproof-no-such-code")]
    form += [("client_id", op.target.client_id), ("redirect_uri", op.target.redirect_uri)]
    return op.token_request(form, headers=[("origin", origin)])


def look_alike_origin(op: Op) -> str:
    """An origin that begins like the application's, and is somebody else's."""
    return f"https://{urlsplit(op.target.host).hostname}.attacker.example"


@check(
    "transport/cors-null-origin-token",
    spec=SPEC,
    level=MAY,
    severity=HIGH,
    needs="code",
    remedy=LIST,
)
def test_scripts_without_an_origin_may_not_send_cookies_with_token_requests(op: Op) -> None:
    """Every sandboxed frame has the origin null, so any site can call in the user's name."""
    presume_list(token_across(op, [("origin", STRANGER)]))
    expect_no_leave(token_from(op, "null"), "null", where="token response to origin null")


@check(
    "transport/cors-null-origin-userinfo",
    spec=SPEC,
    level=MAY,
    severity=HIGH,
    needs="userinfo",
    remedy=LIST,
)
def test_scripts_without_an_origin_may_not_send_cookies_to_userinfo(op: Op) -> None:
    """Every sandboxed frame has the origin null, so any site can call in the user's name."""
    presume_list(userinfo_across(op, [("origin", STRANGER)]))
    expect_no_leave(
        userinfo_across(op, [("origin", "null")]), "null", where="UserInfo response to origin null"
    )


@check(
    "transport/cors-look-alike-token",
    spec=SPEC,
    level=MAY,
    severity=HIGH,
    needs="code",
    remedy=LIST,
)
def test_scripts_of_an_origin_that_begins_alike_may_not_send_cookies_with_token_requests(
    op: Op,
) -> None:
    """Whoever owns a domain puts the application's name before it, and is let in."""
    presume_list(token_across(op, [("origin", STRANGER)]))
    origin = look_alike_origin(op)
    expect_no_leave(token_from(op, origin), origin, where="token response to a look-alike")


@check(
    "transport/cors-look-alike-userinfo",
    spec=SPEC,
    level=MAY,
    severity=HIGH,
    needs="userinfo",
    remedy=LIST,
)
def test_scripts_of_an_origin_that_begins_alike_may_not_send_cookies_to_userinfo(op: Op) -> None:
    """Whoever owns a domain puts the application's name before it, and is let in."""
    presume_list(userinfo_across(op, [("origin", STRANGER)]))
    origin = look_alike_origin(op)
    expect_no_leave(
        userinfo_across(op, [("origin", origin)]), origin, where="UserInfo response to a look-alike"
    )


@check(
    "transport/cors-credentials-metadata",
    spec=SPEC,
    level=MAY,
    severity=LOW,
    remedy="Allow every origin (*) to read the documents, and send no header about credentials.",
)
def test_no_stranger_may_send_cookies_for_public_documents(op: Op) -> None:
    """It shows that any origin is told back: where secrets are served the same way, they leak."""
    urls = {
        Purpose.FOREIGN_DISCOVERY: op.discovery_url,
        Purpose.FOREIGN_JWK_SET: op.endpoint("jwks_uri"),
    }
    for purpose, url in urls.items():
        name = purpose.text
        reply = op.fetch(url, purpose=purpose, headers=[("origin", STRANGER)])
        with presuming():
            op.json_of(reply, name)
        expect_no_leave(reply, STRANGER, where=name)
