"""Requests at which the provider breaks down: OWASP WSTG 4.8.1, RFC 9110 section 15.6."""

from fakes.wire.purposes import Sender
from suites.checks.check import check
from suites.checks.words import MEDIUM, SHOULD
from suites.op.answering import in_words
from suites.op.controls import is_broken
from suites.op.op import Op
from suites.verdicts.expect import Mismatch, NotRun

BY_A_PROXY = (502, 504)
OUT_OF_SERVICE = 503


@check(
    "transport/server-error",
    spec=["wstg:4.8.1", "rfc9110:15.6"],
    level=SHOULD,
    severity=MEDIUM,
    remedy="Find in the provider's log why it fails at this request, and have it refuse what it "
    "cannot read with an error of OAuth, or with HTTP 4xx.",
)
def test_no_request_makes_the_provider_break(op: Op) -> None:
    """Anybody can send what this run sent: a request that ends in an error of the server shows
    what nobody thought of, and may keep others from logging in. Of all that the run asked none may
    end so; what was asked for by such a request could not be judged.
    """
    if not any(one["response"] for one in op.journal.entries):
        raise NotRun("Nothing was answered in this run.")
    passing = {OUT_OF_SERVICE, *(BY_A_PROXY if op.http.proxies else ())}
    broken = {
        (one["request"]["method"], one["request"]["url"].partition("?")[0]): one
        for one in reversed(op.journal.entries)
        if is_broken(one)
        and Sender(one["sender"]).is_judged
        and one["response"]["status"] not in passing
    }
    op.journal.touch([one["id"] for one in broken.values()])
    if broken:
        told = [f"HTTP {one['response']['status']} to {in_words(one)}" for one in broken.values()]
        raise Mismatch("no error of the server", "; ".join(reversed(told)), "answers in this run")
