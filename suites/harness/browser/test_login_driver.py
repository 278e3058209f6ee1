"""The login by Chromium: what forms can do, and what only scripts can."""

from collections.abc import Iterator

import pytest
from starlette.responses import Response

from fakes.engine.pages import page
from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.user.chromium import ChromiumDriver, find_chromium
from fakes.user.either import EitherDriver
from fakes.user.login import FormDriver, LoginDriver
from fakes.wire.purposes import Purpose
from suites.op.op import Op
from suites.targets.embedded import EMBEDDED
from suites.verdicts.expect import Mismatch, NotRun

# A page like those of single-page applications: two steps without a navigation in between, and a
# cookie of its own without which it does not go on.
SCRIPT = """
document.cookie = 'step=name; path=/';
const form = document.createElement('form');
form.method = 'post';
form.action = '/login';
form.innerHTML = '<input name="username"><button>Next</button>';
form.addEventListener('submit', (event) => {
    if (form.elements.password || !document.cookie.includes('step=name')) return;
    event.preventDefault();
    setTimeout(() => {
        form.elements.username.type = 'hidden';
        form.querySelector('button').textContent = 'Sign in';
        form.insertAdjacentHTML('beforeend',
            '<input name="ticket" type="hidden"><input name="password" type="password">');
        form.elements.ticket.value = document.body.dataset.ticket;
    }, 100);
});
document.body.append(form);
"""


class ScriptedLogin(Reference):
    """A login page that is empty until its script has run."""

    def login_form(self, ticket: str, hint: str, message: str) -> Response:
        keep = f"document.body.dataset.ticket = '{ticket}';"
        path = self.endpoints["login"].removeprefix(self.base)
        return page("Sign in", "", script=keep + SCRIPT.replace("/login", path))


SCRIPTED = Fault("scripted", "Needs scripts.", frozenset(), "reference", ScriptedLogin)


@pytest.fixture(scope="module")
def chromium() -> Iterator[ChromiumDriver]:
    driver = ChromiumDriver(find_chromium())
    yield driver
    driver.close()


def logged_in(
    driver: LoginDriver, *faults: Fault, method: str = "pkce", password: str = ""
) -> tuple[str, Op]:
    """The sub that a login by `driver` gives on the reference with `faults`."""
    fake, target = EMBEDDED["reference"].start("fake", faults)
    if password:
        target = target.changed(password=password)
    op = Op.at(target, driver)
    try:
        return op.attempt(method).id_token.claims.string("sub"), op
    finally:
        op.close()
        fake.stop()


@pytest.mark.parametrize("method", ["pkce", "implicit"])
def test_it_logs_in_as_the_form_driver_does(chromium: ChromiumDriver, method: str) -> None:
    sub, op = logged_in(chromium, method=method)
    assert sub == logged_in(FormDriver(), method=method)[0]
    assert op.provider.logins == 1


def test_it_logs_in_where_only_scripts_make_the_form(chromium: ChromiumDriver) -> None:
    sub, op = logged_in(chromium, SCRIPTED)
    assert sub == logged_in(FormDriver())[0]
    assert op.provider.logins == 1


def test_it_takes_over_by_itself_where_it_is_installed_and_the_report_says_so(
    chromium: ChromiumDriver,
) -> None:
    sub, op = logged_in(EitherDriver(lambda: chromium), SCRIPTED)
    assert sub == logged_in(FormDriver())[0]
    assert [one["kind"] for one in op.provider.notices].count("browser-driver") == 1
    _, op = logged_in(EitherDriver(lambda: chromium))
    assert not op.provider.notices


def test_forms_alone_decide_nothing_there_and_say_what_to_do() -> None:
    with pytest.raises(NotRun) as failed:
        logged_in(FormDriver(), SCRIPTED)
    assert "--login browser" in str(failed.value)


def test_a_wrong_password_is_told_with_the_page_and_the_settings(
    chromium: ChromiumDriver,
) -> None:
    with pytest.raises(Mismatch) as failed:
        logged_in(chromium, password="not-the-password")  # noqa: S106 - it is wrong
    told = str(failed.value)
    assert "Sign in" in told
    assert "password (password)" in told
    assert "OIDC_PASSWORD" in told
    assert "not-the-password" not in told


def test_every_request_of_the_browser_is_recorded_and_redacted(chromium: ChromiumDriver) -> None:
    _, op = logged_in(chromium, SCRIPTED)
    posted = [e for e in op.journal.entries if e["purpose"] == Purpose.FORM.text]
    assert posted
    loaded = [e for e in op.journal.entries if e["purpose"] == Purpose.SCRIPT.text]
    assert {one["sender"] for one in (*posted, *loaded)} == {"browser"}
    assert all("correct-horse" not in str(entry) for entry in op.journal.entries)
