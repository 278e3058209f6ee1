"""Healthy providers that do something in a way of their own, for the tests of verdicts."""

from starlette.responses import Response

from fakes.engine.model import Authorization, Session
from fakes.engine.pages import page
from fakes.faults import Fault
from fakes.faults.editing import asks_for_password, rewrite
from fakes.faults.homes import Reference, home
from fakes.wire.request import Request
from suites.harness.given.proving import described, outcomes

NEVER = "function go() { return 1; }"


class ScriptedLogin(Reference):
    """The login page is made by a script, as that of most products."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if asks_for_password(response):
            shown = page("Sign in", "<div id=app></div>", script=NEVER)
            rewrite(response, lambda _: bytes(shown.body).decode())


def letters(text: str) -> str:
    """`text` without digits, which would show that it is a number."""
    return text.translate(str.maketrans("0123456789", "abcdefghij"))


class AlwaysConsent(Reference):
    """The user agrees to each request, also with a session."""

    def must_consent(self, authorization: Authorization, session: Session) -> bool:
        return authorization.params.get("agreed") is None

    def decide(self, request: Request) -> Response:
        question = self.questions.get(request.params.get("ticket", ""))
        if question is not None:
            question.authorization.params["agreed"] = "yes"
        return super().decide(request)


def hold_outcome(mixin: type, ids: list[str], outcome: str, words: str = "") -> None:
    """On a fake with `mixin` on it each of `ids` has this outcome, with `words` in its reason.

    Raises AssertionError.
    """
    vendor = home(mixin)
    variant = Fault(mixin.__name__, mixin.__doc__ or "", frozenset(), vendor, mixin)
    found = outcomes(vendor, variant, ids)
    other = {one: told for one, told in found.items() if told.outcome != outcome}
    assert not other, described(other)
    assert all(words in told.reason for told in found.values()), described(found)
