"""URLs that a client registers and the provider calls: RFC 7591 section 5, OWASP on SSRF.

What is called is an endpoint of the harness. That the provider reaches it at all is proved first:
one that calls nothing would read as one that is careful.
"""

import json
from collections.abc import Callable
from urllib.parse import urlsplit

from fakes.wire.loopback import is_loopback
from suites.checks.check import CheckFunction, check
from suites.checks.words import HIGH, LOW, MAY, MEDIUM, NOISY
from suites.oidc.registration.client_pages import pages_about
from suites.op.op import Op
from suites.protocol.alike import alike
from suites.protocol.clients.callouts import PAIRWISE, presume_calls
from suites.protocol.clients.registration import REGISTERED, registered, registration_response
from suites.verdicts.expect import Mismatch, NotApplicable, NotRun, expect, expect_decided

CAREFUL = (
    "Let the provider call only public hosts over https, and follow no redirect: in its settings, "
    "or by the network that it is in."
)
CANARY = "ssoproof-canary-in-a-document-of-the-inside"
Sentence = Callable[[], None]


def expect_no_call(op: Op, member: str) -> None:
    """A URL on loopback in `member` is not called, at the registration or for a page about it."""
    if op.target.listen is None or is_loopback(urlsplit(op.target.issuer).hostname or ""):
        raise NotApplicable("Only a provider of ours, elsewhere, is seen to call loopback.")
    presume_calls(op)
    path = f"/private-{member}"
    url = op.listener().loopback_origin + path
    op.listener().publish(path, json.dumps([op.target.redirect_uri]))
    reply = registration_response(op, **PAIRWISE, **{member: url})
    expect_decided(reply)
    if reply.status in REGISTERED:
        op.login()
        pages_about(registered(op, **PAIRWISE, **{member: url}))
    called = op.listener().behind_answer(path)
    expect(not called, "no call", f"a call of {url}", where=f"registration, {member}")


def never_called(identifier: str, member: str) -> Callable[[Sentence], CheckFunction]:
    """Makes a check: a URL on loopback in `member` is not called, whoever asks for it."""

    def judge(op: Op, _: Sentence) -> None:
        expect_no_call(op, member)

    return alike(
        judge,
        identifier,
        spec=["rfc7591:5", "wstg:4.7.19"],
        level=MAY,
        severity=HIGH,
        run_class=NOISY,
        needs=["registration", "pairwise", "code"],
        remedy=CAREFUL,
    )


@never_called("registration/private-sector", "sector_identifier_uri")
def test_no_sector_document_is_fetched_from_a_private_address() -> None:
    """A stranger has the provider ask the machines behind its firewall."""


@never_called("registration/private-keys", "jwks_uri")
def test_no_keys_are_fetched_from_a_private_address_at_registration() -> None:
    """A stranger has the provider ask the machines behind its firewall."""


@never_called("registration/private-logo", "logo_uri")
def test_no_logo_is_fetched_from_a_private_address() -> None:
    """A stranger has the provider ask the machines behind its firewall."""


@check(
    "registration/redirected-sector",
    spec=["rfc7591:5", "wstg:4.7.19"],
    level=MAY,
    severity=MEDIUM,
    run_class=NOISY,
    needs=["registration", "pairwise"],
    remedy=CAREFUL,
)
def test_no_redirect_is_followed_to_a_sector_document(op: Op) -> None:
    """A public URL that redirects leads around every rule about private ones."""
    presume_calls(op)
    listed = json.dumps([op.target.redirect_uri])
    there = op.listener().publish("/sector-moved", listed)
    url = op.listener().publish("/sector-moves", status=302, headers={"location": there})
    expect_decided(registration_response(op, **PAIRWISE, sector_identifier_uri=url))
    if not op.listener().wait_for("/sector-moves"):
        raise NotRun("The provider did not call the URL.")
    followed = op.listener().behind_answer("/sector-moved")
    expect(not followed, "no second call", "a redirect that was followed", where="registration")


@check(
    "registration/sector-told",
    spec=["rfc7591:5", "wstg:4.7.19"],
    level=MAY,
    severity=LOW,
    run_class=NOISY,
    needs=["registration", "pairwise"],
    remedy=CAREFUL,
)
def test_the_content_of_a_fetched_document_is_not_told(op: Op) -> None:
    """What the provider finds behind its firewall is read by whoever sent it there."""
    presume_calls(op)
    url = op.listener().publish("/sector-canary", f'{{"secret": "{CANARY}"}}')
    reply = registration_response(op, **PAIRWISE, sector_identifier_uri=url)
    if CANARY in reply.text:
        raise Mismatch("an error without it", "the document", "registration error response")
