"""A setting is declared once: whatever is made from the declaration has each of them."""

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from fakes.running import RunningFake
from fakes.settings.setup import SETTINGS, Setup
from fakes.vendors import vendors
from fakes.wire.certificates import authority_pem
from suites.docs.pages import DOCS
from suites.real.provider import Product, real_provider
from suites.targets.embedded import EMBEDDED
from suites.targets.reading import VARIABLES, SettingsError, from_environment, from_file
from suites.targets.settings import SECRETS, TABLE
from suites.targets.target import Target

ROOT = Path(__file__).parents[3]
# What W&B Server calls the secret of its client: a setting of the application, and none of ours.
OF_THE_APPLICATION = {"OIDC_SECRET", "OIDC_TIMEOUT"}
PATTERN = re.compile(r"\bOIDC_[A-Z_]*[A-Z]\b")


@pytest.fixture
def said(tmp_path: Path) -> dict[str, Any]:
    """Something for every setting that a target keeps as it is."""
    bundle = tmp_path / "ca.pem"
    bundle.write_text(authority_pem())
    special = {"vendor": "okta", "ca_bundle": str(bundle), "auth_method": "pkce"}
    special |= {"totp_secret": "MFRGGZDFMZTWQ2LK", "other_totp_secret": "NNWG23TPOBYXE43U"}
    usual = {bool: True, int: 8099}
    return {
        key: special.get(key)
        or (one.choices[-1] if one.choices else usual.get(one.kind))
        or (f"https://{key.replace('_', '-')}.example.com" if one.rule else f"a-{key}")
        for key, one in SETTINGS.items()
    }


def described(folder: Path, said: dict[str, Any]) -> Target:
    """The target of a targets.toml that says all of it, secrets by variables."""
    told = {f"{key}_env" if key in SECRETS else key: value for key, value in said.items()}
    variables = {f"THE_{key.upper()}": str(value) for key, value in said.items()}
    for key in SECRETS:
        told[f"{key}_env"] = f"THE_{key.upper()}"
    path = folder / "targets.toml"
    lines = [f"{key} = {json.dumps(value)}" for key, value in told.items()]
    path.write_text("\n".join(["[all]", *lines]), "utf-8")
    return from_file(path, variables)["all"]


@pytest.mark.parametrize("key", TABLE)
def test_a_setting_has_a_variable_or_a_reason_for_none(key: str) -> None:
    one = TABLE[key]
    assert bool(one.variable) != bool(one.instead)
    assert one.says


def test_no_name_means_two_settings() -> None:
    assert len({one.name for one in TABLE.values()}) == len(TABLE)


def test_every_setting_of_a_file_reaches_the_target(tmp_path: Path, said: dict[str, Any]) -> None:
    assert described(tmp_path, said).values == said


def test_every_variable_reaches_the_target(said: dict[str, Any]) -> None:
    have_one = {key: value for key, value in said.items() if key in VARIABLES}
    told = Setup().changed(**have_one)
    target = from_environment(told.variables())
    assert target is not None
    assert {key: target.values[key] for key in have_one} == have_one
    assert target.values == told.values


def test_every_secret_is_kept_from_files_and_from_what_is_printed(
    tmp_path: Path, said: dict[str, Any]
) -> None:
    """Those are known to whoever redacts, no representation shows them, no file may hold them."""
    target = described(tmp_path, said)
    assert set(target.secrets) == {said[key] for key in SECRETS}
    assert not [key for key in SECRETS if said[key] in repr(target)]
    path = tmp_path / "wrong.toml"
    for key in SECRETS:
        path.write_text(f'[one]\n{key} = "x"', "utf-8")
        with pytest.raises(SettingsError, match=f"write {key}_env"):
            from_file(path, {})


def test_whatever_is_called_a_secret_is_one() -> None:
    named = {key for key in TABLE if key.endswith(("secret", "password", "token"))}
    assert named == set(SECRETS)


@pytest.mark.parametrize("key", TABLE)
def test_a_setting_is_told_where_one_looks_it_up(key: str, tmp_path: Path) -> None:
    """In the page of the documentation, and in the message about a key that is none."""
    row = f"| `{key}_env` |" if key in SECRETS else f"| `{key}`"
    page = (DOCS / "settings.md").read_text("utf-8").partition("## Settings of an application")[0]
    found = [line for line in page.splitlines() if row in line]
    assert len(found) == 1, "python -m suites.docs enters it"
    assert TABLE[key].variable in found[0]
    path = tmp_path / "targets.toml"
    needed = [f'{one.key} = "https://x.example.com"' for one in TABLE.values() if one.required]
    path.write_text("\n".join(["[one]", *needed, "no_such_key = 1"]), "utf-8")
    with pytest.raises(SettingsError) as caught:
        from_file(path, {})
    known = str(caught.value).partition("known: ")[2].split(", ")
    assert (f"{key}_env" if key in SECRETS else key) in known


@pytest.mark.parametrize("vendor", vendors())
def test_what_a_fake_tells_describes_it(vendor: str) -> None:
    """Its variables, as they are printed, are right ones, and make the target that is embedded."""
    with RunningFake(vendor, loopback="http") as fake:
        told = fake.setup()
        target = from_environment(told.variables())
    assert target is not None
    assert {key: target.values[key] for key in VARIABLES} == {
        key: told.values[key] for key in VARIABLES
    }


def test_an_embedded_target_is_what_its_fake_tells() -> None:
    fake, target = EMBEDDED["reference"].start("reference")
    fake.stop()
    assert target.values == fake.setup().values | {"vendor": "reference"}
    more = ("other_client_id", "other_password", "other_issuer", "initial_access_token")
    assert all(target.values[key] for key in more)


def test_a_real_provider_is_described_by_what_its_process_was_told(tmp_path: Path) -> None:
    """Everything of its settings reaches the target of its targets.toml."""
    announced = json.dumps({"issuer": "http://127.0.0.1:1"})
    server = f"import sys; print({announced!r}, flush=True); sys.stdin.read()"
    toy = Product(
        name="toy", title="A toy", folder=tmp_path, command=lambda: [sys.executable, "-c", server]
    )
    with real_provider(toy, tls=True) as provider:
        targets = from_file(provider.write_targets(), provider.secrets)
        variables = from_environment(provider.environment("implicit"))
    for name, target in targets.items():
        assert target.values == provider.setup(name).values
    assert variables is not None
    assert variables.auth_method == "implicit"
    assert set(provider.secrets.values()) == set(targets["pkce"].secrets) - {""}


def test_every_variable_that_a_text_names_is_one() -> None:
    """What a check, a cause or a message tells people to set is read."""
    texts = [
        path
        for folder in ("checks", "targets", "op", "protocol", "admin", "oidc", "registration")
        for path in (ROOT / "suites" / folder).rglob("*.py")
    ]
    texts += [*ROOT.glob("*.md"), *DOCS.glob("*.md")]
    texts += (ROOT / "suites" / "diagnosis").rglob("*.toml")
    assert len(texts) > 100
    known = set(VARIABLES.values()) | OF_THE_APPLICATION
    odd = {
        (str(path.relative_to(ROOT)), name)
        for path in texts
        for name in PATTERN.findall(path.read_text("utf-8"))
        if name not in known
    }
    assert not odd
