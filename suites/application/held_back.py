"""Logins whose provider holds an answer back: how they end, and who is served meanwhile."""

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass

from fakes.attacks.answers import NewKey
from fakes.attacks.provider import Attack, says
from fakes.attacks.silence import ByTheByte, Hold
from fakes.user.addresses import origin
from fakes.user.browser import Browser, Landing
from fakes.wire.errors import Busy, ExchangeError
from fakes.wire.purposes import Purpose
from suites.application.application import Application, NoResponse, Visit
from suites.application.attacks import started_anew
from suites.application.carrying import carry
from suites.op.memory import remembered
from suites.verdicts.expect import NotApplicable

DISCOVERY, KEYS, TOKEN, USERINFO, SLOWLY = "discovery", "jwks", "token", "userinfo", "slowly"
Way = tuple[Hold, tuple[Attack, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a login ended whose provider held something back.

    `asked` is whether the application asked for that, `what` it is in words, `after` what the
    provider did. `trouble` is what its user got in place of an answer, `who` is signed in.
    """

    asked: bool
    what: str
    after: str
    trouble: str
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A login that waits, on a thread of its own, for what its provider holds back.

    `ends` is empty, or the moment when it ended, by the monotonic clock.
    """

    hold: Hold
    after: str
    browser: Browser
    request: dict[str, str]
    response: Landing
    landing: "Future[Landing]"
    ends: list[float]

    @property
    def waits(self) -> bool:
        """Whether the application asked for what is held back, and has not ended the login."""
        return self.hold.asked and not self.landing.done()

    @property
    def keeps_on(self) -> bool:
        """Whether it is as far as it was: that it waits, or ended without that."""
        return self.waits or not self.hold.asked


@remembered
def held_logins(app: Application) -> dict[str, Ended]:
    """How a login ended for each answer that an application with this flow waits for.

    They wait together where that is no matter for each of them. Raises NotRun.
    """
    app.presume_honest()
    ended: dict[str, Ended] = {}
    with app.target.hurried():
        while left := [name for name in ways_to_hold(app) if name not in ended]:
            with ExitStack() as stack:
                waiting = waiting_together(app, left, stack)
                endings = {name: ending_of(app, one) for name, one in waiting.items()}
                ended |= {name: endings[name] for name in certain(waiting)}
    app.honest()
    return ended


def ways_to_hold(app: Application) -> dict[str, Way]:
    """What is held back, and what else the provider does.

    Who does not know the key that signed has to ask for the keys. Nobody shows for whom, so those
    come last, and all that wait before know theirs.
    """
    keys: dict[str, Way] = {KEYS: (Hold(KEYS), (NewKey,))}
    if app.target.auth_method == "implicit":
        return keys | {SLOWLY: (Hold(KEYS, ByTheByte), (NewKey,))}
    tokens: dict[str, Way] = {TOKEN: (Hold(TOKEN), ()), SLOWLY: (Hold(TOKEN, ByTheByte), ())}
    return {USERINFO: (Hold(USERINFO), ())} | tokens | keys


def waiting_together(app: Application, names: list[str], stack: ExitStack) -> dict[str, Pending]:
    """The first of these logins, and as many of the others as came to wait while it did.

    Whoever came that far only when another had ended may have been waiting for that one.
    """
    waiting: dict[str, Pending] = {}
    for name in names:
        hold, attacks = ways_to_hold(app)[name]
        held_before = [one.hold for one in waiting.values()]
        try:
            pending = stack.enter_context(held(app, hold, attacks, held_before))
        except (ExchangeError, NoResponse):
            if not waiting:
                raise
            break
        has_come = pending.waits or pending.landing.done()
        if waiting and not (has_come and all(one.keeps_on for one in waiting.values())):
            break
        waiting[name] = pending
    return waiting


def certain(waiting: dict[str, Pending]) -> list[str]:
    """Those of the logins that nothing but their own hold kept.

    Of keys nobody shows for which login they are. If they were asked for again when two logins
    waited for them, it was perhaps the first, which then waited for what was held from the other.
    """
    for_keys = [name for name, one in waiting.items() if one.hold.endpoint == KEYS]
    again = bool(for_keys) and waiting[for_keys[-1]].hold.times > 1
    return [name for name in waiting if not again or name not in for_keys[:-1]]


@contextmanager
def held(
    app: Application, hold: Hold, attacks: tuple[Attack, ...] = (), before: Iterable[Hold] = ()
) -> Iterator[Pending]:
    """A login that has come as far as what is held back, or has ended without that.

    What is held back from others `before` stays so. Nobody is kept any more afterwards.
    """
    app.play(*attacks, hold.attack, *(one.attack for one in before))
    app.logins += 1
    browser = app.patient_browser()
    response = app.response(browser)
    sender, watch = origin(app.target.issuer), app.provider.provider.endpoints["authorization"]
    ends: list[float] = []
    with ThreadPoolExecutor(1) as thread:
        try:
            landing = thread.submit(carry, browser, response, {}, sender=sender, watch=watch)
            landing.add_done_callback(lambda _: ends.append(time.monotonic()))
            landing.add_done_callback(lambda _: hold.noticed.set())
            hold.noticed.wait(app.target.patience_s)
            yield Pending(
                hold=hold,
                after="; ".join(map(says, (*attacks, hold.attack))),
                browser=browser,
                request=app.provider.requested,
                response=response,
                landing=landing,
                ends=ends,
            )
        finally:
            hold.release()


def ending_of(app: Application, pending: Pending) -> Ended:
    """How a login ended, and who is in by it."""
    wait([pending.landing])
    pending.hold.release()
    who = ""
    with suppress(ExchangeError):
        who = app.who(pending.browser)
    failure = pending.landing.exception()
    if failure is None:
        landing, after = pending.landing.result(), pending.after
        seen = Visit(pending.browser, pending.request, pending.response, landing, who, after)
        app.visits.append(seen)
    return Ended(
        asked=pending.hold.asked,
        what=pending.hold.what,
        after=pending.after,
        trouble=trouble_in(failure),
        who=who,
    )


def trouble_in(failure: BaseException | None) -> str:
    """What a user got in place of an answer; HTTP 503 is one. Raises what is a problem of ours."""
    if failure is None or isinstance(failure, Busy):
        return ""
    if isinstance(failure, ExchangeError):
        return str(failure)
    raise failure


def held_start(app: Application) -> Ended:
    """How a login ended that an application began which was restarted without metadata.

    Raises NotApplicable if it does not start so, NotRun if nobody said how it is restarted.
    """
    app.presume_honest()
    # What waits for its metadata before it listens is not waited for longer than a login.
    hold = Hold(DISCOVERY, longest_s=app.target.patience_s)
    with app.target.hurried(), started_anew(app, hold.attack) as is_up:
        try:
            if not is_up:
                told = "The application does not start without its provider's metadata."
                raise NotApplicable(told)
            hold.for_ever()
            if hold.is_over:
                hold = Hold(DISCOVERY)
                app.play(hold.attack)
            trouble = trouble_of_opening(app)
        finally:
            hold.release()
    app.honest()
    return Ended(asked=hold.asked, what=hold.what, after=says(hold.attack), trouble=trouble)


def trouble_of_opening(app: Application) -> str:
    """What a user got in place of an answer where a login starts; empty if there was one."""
    at = app.provider.provider.endpoints["authorization"]
    try:
        app.patient_browser().open(app.target.login_url, purpose=Purpose.PAGE, watch=at)
    except ExchangeError as failure:
        return trouble_in(failure)
    return ""
