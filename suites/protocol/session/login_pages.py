"""Login pages in several tabs and several browsers: which request a login belongs to."""

from dataclasses import dataclass

from fakes.relying_party.party import AuthorizationRequest
from fakes.user.browser import Browser, Landing
from fakes.user.forms import Form
from fakes.user.login import Credentials, LoginFailed, fill
from suites.op.login import Login, outcome_in_words
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.authorization.responses import expect_success
from suites.protocol.session.cross_site import foreign, from_another_site
from suites.protocol.session.pages import is_let_in
from suites.verdicts.expect import NotApplicable, NotRun, presuming


@dataclass(frozen=True, slots=True)
class LoginPage:
    """A login page in a browser, for a request that waits."""

    browser: Browser
    request: AuthorizationRequest
    landing: Landing

    @property
    def form(self) -> Form:
        """The form that takes name and password. Raises NotApplicable if there is none."""
        for form in self.landing.forms:
            asks = form.password and form.username and form.method == "POST"
            if asks and self.browser.trusts(form):
                return form
        raise NotApplicable("No page asks for user name and password in one form.")


def login_page(op: Op, browser: Browser) -> LoginPage:
    """The page that `browser` is shown. Raises NotApplicable, NotRun if it is no login page."""
    op.login()
    request, landing = op.ask(browser=browser)
    if landing.left:
        raise NotApplicable(f"No login page was shown: {outcome_in_words(landing)}.")
    if landing.refuses:
        raise NotRun(f"In place of a login page, {outcome_in_words(landing)}.")
    return LoginPage(browser, request, landing)


def credentials_of(op: Op) -> Credentials:
    """The test user's. Raises NotRun without."""
    if op.target.credentials is None:
        raise NotRun("The provider asks for a login: set OIDC_USERNAME and OIDC_PASSWORD.")
    return op.target.credentials


def log_in_at(op: Op, page: LoginPage, browser: Browser, form: Form | None = None) -> Landing:
    """Where it leads to send the form of `page`, rightly filled in, from `browser`."""
    form, credentials = form or page.form, credentials_of(op)
    opened, watch = op.note_login(browser), page.request.redirect_uri
    landing = browser.submit(form, fill(form, credentials), watch=watch)
    if landing.asks_for_password:
        op.provider.ledger.forget(opened)
    if landing.left or landing.asks_for_password or landing.reply.status >= 400:
        return landing
    try:
        return op.provider.driver.log_in(browser, landing, credentials, watch=watch)
    except LoginFailed as failure:
        return failure.landing


@dataclass(frozen=True, slots=True)
class Borrowed:
    """What came of a login form that somebody else's browser got."""

    landing: Landing
    mine: bool
    theirs: bool


@remembered
def borrowed(op: Op) -> Borrowed:
    """The form of one browser, sent by another site from a second one; remembered.

    `mine` tells whether the sender is logged in then, `theirs` whether the other one is.
    """
    theirs, mine = op.new_browser(), op.new_browser()
    page = login_page(op, theirs)
    login_page(op, mine)
    sender = from_another_site(op, mine)
    landing = log_in_at(op, page, sender, foreign(page.form))
    return Borrowed(landing, is_let_in(op, sender), is_let_in(op, theirs))


@dataclass(frozen=True, slots=True)
class FirstTab:
    """The login in the first of two tabs of one browser."""

    page: LoginPage
    second: AuthorizationRequest
    landing: Landing


@remembered
def first_of_two_tabs(op: Op) -> FirstTab:
    """Two login pages in one browser, and the login in the first of them; remembered."""
    browser = op.new_browser()
    page = login_page(op, browser)
    second = login_page(op, browser).request
    return FirstTab(page, second, log_in_at(op, page, browser))


@remembered
def tokens_of_first_tab(op: Op) -> Login:
    """What the login in the first tab gave, remembered. Raises NotRun if it did not succeed."""
    found = first_of_two_tabs(op)
    with presuming():
        expect_success(found.landing)
    return op.read(found.page.request, found.landing)
