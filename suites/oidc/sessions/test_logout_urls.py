"""Where a logout may lead: RP-Initiated Logout 1.0 sections 2 and 3."""

from functools import partial
from urllib.parse import SplitResult, urlsplit

from fakes.people import ATTACKER
from suites.checks.check import check
from suites.checks.remedies import VENDOR
from suites.checks.words import CRITICAL, HIGH, LOW, MEDIUM, MUST, STATEFUL
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.alike import alike
from suites.protocol.authorization.redirect_uris import Make, escaped
from suites.protocol.session.logout import (
    LogoutOutcome,
    expect_not_led_to,
    led_to_application,
    log_out,
    logout_without_hint,
    rp_initiated_logout,
)
from suites.verdicts.expect import Tolerated, expect

REMEDY = (
    "Register the exact logout URL of the application alone, no pattern and no prefix; if the "
    "provider compares more loosely than that, ask its vendor."
)


@remembered
def _asked_for(op: Op, wrong: str) -> LogoutOutcome:
    """After a logout that worked: the same request with another URL."""
    left = rp_initiated_logout(op)
    return log_out(op, left.browser, id_token_hint=left.hint.raw, post_logout_redirect_uri=wrong)


def _judge(op: Op, make: Make) -> None:
    wrong = make(urlsplit(rp_initiated_logout(op).url)) or ""
    where = f"logout request with {escaped('post_logout_redirect_uri', wrong)}"
    expect_not_led_to(op, _asked_for(op, wrong), wrong, where)


unregistered_logout_uri = partial(
    alike,
    _judge,
    level=MUST,
    spec=("rp-logout:2", "rp-logout:3"),
    remedy=REMEDY,
    needs="rp-initiated-logout",
    run_class=STATEFUL,
)


@unregistered_logout_uri("logout/other-host", severity=HIGH)
def test_a_logout_does_not_lead_to_another_host(uri: SplitResult) -> str:
    """A link that begins with the provider's name ends at the attacker's copy of it."""
    return _elsewhere(uri)


def _elsewhere(uri: SplitResult) -> str:
    return uri._replace(netloc=ATTACKER).geturl()


@unregistered_logout_uri("logout/sub-path", severity=MEDIUM)
def test_a_logout_does_not_lead_below_the_registered_url(uri: SplitResult) -> str:
    """A prefix that counts as registered opens every page below it."""
    return uri._replace(path=f"{uri.path.rstrip('/')}/ssoproof-elsewhere").geturl()


@unregistered_logout_uri("logout/query-added", severity=MEDIUM)
def test_a_logout_does_not_lead_to_the_registered_url_with_a_query(uri: SplitResult) -> str:
    """A parameter of the attacker's can make the application redirect further."""
    return uri._replace(query="&".join(filter(None, (uri.query, "x=1")))).geturl()


@unregistered_logout_uri("logout/other-scheme", severity=MEDIUM)
def test_a_logout_does_not_lead_to_another_scheme(uri: SplitResult) -> str:
    """Over http anybody on the way can answer in place of the application."""
    return uri._replace(scheme="http" if uri.scheme == "https" else "https").geturl()


@unregistered_logout_uri("logout/host-as-prefix", severity=HIGH)
def test_a_logout_does_not_lead_to_a_host_that_begins_alike(uri: SplitResult) -> str:
    """Such a host belongs to whoever owns the domain that it ends with."""
    return uri._replace(netloc=f"{uri.hostname}.{ATTACKER}").geturl()


@unregistered_logout_uri("logout/userinfo-is-the-host", severity=HIGH)
def test_a_logout_does_not_lead_to_a_host_behind_an_at_sign(uri: SplitResult) -> str:
    """The host is what follows the at sign; what stands before it is a user's name."""
    return uri._replace(netloc=f"{uri.netloc}@{ATTACKER}").geturl()


@unregistered_logout_uri("logout/sub-domain", severity=HIGH)
def test_a_logout_does_not_lead_to_a_sub_domain(uri: SplitResult) -> str:
    """A forgotten name below the host, taken over, greets users who just left."""
    return uri._replace(netloc=f"ssoproof.{uri.netloc}").geturl()


@unregistered_logout_uri("logout/without-scheme", severity=HIGH)
def test_a_logout_does_not_lead_to_a_host_without_scheme(uri: SplitResult) -> str:
    """A comparison may take it for a path, a browser takes it for another host."""
    return f"//{ATTACKER}{uri.path}"


@unregistered_logout_uri("logout/javascript", severity=CRITICAL)
def test_a_logout_does_not_lead_to_a_javascript_url(uri: SplitResult) -> str:
    """The attacker's script would run in a page of the provider."""
    return f"javascript://{uri.netloc}/%0aalert(1)"


@check(
    "logout/wrong-url-leads-nowhere",
    spec="rp-logout:4",
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    needs="rp-initiated-logout",
    remedy=VENDOR,
)
def test_a_logout_with_a_url_that_nobody_registered_leads_to_no_application(op: Op) -> None:
    """The user is sent to an application that did not ask, and nobody sees the mistake."""
    wrong = _elsewhere(urlsplit(rp_initiated_logout(op).url))
    led = led_to_application(op, _asked_for(op, wrong))
    where = "logout request with the URL of another host"
    expect(not led, "no redirect to an application", "one to its registered URL", where=where)


@check(
    "logout/url-without-hint",
    spec="rp-logout:3",
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="rp-initiated-logout",
    remedy=VENDOR,
)
def test_a_url_without_id_token_hint_is_not_led_to_at_once(op: Op) -> None:
    """Without a token nothing shows that the application asked, so anybody may have."""
    if logout_without_hint(op).left:
        raise Tolerated(
            "a page of the provider",
            "a redirect to the registered URL",
            "logout request with post_logout_redirect_uri alone",
            "The provider may know by other means that the URL is legitimate.",
        )
