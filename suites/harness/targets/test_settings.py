"""Settings: the right ones make a target, a wrong one is one line that says what to write."""

import ssl
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fakes.wire.certificates import authority_pem
from suites.targets.embedded import DEFAULT
from suites.targets.permission import Permission
from suites.targets.reading import SettingsError, from_environment, from_file
from suites.targets.sources import Wanted, sources

ROOT = Path(__file__).parents[3]
COGNITO = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_uiIFNdacd"
GOOD = {"HOST": "https://wandb.example.com", "OIDC_ISSUER": COGNITO, "OIDC_CLIENT_ID": "wandb"}


def test_the_variables_of_wandb_server_make_a_target() -> None:
    """HOST, OIDC_ISSUER, OIDC_CLIENT_ID are enough; the method is implicit, as in W&B Server."""
    target = from_environment(GOOD)
    assert target is not None
    assert (target.issuer, target.client_id, target.auth_method) == (COGNITO, "wandb", "implicit")
    assert target.redirect_uri == "https://wandb.example.com/oidc/callback"
    assert target.post_logout_redirect_uris == (
        "https://wandb.example.com",
        "https://wandb.example.com/logout",
    )
    assert target.vendor == "cognito"
    assert target.credentials is None


def wanted(environment: dict[str, str], file: Path, *, named: bool = False) -> Wanted:
    """What a user asks for who names no target."""
    return Wanted(
        names=[],
        environment=environment,
        file=file,
        timeout_s=None,
        permission=Permission(),
        named=named,
    )


def test_host_alone_selects_nothing() -> None:
    """A shell that happens to set HOST still gets the embedded fakes."""
    found = sources(wanted({"HOST": "build-host-7"}, ROOT / "no.toml"))
    assert [source.name for source in found] == list(DEFAULT)


def test_a_client_without_an_issuer_is_no_embedded_run() -> None:
    """Whoever sets OIDC_CLIENT_ID means a provider, and must not get a green run of the fakes."""
    with pytest.raises(SettingsError, match="is missing, although OIDC_CLIENT_ID is set"):
        sources(wanted({"OIDC_CLIENT_ID": "wandb"}, ROOT / "no.toml"))


def test_a_file_that_was_named_is_used(tmp_path: Path) -> None:
    """All of its targets, whatever the environment says; a wrong name is no embedded run."""
    with pytest.raises(SettingsError, match="there is no such file"):
        sources(wanted({}, tmp_path / "no.toml", named=True))
    with pytest.raises(SettingsError, match="it has no target; add a table"):
        sources(wanted({}, write(tmp_path, ""), named=True))
    file = write(tmp_path, TABLE + TABLE.replace("staging", "production"))
    found = sources(wanted(GOOD, file, named=True))
    assert [one.rerun for one in found] == ["--target staging", "--target production"]


def test_only_the_secrets_of_the_selected_targets_are_needed(tmp_path: Path) -> None:
    """What else the file has is not looked at; a target that is selected needs its own."""
    other = TABLE.replace("staging", "other") + 'username = "qa"\npassword_env = "UNSET"\n'
    file = write(tmp_path, TABLE + other + "[odd]\nnonsense = 1\n")
    asked = wanted({}, file)
    (found,) = sources(replace(asked, names=["staging"]))
    assert found.name == "staging"
    with pytest.raises(SettingsError, match="the variable 'UNSET' is not set"):
        sources(replace(asked, names=["staging", "other"]))
    with pytest.raises(SettingsError, match="known: staging, other, odd, "):
        sources(replace(asked, names=["nobody"]))


def test_a_plan_needs_no_secret(tmp_path: Path) -> None:
    """It knows which ones are missing; a user is known whole, or not at all."""
    user = 'username_env = "QA"\npassword_env = "UNSET"\ntotp_secret_env = "APP"\n'
    file = write(tmp_path, TABLE + user)
    asked = replace(wanted({"QA": "qa"}, file), names=["staging"], planned=True)
    target, _ = sources(asked)[0].open()
    assert target.credentials is None
    assert target.unset == {"password": "UNSET", "totp_secret": "APP"}
    (alone,) = sources(
        replace(wanted(GOOD | {"OIDC_USERNAME": "qa"}, ROOT / "no.toml"), planned=True)
    )
    assert alone.open()[0].unset == {"password": "OIDC_PASSWORD"}


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"OIDC_ISSUER": ""}, "OIDC_ISSUER (the environment): is empty"),
        (
            {"OIDC_ISSUER": f" {COGNITO}"},
            f"OIDC_ISSUER (the environment): has whitespace around its value; write '{COGNITO}'",
        ),
        (
            {"OIDC_ISSUER": f"{COGNITO}/.well-known/openid-configuration"},
            f"leave the suffix out; write '{COGNITO}'",
        ),
        ({"OIDC_ISSUER": "idp.example.com"}, "such as 'https://idp.example.com'"),
        ({"OIDC_ISSUER": "https://idp.example.com: 8443"}, "a URL has no whitespace in it"),
        ({"OIDC_ISSUER": "https://me:hunter22@idp.example.com"}, "a password do not belong in a"),
        ({"HOST": "https://me:hunter22@wandb.example.com"}, "a password do not belong in a URL"),
        ({"HOST": "https://w.example.com/oidc/callback"}, "write 'https://w.example.com'"),
        ({"OIDC_ISSUER": f"{COGNITO}?a=b"}, "no query and no fragment"),
        ({"OIDC_CLIENT_ID": ""}, "OIDC_CLIENT_ID (the environment): is missing"),
        ({"OIDC_CLIENT_ID": "wandb\n"}, "OIDC_CLIENT_ID (the environment): has whitespace"),
        ({"HOST": ""}, "HOST (the environment): is missing"),
        ({"HOST": "wandb.example.com"}, "such as 'https://wandb.example.com'"),
        ({"HOST": "https://wandb.example.com/"}, "write 'https://wandb.example.com'"),
        ({"OIDC_AUTH_METHOD": "code"}, "OIDC_AUTH_METHOD (the environment): 'code' is unknown"),
        ({"OIDC_AUTH_METHOD": "PKCE"}, "write 'implicit' or 'pkce'"),
        ({"OIDC_USERNAME": "alice"}, "OIDC_PASSWORD (the environment): is missing"),
        ({"OIDC_PASSWORD": "hunter22"}, "OIDC_USERNAME (the environment): is missing"),
        ({"OIDC_LISTENER_PORT": "abc"}, "OIDC_LISTENER_PORT (the environment): 'abc' is no number"),
        ({"OIDC_ADMIN_URL": "https://admin.example.com:99999999"}, "a port is a number up to"),
        ({"OIDC_CA_BUNDLE": "/no/such/file"}, "OIDC_CA_BUNDLE (the environment): '/no/such/file'"),
    ],
)
def test_a_wrong_variable_is_one_line_that_names_it(changes: dict[str, str], line: str) -> None:
    """The name of the variable, where it came from, what to write."""
    with pytest.raises(SettingsError) as caught:
        from_environment(GOOD | changes)
    assert line in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_secret_is_not_shown_when_it_is_wrong() -> None:
    """The message about a password with a space names the variable only."""
    wrong = GOOD | {"OIDC_USERNAME": "alice", "OIDC_PASSWORD": " s3cret-canary"}
    with pytest.raises(SettingsError) as caught:
        from_environment(wrong)
    assert str(caught.value) == (
        "OIDC_PASSWORD (the environment): has whitespace around its value; remove it"
    )


def test_names_and_passwords_keep_what_belongs_to_them() -> None:
    """Joiners are letters of a Persian name, and a password may be of any characters."""
    user = {"OIDC_USERNAME": "\u0645\u06cc\u200c\u062e", "OIDC_PASSWORD": "pass\u200bword"}
    target = from_environment(GOOD | user)
    assert target is not None
    assert (target.user.username, target.user.password) == tuple(user.values())


@pytest.mark.parametrize("value", ["s3cret-\ncanary", "s3cret-canary-ö", "s3cret\tcanary"])
def test_a_token_that_no_header_can_carry_is_refused_and_not_shown(value: str) -> None:
    """It would be quoted by whatever fails to send it."""
    with pytest.raises(SettingsError) as caught:
        from_environment(GOOD | {"OIDC_ADMIN_TOKEN": value})
    assert str(caught.value) == (
        "OIDC_ADMIN_TOKEN (the environment): has a line break or another character that no token "
        "has; write the token in one line, as the provider issued it"
    )


def test_the_example_file_describes_three_targets(tmp_path: Path) -> None:
    """What the documentation shows is what is read."""
    secrets = {
        "STAGING_PASSWORD": "one",
        "OKTA_USER": "qa",
        "OKTA_PASSWORD": "two",
        "GRAFANA_SECRET": "three",
        "KEYCLOAK_PASSWORD": "four",
        "WIKI_SECRET": "five",
        "KEYCLOAK_PASSWORD_2": "six",
        "KEYCLOAK_INITIAL_ACCESS_TOKEN": "seven",
        "KEYCLOAK_ADMIN_TOKEN": "six",
    }
    bundle = tmp_path / "ca.pem"
    bundle.write_text(authority_pem())
    example = (ROOT / "suites/targets/example.toml").read_text("utf-8")
    path = write(tmp_path, example.replace("/etc/ssl/private-ca.pem", str(bundle)))
    targets = from_file(path, secrets)
    assert list(targets) == ["staging", "okta-dev", "keycloak"]
    assert targets["keycloak"].redirect_uri == "https://grafana.example.com/login/generic_oauth"
    assert targets["keycloak"].client.token_endpoint_auth_method == "client_secret_post"  # noqa: S105 - a method
    assert targets["okta-dev"].login == "browser"


def write(folder: Path, text: str) -> Path:
    path = folder / "targets.toml"
    path.write_text(text, "utf-8")
    return path


TABLE = f"""
[staging]
issuer = "{COGNITO}"
client_id = "wandb"
host = "https://wandb.example.com"
"""


def test_a_file_may_hold_waivers_and_known_deviations(tmp_path: Path) -> None:
    """Both reach the target with their dates."""
    path = write(
        tmp_path,
        TABLE
        + """
username = "qa"
password_env = "SECRET"
[[staging.known]]
id = "x"
checks = ["id-token/issuer"]
says = "It does."
source = "the vendor's page"
compared = 2026-11-20
[[staging.waiver]]
check = "id-token/audience"
owner = "team"
reason = "later"
until = 2027-01-31
""",
    )
    target = from_file(path, {"SECRET": "pass-word"})["staging"]
    assert target.known[0].checks == ("id-token/issuer",)
    assert target.waivers[0].until == date(2027, 1, 31)
    assert target.credentials is not None


@pytest.mark.parametrize(
    ("addition", "line"),
    [
        ('clientid = "x"', "clientid (targets.toml [staging]): is not a setting; known: issuer,"),
        ('password = "x"', "write password_env with the name of an environment variable"),
        ('password_env = "UNSET"', "the variable 'UNSET' is not set"),
        ('profile = "gitlab"', "profile (targets.toml [staging]): 'gitlab' is unknown; known: "),
        ('vendor = "octa"', "vendor (targets.toml [staging]): 'octa' is unknown; known: "),
        ("timeout_s = 60", "timeout_s (targets.toml [staging]): 60"),
        ('timeout_s = "long"', "timeout_s (targets.toml [staging]): 'long'"),
        ('login = "curl"', "write 'form' or 'browser'"),
        ('profile = "grafana"', "auth_method (targets.toml [staging]): 'implicit' is unknown"),
        ("x = [", "targets.toml: is not TOML"),
        (
            'OIDC_PASSWORD = "hunter2"',
            "OIDC_PASSWORD (targets.toml [staging]): is the name of a variable; in a file write "
            "password_env with the name of an environment variable",
        ),
        ("[staging.more]", "targets.toml [staging]: has a table in it, 'more'; write [more]"),
        (
            '[[staging.waiver]]\ncheck = "a/b"\nowner = "x"\nreason = "y"\nuntil = 2027-01-01',
            "check (targets.toml [staging]): 'a/b' is unknown; --list-checks names them all",
        ),
        ('[[staging.waiver]]\ncheck = "a/b"', "waiver.0.owner"),
    ],
)
def test_a_wrong_entry_of_the_file_is_one_line(tmp_path: Path, addition: str, line: str) -> None:
    """The key, the file and the table, and what to write."""
    with pytest.raises(SettingsError) as caught:
        from_file(write(tmp_path, TABLE + addition), {})
    assert line in str(caught.value)


def test_lines_of_an_env_file_are_no_table(tmp_path: Path) -> None:
    """What they are called in a file is said, and where they belong."""
    with pytest.raises(SettingsError) as caught:
        from_file(write(tmp_path, 'OIDC_ISSUER = "https://op.example.com"'), {})
    assert str(caught.value) == (
        "targets.toml [OIDC_ISSUER]: must be a table with issuer, client_id and host; "
        "write issuer, not OIDC_ISSUER, below a line such as [staging]"
    )


def test_a_certificate_in_der_is_told_apart_from_no_certificate(tmp_path: Path) -> None:
    """Windows saves it so; one command makes PEM of it."""
    bundle = tmp_path / "ca.cer"
    for content, told in (
        (ssl.PEM_cert_to_DER_cert(authority_pem()), "is a certificate in DER"),
        (b"no certificate", "must be a readable file of PEM certificates"),
    ):
        bundle.write_bytes(content)
        with pytest.raises(SettingsError, match=told):
            from_environment(GOOD | {"OIDC_CA_BUNDLE": str(bundle)})


def test_a_wrong_setting_ends_the_run_with_exit_code_4() -> None:
    """One line on standard error, no traceback, no report."""
    command = [sys.executable, "-m", "pytest", "suites/oidc", "-p", "no:cacheprovider"]
    environment = GOOD | {"HOST": "wandb.example.com", "PATH": ""}
    done = subprocess.run(  # noqa: S603 - our own command
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 4
    assert done.stderr.strip().splitlines() == [
        "ERROR: HOST (the environment): 'wandb.example.com': must be a URL with a scheme, "
        "such as 'https://wandb.example.com'"
    ]
    assert "Traceback" not in done.stdout + done.stderr
