"""Logins whose provider holds an answer back: what is told of them, and what is not."""

import json
from collections.abc import Iterator
from concurrent.futures import wait
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from starlette.responses import Response

from fakes.applications.failure import SignInFailed
from fakes.applications.faults.waiting import AskedForAgain, OneAtATime
from fakes.applications.homes import Application as Home
from fakes.attacks.provider import OwnProvider
from fakes.attacks.silence import Hold
from fakes.faults import Fault
from fakes.user.login import FormDriver
from fakes.wire.client import HttpClient
from fakes.wire.errors import Busy
from fakes.wire.journal import NoJournal
from fakes.wire.network import Connection
from fakes.wire.purposes import Purpose
from fakes.wire.redaction import Redactor
from fakes.wire.request import Request
from suites.application.application import HONEST, Application
from suites.application.embedded import started
from suites.application.held_back import TOKEN, USERINFO, held, held_logins
from suites.application.rules import LONGEST_PATIENCE_S
from suites.checks.catalogue import catalogue
from suites.rp.patience.meanwhile import presume_time_enough, presume_waiting
from suites.verdicts.expect import NotRun
from suites.verdicts.judge import judge
from suites.verdicts.verdict import Outcome


@contextmanager
def application_with(*mixins: type, name: str = "wandb-pkce") -> Iterator[Application]:
    """The embedded one, changed so."""
    faults = tuple(Fault(one.__name__, "", frozenset(), "", one) for one in mixins)
    target, stop = started(name, faults)
    app = Application(target, FormDriver())
    try:
        yield app
    finally:
        app.close()
        stop()


def judged(app: Application, slug: str) -> Outcome:
    return judge(catalogue("rp")[f"rp-patience/{slug}"], app)


class OutOfService(Home):
    """Tells its user by HTTP 503 that its provider does not answer."""

    def callback(self, request: Request) -> Response:
        try:
            return super().callback(request)
        except SignInFailed as failure:
            failure.status = 503
            raise


class WithoutUserInfo(Home):
    """Takes all that it knows of its users from the ID Token."""

    def complete_claims(
        self, claims: dict[str, Any], metadata: dict[str, Any], access_token: str
    ) -> dict[str, Any]:
        return {"email": f"{claims['sub']}@example.com"} | claims


def test_an_application_that_is_out_of_service_meanwhile_has_answered() -> None:
    """And nothing is kept from it because of that."""
    with application_with(OutOfService) as app:
        found = {slug: judged(app, slug).outcome for slug in ("token", "slow", "others")}
        after = judge(catalogue("rp")[HONEST], app)
    assert found == dict.fromkeys(found, "PASSED")
    assert after.outcome == "PASSED"


def test_what_an_application_does_not_ask_for_is_not_held_against_it() -> None:
    with application_with(WithoutUserInfo) as app:
        outcome = judged(app, "userinfo")
        assert held_logins(app)[USERINFO].who == "alice"
    assert outcome.outcome == "NOT_APPLICABLE"
    assert "did not ask for the UserInfo response" in outcome.reason


def test_an_application_that_serves_one_after_the_other_tells_each_in_time() -> None:
    """No login is blamed for the time that it waited for another one."""
    with application_with(OneAtATime) as app:
        found = {slug: judged(app, slug).outcome for slug in ("token", "slow", "keys", "userinfo")}
    assert found == dict.fromkeys(found, "PASSED")


class SilentKeysAskedForAgain(AskedForAgain):
    """Keys are asked for again and again where nothing comes, and given up where something does."""

    def begins(self, url: str) -> bool:
        return not super().begins(url)


def test_who_asks_again_for_keys_gets_none_of_what_is_held_from_another_login() -> None:
    """Two logins wait for keys, which do not tell them apart: so the one counts by itself alone."""
    with application_with(SilentKeysAskedForAgain, name="wandb-implicit") as app:
        found = {slug: judged(app, slug).outcome for slug in ("keys", "slow")}
        held_at_once = app.logins
    assert found == {"keys": "WARNED", "slow": "PASSED"}
    with application_with(name="wandb-implicit") as app:
        assert judged(app, "keys").outcome == judged(app, "slow").outcome == "PASSED"
        assert app.logins == held_at_once - 1


def test_who_serves_others_is_not_judged_by_a_login_that_had_ended() -> None:
    """Nobody waited by then: her page says nothing."""
    with application_with() as app, app.target.hurried(), held(app, Hold(TOKEN)) as pending:
        wait([pending.landing])
        with pytest.raises(NotRun, match="had ended before anybody else looked"):
            presume_waiting(pending)


def test_who_serves_others_is_not_judged_by_a_page_that_takes_as_long_as_the_login() -> None:
    with application_with() as app:
        somebody = app.honest().browser
        with pytest.raises(NotRun, match="nobody can tell what it waited for"):
            presume_time_enough(app, somebody, 0.0)
        presume_time_enough(app, somebody, LONGEST_PATIENCE_S)


def test_what_waits_for_metadata_before_it_listens_is_let_go() -> None:
    """It is waited for as long as a login, and then its provider is out of service."""
    with application_with() as app:
        answers: list[int] = []
        restart = partial(read_metadata, app.target.provider, answers)
        app.target = replace(app.target, restart=restart, patience_s=0.2)
        outcome = judged(app, "discovery")
    assert outcome.outcome == "NOT_APPLICABLE", outcome
    assert "does not start without" in outcome.reason
    assert answers[-2:] == [503, 200]


def read_metadata(provider: OwnProvider, answers: list[int]) -> None:
    """A restart that needs the metadata of its provider. Raises NotRun without them."""
    http = HttpClient(Connection(), NoJournal("application", Redactor()))
    try:
        url = provider.provider.discovery_url()
        answers.append(http.send("GET", url, purpose=Purpose.DISCOVERY).status)
    except Busy:
        answers.append(503)
        raise NotRun("The application did not start.") from None
    finally:
        http.close()


def test_what_was_held_back_is_among_the_evidence() -> None:
    """The request of the application, and the page that it ended with; no code, no secret."""
    with application_with() as app:
        judged(app, TOKEN)
        calls = [one for one in app.journal.entries if "held its answer" in one["error"]]
        [request] = [one for one in calls if one["request"]["url"].endswith("/token")][:1]
        pages = [one["response"] for one in app.journal.entries if one["response"]]
    assert request["response"] is None
    assert "redacted" in request["request"]["body"]
    assert any("The provider does not answer." in json.dumps(one) for one in pages)
