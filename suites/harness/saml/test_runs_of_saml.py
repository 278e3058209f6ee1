"""A run of the saml suite as a user starts it: exit code, report, and no secret in a file."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from fakes.keys import rsa_key
from suites.harness.given.runs import run
from suites.idp.settings import of_environment, of_table
from suites.targets.reading import SettingsError

SUITES = ("suites/saml",)
HOST = "https://wandb.example.com"
URL = "https://idp.example.com/metadata"


def test_without_configuration_those_of_the_harness_are_right(tmp_path: Path) -> None:
    done = run(tmp_path, suites=SUITES)
    assert done.exit_code == 0, done.output
    assert [one["name"] for one in done.data["targets"]] == ["saml", "saml-signed"]
    assert all(one["answers"]["works"]["answer"] == "yes" for one in done.data["targets"])
    written = b"".join(one.read_bytes() for one in tmp_path.rglob("*") if one.is_file())
    # How every response begins in base64, as by POST it is sent.
    assert b"PHNhbWxwOlJlc3BvbnNl" not in written
    assert b"correct-horse-battery-staple" not in written


def test_one_that_is_not_there_is_not_judged_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "idp.xml"
    file.write_text("<html><p>Sign in</p></html>", "utf-8")
    table = tmp_path / "targets.toml"
    table.write_text(f'[[saml]]\nname = "ours"\nmetadata_file = "idp.xml"\nhost = "{HOST}"\n')
    done = run(tmp_path / "out", "--targets", str(table), suites=SUITES)
    assert done.exit_code == 1, done.output
    found = {check: one["outcome"] for (_, check), one in done.findings.items()}
    assert found.pop("saml-metadata/readable") == "FAILED"
    assert set(found.values()) <= {"NOT_RUN", "NOT_APPLICABLE"}


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"SAML_ACS_URL": f"{HOST}/acs"}, "SAML_METADATA_URL .*is missing, although SAML_ACS_URL"),
        ({"SAML_METADATA_URL": URL}, "HOST .*is missing"),
        ({"SAML_METADATA_URL": "idp", "HOST": HOST}, "SAML_METADATA_URL .*'idp'"),
        (
            {"SAML_METADATA_URL": URL, "SAML_METADATA_FILE": "a.xml", "HOST": HOST},
            "set one of them",
        ),
        ({"SAML_METADATA_FILE": "none.xml", "HOST": HOST}, "none.xml: cannot be read"),
        (
            {"SAML_METADATA_URL": URL, "HOST": HOST, "SAML_SP_ENTITY_ID": '"wandb"'},
            "SAML_SP_ENTITY_ID .*has quotes around its value; write 'wandb'",
        ),
        (
            {"SAML_METADATA_URL": URL, "HOST": f"{HOST}\u200b"},
            r"HOST .*that nobody sees \(U\+200B\)",
        ),
        (
            {"SAML_METADATA_URL": URL, "HOST": HOST, "SAML_SP_KEY_FILE": __file__},
            "is no RSA private key",
        ),
    ],
)
def test_a_wrong_setting_is_one_line(settings: dict[str, str], told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        of_environment(settings)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"password": "secret"}, r"password .*write password_env"),
        ({"acs": "x"}, "acs .*is not a setting; known: metadata_url"),
        ({"password_env": "UNSET"}, "the variable 'UNSET' is not set"),
        ({"host": 1}, "must be a text in quotes"),
        ({"waiver": [{"check": "saml-login/works"}]}, "waiver.0.owner .*is missing"),
    ],
)
def test_a_wrong_table_is_one_line(table: dict[str, object], told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        of_table("ours", table, Path("targets.toml"), {})


def test_what_is_not_said_is_made_of_the_host(tmp_path: Path) -> None:
    pem = rsa_key("of a test").private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "key.pem").write_bytes(pem)
    told = {
        "SAML_METADATA_URL": URL,
        "HOST": HOST,
        "SAML_SP_KEY_FILE": str(tmp_path / "key.pem"),
        "OIDC_USERNAME": "test",
        "OIDC_PASSWORD": "of-the-test-user",
    }
    target = of_environment(told)
    assert target is not None
    assert (target.name, target.issuer) == ("idp.example.com", URL)
    assert target.entity_id == f"{HOST}/saml/metadata"
    assert (target.acs_url, target.slo_url) == (f"{HOST}/saml/acs", f"{HOST}/saml/slo")
    assert target.key is not None
    assert target.settings["SAML_SP_KEY_FILE"] == "set"
    assert "of-the-test-user" in target.secrets
