"""Native applications on loopback: the port alone may vary (RFC 8252 section 7.3).

They are judged by a client of the harness's own that registered as one. It names no port, as the
system gives the application another one each time.
"""

from functools import partial

from suites.checks.check import check
from suites.checks.words import CRITICAL, LOW, MEDIUM, MUST, STATEFUL
from suites.op.op import Op
from suites.protocol.authorization.responses import expect_no_redirect, expect_success
from suites.protocol.clients.registration import (
    as_far_as_permitted,
    registered_as_asked,
    registration,
)
from suites.verdicts.expect import presuming

IPV4, IPV6 = "127.0.0.1", "[::1]"
PATH = "/ssoproof/callback"
PORTS = (49152, 51004)
VARIES = ("rfc8252:7.3", "rfc9700:2.1", "rfc9700:4.1.3")
REMEDY = "Let the port of a loopback address vary for native clients, and nothing else."


native_check = partial(
    check,
    spec=VARIES,
    level=MUST,
    run_class=STATEFUL,
    needs=["registration", "code"],
    remedy=REMEDY,
)


@native_check("callback/native-loopback-port", severity=MEDIUM)
def test_a_native_client_on_loopback_may_use_any_port(op: Op) -> None:
    """Native applications get their port when they start: users could log in by luck alone."""
    expect_any_port(op, IPV4)


@native_check("callback/native-loopback-ipv6", severity=LOW)
def test_a_native_client_on_loopback_of_ipv6_may_use_any_port(op: Op) -> None:
    """Applications take the address that the machine has, and it may have no other."""
    expect_any_port(op, IPV6)


@native_check("callback/native-loopback-path", severity=CRITICAL)
def test_a_native_client_on_loopback_may_use_no_other_path(op: Op) -> None:
    """Whatever else listens on the user's machine could receive the login."""
    client = native(op, IPV4)
    with presuming():
        expect_success(client.authorize(redirect_uri=at_port(IPV4, PORTS[0]))[1])
    wrong = f"http://{IPV4}:{PORTS[0]}/another"
    _, landing = client.authorize(redirect_uri=wrong)
    expect_no_redirect(landing, client.target.redirect_uri, where=f"redirect_uri={wrong}")


def expect_any_port(op: Op, host: str) -> None:
    """A native client that registered a URL on `host` gets codes at two ports of it."""
    client = native(op, host)
    for port in PORTS:
        expect_success(client.authorize(redirect_uri=at_port(host, port))[1])


def at_port(host: str, port: int) -> str:
    return f"http://{host}:{port}{PATH}"


def native(op: Op, host: str) -> Op:
    """A native client that registered a URL on `host`, which leads to a login as it is.

    Raises NotApplicable if the provider registers no such client, NotRun.
    """
    op.login()
    registration(op)
    with as_far_as_permitted("No native client can be registered"):
        client = registered_as_asked(
            op,
            *("application_type", "redirect_uris"),
            application_type="native",
            redirect_uris=[f"http://{host}{PATH}"],
            token_endpoint_auth_method="none",  # noqa: S106 - the name of a method
        )
    with presuming():
        expect_success(client.authorize()[1])
    return client
