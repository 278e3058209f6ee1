"""A whole run at a provider that only a proxy leads to, as from inside of a company."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.running import RunningFake
from fakes.wire.certificates import authority_pem
from suites.harness.fakes.test_proxies import BASIC, PASSWORD, QUOTED, USER, led
from suites.harness.given.a_proxy import Proxy, proxy
from suites.harness.given.runs import Run, run, told_in

SECRETS = (PASSWORD, QUOTED, BASIC.removeprefix("Basic "))
CHECKS = ("--check", "discovery/*", "--check", "transport/*", "--check", "flow/*", "--rate", "1000")


@pytest.fixture
def fake() -> Iterator[RunningFake]:
    with RunningFake("reference") as running:
        yield running


def judged(folder: Path, fake: RunningFake, running: Proxy, user: str) -> Run:
    """A run that is set up as a user does it."""
    authority = folder / "ca.pem"
    authority.write_text(authority_pem(), "utf-8")
    address = f"http://{user}{running.address}"
    setup = fake.setup().changed(ca_bundle=str(authority))
    environment = setup.variables() | {"HTTPS_PROXY": address, "http_proxy": address}
    options = ("--junitxml", str(folder / "junit.xml"), "-rA", "--showlocals")
    return run(folder / "out", *CHECKS, *options, environment=environment)


def written(folder: Path, found: Run) -> str:
    files = (path for path in folder.rglob("*") if path.is_file())
    return "\n".join([found.output, *(told_in(path) for path in files)])


def test_a_run_through_a_proxy_judges_the_provider_and_says_so(
    fake: RunningFake, tmp_path: Path
) -> None:
    """On the terminal, on the page and in run.json; its credentials are nowhere."""
    with proxy(led(fake), credentials=BASIC) as company:
        found = judged(tmp_path, fake, company, f"{USER}:{QUOTED}@")
    outcomes = {one["check"]: one["outcome"] for one in found.data["findings"]}
    assert found.exit_code == 0, found.output
    assert outcomes["discovery/status"] == outcomes["flow/login"] == "PASSED"
    assert (
        outcomes["transport/tls-version"] == outcomes["transport/certificate-trusted"] == "PASSED"
    )
    name = f"http://{company.address} (HTTPS_PROXY)"
    (target,) = found.data["targets"]
    assert name in target["proxy"]
    (notice,) = [one for one in found.data["notices"] if one["kind"] == "proxy"]
    assert name in notice["text"]
    assert f"proxy: {target['name']}: Requests went through the proxy" in found.output
    page = (found.folder / "latest" / "report.html").read_text("utf-8")
    assert "Requests went through the proxy" in page
    assert not [secret for secret in SECRETS if secret in written(tmp_path, found)]


def test_a_proxy_that_refuses_is_told_and_nothing_is_red(fake: RunningFake, tmp_path: Path) -> None:
    """The run says which setting to change; the provider was not judged."""
    with proxy(led(fake), credentials=BASIC) as company:
        found = judged(tmp_path, fake, company, f"{USER}:{QUOTED}x@")
    outcomes = {one["outcome"] for one in found.data["findings"]}
    assert not outcomes & {"FAILED", "WARNED", "ERRORED", "REVIEW"}, found.output
    assert [one["id"] for one in found.data["diagnoses"]] == ["proxy-does-not-lead"]
    assert found.exit_code == 6
    told = " ".join(found.output.split())
    assert "write http://USER:PASSWORD@HOST:PORT to HTTPS_PROXY" in told
    assert not [secret for secret in SECRETS if secret in written(tmp_path, found)]


def test_a_wrong_proxy_is_a_usage_error(fake: RunningFake, tmp_path: Path) -> None:
    """One line, without the value; the embedded fakes need no proxy."""
    setup = fake.setup()
    known = {"HOST": setup.host, "OIDC_ISSUER": setup.issuer, "OIDC_CLIENT_ID": setup.client_id}
    wrong = {"HTTPS_PROXY": f"socks5://{USER}:{QUOTED}@localhost:1"}
    found = run(tmp_path, *CHECKS, environment=known | wrong)
    assert found.exit_code == 4
    assert "HTTPS_PROXY (the environment): names a SOCKS proxy" in found.output
    assert QUOTED not in found.output
    embedded = run(tmp_path, "--target", "cognito", "--check", "flow/login", environment=wrong)
    assert embedded.exit_code == 0, embedded.output
    assert embedded.data["targets"][0]["proxy"] == ""
