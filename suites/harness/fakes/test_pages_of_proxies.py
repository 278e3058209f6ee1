"""A proxy that answers plain http itself, in place of the target: by its name both can be told."""

from pathlib import Path

import pytest
from starlette.responses import HTMLResponse, Response

from fakes.wire.network import Connection
from fakes.wire.plain import resolves
from fakes.wire.server import LOOPBACK
from suites.harness.fakes.test_proxies import asked, both
from suites.harness.given.runs import run
from suites.harness.given.sites import Site, site

OF_SQUID = {"server": "squid/5.7", "x-squid-error": "ERR_DNS_FAIL 0"}
NOT_LED = "did not lead to op.example: HTTP"


def url_of(running: Site) -> str:
    """Where a site answers, which is a proxy here."""
    return f"http://{LOOPBACK}:{running.connection.host_map['op.example'][1]}"


@pytest.mark.parametrize(
    ("headers", "status", "told"),
    [
        (
            OF_SQUID,
            503,
            f"{NOT_LED} 503 ERR_DNS_FAIL; let it allow",
        ),
        ({"x-squid-error": "(none)"}, 403, f"{NOT_LED} 403; let it allow"),
        ({"server": "tinyproxy/1.11"}, 500, f"{NOT_LED} 500; let it allow"),
        ({"server": "squid/5.7"}, 200, "200"),
        ({"server": "nginx"}, 502, "502"),
        ({"server": "nginx"}, 403, "403"),
    ],
)
def test_the_own_page_of_a_proxy_is_no_answer_of_the_target(
    headers: dict[str, str], status: int, told: str
) -> None:
    with site({"/": lambda request, form: Response("page", status, headers)}) as company:
        connection = Connection(proxies=both(url_of(company)), timeout_s=10)
        assert told in asked(connection, "http://op.example/")


def test_a_name_is_the_proxys_to_look_up() -> None:
    """Nobody here has to know it, and nothing is sent to find out."""
    with site({}) as company:
        connection = Connection(proxies=both(url_of(company)), timeout_s=10)
        assert resolves(connection, "http://sso.corp.internal/realms/acme")
        assert not company.seen


def test_a_provider_inside_that_the_proxy_does_not_know_is_no_provider_out_of_service(
    tmp_path: Path,
) -> None:
    """Its 503 is the proxy's own: NO_PROXY is what has to be set."""
    page = HTMLResponse("<title>ERROR</title>Unable to determine IP address", 503, OF_SQUID)
    path = "/realms/acme/.well-known/openid-configuration"
    with site({path: page}) as company:
        environment = {
            "HOST": "http://localhost:8080",
            "OIDC_ISSUER": "http://sso.corp.internal/realms/acme",
            "OIDC_CLIENT_ID": "wandb",
            "HTTP_PROXY": url_of(company),
        }
        checks = ("--check", "discovery/*", "--check", "application/*")
        found = run(tmp_path, *checks, environment=environment)
    (cause,) = found.data["diagnoses"]
    assert cause["id"] == "proxy-does-not-lead"
    assert cause["summary"].startswith("The proxy of HTTP_PROXY does not lead")
    assert "name sso.corp.internal in NO_PROXY" in cause["seen"]
    assert found.exit_code == 6
