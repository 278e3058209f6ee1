"""What a run leaves behind at a provider is ended: tokens, sessions and clients."""

from collections import Counter
from dataclasses import replace
from typing import Any

from fakes.user.browser import Browser
from fakes.wire.errors import ExchangeError
from fakes.wire.purposes import Purpose
from suites.op.ledger import ClientMade, Made, SessionMade, TokenMade
from suites.op.login import outcome_in_words
from suites.op.op import Op
from suites.protocol.session.logout import log_out
from suites.verdicts.expect import Document, NotRun, Verdict, expect_status, presuming
from suites.verdicts.first_place import innermost


def clean_up(op: Op) -> list[str]:
    """Removes what was made at the provider of `op`, the newest first.

    Returns a sentence for each kind that stayed.
    """
    stayed: Counter[tuple[str, str]] = Counter()
    while made := op.provider.ledger.take():
        try:
            remove(op, made)
        except (Verdict, ExchangeError) as error:
            stayed[made.what, str(error)] += 1
        except Exception as bug:  # noqa: BLE001 - the others are removed still
            stayed[made.what, f"{type(bug).__name__} ({innermost(bug)})"] += 1
    return [
        f"{what}{f' ({number} times)' if number > 1 else ''} could not be removed: {why}"
        for (what, why), number in stayed.items()
    ]


def remove(op: Op, made: Made) -> None:
    """Ends what was made. Raises a Verdict or an ExchangeError if it cannot."""
    match made:
        case TokenMade():
            revoke(replace(op, target=made.target, certificate=made.certificate), made.token)
        case SessionMade():
            end_session(user_of(op, made), made.browser)
        case ClientMade():
            remove_client(op, made.members)


def user_of(op: Op, made: SessionMade) -> Op:
    """The application, asked by the user whose session it is."""
    if made.user == op.target.user:
        return op
    target = replace(op.target, user=made.user)
    return replace(op, target=target, browser=op.new_browser())


def revoke(op: Op, token: str) -> None:
    """Revokes a token of the client of `op` (RFC 7009). Raises Mismatch, NotRun."""
    if "revocation_endpoint" not in op.discovery():
        raise NotRun("the provider has no revocation_endpoint, they end by their lifetime")
    headers, form = op.rp.authenticated({"token": token})
    url = op.endpoint("revocation_endpoint")
    reply = op.http.send("POST", url, purpose=Purpose.CLEAN_UP, headers=headers, form=form)
    # A client that is gone, hence 401, took its tokens with it (RFC 7592 section 2.3).
    expect_status(reply, 200, 401, where="revocation response")


def end_session(op: Op, browser: Browser) -> None:
    """Logs the user of `browser` out, by every way that products know at once.

    RP-Initiated Logout section 2, and `logout_uri` for Amazon Cognito. Raises NotRun.
    """
    if "end_session_endpoint" not in op.discovery():
        raise NotRun("the provider has no end_session_endpoint, they end by their lifetime")
    back = op.target.post_logout_redirect_uris[0]
    names: dict[str, Any] = {"client_id": op.target.client_id, "logout_uri": back}
    with presuming():
        hint = op.login().tokens.get("id_token", "")
    end = log_out(op, browser, id_token_hint=hint, **names)
    if not end.last.left and end.last.reply.status >= 400:
        raise NotRun(f"the logout was refused, {outcome_in_words(end.last)}")


def remove_client(op: Op, members: Document) -> None:
    """Deletes a client that the harness registered (RFC 7592 section 2.3). Raises Mismatch."""
    headers = [("authorization", f"Bearer {members.string('registration_access_token')}")]
    url = members.string("registration_client_uri")
    gone = op.http.send("DELETE", url, purpose=Purpose.CLIENT_REMOVAL, headers=headers)
    # A client that is gone already is answered with 401.
    expect_status(gone, 200, 204, 401, 404, where="removal of a client")
