"""The ID Token that vouches for a logout: RP-Initiated Logout 1.0 sections 2 and 4."""

from fakes.people import ATTACKER
from suites.checks.check import check
from suites.checks.words import LOW, MEDIUM, MUST, SHOULD, STATEFUL
from suites.op.op import Op
from suites.protocol.session.logout import (
    expect_no_return,
    expect_return,
    log_out,
    logout_without_hint,
    rp_initiated_logout,
)
from suites.protocol.signatures.forgery import signed_by_a_stranger, tampered, without_signature
from suites.verdicts.expect import NotApplicable, Tolerated

SPEC = ["rp-logout:2", "rp-logout:4"]
VERIFY = "Verify signature and issuer of an id_token_hint, and redirect nowhere if they are wrong."


def _judge(op: Op, hint: str, what: str, **more: str) -> None:
    """After a logout that worked: the same request with another hint."""
    left = rp_initiated_logout(op)
    params = {"id_token_hint": hint, "post_logout_redirect_uri": left.url} | more
    end = log_out(op, left.browser, post=False, **params)
    if not more and end.returned_to(left.url) and logout_without_hint(op).left:
        why = "The provider returns without any id_token_hint too; it need not have believed this."
        raise Tolerated("no return", "a return", f"logout request with {what}", why)
    expect_no_return(end, f"logout request with {what}")


@check(
    "logout/hint-tampered",
    spec=SPEC,
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="rp-initiated-logout",
    remedy=VERIFY,
)
def test_a_hint_that_was_changed_is_not_believed(op: Op) -> None:
    """Whoever can write what the token says logs anybody out, and sends them anywhere."""
    _judge(op, tampered(rp_initiated_logout(op).hint), "an id_token_hint whose claims were changed")


@check(
    "logout/hint-of-a-stranger",
    spec=SPEC,
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="rp-initiated-logout",
    remedy=VERIFY,
)
def test_a_hint_signed_by_a_stranger_is_not_believed(op: Op) -> None:
    """Whoever can write what the token says logs anybody out, and sends them anywhere."""
    forged = signed_by_a_stranger(rp_initiated_logout(op).hint)
    _judge(op, forged, "an id_token_hint signed by another key")


@check(
    "logout/hint-without-signature",
    spec=[*SPEC, "rfc8725:3.2"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="rp-initiated-logout",
    remedy=VERIFY,
)
def test_a_hint_without_signature_is_not_believed(op: Op) -> None:
    """Whoever can write what the token says logs anybody out, and sends them anywhere."""
    _judge(op, without_signature(rp_initiated_logout(op).hint), "an id_token_hint with alg none")


@check(
    "logout/hint-of-another-issuer",
    spec=SPEC,
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="rp-initiated-logout",
    remedy=VERIFY,
)
def test_a_hint_of_another_issuer_is_not_believed(op: Op) -> None:
    """Another provider, with keys of its own, would speak in the name of this one."""
    forged = signed_by_a_stranger(rp_initiated_logout(op).hint, iss=f"https://{ATTACKER}")
    _judge(op, forged, "an id_token_hint of another issuer")


@check(
    "logout/client-mismatch",
    spec="rp-logout:2",
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="rp-initiated-logout",
    remedy="Compare client_id with the client that the id_token_hint was issued to.",
)
def test_a_hint_of_another_client_than_client_id_is_not_believed(op: Op) -> None:
    """A token of one application would serve to log out of, and return to, another."""
    hint = rp_initiated_logout(op).hint.raw
    _judge(op, hint, "the client_id of another client", client_id="ssoproof-no-such-client")


@check(
    "logout/hint-expired",
    spec="rp-logout:2",
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs="rp-initiated-logout",
    remedy="Accept an id_token_hint whose exp has passed: sessions live longer than ID Tokens.",
)
def test_a_hint_that_has_expired_is_accepted(op: Op) -> None:
    """A user who stayed longer than the ID Token lives cannot be logged out."""
    left, clock = rp_initiated_logout(op), op.target.clock
    expires = left.hint.claims.get("exp")
    if not isinstance(expires, int | float):
        raise NotApplicable("The ID Token does not say when it expires.")
    seconds = max(0, expires - clock.now()) + 1
    if seconds > clock.patience_s:
        raise NotApplicable("The ID Token lives on for longer than a check may wait.")
    with clock.ahead(seconds):
        end = log_out(
            op, left.browser, id_token_hint=left.hint.raw, post_logout_redirect_uri=left.url
        )
    expect_return(end, left.url)
