"""What is to be registered at an identity provider: `--print-settings`."""

from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from lxml import etree

from fakes.keys import rsa_key
from suites.harness.given.runs import run
from suites.idp.entering import metadata_to_register
from suites.idp.signatures import certificate_in
from suites.targets.permission import Permission
from suites.targets.reading import SettingsError, UnknownTarget
from suites.targets.sources import Wanted

HOST = "https://wandb.mycompany.com"
KEY = rsa_key("to be registered")
NAMES = {
    "md": "urn:oasis:names:tc:SAML:2.0:metadata",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
}


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "key.pem"
    path.write_bytes(KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return path


def asked(environment: dict[str, str], file: Path = Path("none.toml"), *names: str) -> Wanted:
    return Wanted(
        names=list(names), environment=environment, file=file, named=bool(names),
        timeout_s=None, permission=Permission(), planned=True,
    )  # fmt: skip


def test_metadata_with_a_certificate_for_the_key_are_printed(
    tmp_path: Path, key_file: Path
) -> None:
    variables = {"HOST": HOST, "SAML_SP_KEY_FILE": str(key_file)}
    done = run(tmp_path / "out", "--print-settings", environment=variables, suites=("suites/saml",))
    assert done.exit_code == 0, done.output
    document = done.output[done.output.index("<md:") : done.output.rindex(">") + 1]
    root = etree.fromstring(document)
    assert root.get("entityID") == f"{HOST}/saml/metadata"
    (role,) = root.findall("md:SPSSODescriptor", NAMES)
    assert role.get("AuthnRequestsSigned") == "true"
    # As the schema has them in order (Metadata 2.4.4).
    kinds = [etree.QName(one).localname for one in role]
    assert kinds == ["KeyDescriptor", "SingleLogoutService", "AssertionConsumerService"]
    assert role[1].get("Location") == f"{HOST}/saml/slo"
    assert role[2].get("Location") == f"{HOST}/saml/acs"
    text = role.findtext(".//ds:X509Certificate", namespaces=NAMES)
    assert certificate_in(text, "test").public_key() == KEY.public_key()
    assert "PRIVATE KEY" not in done.output
    assert not (tmp_path / "out" / "latest").exists()


def test_without_a_key_nothing_is_signed() -> None:
    told = metadata_to_register(asked({"HOST": HOST}))
    assert 'AuthnRequestsSigned="false"' in told
    assert "SAML_SP_KEY_FILE is not set" in told
    assert "KeyDescriptor" not in told


def test_before_anything_is_known_the_host_is_a_word() -> None:
    assert 'Location="https://HOST/saml/acs"' in metadata_to_register(asked({}))


def test_of_a_table_no_secret_is_needed(tmp_path: Path, key_file: Path) -> None:
    file = tmp_path / "targets.toml"
    file.write_text(
        f'[[saml]]\nname = "staging"\nmetadata_url = "https://idp.example/metadata"\n'
        f'host = "{HOST}"\nkey_file = "{key_file.name}"\npassword_env = "NOT_SET"\n'
        'acs_url = "https://wandb.mycompany.com/sso/acs"\n'
    )
    for wanted in (asked({}, file, "staging"), replace(asked({}, file), named=True)):
        told = metadata_to_register(wanted)
        assert 'Location="https://wandb.mycompany.com/sso/acs"' in told
    with pytest.raises(UnknownTarget, match="--target other: no such target; known: staging"):
        metadata_to_register(asked({}, file, "other"))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("saml", "saml: comes with the harness, where nothing has to be entered"),
        ("other", "other: no such target (there is no targets.toml); known: none"),
    ],
)
def test_names_are_known_without_a_file_too(tmp_path: Path, name: str, told: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        metadata_to_register(asked({}, tmp_path / "targets.toml", name))
    assert str(refusal.value) == f"--target {told}"
