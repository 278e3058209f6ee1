"""An AssertionConsumerServiceURL other than the registered one: no response is sent there.

Requests here are not signed. Of a signed one its signature may vouch for the URL (Core 3.4.1).
"""

from collections.abc import Callable
from urllib.parse import SplitResult, urlsplit

from fakes.people import ATTACKER
from suites.checks.check import CheckFunction, check, told_by
from suites.checks.words import CRITICAL, HIGH, MEDIUM, MUST, Severity
from suites.idp.provider import IdentityProvider
from suites.idp.refusals import answer_at, presume_works, provoked
from suites.verdicts.expect import Mismatch

Odd = Callable[[SplitResult], str]


def unregistered_acs(identifier: str, severity: Severity) -> Callable[[Odd], CheckFunction]:
    """A check that sends a request with the URL that a function makes of the registered one."""

    def mark(odd: Odd) -> CheckFunction:
        @check(
            identifier,
            spec=["saml-core:3.4.1", "saml-profiles:4.1.4.1", "saml2int"],
            level=MUST,
            severity=severity,
            remedy="Compare AssertionConsumerServiceURL with the registered URLs as strings.",
        )
        @told_by(odd)
        def body(idp: IdentityProvider) -> None:
            url = odd(urlsplit(idp.target.acs_url))
            landing = provoked(idp, idp.request(acs_url=url), unsigned=True)
            answer = answer_at(landing)
            if answer is not None and landing.url != idp.target.acs_url:
                told = f"{answer.in_words}, sent to {landing.url}"
                raise Mismatch("no response to this URL", told, "AssertionConsumerServiceURL")
            if answer is None or not answer.is_success:
                presume_works(idp, landing, answer)

        return body

    return mark


@unregistered_acs("saml-acs/other-host", CRITICAL)
def test_another_host_gets_no_saml_response(acs: SplitResult) -> str:
    """Anybody could send a user to the identity provider and receive the user's login."""
    return acs._replace(netloc=ATTACKER).geturl()


@unregistered_acs("saml-acs/host-as-prefix", CRITICAL)
def test_a_host_that_begins_with_the_registered_one_gets_none(acs: SplitResult) -> str:
    """Such a host belongs to whoever owns the domain that it ends with."""
    return acs._replace(netloc=f"{acs.netloc}.{ATTACKER}").geturl()


@unregistered_acs("saml-acs/userinfo", CRITICAL)
def test_the_registered_host_as_user_of_another_gets_none(acs: SplitResult) -> str:
    """The host is what follows the at sign; what stands before it is a user's name."""
    return acs._replace(netloc=f"{acs.netloc}@{ATTACKER}").geturl()


@unregistered_acs("saml-acs/sub-domain", CRITICAL)
def test_a_sub_domain_of_the_registered_host_gets_none(acs: SplitResult) -> str:
    """A forgotten name below the host, taken over, receives logins."""
    return acs._replace(netloc=f"ssoproof.{acs.netloc}").geturl()


@unregistered_acs("saml-acs/plain-http", HIGH)
def test_the_registered_url_without_tls_gets_none(acs: SplitResult) -> str:
    """Whoever listens on the way reads the assertion, and brings it himself."""
    return acs._replace(scheme="http" if acs.scheme == "https" else "https").geturl()


@unregistered_acs("saml-acs/other-port", HIGH)
def test_another_port_gets_none(acs: SplitResult) -> str:
    """On another port another program listens."""
    return acs._replace(netloc=f"{acs.hostname}:8443").geturl()


@unregistered_acs("saml-acs/other-path", HIGH)
def test_another_path_gets_none(acs: SplitResult) -> str:
    """A page of the application that shows or forwards what it is sent gives the login away."""
    return acs._replace(path="/ssoproof").geturl()


@unregistered_acs("saml-acs/sub-path", HIGH)
def test_a_path_below_the_registered_one_gets_none(acs: SplitResult) -> str:
    """What is below the registered path may be written by others."""
    return acs._replace(path=f"{acs.path}/ssoproof").geturl()


@unregistered_acs("saml-acs/path-traversal", HIGH)
def test_a_path_that_leads_up_again_gets_none(acs: SplitResult) -> str:
    """Browsers resolve the dots after the comparison: it is any page of the application."""
    return acs._replace(path=f"{acs.path}/../../ssoproof").geturl()


@unregistered_acs("saml-acs/query-added", MEDIUM)
def test_the_registered_url_with_a_query_gets_none(acs: SplitResult) -> str:
    """A parameter of the application, such as where to go next, is set by whoever asks."""
    return acs._replace(query="ssoproof=1").geturl()
