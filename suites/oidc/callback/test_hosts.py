"""Callback URLs that name another host, or are read as one: RFC 9700 sections 2.1 and 4.1.3."""

from urllib.parse import SplitResult

from fakes.people import ATTACKER
from suites.checks.words import CRITICAL, HIGH
from suites.protocol.authorization.redirect_uris import (
    EXACT,
    needs_public_host,
    unregistered_redirect_uri,
)

LOOK_ALIKE = {"a": "\u0430", "e": "\u0435", "o": "\u043e", "c": "\u0441", "p": "\u0440"}


@unregistered_redirect_uri("callback/other-host", severity=CRITICAL)
def test_another_host_gets_no_response(uri: SplitResult) -> str:
    """Anybody could send a user to the provider and receive the user's login."""
    return uri._replace(netloc=ATTACKER).geturl()


@unregistered_redirect_uri("callback/host-as-prefix", severity=CRITICAL)
def test_a_host_that_begins_with_the_registered_one_gets_no_response(uri: SplitResult) -> str:
    """Such a host belongs to whoever owns the domain that it ends with."""
    return uri._replace(netloc=f"{uri.hostname}.{ATTACKER}").geturl()


@unregistered_redirect_uri("callback/host-as-suffix", severity=CRITICAL)
def test_a_host_that_ends_with_the_registered_one_gets_no_response(uri: SplitResult) -> str:
    """Without the dot between, it is a domain that anybody can register."""
    return uri._replace(netloc=f"attacker{uri.netloc}").geturl()


@unregistered_redirect_uri("callback/sub-domain", severity=CRITICAL)
def test_a_sub_domain_of_the_host_gets_no_response(uri: SplitResult) -> str:
    """A forgotten name below the host, taken over, receives logins."""
    return uri._replace(netloc=f"ssoproof.{uri.netloc}").geturl()


@unregistered_redirect_uri("callback/wildcard-host", severity=HIGH)
def test_a_wildcard_as_host_gets_no_response(uri: SplitResult) -> str:
    """A pattern in a request shows that patterns are what is compared."""
    parent = (uri.hostname or "").partition(".")[2] or uri.hostname
    return uri._replace(netloc=f"*.{parent}").geturl()


@unregistered_redirect_uri("callback/userinfo-is-the-host", severity=CRITICAL)
def test_the_registered_host_as_user_of_another_gets_no_response(uri: SplitResult) -> str:
    """The host is what follows the at sign; what stands before it is a user's name."""
    return uri._replace(netloc=f"{uri.netloc}@{ATTACKER}").geturl()


@unregistered_redirect_uri("callback/userinfo-added", severity=HIGH)
def test_a_user_before_the_host_gets_no_response(uri: SplitResult) -> str:
    """A comparison that skips the user's name can be led to skip more."""
    return uri._replace(netloc=f"{ATTACKER}@{uri.netloc}").geturl()


@unregistered_redirect_uri("callback/userinfo-twice", severity=CRITICAL)
def test_two_at_signs_receive_no_response(uri: SplitResult) -> str:
    """Parsers differ in which of them ends the user's name."""
    return uri._replace(netloc=f"user@{uri.netloc}@{ATTACKER}").geturl()


@unregistered_redirect_uri("callback/backslash-host", severity=CRITICAL)
def test_a_backslash_behind_another_host_gets_no_response(uri: SplitResult) -> str:
    """For a browser the host ends at the backslash, for many comparisons at the next slash."""
    return uri._replace(netloc=f"{ATTACKER}\\@{uri.netloc}").geturl()


@unregistered_redirect_uri(
    "callback/number-sign-host", severity=CRITICAL, spec=("rfc6749:3.1.2", *EXACT)
)
def test_a_number_sign_behind_another_host_gets_no_response(uri: SplitResult) -> str:
    """For a browser the host ends at the number sign, for some comparisons at the next slash."""
    return f"{uri.scheme}://{ATTACKER}#@{uri.netloc}{uri.path}"


@unregistered_redirect_uri("callback/question-mark-host", severity=CRITICAL)
def test_a_question_mark_behind_another_host_gets_no_response(uri: SplitResult) -> str:
    """For a browser the host ends at the question mark, for some comparisons at the next slash."""
    return f"{uri.scheme}://{ATTACKER}?@{uri.netloc}{uri.path}"


@unregistered_redirect_uri("callback/look-alike-host", severity=CRITICAL)
def test_a_host_in_letters_that_look_alike_gets_no_response(uri: SplitResult) -> str:
    """A Cyrillic letter that is taken for a Latin one makes it somebody else's domain."""
    return uri._replace(netloc=look_alike(uri.netloc)).geturl()


@unregistered_redirect_uri("callback/punycode-host", severity=CRITICAL)
def test_a_look_alike_host_as_it_is_sent_gets_no_response(uri: SplitResult) -> str:
    """Shown in its own letters it looks like the application's, and it is somebody else's."""
    return uri._replace(netloc=look_alike(uri.hostname or "").encode("idna").decode()).geturl()


def look_alike(host: str) -> str:
    """`host` with a letter of another alphabet that looks like the one it replaces."""
    latin = next((letter for letter in host if letter in LOOK_ALIKE), "")
    return host.replace(latin, LOOK_ALIKE[latin], 1) if latin else LOOK_ALIKE["a"] + host


@unregistered_redirect_uri("callback/loopback-address", severity=HIGH, spec=("rfc8252:7.3", *EXACT))
def test_a_loopback_address_gets_no_response(uri: SplitResult) -> str:
    """Any program on the user's machine could receive the login of a web application."""
    needs_public_host(uri)
    return f"http://127.0.0.1:49152{uri.path}"


@unregistered_redirect_uri("callback/localhost", severity=HIGH, spec=("rfc8252:8.3", *EXACT))
def test_localhost_gets_no_response(uri: SplitResult) -> str:
    """Any program on the user's machine could receive the login of a web application."""
    needs_public_host(uri)
    return f"http://localhost:49152{uri.path}"


@unregistered_redirect_uri(
    "callback/without-scheme", severity=CRITICAL, spec=("rfc6749:3.1.2", *EXACT)
)
def test_a_host_without_scheme_gets_no_response(uri: SplitResult) -> str:
    """A comparison may take it for a path, a browser takes it for another host."""
    return f"//{ATTACKER}{uri.path}"


@unregistered_redirect_uri("callback/relative", severity=HIGH, spec=("rfc6749:3.1.2", *EXACT))
def test_a_path_without_host_gets_no_response(uri: SplitResult) -> str:
    """It leads to a page of the provider itself, with a login in its URL."""
    return uri.path or "/"


@unregistered_redirect_uri("callback/javascript", severity=CRITICAL)
def test_a_javascript_url_gets_no_response(uri: SplitResult) -> str:
    """The attacker's script would run in a page of the provider."""
    return f"javascript://{uri.netloc}/%0aalert(1)"


@unregistered_redirect_uri("callback/javascript-in-other-case", severity=CRITICAL)
def test_a_javascript_url_in_other_case_gets_no_response(uri: SplitResult) -> str:
    """Schemes have no case: a list of bad ones that has case misses this."""
    return f"JaVaScRiPt://{uri.netloc}/%0aalert(1)"


@unregistered_redirect_uri("callback/data", severity=CRITICAL)
def test_a_data_url_gets_no_response(uri: SplitResult) -> str:
    """The attacker's page would appear with the login in it."""
    return "data:text/html,<script>alert(1)</script>"


@unregistered_redirect_uri("callback/line-break", severity=HIGH)
def test_a_line_break_in_the_callback_gets_no_response(uri: SplitResult) -> str:
    """A line break that reaches a header ends it, and begins one of the attacker's."""
    return f"{uri.geturl()}\r\nX-Ssoproof: 1"


@unregistered_redirect_uri("callback/line-break-encoded", severity=HIGH)
def test_an_encoded_line_break_in_the_callback_gets_no_response(uri: SplitResult) -> str:
    """Decoded once more than compared, it ends a header and begins one of the attacker's."""
    return f"{uri.geturl()}%0d%0aX-Ssoproof:%201"
