"""Proxies on the way to a target: which one leads where, and what is told of one that does not."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fakes.applications.failure import SignInFailed
from fakes.applications.provider import Provider
from fakes.applications.settings import settings_of
from fakes.running import RunningFake
from fakes.user.login import FormDriver
from fakes.wire.certificates import ServerTls, authority_pem, server_context
from fakes.wire.client import HttpClient
from fakes.wire.errors import ProxyFailed
from fakes.wire.journal import Journal
from fakes.wire.network import Connection
from fakes.wire.plain import resolves
from fakes.wire.proxying.proxies import Proxies, WrongProxy, proxies_of
from fakes.wire.purposes import Purpose
from fakes.wire.redaction import Redactor
from fakes.wire.server import LOOPBACK
from fakes.wire.tls import TlsProbe
from suites.checks.catalogue import catalogue
from suites.harness.given.a_proxy import Proxy, proxy
from suites.harness.given.registrations import judged
from suites.harness.given.sites import site, to
from suites.op.op import Op
from suites.targets.embedded import target_of
from suites.verdicts.judge import judge
from suites.verdicts.verdict import Outcome

USER, PASSWORD = "qa", "pr0xy/secret word"
QUOTED = "pr0xy%2Fsecret%20word"
BASIC = "Basic cWE6cHIweHkvc2VjcmV0IHdvcmQ="
HOST = "op.example.com"
OTHERS = {"https_proxy": "http://small:1", "ALL_PROXY": "http://all:4", "HTTPS_PROXY": "big:2"}


@pytest.mark.parametrize(
    ("environment", "url", "led_by"),
    [
        ({}, "https://op.example.com", ""),
        ({"HTTPS_PROXY": "http://p:3128"}, "https://op.example.com", "http://p:3128"),
        ({"HTTPS_PROXY": "p:3128"}, "https://op.example.com", "http://p:3128"),
        ({"HTTPS_PROXY": "http://p"}, "https://op.example.com", "http://p:80"),
        ({"HTTPS_PROXY": "https://p"}, "https://op.example.com", "https://p:443"),
        ({"HTTPS_PROXY": "http://p:3128"}, "http://op.example.com", ""),
        (OTHERS, "https://op.example.com", "http://small:1"),
        (OTHERS, "http://op.example.com", "http://all:4"),
        (OTHERS | {"https_proxy": ""}, "https://op.example.com", "http://all:4"),
        (OTHERS | {"NO_PROXY": "*"}, "https://op.example.com", ""),
        (OTHERS | {"NO_PROXY": "a.org, example.com"}, "https://op.example.com", ""),
        (OTHERS | {"NO_PROXY": "op.example.com"}, "https://OP.example.com", ""),
        (OTHERS | {"NO_PROXY": ".example.com"}, "https://op.example.com", ""),
        (OTHERS | {"NO_PROXY": ".op.example.com"}, "https://op.example.com", "http://small:1"),
        (OTHERS | {"NO_PROXY": "p.example.com"}, "https://op.example.com", "http://small:1"),
        (OTHERS | {"NO_PROXY": "example.com:8443"}, "https://op.example.com:8443", ""),
        (OTHERS | {"NO_PROXY": "example.com:8443"}, "https://op.example.com", "http://small:1"),
        (OTHERS | {"NO_PROXY": "10.0.0.0/8"}, "https://10.1.2.3", ""),
        (OTHERS | {"no_proxy": "10.1.2.3", "NO_PROXY": "b.org"}, "https://10.1.2.3", ""),
        (OTHERS | {"NO_PROXY": "10.1.2.4"}, "https://10.1.2.3", "http://small:1"),
        (OTHERS, "https://localhost:9000", ""),
        (OTHERS, "https://127.0.0.1:9000", ""),
        (OTHERS, "https://[::1]:9000", ""),
        (OTHERS, "https://mapped.example", ""),
    ],
)
def test_the_environment_says_which_proxy_leads_where(
    environment: dict[str, str], url: str, led_by: str
) -> None:
    """Never to this machine, and not to what the host map leads elsewhere."""
    connection = Connection(
        proxies=proxies_of(environment), host_map={"mapped.example": (LOOPBACK, 1)}
    )
    scheme, _, rest = url.partition("://")
    host, _, port = rest.rpartition(":") if rest[-1].isdigit() and ":" in rest else (rest, "", "")
    found = connection.proxy_to(scheme, host.strip("[]"), int(port or 443))
    assert (found.url if found else "") == led_by


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (
            f"http://{USER}:{QUOTED}@:3128",
            "HTTPS_PROXY (the environment): names no proxy; ",
        ),
        (f"http://{USER}:{QUOTED}@p:port", "names no proxy; write its URL, such as http://proxy."),
        (f"socks5://{USER}:{QUOTED}@p:1080", "names a SOCKS proxy, and only those that speak HTTP"),
    ],
)
def test_what_is_no_proxy_is_told_without_its_password(value: str, told: str) -> None:
    """One line says what to write."""
    with pytest.raises(WrongProxy) as caught:
        proxies_of({"HTTPS_PROXY": value})
    assert told in str(caught.value)
    assert QUOTED not in str(caught.value)


@pytest.fixture(scope="module")
def fake() -> Iterator[RunningFake]:
    with RunningFake("reference") as running:
        yield running


@pytest.fixture
def company(fake: RunningFake) -> Iterator[Proxy]:
    """A proxy that knows where the fake is, and who may use it."""
    with proxy(led(fake), credentials=BASIC, refuses=("secret.example",)) as running:
        yield running


def led(fake: RunningFake) -> dict[str, tuple[str, int]]:
    return dict.fromkeys(fake.provider.hosts(), (LOOPBACK, fake.server.port))


def through(running: Proxy, user: str = f"{USER}:{QUOTED}@", scheme: str = "http") -> Connection:
    """A connection that knows the fake by its proxy only."""
    address = f"{scheme}://{user}{running.address}"
    return Connection(ca_pem=authority_pem(), proxies=both(address), timeout_s=10)


def both(address: str) -> Proxies:
    return proxies_of({"HTTPS_PROXY": address, "HTTP_PROXY": address})


def client_of(connection: Connection) -> HttpClient:
    return HttpClient(connection, Journal("op", Redactor(*connection.proxies.secrets)))


def asked(connection: Connection, url: str) -> str:
    """How a request ended: its status, or why the proxy did not lead there."""
    client = client_of(connection)
    try:
        return str(client.send("GET", url, purpose=Purpose.DISCOVERY).status)
    except ProxyFailed:
        return str(client.journal.entries[-1]["error"])
    finally:
        client.close()


DISCOVERY = f"https://{HOST}/.well-known/openid-configuration"


def test_https_goes_through_a_tunnel(company: Proxy) -> None:
    """The target sees the request, the proxy the host alone; credentials are not recorded."""
    client = client_of(through(company))
    assert client.send("GET", DISCOVERY, purpose=Purpose.DISCOVERY).status == 200
    assert client.send("GET", f"{DISCOVERY}?again", purpose=Purpose.DISCOVERY).status == 200
    assert company.seen == [f"CONNECT {HOST}:443"]
    assert client.proxies == {f"http://{company.address} (HTTPS_PROXY)"}
    assert PASSWORD not in str(client.journal.entries)
    client.close()


def test_http_is_handed_to_the_proxy() -> None:
    """As a whole URL."""
    url = "http://op.example/page"
    with (
        site({"/page": "hello"}) as plain,
        proxy(plain.connection.host_map, credentials=BASIC) as company,
    ):
        assert asked(through(company), url) == "200"
        assert company.seen == [f"GET {url}"]
        told = asked(through(company, user=""), url)
    assert "wants a user name and a password" in told


def test_a_proxy_that_is_reached_by_tls_leads_on(fake: RunningFake) -> None:
    """TLS with the target is inside of TLS with the proxy; who signed the proxy matters too."""
    tls = server_context(ServerTls(names=(LOOPBACK,)))
    with proxy(led(fake), credentials=BASIC, tls=tls) as company:
        connection = through(company, scheme="https")
        assert asked(connection, DISCOVERY) == "200"
        told = asked(replace(connection, ca_pem=""), DISCOVERY)
        assert f"the proxy https://{company.address} (HTTPS_PROXY) cannot be used: TLS" in told
        with pytest.raises(ProxyFailed, match="TLS cannot be probed"):
            TlsProbe(connection, HOST, 443).shake_hands()


def test_a_target_that_is_not_trusted_is_not_the_proxys_failure(company: Proxy) -> None:
    client = client_of(replace(through(company), ca_pem=""))
    with pytest.raises(Exception, match="CERTIFICATE_VERIFY_FAILED") as caught:
        client.send("GET", DISCOVERY, purpose=Purpose.DISCOVERY)
    assert type(caught.value).__name__ == "Untrusted"
    client.close()


def test_what_a_proxy_refuses_says_what_to_change(company: Proxy) -> None:
    """Whatever it is, the password is not in it."""
    wrong = asked(through(company, user=f"{USER}:{QUOTED}x@"), DISCOVERY)
    assert "HTTP 407" in wrong
    assert "write http://USER:PASSWORD@HOST:PORT to HTTPS_PROXY" in wrong
    assert asked(through(company, user=""), DISCOVERY) == wrong
    refused = asked(through(company), "https://secret.example/")
    assert "did not lead to secret.example: HTTP 403 Forbidden" in refused
    assert "name secret.example in NO_PROXY" in refused
    unknown = asked(through(company), "https://nobody.example/")
    assert "did not lead to nobody.example: HTTP 502 Bad Gateway" in unknown
    assert QUOTED not in wrong + refused + unknown


def test_a_proxy_that_is_not_there_says_which_setting_names_it(company: Proxy) -> None:
    connection = through(company)
    company.shutdown()
    company.server_close()
    told = asked(connection, DISCOVERY)
    assert "(HTTPS_PROXY) cannot be used: [Errno 111] Connection refused" in told
    assert "correct HTTPS_PROXY, or name op.example.com in NO_PROXY" in told


def test_tls_is_probed_and_names_are_looked_up_through_the_proxy(company: Proxy) -> None:
    connection = through(company)
    probe = TlsProbe(connection, HOST, 443)
    assert probe.shake_hands().version == "TLSv1.3"
    assert (probe.chain_error(), probe.covers_host()) == ("", True)
    assert resolves(connection, f"https://{HOST}")
    assert set(company.seen) == {f"CONNECT {HOST}:443"}
    with pytest.raises(ProxyFailed, match="HTTP 502"):
        resolves(connection, "https://nobody.example")
    with pytest.raises(ProxyFailed, match="HTTP 407"):
        TlsProbe(through(company, user=""), HOST, 443).shake_hands()


def op_behind(connection: Connection, fake: RunningFake) -> Op:
    target = target_of(fake, "staging", "pkce")
    return Op.at(replace(target, connection=connection), FormDriver())


def test_a_proxy_that_refuses_is_no_finding_about_the_target(
    fake: RunningFake, company: Proxy
) -> None:
    """No check is red, and each says what to change."""
    op = op_behind(through(company, user=""), fake)
    ids = [
        one for one in catalogue("oidc") if one.startswith(("discovery/", "transport/", "jwks/"))
    ]
    # It judges what was answered, and here nothing was.
    ids.remove("transport/server-error")
    found = [
        judge(catalogue()[one], op) for one in [*ids, "flow/login", "application/issuer-reachable"]
    ]
    op.close()
    assert {one.outcome for one in found} <= {"NOT_RUN", "NOT_APPLICABLE"}, found
    assert all("HTTP 407" in one.reason for one in found if one.outcome == "NOT_RUN")


def by_http(running: Proxy, fake: RunningFake, company: Proxy) -> Outcome:
    """The verdict on port 80, to which `running` leads."""
    secure = {"HTTPS_PROXY": f"http://{USER}:{QUOTED}@{company.address}"}
    proxies = proxies_of(secure | {"HTTP_PROXY": f"http://{running.address}"})
    op = op_behind(replace(through(company), proxies=proxies), fake)
    try:
        return judge(catalogue()["transport/http-discovery"], op)
    finally:
        op.close()


def test_port_80_is_judged_by_its_own_answer_alone(fake: RunningFake, company: Proxy) -> None:
    """What a proxy says in its place tells nothing, good or bad."""
    with proxy({}) as closed:
        found = by_http(closed, fake, company)
    assert found.outcome == "NOT_RUN"
    assert f"may be the word of the proxy http://{closed.address}" in found.reason
    served = '{"issuer": "https://op.example.com"}'
    for answer, outcome in ((to(f"https://{HOST}/"), "PASSED"), (served, "FAILED")):
        pages = {f"{HOST}/.well-known/openid-configuration": answer}
        with site(pages, HOST) as plain, proxy(plain.connection.host_map) as leading:
            assert by_http(leading, fake, company).outcome == outcome


def test_aws_is_asked_through_the_proxy_too() -> None:
    """boto3 has a connection of its own, which is ours here."""
    with RunningFake("cognito") as cognito, proxy(led(cognito), credentials=BASIC) as company:
        op = op_behind(through(company), cognito)
        found = judged(op)
        op.close()
    assert found["client/exists"].outcome == "PASSED"
    assert "CONNECT cognito-idp.us-east-1.amazonaws.com:443" in company.seen


def test_the_application_to_click_through_reaches_its_provider_by_it(
    company: Proxy, tmp_path: Path
) -> None:
    """It stands where the harness stands."""
    authority = tmp_path / "ca.pem"
    authority.write_text(authority_pem(), "utf-8")
    known = {"OIDC_ISSUER": f"https://{HOST}", "OIDC_CA_BUNDLE": str(authority)}
    led_there = known | {"HTTPS_PROXY": f"http://{USER}:{QUOTED}@{company.address}"}
    assert Provider(settings_of(led_there)).metadata()["issuer"] == f"https://{HOST}"
    refused = Provider(settings_of(known | {"HTTPS_PROXY": f"http://{company.address}"}))
    with pytest.raises(SignInFailed) as caught:
        refused.metadata()
    assert "HTTP 407" in caught.value.found
    assert "HTTPS_PROXY" in caught.value.change
