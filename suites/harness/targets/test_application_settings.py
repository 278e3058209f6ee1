"""The checks of the application's settings, where a running fake cannot show what they say."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from fakes.user.login import FormDriver
from fakes.wire.network import Connection
from fakes.wire.plain import resolves
from suites.checks.catalogue import catalogue
from suites.op.op import Op
from suites.targets.embedded import EMBEDDED
from suites.targets.places import Place, place_of
from suites.targets.profile import Advice, profiles
from suites.targets.reading import SettingsError, from_environment
from suites.targets.target import Target
from suites.verdicts.judge import judge
from suites.verdicts.verdict import Outcome

GOOD = {
    "HOST": "https://wandb.example.com",
    "OIDC_ISSUER": "https://sso.example.com",
    "OIDC_CLIENT_ID": "wandb",
}


@pytest.mark.parametrize(
    ("host", "place"),
    [
        ("localhost", Place.LOOPBACK),
        ("app.localhost", Place.LOOPBACK),
        ("127.0.0.2", Place.LOOPBACK),
        ("::1", Place.LOOPBACK),
        ("10.1.2.3", Place.PRIVATE),
        ("192.168.0.1", Place.PRIVATE),
        ("100.64.0.1", Place.PRIVATE),
        ("fd00::1", Place.PRIVATE),
        ("wandb", Place.PRIVATE),
        ("wandb.local", Place.PRIVATE),
        ("wandb.corp.internal", Place.PRIVATE),
        ("8.8.8.8", Place.PUBLIC),
        ("wandb.mycompany.com", Place.PUBLIC),
        ("internal.mycompany.com", Place.PUBLIC),
    ],
)
def test_a_host_tells_who_can_reach_it(host: str, place: Place) -> None:
    assert place_of(host) == place


def test_a_name_is_known_where_the_connection_leads() -> None:
    """An embedded fake's name leads to loopback; a name with an empty label leads nowhere."""
    connection = Connection(host_map={"op.example.com": ("127.0.0.1", 1)})
    assert resolves(connection, "https://op.example.com")
    assert not resolves(connection, "https://op..example.com")


@pytest.fixture
def target() -> Iterator[Target]:
    fake, target = EMBEDDED["reference"].start("test")
    yield target
    fake.stop()


def outcome(identifier: str, target: Target) -> Outcome:
    op = Op.at(target, FormDriver())
    try:
        return judge(catalogue()[identifier], op)
    finally:
        op.close()


def test_an_issuer_whose_name_is_not_known_is_a_failure(target: Target) -> None:
    found = outcome("application/issuer-reachable", replace(target, issuer="https://op..example"))
    assert found.outcome == "FAILED"
    assert found.actual == "op..example, which is not known here"


def test_a_private_issuer_of_a_public_application_is_for_a_person_to_judge(target: Target) -> None:
    """Whether the server is in the same network cannot be known from here."""
    found = outcome("application/issuer-reachable", replace(target, issuer="https://10.1.2.3"))
    assert found.outcome == "REVIEW"
    assert "in the same network" in found.reason


def test_an_application_of_an_intranet_is_no_finding(target: Target) -> None:
    """Its users are in the network that knows the name; whether all are, a person knows."""
    for host in ("https://wandb.corp.internal", "https://wandb"):
        found = outcome("application/host-public", replace(target, host=host))
        assert found.outcome == "REVIEW"
    found = outcome("application/host-public", replace(target, host="https://10.20.30.40"))
    assert found.outcome == "WARNED"


def test_application_and_issuer_on_one_machine_are_not_judged(target: Target) -> None:
    both = replace(target, issuer="http://localhost:9000", host="http://localhost:8080")
    found = outcome("application/issuer-reachable", both)
    assert found.outcome == "NOT_APPLICABLE"
    assert "What runs in a container" in found.reason


@pytest.mark.parametrize("host", ["http://localhost:8080", "http://127.0.0.1:8080"])
def test_plain_http_on_localhost_keeps_the_cookies_of_a_form_post(
    target: Target, host: str
) -> None:
    local = replace(target, host=host, auth_method="implicit")
    assert outcome("application/form-post-cookies", local).outcome == "PASSED"
    assert outcome("application/host-https", local).outcome == "NOT_APPLICABLE"


@pytest.mark.parametrize(
    "identifier", [one for one in catalogue() if one.startswith("application/")]
)
def test_what_only_w_and_b_server_has_is_not_asked_of_others(
    target: Target, identifier: str
) -> None:
    """Another application is judged by where it is, and by nothing of W&B Server's own."""
    other = replace(target, profile=profiles()["grafana"], vendor="cognito", local_restore=True)
    of_everybody = ("host-https", "host-public", "issuer-reachable")
    expected = "PASSED" if identifier.endswith(of_everybody) else "NOT_APPLICABLE"
    assert outcome(identifier, other).outcome == expected


def test_the_profile_says_what_the_documentation_says_for_single_products() -> None:
    vendors = profiles()["wandb-server"].vendors
    assert vendors["cognito"] == Advice(auth_methods=("pkce",), logout="HOST")
    assert vendors["okta"].logout == "HOST/logout"
    assert vendors["entra"].frontchannel_logout == "HOST/logout"


def test_local_restore_is_read_from_the_environment() -> None:
    told = from_environment(GOOD | {"LOCAL_RESTORE": "true"})
    untold = from_environment(GOOD)
    assert told is not None
    assert told.local_restore
    assert untold is not None
    assert not untold.local_restore


def test_local_restore_alone_selects_nothing() -> None:
    """It is a variable of the application: the embedded fakes are judged, as without it."""
    assert from_environment({"LOCAL_RESTORE": "true"}) is None


def test_a_local_restore_that_says_neither_is_one_line() -> None:
    with pytest.raises(SettingsError) as caught:
        from_environment(GOOD | {"LOCAL_RESTORE": "maybe"})
    assert str(caught.value) == (
        "LOCAL_RESTORE (the environment): 'maybe' is unknown; write 'true', or leave it out"
    )
