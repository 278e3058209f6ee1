"""What a provider that blocks, throttles or breaks down makes of the verdicts."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.user.login import FormDriver
from fakes.wire.purposes import Purpose
from fakes.wire.request import Request
from suites.checks.catalogue import catalogue
from suites.op.op import Op
from suites.targets.embedded import EMBEDDED
from suites.verdicts.judge import judge
from suites.verdicts.verdict import Outcome

NEGATIVE = "callback/other-path"


class Blocking(Reference):
    """A firewall that answers everything with one page once it has seen something odd."""

    blocked = False

    def unknown_redirect_uri(self, request: Request) -> Response:
        self.blocked = True
        return super().unknown_redirect_uri(request)

    def answer(self, request: Request) -> Response:
        response = super().answer(request)
        return HTMLResponse("<title>Blocked</title>", 403) if self.blocked else response


class Throttling(Reference):
    """Every second token request is one too many."""

    asked = 0

    def token(self, request: Request) -> Response:
        self.asked += 1
        if self.asked % 2 == 0:
            return PlainTextResponse("later", 429, {"retry-after": "7"})
        return super().token(request)


class Closed(Throttling):
    """No token request for an hour."""

    def token(self, request: Request) -> Response:
        return PlainTextResponse("later", 503, {"retry-after": "3600"})


@contextmanager
def judged_on(mixin: type) -> Iterator[Op]:
    """The reference with `mixin` on it."""
    fault = Fault(mixin.__name__, "", frozenset(), "reference", mixin)
    fake, target = EMBEDDED["reference"].start("reference", (fault,))
    op = Op.at(target, FormDriver())
    try:
        yield op
    finally:
        op.close()
        fake.stop()


def outcome(op: Op, identifier: str) -> Outcome:
    return judge(catalogue()[identifier], op)


def test_a_firewall_does_not_read_as_a_secure_provider() -> None:
    with judged_on(Blocking) as op:
        found = outcome(op, NEGATIVE)
        again = outcome(op, "callback/sub-path")
    assert found.outcome == "NOT_RUN"
    assert "blocked" in found.reason
    assert again.outcome == "NOT_RUN"


def test_a_kind_of_refusal_is_proved_once() -> None:
    with judged_on(type("Healthy", (), {})) as op:
        assert outcome(op, NEGATIVE).outcome == "PASSED"
        before = op.http.requests
        assert outcome(op, "callback/sub-path").outcome == "PASSED"
    assert op.http.requests == before + 1


def test_a_throttled_request_is_no_verdict_and_is_not_remembered() -> None:
    with judged_on(Throttling) as op:
        assert outcome(op, "token/success").outcome == "PASSED"
        refused = outcome(op, "token/code-single-use")
        before = op.target.clock.now()
        later = outcome(op, "token/no-store")
    assert refused.outcome == "NOT_RUN"
    assert "429" in refused.reason
    assert "7 s" in refused.reason
    assert later.outcome == "PASSED"
    assert op.target.clock.now() - before < 7


def test_retry_after_is_waited_for() -> None:
    with judged_on(Throttling) as op:
        before = op.target.clock.now()
        outcome(op, "token/success")
        outcome(op, "token/code-single-use")
        op.fetch(op.discovery_url + "?again", purpose=Purpose.DISCOVERY)
    assert op.target.clock.now() - before >= 7


def test_nothing_is_sent_while_a_long_wait_is_asked_for() -> None:
    with judged_on(Closed) as op:
        first = outcome(op, "flow/login")
        sent = op.http.requests
        then = outcome(op, "token/success")
    assert first.outcome == "NOT_RUN"
    assert "3600 s" in first.reason
    assert then.outcome == "NOT_RUN"
    assert op.http.requests == sent


@pytest.mark.parametrize("text", ["", "soon", "-3", "99999999999999", "Wed, 21 Oct 2099 07:28:00"])
def test_an_odd_retry_after_is_no_error_of_ours(text: str) -> None:
    class Odd(Throttling):
        def token(self, request: Request) -> Response:
            return PlainTextResponse("later", 503, {"retry-after": text})

    with judged_on(Odd) as op:
        assert outcome(op, "flow/login").outcome == "NOT_RUN"


class Banning(Reference):
    """A firewall that blocks every request for some seconds after one that it takes for odd."""

    banned_until = 0.0
    blocks_for_s = 5.0

    def answer(self, request: Request) -> Response:
        if self.clock.now() < self.banned_until:
            return HTMLResponse("<title>Forbidden</title>", 403)
        if any("<b id=" in value for _, value in (*request.query, *request.form)):
            self.banned_until = self.clock.now() + self.blocks_for_s
        return super().answer(request)


@pytest.mark.parametrize(
    "identifier", ["jwks/status", "userinfo/get", "authorization/display-page"]
)
def test_a_firewall_does_not_read_as_a_broken_provider(identifier: str) -> None:
    """A check that asks rightly fails by the block: the request after which it began is named."""
    with judged_on(Banning) as op:
        op.login()
        op.ask(state="<b id=odd>", browser=op.new_browser())
        found = outcome(op, identifier)
        assert found.outcome == "NOT_RUN", found
        assert "blocked" in found.reason
        assert "(authorization request, reference-" in found.reason
        op.target.clock.wait(6)
        assert outcome(op, "token/success").outcome == "PASSED"
        (notice,) = op.state()["notices"]
    assert notice["kind"] == "blocked"
    assert "/authorization?" in notice["text"]


class Breaking(Reference):
    """The authorization endpoint breaks down at every request after the first."""

    asked = 0

    def authorize(self, request: Request) -> Response:
        self.asked += 1
        if self.asked > 1:
            return PlainTextResponse("oops", 500)
        return self.whole(request)

    def whole(self, request: Request) -> Response:
        return super().authorize(request)


@pytest.mark.parametrize(
    "identifier",
    [
        "flow/response-type-order",
        "flow/implicit-token-fragment",
        "authorization/long-state",
        NEGATIVE,
    ],
)
def test_a_breakdown_is_a_finding_of_its_own_and_of_no_requirement(identifier: str) -> None:
    with judged_on(Breaking) as op:
        op.login()
        found = outcome(op, identifier)
        broken = outcome(op, "transport/server-error")
    assert found.outcome == "NOT_RUN", found
    assert broken.outcome == "WARNED"
    assert "HTTP 500 to GET https://" in broken.actual


class BreakingOnce(Breaking):
    """The authorization endpoint breaks down at the second request alone."""

    def authorize(self, request: Request) -> Response:
        return super().authorize(request) if self.asked < 2 else self.whole(request)


@pytest.mark.parametrize("slug", ["long-state", "huge-state", "long-nonce", "huge-nonce"])
def test_a_long_value_is_not_blamed_for_a_breakdown_that_does_not_come_again(slug: str) -> None:
    with judged_on(BreakingOnce) as op:
        op.login()
        found = outcome(op, f"authorization/{slug}")
    assert found.outcome == "NOT_RUN"
    assert "broke down once" in found.reason


class TokenEndpointBreaks(Reference):
    """The token endpoint breaks down at the first requests."""

    breaks = 1
    asked = 0

    def token(self, request: Request) -> Response:
        self.asked += 1
        return (
            PlainTextResponse("oops", 500) if self.asked <= self.breaks else super().token(request)
        )


class TokenEndpointIsBroken(TokenEndpointBreaks):
    """The token endpoint breaks down at every request."""

    breaks = 1000


class LoginPageBreaks(Reference):
    """The first password that is sent makes the login page break down."""

    breaks = 1
    asked = 0

    def log_in(self, request: Request) -> Response:
        self.asked += 1
        broke = HTMLResponse("<title>Oops</title>", 500)
        return broke if self.asked <= self.breaks else super().log_in(request)


class LoginPageIsBroken(LoginPageBreaks):
    """Every password makes it break down."""

    breaks = 1000


@pytest.mark.parametrize(
    ("mixin", "flow", "token"),
    [
        (TokenEndpointBreaks, "PASSED", "PASSED"),
        (TokenEndpointIsBroken, "NOT_RUN", "FAILED"),
        (LoginPageBreaks, "PASSED", "PASSED"),
        (LoginPageIsBroken, "FAILED", "NOT_RUN"),
    ],
)
def test_a_login_is_tried_again_once_where_the_provider_broke_down(
    mixin: type, flow: str, token: str
) -> None:
    """After a pause, and that is told; the breakdown is a finding of its own.

    A provider that breaks down again lets nobody in: that is told once, and nothing else is red.
    """
    with judged_on(mixin) as op:
        before = op.target.clock.now()
        found = {
            one: outcome(op, one) for one in ("flow/login", "token/success", "id-token/issuer")
        }
        assert op.target.clock.now() - before >= 2
        told = outcome(op, "transport/server-error")
        (notice,) = op.state()["notices"]
    assert (found["flow/login"].outcome, found["token/success"].outcome) == (flow, token)
    assert found["id-token/issuer"].outcome == ("PASSED" if flow == "PASSED" else "NOT_RUN")
    assert (told.outcome, "HTTP 500 to POST" in told.actual) == ("WARNED", True)
    assert notice["kind"] == "tried-again"
    assert "The provider broke down: HTTP 500 at the" in notice["text"]
