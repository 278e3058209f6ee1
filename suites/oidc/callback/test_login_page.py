"""A login page that carries the request along must not let it be changed (RFC 9700 2.1)."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote, urlsplit

from fakes.people import ATTACKER
from fakes.user.forms import Form
from suites.checks.check import check
from suites.checks.remedies import VENDOR
from suites.checks.words import CRITICAL, MUST
from suites.op.op import Op
from suites.protocol.authorization.redirect_uris import EXACT
from suites.protocol.authorization.responses import expect_no_redirect, is_response_at
from suites.protocol.session.login_pages import LoginPage, log_in_at, login_page
from suites.verdicts.expect import NotApplicable


@check(
    "callback/changed-at-the-login-page",
    spec=list(EXACT),
    level=MUST,
    severity=CRITICAL,
    remedy=VENDOR,
)
def test_a_redirect_uri_that_is_changed_on_the_login_page_gets_no_response(op: Op) -> None:
    """What was judged when the page was made is not what is used when the password came."""
    page = login_page(op, op.new_browser())
    wrong = urlsplit(op.target.redirect_uri)._replace(scheme="https", netloc=ATTACKER).geturl()
    changed = with_callback(page, op.target.redirect_uri, wrong)
    if sent_by(changed.form) == sent_by(page.form):
        raise NotApplicable("The login form does not carry the redirect_uri.")
    landing = log_in_at(op, changed, page.browser)
    if not is_response_at(landing, op.target.redirect_uri):
        where = f"login form with redirect_uri={wrong}"
        expect_no_redirect(landing, op.target.redirect_uri, where=where)


def sent_by(form: Form) -> tuple[object, ...]:
    """What the form sends, and where to."""
    return (form.action, form.fields)


def with_callback(page: LoginPage, own: str, wrong: str) -> LoginPage:
    """The page as if the provider had written another redirect URI into it, however encoded."""

    def changed(text: str) -> str:
        for encoded in ENCODINGS:
            text = text.replace(encoded(own), encoded(wrong))
        return text

    seen = page.landing
    url, text = changed(seen.reply.url), changed(seen.reply.text)
    reply = replace(seen.reply, url=url, body=text.encode())
    landing = replace(seen, url=url, reply=reply, rendered=changed(seen.rendered))
    params = page.request.params | {"redirect_uri": wrong}
    return replace(page, landing=landing, request=replace(page.request, params=params))


def once(text: str) -> str:
    """`text` as a parameter of a URL."""
    return quote(text, safe="")


ENCODINGS: tuple[Callable[[str], str], ...] = (str, once, lambda text: once(once(text)))
