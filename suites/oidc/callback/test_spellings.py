"""Other spellings of the registered callback URL: RFC 3986 section 6.2.1, RFC 9700 4.1.3.

Each is the same address for some software. A provider that knows so compares by rules of its own.
"""

from functools import partial
from urllib.parse import SplitResult, quote

from fakes.wire.loopback import is_loopback
from suites.checks.words import HIGH, LOW, MEDIUM
from suites.protocol.authorization.redirect_uris import EXACT, unregistered_redirect_uri
from suites.verdicts.expect import NotApplicable

SIMPLE = ("rfc3986:6.2.1", *EXACT)
FULL_STOP = "\u3002"


@unregistered_redirect_uri("callback/single-dot-segment", severity=MEDIUM, spec=SIMPLE)
def test_a_dot_segment_that_leads_nowhere_gets_no_response(uri: SplitResult) -> str:
    """A provider that tidies a path up before it compares can be led to tidy more."""
    return uri._replace(path=f"/.{uri.path or '/'}").geturl()


@unregistered_redirect_uri("callback/encoded-letter", severity=MEDIUM, spec=SIMPLE)
def test_a_letter_of_the_path_in_percent_encoding_gets_no_response(uri: SplitResult) -> str:
    """A provider that decodes before it compares is led past it by what is encoded twice."""
    last = uri.path[-1:]
    if not last.isalnum():
        raise NotApplicable("The path of the registered callback ends in no letter.")
    return uri._replace(path=f"{uri.path[:-1]}%{ord(last):02x}").geturl()


@unregistered_redirect_uri("callback/empty-query", severity=LOW, spec=SIMPLE)
def test_an_empty_query_gets_no_response(uri: SplitResult) -> str:
    """It is another string, and what is added to it later is another query."""
    if uri.query:
        raise NotApplicable("The registered callback has a query.")
    return uri.geturl() + "?"


@unregistered_redirect_uri(
    "callback/empty-fragment", severity=MEDIUM, spec=("rfc6749:3.1.2", *SIMPLE)
)
def test_an_empty_fragment_gets_no_response(uri: SplitResult) -> str:
    """Parameters that are added behind a number sign never reach the application's server."""
    return uri.geturl() + "#"


@unregistered_redirect_uri("callback/host-trailing-dot", severity=MEDIUM, spec=SIMPLE)
def test_the_host_with_a_dot_at_its_end_gets_no_response(uri: SplitResult) -> str:
    """For a browser it is another origin, with its own cookies and rules."""
    host = uri.hostname or ""
    if is_loopback(host) or host.replace(".", "").isdigit():
        raise NotApplicable("The host of the registered callback is no domain name.")
    return uri._replace(netloc=uri.netloc.replace(host, f"{host}.", 1)).geturl()


@unregistered_redirect_uri("callback/ideographic-full-stop", severity=HIGH, spec=SIMPLE)
def test_a_host_with_an_ideographic_full_stop_gets_no_response(uri: SplitResult) -> str:
    """Browsers take it for a dot, and so it can hide where a name really ends."""
    if "." not in uri.netloc:
        raise NotApplicable("The host of the registered callback has no dot.")
    return uri._replace(netloc=uri.netloc.replace(".", FULL_STOP, 1)).geturl()


@unregistered_redirect_uri("callback/fullwidth-letters", severity=HIGH, spec=SIMPLE)
def test_a_host_in_fullwidth_letters_gets_no_response(uri: SplitResult) -> str:
    """Browsers map them to plain letters: a comparison that does so too has rules of its own."""
    host = uri.hostname or ""
    wide = "".join(chr(ord(letter) + 0xFEE0) if letter.isalnum() else letter for letter in host)
    if wide == host or not host.isascii():
        raise NotApplicable("The host of the registered callback has no plain letters.")
    return uri._replace(netloc=uri.netloc.replace(host, wide, 1)).geturl()


around_the_callback = partial(
    unregistered_redirect_uri,
    severity=MEDIUM,
    spec=("rfc6749:A.6", *SIMPLE),
    at_registered="The provider cuts it off, and leads to the registered URL alone.",
)


@around_the_callback("callback/space-before")
def test_a_space_before_the_callback_gets_no_response(uri: SplitResult) -> str:
    """Browsers cut it off: whoever compares without it compares something else than was sent."""
    return " " + uri.geturl()


@around_the_callback("callback/space-after")
def test_a_space_behind_the_callback_gets_no_response(uri: SplitResult) -> str:
    """Browsers cut it off: whoever compares without it compares something else than was sent."""
    return uri.geturl() + " "


@around_the_callback("callback/tab-before")
def test_a_tab_before_the_callback_gets_no_response(uri: SplitResult) -> str:
    """Browsers cut it off: whoever compares without it compares something else than was sent."""
    return "\t" + uri.geturl()


@around_the_callback("callback/tab-after")
def test_a_tab_at_the_end_of_the_callback_gets_no_response(uri: SplitResult) -> str:
    """Browsers cut it off: whoever compares without it compares something else than was sent."""
    return uri.geturl() + "\t"


@unregistered_redirect_uri("callback/encoded-as-a-whole", severity=MEDIUM, spec=SIMPLE)
def test_the_callback_encoded_twice_gets_no_response(uri: SplitResult) -> str:
    """A provider that decodes until nothing is left to decode reads what nobody registered."""
    return quote(uri.geturl(), safe="")
