"""The second half of a control: after a refusal, a correct request still works.

That it worked before is what every negative check builds on. A provider, or a firewall in front of
it, that has begun to block the harness refuses everything, and would read as a secure one. An OAuth
error is a refusal of the protocol itself; a page proves nothing until a correct request has been
answered after it. Each kind of page is proved once.
"""

from typing import Any

from fakes.user.browser import Landing
from fakes.user.forms import title_of
from fakes.wire.purposes import Sender
from suites.op.op import Op
from suites.op.provider import Refusal
from suites.verdicts.expect import NotRun, Verdict, expect_status, presuming


def prove(op: Op, exchanges: list[str]) -> None:
    """Sends a correct request if `exchanges` hold a refusal of a new kind.

    Raises NotRun if it does not work any more.
    """
    proved = op.provider.proved
    kinds = {kind for one in exchanges if (kind := refusal_kind(op.journal.entry(one)))}
    for kind in sorted(kinds - proved):
        if not works_still(op, kind[0]):
            told = f"HTTP {kind[1]}" + (f", “{kind[3]}”" if kind[3] else "")
            raise NotRun(
                f"After this refusal ({told}) a correct request is not answered as before, so "
                "it decides nothing: the harness may have been blocked."
            )
        proved.add(kind)


def refusal_kind(entry: dict[str, Any]) -> Refusal | None:
    """What sort of refusal an exchange is; None if it is none, or one of the protocol."""
    response = entry["response"]
    sender = Sender(entry["sender"])
    if response is None or response["status"] < 400 or not sender.is_judged:
        return None
    headers = {name.lower(): value for name, value in response["headers"]}
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    body = response["body"]
    if (media_type == "application/json" and '"error"' in body) or "www-authenticate" in headers:
        return None
    title = title_of(body) if "html" in media_type else ""
    return sender.channel, response["status"], media_type, title


def works_still(op: Op, channel: str) -> bool:
    """Whether a correct request is answered as before; True where it never was."""
    return _front_works(op) if channel == "front" else _back_works(op)


def _front_works(op: Op) -> bool:
    """Somebody who has not logged in is asked to, or is sent back with an answer."""
    try:
        op.login()
    except Verdict:
        return True
    return is_answered(op.ask(browser=op.new_browser())[1])


def is_answered(landing: Landing) -> bool:
    """Whether a correct request was taken."""
    if landing.left:
        return "error" not in landing.params
    return landing.reply.status < 400 and bool(landing.forms or landing.scripted)


def _back_works(op: Op) -> bool:
    """The UserInfo endpoint takes a token of a new login."""
    try:
        token = op.login_with_access_token().access_token
        with presuming():
            expect_status(op.userinfo_reply(), 200, where="control")
    except Verdict:
        return True
    return op.userinfo(token).status == 200
