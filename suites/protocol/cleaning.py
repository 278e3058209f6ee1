"""How what a login leaves behind at a provider is ended: its tokens, and the user's session."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fakes.user.browser import Browser
from fakes.wire.client import Reply
from suites.op.login import outcome_in_words
from suites.verdicts.expect import Mismatch, NotRun, expect_json_object, expect_status, presume

if TYPE_CHECKING:
    from suites.op.op import Op

TOKENS = "the tokens of a login"
SESSION = "a session of the test user"


def members_of(reply: Reply) -> Mapping[str, Any]:
    """The members of an answer, however odd it is."""
    try:
        return expect_json_object(reply, where="token response")
    except Mismatch:
        return {}


def note_tokens(op: "Op", tokens: Mapping[str, Any]) -> None:
    """Has the refresh token, else the access token, of an answer revoked at the end of the run."""
    value = tokens.get("refresh_token") or tokens.get("access_token")
    if isinstance(value, str) and value:
        op.ledger.note(TOKENS, lambda: revoke(op, value))


def revoke(op: "Op", token: str) -> None:
    """Revokes a token of the client of `op` (RFC 7009). Raises Mismatch, NotRun."""
    if "revocation_endpoint" not in op.discovery:
        raise NotRun("the provider has no revocation_endpoint, they end by their lifetime")
    headers, form = op.rp.authenticated({"token": token})
    url = op.endpoint("revocation_endpoint")
    reply = op.client.send("POST", url, purpose="clean-up", headers=headers, form=form)
    # A client that is gone, hence 401, took its tokens with it (RFC 7592 section 2.3).
    expect_status(reply, 200, 401, where="revocation response")


def note_session(op: "Op", browser: Browser) -> None:
    """Has the session of `browser` ended at the end of the run."""
    op.ledger.note(SESSION, lambda: end_session(op, browser))


def end_session(op: "Op", browser: Browser) -> None:
    """Logs the user of `browser` out, by every way that products know at once.

    RP-Initiated Logout section 2, and `logout_uri` for Amazon Cognito. Raises NotRun.
    """
    # suites.protocol.session.logout builds on Op, which notes sessions here.
    from suites.protocol.session.logout import log_out

    if "end_session_endpoint" not in op.discovery:
        raise NotRun("the provider has no end_session_endpoint, they end by their lifetime")
    back = op.target.post_logout_redirect_uris[0]
    names: dict[str, Any] = {"client_id": op.target.client_id, "logout_uri": back}
    hint = presume(lambda: op.login().tokens.get("id_token", ""))
    end = log_out(op, browser, id_token_hint=hint, **names)
    if not end.last.left and end.last.reply.status >= 400:
        raise NotRun(f"the logout was refused, {outcome_in_words(end.last)}")
