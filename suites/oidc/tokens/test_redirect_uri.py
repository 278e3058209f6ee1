"""Codes that are exchanged with another redirect_uri than they were asked for: RFC 6749 4.1.3.

The values must be identical; each check sends another difference, with a code of its own.
"""

from functools import partial
from urllib.parse import SplitResult, urlsplit

from fakes.people import ATTACKER
from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MUST, STATEFUL
from suites.op.op import Op
from suites.protocol.alike import alike
from suites.protocol.authorization.redirect_uris import Make
from suites.protocol.tokens.exchanges import changed_exchange
from suites.protocol.tokens.refusals import expect_refused_exchange
from suites.verdicts.expect import NotApplicable

IDENTICAL = ("rfc6749:4.1.3", "core:3.1.3.2")
BOUND = "Compare the redirect_uri of a token request with that of the code, character by character."


def _judge(op: Op, make: Make) -> None:
    """A fresh code with another redirect URI than its own."""
    wrong = make(urlsplit(op.target.redirect_uri))
    expect_refused_exchange(changed_exchange(op, redirect_uri=wrong))


unequal_redirect_uri = partial(
    alike,
    _judge,
    spec=IDENTICAL,
    level=MUST,
    run_class=STATEFUL,
    needs="code",
    remedy=BOUND,
)


@unequal_redirect_uri("token/redirect-uri-other-host", severity=HIGH)
def test_a_code_gives_no_tokens_with_a_redirect_uri_of_another_host(uri: SplitResult) -> str:
    """A code that was sent to an attacker could be exchanged by the application."""
    return uri._replace(scheme="https", netloc=ATTACKER).geturl()


@unequal_redirect_uri("token/redirect-uri-sub-domain", severity=HIGH)
def test_a_code_gives_no_tokens_with_a_redirect_uri_of_a_sub_domain(uri: SplitResult) -> str:
    """A code that was sent to a forgotten name could be exchanged by the application."""
    return uri._replace(netloc=f"ssoproof.{uri.netloc}").geturl()


@unequal_redirect_uri("token/redirect-uri-query-added", severity=HIGH)
def test_a_code_gives_no_tokens_with_a_query_added_to_its_redirect_uri(uri: SplitResult) -> str:
    """A comparison that stops at the query lets through what the application would act on."""
    return uri._replace(query="&".join(filter(None, (uri.query, "x=1")))).geturl()


@unequal_redirect_uri("token/redirect-uri-trailing-slash", severity=LOW)
def test_a_code_gives_no_tokens_with_a_slash_added_to_its_redirect_uri(uri: SplitResult) -> str:
    """A provider that forgives a slash compares by rules of its own, which nobody reviewed."""
    return uri.geturl() + "/"


@unequal_redirect_uri("token/redirect-uri-case", severity=LOW)
def test_a_code_gives_no_tokens_with_its_redirect_uri_in_other_case(uri: SplitResult) -> str:
    """Paths are case-sensitive: the application may serve something else there."""
    swapped = uri._replace(path=uri.path.swapcase()).geturl()
    if swapped == uri.geturl():
        raise NotApplicable("The path of the registered callback has no letters.")
    return swapped


@check(
    "token/redirect-uri-of-other-client",
    spec=list(IDENTICAL),
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=["code", "other-client"],
    remedy=BOUND,
)
def test_a_code_gives_no_tokens_with_the_redirect_uri_of_another_client(op: Op) -> None:
    """A code that was sent to another application could be exchanged by this one."""
    expect_refused_exchange(changed_exchange(op, redirect_uri=op.target.other_client.redirect_uri))
