"""Who may ask about a token: RFC 7662 sections 2.1 and 4."""

from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.checks.check import check
from suites.checks.words import HIGH, MAY, MUST
from suites.oidc.tokens.test_introspection import NEEDS, inactive, introspecting_client
from suites.op.op import Op
from suites.protocol.tokens.exchanges import NO_SUCH_CLIENT
from suites.protocol.tokens.grants import other_party, unauthenticated_request
from suites.protocol.tokens.introspection import WHERE, introspect
from suites.verdicts.expect import Mismatch, Tolerated, expect_decided

NO_SUCH_SECRET = "ssoproof-no-such-secret"  # noqa: S105 - of nobody


@check(
    "introspection/other-client",
    spec=["rfc7662:2.2", "rfc7662:4"],
    level=MAY,
    severity=HIGH,
    remedy="Let a client introspect tokens that are meant for it, and no others.",
    needs=NEEDS,
)
def test_a_client_learns_nothing_about_the_tokens_of_another(op: Op) -> None:
    """One application reads who uses the others, and what they may do."""
    found = introspecting_client(op)
    found.members()
    reply = introspect(other_party(op), found.login.access_token)
    expect_decided(reply)
    if 400 <= reply.status < 500:
        return
    inactive(reply)


def expect_untold(reply: Reply) -> None:
    """Somebody who did not say who he is was refused; to be told "inactive" is half as bad."""
    expect_decided(reply)
    if 400 <= reply.status < 500:
        return
    try:
        inactive(reply)
    except Mismatch:
        raise Mismatch("a refusal", f"HTTP {reply.status} with an answer", WHERE) from None
    why = "The answer is always that the token is not active, so it tells nothing."
    raise Tolerated("HTTP 401", f"HTTP {reply.status}", WHERE, why)


@check(
    "introspection/without-authentication",
    spec=["rfc7662:2.1", "rfc7662:4"],
    level=MUST,
    severity=HIGH,
    remedy="Let the introspection endpoint authenticate whoever asks.",
    needs=NEEDS,
)
def test_nobody_introspects_without_authentication(op: Op) -> None:
    """Anybody can try tokens until one is active, and read whose it is."""
    found = introspecting_client(op)
    found.members()
    token = found.login.access_token
    expect_untold(
        unauthenticated_request(
            op, "introspection_endpoint", Purpose.STRANGERS_INTROSPECTION, token=token
        )
    )


@check(
    "introspection/unknown-client",
    spec=["rfc7662:2.1", "rfc7662:2.3"],
    level=MUST,
    severity=HIGH,
    remedy="Let the introspection endpoint check the credentials that it is given.",
    needs=NEEDS,
)
def test_an_unknown_client_introspects_nothing(op: Op) -> None:
    """Credentials that nobody checks are none."""
    found = introspecting_client(op)
    found.members()
    stranger = op.for_client(NO_SUCH_CLIENT, NO_SUCH_SECRET)
    expect_untold(introspect(stranger, found.login.access_token))
