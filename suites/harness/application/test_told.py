"""What is said of an application, by variables and in a targets.toml, is read or refused."""

from pathlib import Path

import pytest

from suites.application.settings import ApplicationSettings
from suites.application.sources import applications
from suites.application.told import told_by_variables, told_in_file
from suites.harness.given.runs import run
from suites.targets.permission import Permission
from suites.targets.reading import SettingsError, tables_of
from suites.targets.sources import Wanted, sources

HOST = "http://localhost:8080"
GENERIC = {
    "RP_LOGIN_URL": f"{HOST}/start",
    "RP_WHOAMI_URL": f"{HOST}/api/me",
    "RP_REDIRECT_URI": f"{HOST}/back",
}
METRICS_SECRET = "a-secret-of-metrics"  # noqa: S105 - of a test
FILE = """
[staging]
issuer = "https://op.example.com"
client_id = "wandb"
host = "https://wandb.example.com"

[[application]]
name = "wiki"
login_url = "http://localhost:8081/login"
whoami_url = "http://localhost:8081/me"
redirect_uri = "http://localhost:8081/callback"
client_secret_env = "WIKI_SECRET"

[[application]]
name = "metrics"
profile = "grafana"
host = "http://localhost:3000"
client_secret_env = "METRICS_SECRET"
"""


def told(**variables: str) -> ApplicationSettings:
    found = told_by_variables(variables, ())
    assert found is not None
    return found


def wanted(file: Path, *names: str, **given: object) -> Wanted:
    known = {"environment": {}, "timeout_s": None, "permission": Permission()}
    return Wanted(names=list(names), file=file, **known | given)  # type: ignore[arg-type] # by name


def test_without_a_variable_of_ours_no_application_is_told() -> None:
    """HOST alone may be there for another reason."""
    assert told_by_variables({"HOST": HOST, "RP_LOGIN_URL": ""}, ()) is None


def test_a_product_is_told_by_its_profile_and_host_alone() -> None:
    found = told(RP_PROFILE="wandb-server", HOST=HOST)
    assert found.login_url == f"{HOST}/login"
    assert found.whoami_url == HOST
    assert found.redirect_uri == f"{HOST}/oidc/callback"
    assert found.logout_url == f"{HOST}/logout"
    assert (found.auth_method, found.issuer) == ("pkce", "http://localhost:9400")
    assert (found.client_id, found.driver, found.name) == ("ssoproof", "form", "localhost:8080")


def test_a_variable_goes_before_what_the_profile_knows() -> None:
    found = told(
        RP_PROFILE="grafana", HOST=HOST, RP_WHOAMI_SIGNED_IN="$.login", RP_DRIVER="browser"
    )
    assert (found.whoami_signed_in, found.driver) == ("$.login", "browser")


def test_any_application_is_told_by_three_urls() -> None:
    found = told(**GENERIC, RP_AUTH_METHOD="hybrid")
    assert (found.auth_method, found.logout_url, found.whoami_signed_in) == ("hybrid", "", "")


def test_a_host_of_the_shell_is_nothing_to_an_application_told_by_urls() -> None:
    assert told(**GENERIC, HOST="my-laptop").host == ""


WRONG = [
    ({"RP_LOGIN_URL": ""}, "RP_LOGIN_URL (the environment): is missing; write the URL where"),
    ({"RP_WHOAMI_URL": ""}, "RP_WHOAMI_URL (the environment): is missing"),
    ({"RP_REDIRECT_URI": ""}, "RP_REDIRECT_URI (the environment): is missing"),
    ({"RP_LOGIN_URL": "localhost/x"}, "RP_LOGIN_URL (the environment): 'localhost/x': must be"),
    ({"RP_WHOAMI_SIGNED_IN": "(a"}, "RP_WHOAMI_SIGNED_IN (the environment): '(a': is no regular"),
    ({"RP_WHOAMI_SIGNED_IN": "$.a..b"}, "is no JSON path from '..b' on; write names and places"),
    ({"RP_AUTH_METHOD": "code"}, "RP_AUTH_METHOD (the environment): 'code' is unknown; write"),
    ({"RP_DRIVER": "curl"}, "RP_DRIVER (the environment): 'curl' is unknown; write"),
    ({"RP_PROFILE": "gitlab"}, "'gitlab': is unknown; known: grafana, wandb-server; or the path"),
    ({"RP_PROFILE": "gone.toml"}, "'gone.toml': cannot be read: No such file"),
    ({"RP_LISTEN": "9400"}, "must be an address of this machine and a port, as in"),
    ({"RP_LISTEN": "127.0.0.1:99999"}, "must be an address of this machine and a port"),
    ({"RP_ISSUER": "http://op.test:9400"}, "'http://op.test:9400' is not on this machine; say"),
    ({"RP_ISSUER": "https://localhost:9400"}, "RP_CA_OUT (the environment): is missing"),
    ({"RP_CA_OUT": "ca.pem"}, "RP_CA_OUT (the environment): is for an https issuer"),
    ({"RP_ISSUER": "https://localhost:9", "RP_CERTIFICATE": __file__}, "must be a PEM file with a"),
    ({"RP_CA_BUNDLE": "gone.pem"}, "RP_CA_BUNDLE (the environment): 'gone.pem': must be a"),
    ({"RP_PATIENCE": "soon"}, "RP_PATIENCE (the environment): 'soon'"),
    ({"RP_PATIENCE": "0"}, "RP_PATIENCE (the environment): '0': must be"),
    ({"RP_CLIENT_SECRET": " hidden "}, "RP_CLIENT_SECRET (the environment): has whitespace"),
]


@pytest.mark.parametrize(("changes", "says"), WRONG)
def test_a_wrong_variable_is_named_with_what_to_write(changes: dict[str, str], says: str) -> None:
    with pytest.raises(SettingsError) as caught:
        told_by_variables(GENERIC | changes, ())
    assert says in str(caught.value)
    assert "hidden" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_application_elsewhere_needs_the_consent_of_its_owner() -> None:
    there = {"RP_PROFILE": "wandb-server", "HOST": "https://wandb.example.com"}
    with pytest.raises(SettingsError, match=r"add --allow-host wandb.example.com"):
        told_by_variables(there, ())
    assert told_by_variables(there, {"wandb.example.com"})


def test_consent_for_one_host_is_none_for_another() -> None:
    elsewhere = GENERIC | {"RP_WHOAMI_URL": "https://admin.example.com/me"}
    with pytest.raises(SettingsError, match=r"RP_WHOAMI_URL .* --allow-host admin.example.com"):
        told_by_variables(elsewhere, {"wandb.example.com"})


# targets.toml


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "targets.toml"
    path.write_text(FILE)
    return path


def test_a_file_may_tell_of_providers_and_of_applications(file: Path) -> None:
    secrets = {"WIKI_SECRET": "w", "METRICS_SECRET": METRICS_SECRET}
    judged = applications(wanted(file, named=True, environment=secrets))
    assert [one.name for one in judged] == ["wiki", "metrics"]
    assert [one.name for one in sources(wanted(file, named=True))] == ["staging"]


def test_only_the_secrets_of_what_is_judged_have_to_be_set(file: Path) -> None:
    found = told_in_file(file, {"METRICS_SECRET": METRICS_SECRET}, ["metrics"], (), spared=False)
    assert found["metrics"].client_secret == METRICS_SECRET
    assert found["metrics"].redirect_uri == "http://localhost:3000/login/generic_oauth"
    with pytest.raises(
        SettingsError, match=r"client_secret_env .* wiki.* 'WIKI_SECRET' is not set"
    ):
        told_in_file(file, {"METRICS_SECRET": METRICS_SECRET}, ["wiki"], (), spared=False)


WRONG_FILES = [
    ("[[application]]\n", "name (targets.toml [[application]], number 1): '' is no name"),
    ('[[application]]\nname = "a@b"\n', "'a@b' is no name"),
    ('[[application]]\nname = "a"\n' * 2, "number 2): 'a' is there twice"),
    ('[[application]]\nname = "a"\n', "login_url (targets.toml [[application]] a): is missing"),
    (
        '[[application]]\nname = "a"\nlogin = "x"\n',
        "login (targets.toml [[application]] a): is not",
    ),
    (
        '[[application]]\nname = "a"\nclient_secret = "hidden"\n',
        "a secret does not belong in a file",
    ),
    (
        '[[application]]\nname = "a"\nclient_id = "\'wandb\'"\n',
        "client_id (targets.toml [[application]] a): has quotes around its value; write 'wandb'",
    ),
    (
        "[[application]]\nname = \"a\"\nwhoami_signed_in = \"'alice'\"\nrestart = \"'x' 'y'\"\n",
        "login_url (targets.toml [[application]] a): is missing",
    ),
    ('[[application]]\nname = "a"\nlogin_url = 3\n', "login_url (targets.toml [[application]] a)"),
    ("application = [1]\n", "targets.toml [[application]], number 1: must be a table"),
    ("[provider]\nissuer = 'x'\n", "targets.toml: it has no application; add a table"),
]


@pytest.mark.parametrize(("text", "says"), WRONG_FILES)
def test_a_wrong_file_is_named_with_what_to_write(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "targets.toml"
    path.write_text(text)
    with pytest.raises(SettingsError) as caught:
        applications(wanted(path, named=True))
    assert says in str(caught.value)
    assert "hidden" not in str(caught.value)


def test_a_target_may_be_called_application(tmp_path: Path) -> None:
    path = tmp_path / "targets.toml"
    path.write_text('[application]\nissuer = "https://op.example.com"\n')
    assert list(tables_of(path)) == ["application"]


def test_a_host_of_a_file_agreed_there(tmp_path: Path) -> None:
    path = tmp_path / "targets.toml"
    there = (
        '[[application]]\nname = "a"\nprofile = "wandb-server"\nhost = "https://w.example.com"\n'
    )
    path.write_text(there)
    with pytest.raises(SettingsError, match=r"host|login_url"):
        applications(wanted(path, "a"))
    path.write_text(there + 'allow_hosts = ["w.example.com"]\n')
    assert [one.name for one in applications(wanted(path, "a"))] == ["a"]


def test_wrong_settings_end_a_run_with_exit_code_4(tmp_path: Path) -> None:
    """Nothing is sent, and one line says what to write."""
    variables = {"RP_PROFILE": "wandb-server", "HOST": "https://wandb.example.com"}
    ended = run(tmp_path, environment=variables, suites=("suites/rp",))
    assert ended.exit_code == 4
    assert "--allow-host wandb.example.com" in ended.output
    assert not (tmp_path / "latest").exists()
