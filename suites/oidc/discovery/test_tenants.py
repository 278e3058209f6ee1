"""Two tenants of one provider: RFC 8414 section 6, RFC 9207, RFC 9700 section 4.4."""

from fakes.wire.purposes import Purpose
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MEDIUM, MUST, SHOULD, STATEFUL
from suites.op.op import Op
from suites.op.userinfo import expect_answered
from suites.verdicts.expect import (
    Document,
    Mismatch,
    NotRun,
    expect,
    expect_equal,
    is_breakdown,
    presuming,
)

WHERE = "discovery document of the other tenant"
APART = "Keep the tenants of the provider apart: report it to its vendor."
SUFFIX = "/.well-known/openid-configuration"


def other_document(op: Op) -> Document:
    """What the other tenant publishes. Raises NotRun."""
    url = op.target.other_issuer.rstrip("/") + SUFFIX
    with presuming():
        return op.json_of(op.fetch(url, purpose=Purpose.DISCOVERY), WHERE)


def endpoint_of_other(op: Op, member: str) -> str:
    """An endpoint of the other tenant that is not shared with this one. Raises NotRun."""
    with presuming():
        url = other_document(op).string(member)
    if url == op.endpoint(member):
        raise NotRun(f"Both tenants have the same {member}, so nothing was asked elsewhere.")
    return url


@check(
    "tenant/issuer",
    spec=["discovery:4.3", "rfc8414:3.3", "rfc9700:4.4"],
    level=MUST,
    severity=HIGH,
    needs="other-issuer",
    remedy="Give each tenant an issuer of its own, the URL that its metadata is fetched from.",
)
def test_each_tenant_has_an_issuer_of_its_own(op: Op) -> None:
    """An application that knows both cannot tell which of them logged a user in."""
    found = other_document(op).get("issuer")
    expect_equal(found, op.target.other_issuer, where=f"{WHERE}, issuer")
    expect(found != op.target.issuer, "another issuer", "the same one", where=f"{WHERE}, issuer")


@check(
    "tenant/iss-parameter",
    spec=["rfc9207:3", "rfc9700:4.4.2.1"],
    level=SHOULD,
    severity=MEDIUM,
    needs="other-issuer",
    remedy="Switch the iss parameter of authorization responses on, at each tenant.",
)
def test_the_other_tenant_sends_iss_with_its_responses(op: Op) -> None:
    """A mix-up attack sends the code of one tenant to the other, and nobody notices."""
    member = "authorization_response_iss_parameter_supported"
    expect_equal(other_document(op).get(member), True, where=f"{WHERE}, {member}")


@check(
    "tenant/access-token",
    spec=["rfc9700:2.3", "rfc6750:3.1", "core:5.3.3"],
    level=MUST,
    severity=CRITICAL,
    needs=["other-issuer", "userinfo"],
    remedy=APART,
)
def test_the_access_token_of_one_tenant_is_refused_at_the_other(op: Op) -> None:
    """Whoever has an account at one tenant reads and acts at all others."""
    with presuming():
        expect_answered(op.userinfo_reply(), where="UserInfo response")
    token = op.login_with_access_token().access_token
    url = endpoint_of_other(op, "userinfo_endpoint")
    headers = [("authorization", f"Bearer {token}")]
    reply = op.http.send("GET", url, purpose=Purpose.USERINFO_ELSEWHERE, headers=headers)
    expect_elsewhere_refused(reply.status, "UserInfo response of the other tenant")


@check(
    "tenant/code",
    spec=["rfc6749:10.5", "rfc6749:5.2", "rfc9700:4.4"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs=["other-issuer", "code"],
    remedy=APART,
)
def test_the_code_of_one_tenant_is_refused_at_the_other(op: Op) -> None:
    """A code that was stolen by a mix-up is exchanged where the attacker is at home."""
    url = endpoint_of_other(op, "token_endpoint")
    headers, form = op.rp.token_request(*op.fresh_code())
    purpose = Purpose.TOKEN_REQUEST_ELSEWHERE
    reply = op.http.send("POST", url, purpose=purpose, headers=headers, form=form)
    expect_elsewhere_refused(reply.status, "token response of the other tenant")


def expect_elsewhere_refused(status: int, where: str) -> None:
    """Nobody is known there. Raises NotRun if the endpoint does not work, or is none."""
    if is_breakdown(status) or status in (404, 405):
        raise NotRun(f"The other tenant answered HTTP {status}, which decides nothing.")
    if status < 400:
        raise Mismatch("a refusal", f"HTTP {status}", where)
