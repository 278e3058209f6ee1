"""The callback URL and URLs near it: Core 3.1.2.1, RFC 9700 sections 2.1 and 4.1.3."""

import re
from urllib.parse import SplitResult, parse_qsl, urlsplit

from fakes.user.browser import Landing
from fakes.user.forms import visible_text
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MEDIUM, MUST
from suites.op.op import Op
from suites.protocol.authorization.redirect_uris import (
    EXACT,
    needs_public_host,
    unregistered_redirect_uri,
)
from suites.verdicts.expect import Mismatch, NotApplicable, NotRun

ABOUT_CALLBACK = re.compile(
    r"redirect[\s_-]*(ur[il]|mismatch)|callback|reply (url|address)", re.IGNORECASE
)


@check(
    "callback/registered",
    spec="core:3.1.2.1",
    level=MUST,
    severity=CRITICAL,
    remedy="Register the application's callback URL at the provider, byte for byte as shown here: "
    "scheme, host, port, path, case, and no trailing slash more or less.",
)
def test_the_callback_of_the_application_is_registered(op: Op) -> None:
    """With a callback that differs in one character nobody can log in."""
    _, landing = op.ask(browser=op.new_browser())
    if not landing.left and landing.reply.status < 400 and landing.forms:
        return
    told = refusal_of_callback(landing)
    if told:
        where = f"authorization request with redirect_uri={op.target.redirect_uri}"
        raise Mismatch("a login page", f"an error page: {told}", where)
    op.login()


def refusal_of_callback(landing: Landing) -> str:
    """What an error page says about the redirect URI; empty if it says nothing about it."""
    if landing.left:
        return ""
    told = visible_text(landing.reply.text)
    query = parse_qsl(urlsplit(landing.url).query)
    errors = [value for name, value in query if name.startswith("error")]
    if ABOUT_CALLBACK.search(" ".join((*errors, told))):
        return told or "HTTP " + str(landing.reply.status)
    if landing.reply.status >= 400:
        raise NotRun(f"The provider shows an error page that is not about the callback: {told}")
    return ""


@unregistered_redirect_uri("callback/other-path", severity=CRITICAL)
def test_another_path_of_the_application_gets_no_response(uri: SplitResult) -> str:
    """Whoever can place content elsewhere on the host, or a redirect, collects logins."""
    return uri._replace(path="/ssoproof-elsewhere").geturl()


@unregistered_redirect_uri("callback/sub-path", severity=CRITICAL)
def test_a_path_below_the_callback_gets_no_response(uri: SplitResult) -> str:
    """A prefix that counts as registered opens every page below it."""
    return uri._replace(path=f"{uri.path}/x").geturl()


@unregistered_redirect_uri("callback/trailing-slash", severity=MEDIUM)
def test_the_callback_with_a_trailing_slash_gets_no_response(uri: SplitResult) -> str:
    """A provider that forgives a slash compares by rules of its own, which nobody reviewed."""
    path = uri.path[:-1] if uri.path.endswith("/") else uri.path + "/"
    return uri._replace(path=path).geturl()


@unregistered_redirect_uri("callback/double-slash", severity=LOW)
def test_the_callback_with_a_doubled_slash_gets_no_response(uri: SplitResult) -> str:
    """A path that is tidied up before it is compared is another path for the application."""
    return f"{uri.scheme}://{uri.netloc}/{uri.path or '/'}"


@unregistered_redirect_uri("callback/path-case", severity=MEDIUM)
def test_the_callback_in_other_case_gets_no_response(uri: SplitResult) -> str:
    """Paths are case-sensitive: the application may serve something else there."""
    return uri._replace(path=uri.path.swapcase()).geturl()


@unregistered_redirect_uri("callback/host-case", severity=LOW)
def test_the_host_in_other_case_gets_no_response(uri: SplitResult) -> str:
    """It is the same host, but a comparison that knows this is no comparison of strings."""
    other = uri.netloc.swapcase()
    if other == uri.netloc:
        raise NotApplicable("The host of the callback has no letters.")
    return uri._replace(netloc=other).geturl()


@unregistered_redirect_uri("callback/other-port", severity=HIGH)
def test_another_port_of_the_host_gets_no_response(uri: SplitResult) -> str:
    """Another service on the same host, perhaps anybody's, would receive the login."""
    needs_public_host(uri)
    port = 8444 if uri.port == 8443 else 8443
    return uri._replace(netloc=f"{uri.hostname}:{port}").geturl()


@unregistered_redirect_uri("callback/default-port", severity=LOW)
def test_the_default_port_spelled_out_gets_no_response(uri: SplitResult) -> str:
    """It is the same port, but a comparison that knows this is no comparison of strings."""
    if uri.port:
        raise NotApplicable("The registered callback names its port.")
    needs_public_host(uri)
    port = {"http": 80}.get(uri.scheme, 443)
    return uri._replace(netloc=f"{uri.netloc}:{port}").geturl()


@unregistered_redirect_uri("callback/other-scheme", severity=HIGH)
def test_the_callback_over_another_scheme_gets_no_response(uri: SplitResult) -> str:
    """Over http everybody on the way reads the login."""
    return uri._replace(scheme="http" if uri.scheme == "https" else "https").geturl()


@unregistered_redirect_uri("callback/query-added", severity=HIGH)
def test_the_callback_with_a_query_added_gets_no_response(uri: SplitResult) -> str:
    """A parameter of the attacker's can make the application redirect, or trust, or fail."""
    return uri._replace(query="&".join(filter(None, (uri.query, "x=1")))).geturl()


@unregistered_redirect_uri("callback/response-smuggled", severity=HIGH)
def test_the_callback_with_response_parameters_in_it_gets_no_response(uri: SplitResult) -> str:
    """The application would read the attacker's state and issuer instead of the provider's."""
    smuggled = "state=smuggled&iss=https%3A%2F%2Fattacker.example"
    return uri._replace(query="&".join(filter(None, (uri.query, smuggled)))).geturl()


@unregistered_redirect_uri("callback/fragment", severity=HIGH, spec=("rfc6749:3.1.2", *EXACT))
def test_the_callback_with_a_fragment_gets_no_response(uri: SplitResult) -> str:
    """What follows a fragment reaches scripts of the page, not the application's server."""
    return uri._replace(fragment="x").geturl()


@unregistered_redirect_uri("callback/dot-segments", severity=CRITICAL)
def test_dot_segments_that_lead_elsewhere_receive_no_response(uri: SplitResult) -> str:
    """A browser resolves them: the login arrives at another page than the one compared."""
    return uri._replace(path=f"{uri.path}/../../ssoproof-elsewhere").geturl()


@unregistered_redirect_uri("callback/dot-segments-encoded", severity=CRITICAL)
def test_encoded_dot_segments_receive_no_response(uri: SplitResult) -> str:
    """Browsers and servers decode them: the login arrives at another page than the one compared."""
    return uri._replace(path=f"{uri.path}/%2e%2e/%2e%2e/ssoproof-elsewhere").geturl()


@unregistered_redirect_uri("callback/dot-segments-encoded-twice", severity=HIGH)
def test_dot_segments_encoded_twice_receive_no_response(uri: SplitResult) -> str:
    """Whoever decodes once more than the provider sees another path."""
    return uri._replace(path=f"{uri.path}/%252e%252e%252fssoproof-elsewhere").geturl()


@unregistered_redirect_uri("callback/backslash-segments", severity=HIGH)
def test_backslashes_as_separators_of_a_path_receive_no_response(uri: SplitResult) -> str:
    """Browsers take a backslash for a slash, many comparisons do not."""
    return uri._replace(path=f"{uri.path}\\..\\..\\ssoproof-elsewhere").geturl()


@unregistered_redirect_uri("callback/matrix-parameter", severity=CRITICAL)
def test_dot_segments_behind_a_path_parameter_receive_no_response(uri: SplitResult) -> str:
    """Some servers cut the parameter off and then go up, some comparisons do not."""
    return uri._replace(path=f"{uri.path}/..;/ssoproof-elsewhere").geturl()


@unregistered_redirect_uri("callback/wildcard-path", severity=HIGH)
def test_a_wildcard_as_path_gets_no_response(uri: SplitResult) -> str:
    """A pattern in a request shows that patterns are what is compared."""
    return uri._replace(path="/*").geturl()
