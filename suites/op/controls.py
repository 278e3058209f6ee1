"""The second half of a control: after a refusal, a correct request still works.

That it worked before is what every negative check builds on. A provider, or a firewall in front of
it, that has begun to block the harness refuses everything, and would read as a secure one, or as
one that does nothing right. An OAuth error is a refusal of the protocol itself; a page proves
nothing until a correct request has been answered after it. Each kind of page is proved once; a kind
after which a correct request failed decides nothing for the rest of the run.
"""

from functools import partial
from typing import Any

from fakes.user.browser import Landing
from fakes.wire.purposes import Sender
from suites.checks.check import LAST, Check
from suites.checks.words import MUST
from suites.op.answering import answer_of, in_words, is_judged, outlast, presume_unblocked
from suites.op.op import Op
from suites.op.provider import Refusal
from suites.op.userinfo import expect_answered, is_error
from suites.verdicts.expect import NotRun, Verdict, is_breakdown, presuming

# What is required by these is that there is an answer.
ANSWERS = ("discovery/status", "jwks/status", "flow/login", "token/success", "logout/answers")


def prove(op: Op, exchanges: list[str]) -> None:
    """Sends a correct request if `exchanges` hold a refusal of a new kind.

    Where there was a block before, one is looked for after everything that was asked. Raises NotRun
    if a correct request does not work any more.
    """
    refused = {one: kind for one in exchanges if (kind := refusal_kind(op.journal.entry(one)))}
    for kind in sorted(set(refused.values())):
        if kind[1:] not in op.provider.blocking and not is_proved(op, kind):
            block(op, kind)
        if kind[1:] in op.provider.blocking:
            op.provider.forget({one for one, other in refused.items() if other == kind})
            outlast(op, partial(works_still, op, kind[0]))
            told = f"HTTP {kind[1]}" + (f", “{kind[3]}”" if kind[3] else "")
            raise NotRun(
                f"After this refusal ({told}) a correct request is not answered as before, so "
                f"it decides nothing: the harness may have been blocked, "
                f"{op.provider.blocking[kind[1:]]}."
            )
    if exchanges and op.provider.was_blocked:
        presume_unblocked(op, exchanges)


def is_proved(op: Op, kind: Refusal) -> bool:
    """Whether a correct request works after a refusal of this kind, or did before."""
    if kind not in op.provider.proved and works_still(op, kind[0]):
        op.provider.proved.add(kind)
    return kind in op.provider.proved


def block(op: Op, kind: Refusal) -> None:
    """From now on a refusal of this kind decides nothing; what came before the first is told.

    A block has answers of several kinds, and one beginning.
    """
    began = "from the first request on"
    for entry in op.journal.entries:
        refused = refusal_kind(entry)
        if refused is not None and refused[1:] == kind[1:]:
            break
        if Sender(entry["sender"]).is_judged and entry["response"] is not None:
            began = f"after {in_words(entry)}"
    op.provider.blocking[kind[1:]] = began
    told = f"HTTP {kind[1]}" + (f", “{kind[3]}”" if kind[3] else "")
    op.provider.remark_block(
        f"Correct requests were refused ({told}), {began}: a firewall may have taken offence at "
        "it. What was refused so was not run."
    )


def doubt(op: Op, check: Check, exchanges: list[str]) -> None:
    """Raises NotRun if a difference that `check` found decides nothing.

    A provider that breaks down meets or misses no requirement by that: `transport/server-error`
    tells it. One that refuses correct requests, too, is not judged by a refusal, and one that has
    stopped to serve what it served is not judged at all.
    """
    if check.id in LAST:
        return
    entries = [op.journal.entry(one) for one in exchanges]
    judged = [one for one in entries if one["response"] and is_judged(one)]
    if judged and check.level == MUST and check.id not in ANSWERS and is_broken(judged[-1]):
        status = judged[-1]["response"]["status"]
        raise NotRun(
            f"The provider broke down: HTTP {status} to {in_words(judged[-1])}, which decides "
            "nothing."
        )
    prove(op, exchanges)
    if exchanges and not op.provider.was_blocked:
        presume_unblocked(op, exchanges)


def is_broken(entry: dict[str, Any]) -> bool:
    """Whether a request was answered by an error of the server."""
    return bool(entry["response"]) and is_breakdown(entry["response"]["status"])


def refusal_kind(entry: dict[str, Any]) -> Refusal | None:
    """What sort of refusal an exchange is; None if it is none, or one of the protocol."""
    response = entry["response"]
    if response is None or response["status"] < 400 or not is_judged(entry):
        return None
    kind = answer_of(response)
    names = {name.lower() for name, _ in response["headers"]}
    if (kind[1] == "application/json" and '"error"' in response["body"]) or (
        "www-authenticate" in names
    ):
        return None
    return Sender(entry["sender"]).channel, *kind


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
    return not landing.refuses and landing.asks


def _back_works(op: Op) -> bool:
    """The UserInfo endpoint takes a token of a new login; where it never did, a page is asked."""
    try:
        token = op.login_with_access_token().access_token
        with presuming():
            expect_answered(op.userinfo_reply(), where="control")
    except Verdict:
        return _front_works(op)
    reply = op.userinfo(token)
    return reply.status == 200 and not is_error(reply)
