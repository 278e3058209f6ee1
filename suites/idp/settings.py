"""The settings of a SAML identity provider: variables of the environment, or `[[saml]]`."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from fakes.settings.rules import (
    absolute_url,
    application_url,
    base32_secret,
    pem_file,
    written_cleanly,
)
from suites.idp.metadata import read_metadata
from suites.idp.names import POST, REDIRECT
from suites.idp.target import SamlTarget
from suites.targets.exceptions import KEYS_OF_EXCEPTIONS
from suites.targets.profile import profiles
from suites.targets.reading import SAML, SettingsError, called, exceptions_in
from suites.verdicts.expect import Mismatch

PROFILE = "wandb-server"
ENVIRONMENT = "the environment"
SECRETS = ("password", "totp_secret")
DRIVERS = ("form", "browser")


def as_it_is(value: str) -> str:
    """Any text."""
    return value


def driver(value: str) -> str:
    """How the user logs in. Raises ValueError."""
    if value not in DRIVERS:
        raise ValueError(f"is unknown; write {' or '.join(DRIVERS)}")
    return value


# Each setting by its key in a file: its variable, and what it may say.
SETTINGS: dict[str, tuple[str, Callable[[str], str]]] = {
    "metadata_url": ("SAML_METADATA_URL", absolute_url),
    "metadata_file": ("SAML_METADATA_FILE", as_it_is),
    "host": ("HOST", application_url),
    "entity_id": ("SAML_SP_ENTITY_ID", as_it_is),
    "acs_url": ("SAML_ACS_URL", absolute_url),
    "slo_url": ("SAML_SLO_URL", absolute_url),
    "key_file": ("SAML_SP_KEY_FILE", as_it_is),
    "username": ("OIDC_USERNAME", as_it_is),
    "password": ("OIDC_PASSWORD", as_it_is),
    "totp_secret": ("OIDC_TOTP_SECRET", base32_secret),
    "login_idp": ("OIDC_LOGIN_IDP", as_it_is),
    "ca_bundle": ("OIDC_CA_BUNDLE", pem_file),
    "login": ("", driver),
}
OF_THE_TARGET = ("host", "username", "password", "totp_secret", "login_idp", "ca_bundle", "login")


def of_environment(environment: Mapping[str, str]) -> SamlTarget | None:
    """The identity provider of the environment; None if nothing names one. Raises SettingsError."""
    told = {key: environment[name] for key, (name, _) in SETTINGS.items() if environment.get(name)}
    if not {"metadata_url", "metadata_file"} & set(told):
        others = [SETTINGS[key][0] for key in told if SETTINGS[key][0].startswith("SAML_")]
        if others:
            raise SettingsError(
                f"SAML_METADATA_URL ({ENVIRONMENT}): is missing, although {others[0]} is set; set "
                f"it to judge your identity provider, or unset {others[0]} to judge those of ours"
            )
        return None
    names = {key: name for key, (name, _) in SETTINGS.items()}
    return read("", told, names, ENVIRONMENT, Path())


def of_table(
    name: str, table: Mapping[str, Any], path: Path, environment: Mapping[str, str]
) -> SamlTarget:
    """That of one `[[saml]]` of a targets.toml. Raises SettingsError."""
    where = f"{path.name} [[{SAML}]] {name}"
    own, exceptions = exceptions_in(table, where)
    told: dict[str, str] = {}
    for key, value in own.items():
        plain = key.removesuffix("_env")
        if not isinstance(value, str):
            raise SettingsError(f"{key} ({where}): must be a text in quotes")
        if key == "name":
            continue
        if key in SECRETS:
            raise SettingsError(
                f"{key} ({where}): a secret does not belong in a file; write {key}_env with the "
                "name of an environment variable"
            )
        if plain not in SETTINGS or (key != plain and plain not in SECRETS):
            known = [f"{one}_env" if one in SECRETS else one for one in SETTINGS]
            listed = ", ".join((*known, *KEYS_OF_EXCEPTIONS))
            raise SettingsError(f"{key} ({where}): is not a setting; known: {listed}")
        if key != plain and not environment.get(value):
            raise SettingsError(f"{key} ({where}): the variable {value!r} is not set")
        told[plain] = environment[value] if key != plain else value
    target = read(name, told, {key: key for key in SETTINGS}, where, path.parent)
    return replace(target, known=exceptions.deviations, waivers=exceptions.waivers)


def read(
    name: str, told: Mapping[str, str], names: Mapping[str, str], where: str, folder: Path
) -> SamlTarget:
    """The target that settings describe; files are looked for in `folder`. Raises SettingsError."""
    for key, value in told.items():
        try:
            written_cleanly(value, secret=key in SECRETS)
            SETTINGS[key][1](value)
        except ValueError as error:
            shown = "" if key in SECRETS else f"{value!r}: "
            raise SettingsError(f"{names[key]} ({where}): {shown}{error}") from None
    if ("metadata_url" in told) == ("metadata_file" in told):
        both = f"{names['metadata_url']} and {names['metadata_file']}"
        raise SettingsError(f"{both} ({where}): set one of them")
    if "host" not in told:
        raise SettingsError(
            f"{names['host']} ({where}): is missing; write the application's URL, of which the "
            "service provider's own are made"
        )
    host, file = told["host"], told.get("metadata_file", "")
    metadata = _contents(folder / file, names["metadata_file"], where) if file else b""
    issuer = told.get("metadata_url") or _endpoint_in(metadata)
    return SamlTarget(
        name=name or (called(issuer) if issuer else Path(file).stem),
        profile=profiles()[PROFILE],
        entity_id=told.get("entity_id", f"{host}/saml/metadata"),
        acs_url=told.get("acs_url", f"{host}/saml/acs"),
        slo_url=told.get("slo_url", f"{host}/saml/slo"),
        metadata=metadata,
        metadata_file=file,
        key=_key_in(folder, told.get("key_file", ""), names["key_file"], where),
    ).changed(issuer=issuer, **{key: told[key] for key in OF_THE_TARGET if key in told})


def _contents(path: Path, setting: str, where: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        told = f"{path.name}: cannot be read: {error.strerror}"
        raise SettingsError(f"{setting} ({where}): {told}") from None


def _endpoint_in(metadata: bytes) -> str:
    """Where the identity provider of a file is; empty if that does not tell, which a check says."""
    try:
        known = read_metadata(metadata)
    except Mismatch:
        return ""
    service = "SingleSignOnService"
    return known.location(service, REDIRECT) or known.location(service, POST)


def _key_in(folder: Path, file: str, setting: str, where: str) -> RSAPrivateKey | None:
    if not file:
        return None
    try:
        key = load_pem_private_key(_contents(folder / file, setting, where), None)
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, RSAPrivateKey):
        told = f"{file}: is no RSA private key in PEM without a password"
        raise SettingsError(f"{setting} ({where}): {told}")
    return key
