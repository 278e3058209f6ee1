"""Whether a provider still answers as it did, by what it answers to everybody.

A firewall that has taken offence blocks by any answer: a page with status 200, a redirect, JSON
with an error of its own, a connection that is cut. So nothing of the answer is looked at that a
check did not like, but the discovery document is asked for once more.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from fakes.user.forms import title_of
from fakes.wire.errors import ExchangeError, Undecided
from fakes.wire.purposes import Purpose, Sender
from suites.op.login import members_of
from suites.op.op import Op
from suites.verdicts.expect import NotRun, Verdict

MOST_SHOWN = 500
PAUSE_S = 5.0
# HTTP status, media type, and the title of a page.
Kind = tuple[int, str, str]


def presume_unblocked(op: Op, exchanges: list[str]) -> None:
    """Raises NotRun if one of `exchanges` was answered when the provider answered nobody rightly.

    That is since a request after which its discovery document, which could be read, is not served
    any more. What was learnt since is forgotten.
    """
    entries = op.journal.entries
    unproved = {one["id"] for one in entries[op.provider.proved_until :] if is_judged(one)}
    asked = unproved.intersection(exchanges)
    if not asked:
        return
    if serves_as_before(op):
        op.provider.proved_until = len(entries)
        return
    began, now = before_the_block(entries), kind_of(entries[-1])
    since = {one["id"] for one in entries[began + 1 :]}
    blocked = since | {one for one in unproved if kind_of(op.journal.entry(one)) == now}
    if blocked.isdisjoint(asked):
        return
    op.provider.forget(blocked)
    op.provider.failed.clear()
    after = in_words(entries[began])
    op.provider.remark_block(
        f"Correct requests were not answered as before, after {after}: a firewall may have taken "
        "offence at it. What was answered so was not run."
    )
    outlast(op, partial(serves_as_before, op))
    raise NotRun(
        "The discovery document is not served any more as it was, so what was answered decides "
        f"nothing: the harness may have been blocked, after {after}."
    )


def serves_as_before(op: Op) -> bool:
    """Whether the discovery document is what it was; True where it never could be read.

    Raises Undecided where it could not be asked for.
    """
    try:
        known = op.discovery()
    except (Verdict, ExchangeError):
        return True
    try:
        url = op.provider.discovery_url
        reply = op.http.send("GET", url, purpose=Purpose.DISCOVERY, detail="control")
    except Undecided:
        raise
    except ExchangeError:
        return False
    told = members_of(reply)
    # In words: what is no number is not even equal to itself.
    same = repr(told.get("issuer")) == repr(known.get("issuer"))
    return reply.status == 200 and bool(told) and same


def outlast(op: Op, works: Callable[[], bool]) -> None:
    """Waits for a block to end, as long as a run waits for that in all."""
    while op.provider.outlasts_s > 0 and not works():
        op.provider.outlasts_s -= PAUSE_S
        op.target.clock.wait(PAUSE_S)


def before_the_block(entries: list[dict[str, Any]]) -> int:
    """Where the last request is that was not answered as the last one of all, which is blocked."""
    at = len(entries) - 1
    blocked = kind_of(entries[at])
    while at > 0 and (kind_of(entries[at]) == blocked or not is_judged(entries[at])):
        at -= 1
    return at


def is_judged(entry: dict[str, Any]) -> bool:
    """Whether an exchange is one with the provider, by users or clients."""
    return Sender(entry["sender"]).is_judged


def kind_of(entry: dict[str, Any]) -> Kind | None:
    """What sort of answer an exchange got; None for none."""
    return answer_of(entry["response"]) if entry["response"] else None


def answer_of(response: dict[str, Any]) -> Kind:
    """What sort of answer a response is."""
    headers = {name.lower(): value for name, value in response["headers"]}
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    title = title_of(response["body"]) if "html" in media_type else ""
    return response["status"], media_type, title


def in_words(entry: dict[str, Any]) -> str:
    """A request, for messages."""
    request = entry["request"]
    url = request["url"]
    shown = url if len(url) <= MOST_SHOWN else f"{url[:MOST_SHOWN]}…"
    return f"{request['method']} {shown} ({entry['purpose']}, {entry['id']})"
