"""The certificate of the provider (Core 16.17, RFC 6749 10.9)."""

from datetime import UTC, datetime, timedelta
from functools import partial

from fakes.attacks.answers import NewKey
from fakes.wire.certificates import ServerTls, server_context
from suites.application.application import Application
from suites.checks.check import check
from suites.checks.words import CRITICAL, MUST
from suites.targets.permission import host_of
from suites.verdicts.expect import Mismatch, NotApplicable

certificate_check = partial(
    check,
    spec=["core:16.17", "rfc6749:10.9"],
    level=MUST,
    severity=CRITICAL,
    needs="tls",
    remedy="Leave the verification of certificates on. If a private authority signs for the "
    "provider, have the application trust that one.",
)


@certificate_check("rp-tls/unknown-authority")
def test_a_provider_that_no_trusted_authority_vouches_for_is_asked_nothing(
    app: Application,
) -> None:
    """Whoever is on the way is the provider then: he gets codes and secret, and names the user."""
    names = (host_of_provider(app),)
    expect_not_asked(app, ServerTls(names=names, trusted=False), "no trusted authority signed")


@certificate_check("rp-tls/other-host", needs=("tls", "authority"))
def test_a_provider_with_the_certificate_of_another_host_is_asked_nothing(
    app: Application,
) -> None:
    """Everybody can have a certificate for a host of his own."""
    expect_not_asked(app, ServerTls(names=("other.example.com",)), "is that of another host")


@certificate_check("rp-tls/expired", needs=("tls", "authority"))
def test_a_provider_with_an_expired_certificate_is_asked_nothing(app: Application) -> None:
    """Nobody says any more whether its key is in the right hands."""
    ended = datetime.now(UTC) - timedelta(days=1)
    expired = ServerTls(names=(host_of_provider(app),), expires=ended)
    expect_not_asked(app, expired, "has expired")


def host_of_provider(app: Application) -> str:
    """The host of the issuer, which the certificate has to name."""
    return host_of(app.target.issuer)


def expect_not_asked(app: Application, shown: ServerTls, which: str) -> None:
    """A provider that shows such a certificate is asked nothing, and nobody is in by it.

    The user is at the provider before: only the application meets the certificate. Raises Mismatch,
    NotApplicable if it asks nothing after that, NotRun if an honest login does not work.
    """
    tls = app.provider.port.tls
    assert tls is not None  # by what the check needs
    app.presume_honest()
    app.play(NewKey)
    browser = app.new_browser()
    response = app.response(browser)
    before, begun = len(app.provider.calls), tls.handshakes
    with tls.showing(server_context(shown)):
        who = app.entered(browser, response).who
        handshakes = tls.handshakes - begun
    where = f"what is asked of a provider whose certificate {which}"
    for call in app.provider.calls[before:]:
        raise Mismatch("nothing", f"a request to {call.request.url}", where)
    if who:
        raise Mismatch("nobody", who, f"who is signed in by a provider whose certificate {which}")
    app.honest()
    if not handshakes:
        raise NotApplicable("The application asks its provider nothing once a user comes back.")
