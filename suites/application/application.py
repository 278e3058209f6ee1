"""The application under judgement: logins at it, honest or not, and who is signed in after them."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from fakes.attacks.provider import REFERENCE, Attack, Call, says
from fakes.people import ALICE, BOB, User
from fakes.user.addresses import origin
from fakes.user.browser import Browser, Landing
from fakes.user.logging_out import say_yes
from fakes.user.login import FormDriver, LoginDriver
from fakes.wire.client import HttpClient, Reply
from fakes.wire.journal import Journal
from fakes.wire.limits.pace import Pace
from fakes.wire.purposes import Purpose
from fakes.wire.redaction import Redactor
from suites.application.beginning import begun_at
from suites.application.carrying import carry
from suites.application.description import ApplicationTarget
from suites.op.memory import Memory
from suites.targets.permission import refusal
from suites.verdicts.expect import NotChosen, NotRun

PEOPLE = (ALICE, BOB)
HONEST = "rp-login/honest"
FLOW = "rp-product/flow"


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of an authorization response that was brought to the application.

    `who` is the user that it says is signed in, empty if nobody is; `landing` is where the browser
    was led, `response` what it had brought, `request` what the application had asked for, `after`
    how the provider attacked.
    """

    browser: Browser
    request: dict[str, str]
    response: Landing
    landing: Landing
    who: str
    after: str = ""


class NoResponse(NotRun):
    """A login ended before the provider had answered it; `landing` is where."""

    def __init__(self, landing: Landing) -> None:
        self.landing = landing
        told = f"HTTP {landing.reply.status} at {landing.reply.url}"
        super().__init__(f"No authorization response came of a login: {told}.")


class Application:
    """One application during one run."""

    def __init__(self, target: ApplicationTarget, driver: LoginDriver | None) -> None:
        """`driver` shows the application's pages to its user, who runs no scripts without one."""
        self.target = target
        self.driver: LoginDriver = driver or FormDriver()
        self.provider = target.provider
        self.journal = Journal(target.name, Redactor(*target.secrets))
        self.http = HttpClient(target.connection, self.journal)
        self._clients = [self.http]
        self.recall = Memory(self.journal).recall
        self.logins = 0
        self.visits: list[Visit] = []
        self.provider.on_call = self._note
        self._is_honest = False
        self._worked = False
        self._attack = ""

    # What a run wants of a subject

    def today(self) -> date:
        """The date by the target's clock, in UTC."""
        return datetime.fromtimestamp(self.target.clock.now(), UTC).date()

    def presume_allowed(self, run_class: str) -> None:
        """Raises NotRun if nothing can be judged, or what a check does was not allowed."""
        if self.target.trouble:
            raise NotRun(self.target.trouble)
        why = refusal(self.target, run_class, [self.target.login_url])
        if why:
            raise NotChosen(why)

    def state(self) -> dict[str, Any]:
        """What run.json tells of it: `targets[]` without `duration_s`."""
        target, vendor = self.target, self.provider.vendor
        product = None if vendor == REFERENCE else vendor
        return ({} if product is None else {"product": product}) | {
            "name": target.name,
            "issuer": target.issuer,
            "vendor": target.vendor,
            "profile": target.profile.name,
            "auth_method": target.auth_method,
            "needs": [HONEST] if product is None else [HONEST, FLOW],
            "settings": target.settings,
            "proxy": ", ".join(sorted(self.http.proxies)),
            "notices": target.connection.notices,
            "requests": sum(one.requests for one in self._clients),
            "logins": self.logins,
        }

    def close(self) -> None:
        """Closes every connection to it."""
        for http in self._clients:
            http.close()

    # Logins

    def new_browser(self) -> Browser:
        """A browser without cookies, whose user is whoever the provider says that comes."""
        return self._browser_of(self.http)

    def patient_browser(self) -> Browser:
        """As `new_browser`, on connections of its own, for a thread of its own.

        It waits for each answer as long as the application may take, however often that is.
        """
        connection, longest_s = self.target.connection, self.target.patience_s
        patience = connection.patience.anew(longest_s)
        pace = Pace(connection.pace.requests_per_s)
        waiting = replace(connection, timeout_s=longest_s, patience=patience, pace=pace)
        self._clients.append(HttpClient(waiting, self.journal))
        return self._browser_of(self._clients[-1])

    def _browser_of(self, http: HttpClient) -> Browser:
        browser = Browser(http, ())
        # Or the provider counts as the application, where both are on one host.
        browser.been_to(self.target.issuer)
        return browser

    def play(self, *attacks: Attack, user: User = ALICE) -> None:
        """From now on the provider is one that attacks so, and `user` comes to it.

        An application that may know another one is restarted first. Raises NotRun.
        """
        self._is_honest = False
        self._attack = "; ".join(map(says, attacks))
        is_new = not self.provider.speaks
        self.provider.play(*attacks, user=user)
        if is_new and self.target.restart is not None:
            self.target.restart()

    def response(self, browser: Browser) -> Landing:
        """The authorization response that a login leads to, before it reaches the application.

        Raises NoResponse if the application sends its user nowhere.
        """
        watch = self.target.redirect_uri
        landing = begun_at(self.driver, browser, self.target.login_url, watch)
        if not landing.url.startswith(watch):
            raise NoResponse(landing)
        return landing

    def bring(
        self,
        browser: Browser,
        landing: Landing,
        changes: dict[str, str | None] | None = None,
        watch: str = "",
    ) -> Landing:
        """Brings a response to the application, with `changes`; None leaves a parameter out.

        The browser does not go on to where `watch` names; if nothing is said, not to the provider
        again: some begin anew after a response that they refused, and that is another login.
        """
        watch = watch or self.provider.provider.endpoints["authorization"]
        sender = origin(self.target.issuer)
        entered = carry(browser, landing, changes or {}, sender=sender, watch=watch)
        return self.driver.show(browser, entered, watch=watch)

    def visit(self, **changes: str | None) -> Visit:
        """A login in a fresh browser, at the provider that is played, with a changed response.

        An application that refuses before it sends its user anywhere has refused.
        """
        browser = self.new_browser()
        try:
            response = self.response(browser)
        except NoResponse as stopped:
            landing = stopped.landing
            return self._seen(Visit(browser, {}, landing, landing, self.who(browser)))
        return self.entered(browser, response, changes)

    def entered(
        self, browser: Browser, response: Landing, changes: dict[str, str | None] | None = None
    ) -> Visit:
        """What comes of `response`, brought with `changes`."""
        self.logins += 1
        landing = self.bring(browser, response, changes)
        asked = self.provider.requested
        return self._seen(Visit(browser, asked, response, landing, self.who(browser)))

    def _seen(self, visit: Visit) -> Visit:
        visit = replace(visit, after=self._attack)
        self.visits.append(visit)
        return visit

    def who(self, browser: Browser) -> str:
        """Whom the application says that this browser's user is; empty if nobody is signed in."""
        landing = self._inside(browser)
        if landing.left or landing.reply.status >= 400:
            return ""
        return self._named_in(landing.text)

    def _inside(self, browser: Browser) -> Landing:
        """Where this browser's user finds out who is signed in."""
        inside = Browser(browser.client, (self.target.issuer,))
        inside.jar = browser.jar
        landing = inside.open(self.target.whoami_url, purpose=Purpose.PAGE)
        return self.driver.show(inside, landing, until=self._named_in)

    def _named_in(self, text: str) -> str:
        return self.target.named_in(text, PEOPLE)

    def page_of(self, browser: Browser) -> str:
        """The page that shows who is signed in."""
        return self._inside(browser).text

    def whoami(self, browser: Browser) -> Reply:
        """The response that shows who is signed in."""
        url = self.target.whoami_url
        return self.http.send("GET", url, purpose=Purpose.PAGE, jar=browser.jar)

    def log_out(self, browser: Browser) -> Landing:
        """The user of `browser` logs out, at the provider too."""
        landing = browser.open(self.target.logout_url, purpose=Purpose.PAGE)
        landing = self.driver.show(browser, landing)
        return say_yes(browser, landing, "", partial(self.driver.show, browser))

    def forget_session(self, browser: Browser) -> None:
        """Takes the cookies from `browser` without which nobody is signed in."""
        for name in dict.fromkeys(browser.jar.names):
            other = self.new_browser()
            other.jar = browser.jar.copied(name)
            if not self.who(other):
                browser.jar = other.jar

    def as_link(self, response: Landing) -> Landing:
        """The same response, as a query carries it."""
        return replace(response, mode="query")

    def honest(self) -> Visit:
        """A login as it should be, of another user than those of the attacks. Raises NotRun.

        An application that an attack left unable to do that is restarted, for the checks to come.
        """
        visit = self.attempt(user=BOB)
        if visit.who != BOB.username:
            if self._worked and self.target.restart is not None:
                self._worked = False
                self.target.restart()
            raise NotRun("An honest login does not work, so no refusal counts.", judge=HONEST)
        self._is_honest = self._worked = True
        return visit

    def presume_honest(self) -> None:
        """Raises NotRun unless an honest login worked since the last attack."""
        if not self._is_honest:
            self.honest()

    def attempt(self, *attacks: Attack, user: User = ALICE) -> Visit:
        """A login of `user` at a provider that attacks so."""
        self.play(*attacks, user=user)
        return self.visit()

    def restart(self) -> None:
        """Makes it forget keys, metadata and sessions. Raises NotRun if nobody said how."""
        if self.target.restart is None:
            raise NotRun("Only an application that was restarted reads this anew (RP_RESTART).")
        self.target.restart()

    def starts(self) -> bool:
        """Restarts it; whether it came up. Raises NotRun if nobody said how."""
        if self.target.restart is None:
            self.restart()
        try:
            self.restart()
        except NotRun:
            return False
        return True

    def _note(self, call: Call) -> None:
        """What the application asked the provider for is evidence."""
        self.journal.record(call.entry(self.journal))
