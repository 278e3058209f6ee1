"""Callback URLs that two parsers read as two hosts or paths: RFC 9700 sections 2.1 and 4.1.3."""

from urllib.parse import SplitResult

from fakes.people import ATTACKER
from suites.checks.words import CRITICAL, HIGH
from suites.protocol.authorization.redirect_uris import (
    EXACT,
    needs_public_host,
    unregistered_redirect_uri,
)

CUT = "The provider drops the null byte and what follows, and leads to the registered URL alone."


@unregistered_redirect_uri("callback/encoded-at-sign", severity=CRITICAL)
def test_an_encoded_at_sign_before_another_host_gets_no_response(uri: SplitResult) -> str:
    """Whoever decodes before the host is looked for sees another host."""
    return uri._replace(netloc=f"{uri.netloc}%40{ATTACKER}").geturl()


@unregistered_redirect_uri("callback/encoded-slash-host", severity=CRITICAL)
def test_an_encoded_slash_behind_another_host_gets_no_response(uri: SplitResult) -> str:
    """Whoever decodes before the host is looked for sees it end at the slash."""
    return uri._replace(netloc=f"{ATTACKER}%2f.{uri.netloc}").geturl()


@unregistered_redirect_uri("callback/encoded-number-sign-host", severity=CRITICAL)
def test_an_encoded_number_sign_behind_another_host_gets_no_response(uri: SplitResult) -> str:
    """Whoever decodes before the host is looked for sees it end at the number sign."""
    return uri._replace(netloc=f"{ATTACKER}%23.{uri.netloc}").geturl()


@unregistered_redirect_uri("callback/semicolon-host", severity=HIGH)
def test_a_semicolon_behind_another_host_gets_no_response(uri: SplitResult) -> str:
    """Some parsers end the host there, others compare how it ends."""
    return uri._replace(netloc=f"{ATTACKER};.{uri.netloc}").geturl()


@unregistered_redirect_uri("callback/one-slash", severity=CRITICAL)
def test_another_host_behind_one_slash_gets_no_response(uri: SplitResult) -> str:
    """Some software adds the missing slash; for a parser of URLs there is no host at all."""
    return f"{uri.scheme}:/{ATTACKER}{uri.path}"


@unregistered_redirect_uri("callback/three-slashes", severity=CRITICAL)
def test_another_host_behind_three_slashes_gets_no_response(uri: SplitResult) -> str:
    """Browsers drop the slash too many; for a parser of URLs the host is empty."""
    return f"{uri.scheme}:///{ATTACKER}{uri.path}"


@unregistered_redirect_uri("callback/backslashes-for-slashes", severity=CRITICAL)
def test_another_host_behind_backslashes_gets_no_response(uri: SplitResult) -> str:
    """Browsers take a backslash for a slash; for a parser of URLs there is no host at all."""
    return f"{uri.scheme}:\\\\{ATTACKER}{uri.path}"


@unregistered_redirect_uri(
    "callback/without-scheme-backslash", severity=CRITICAL, spec=("rfc6749:3.1.2", *EXACT)
)
def test_a_host_behind_a_slash_and_a_backslash_gets_no_response(uri: SplitResult) -> str:
    """A comparison takes it for a path, a browser takes it for another host."""
    return f"/\\{ATTACKER}{uri.path}"


@unregistered_redirect_uri("callback/tab", severity=HIGH)
def test_a_tab_behind_the_callback_gets_no_response(uri: SplitResult) -> str:
    """Browsers take tabs out of URLs; a comparison that stops at one does not see what follows."""
    return f"{uri.geturl()}\t/../ssoproof-elsewhere"


@unregistered_redirect_uri("callback/null-byte", severity=HIGH, at_registered=CUT)
def test_a_null_byte_behind_the_callback_gets_no_response(uri: SplitResult) -> str:
    """A comparison that stops at it does not see what follows."""
    return f"{uri.geturl()}\x00.{ATTACKER}"


@unregistered_redirect_uri("callback/null-byte-encoded", severity=HIGH)
def test_an_encoded_null_byte_behind_the_callback_gets_no_response(uri: SplitResult) -> str:
    """Decoded once more than compared, it ends the string before its end."""
    return f"{uri.geturl()}%00.{ATTACKER}"


@unregistered_redirect_uri("callback/space", severity=HIGH)
def test_a_space_behind_the_callback_gets_no_response(uri: SplitResult) -> str:
    """A list of URLs is separated by spaces: whoever splits at them finds the registered one."""
    return f"{uri.geturl()} https://{ATTACKER}/"


@unregistered_redirect_uri("callback/backslash-segments-encoded", severity=HIGH)
def test_encoded_backslashes_as_separators_of_a_path_receive_no_response(uri: SplitResult) -> str:
    """Whoever decodes once more than the provider sees another path."""
    return uri._replace(path=f"{uri.path}/..%5c..%5cssoproof-elsewhere").geturl()


@unregistered_redirect_uri("callback/matrix-segment", severity=CRITICAL)
def test_dot_segments_behind_an_empty_parameter_receive_no_response(uri: SplitResult) -> str:
    """Some servers cut the parameter off and then go up, some comparisons do not."""
    return uri._replace(path=f"{uri.path}/;/../../ssoproof-elsewhere").geturl()


@unregistered_redirect_uri("callback/decimal-address", severity=HIGH)
def test_an_address_as_one_number_gets_no_response(uri: SplitResult) -> str:
    """Browsers read it as an IP address: lists of forbidden hosts do not know this spelling."""
    needs_public_host(uri)
    return f"{uri.scheme}://2130706433{uri.path}"


@unregistered_redirect_uri("callback/loopback-ipv6", severity=HIGH, spec=("rfc8252:7.3", *EXACT))
def test_a_loopback_address_of_ipv6_gets_no_response(uri: SplitResult) -> str:
    """Any program on the user's machine could receive the login of a web application."""
    needs_public_host(uri)
    return f"http://[::1]:49152{uri.path}"
