"""The deployments that somebody described: variables, a file of them, manifests, targets.toml."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from suites.services.manifests import values_in_manifest
from suites.services.values import ENVIRONMENT, Value, Values, server_values, values_in_file
from suites.services.variables import COMMON, SECRETS, VARIABLES
from suites.targets.exceptions import KEYS_OF_EXCEPTIONS, Exceptions
from suites.targets.reading import DEPLOYMENT, SettingsError, exceptions_in, tables_called

KEYS = {name.lower(): name for name in VARIABLES}
FILES = ("env_file", "from", "container", "assume_role")
# The variable by which others are told of a run too. A table names its own: there may be several.
WEBHOOK, WEBHOOK_KEY = "SLACK_WEBHOOK_URL", "slack_webhook_url_env"


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedDeployment:
    """A deployment by name, its variables, the role of its node, and what is accepted of it.

    `webhook` is the URL by which a test message is written to its Slack, if one is named.
    """

    name: str
    values: Values
    role: str = ""
    webhook: str = ""
    exceptions: Exceptions = field(default_factory=Exceptions)


def deployment_of_environment(
    environment: Mapping[str, str], role: str
) -> DescribedDeployment | None:
    """That of the environment; None if no variable is set that only W&B Server has."""
    values = server_values(environment, ENVIRONMENT)
    if not set(values) - COMMON:
        return None
    webhook = environment.get(WEBHOOK, "")
    return DescribedDeployment(name="environment", values=values, role=role, webhook=webhook)


def deployment_in_files(
    env_file: Path | None, manifest: Path | None, container: str, environment: Mapping[str, str]
) -> Values:
    """The variables of a file of lines, of a manifest, or of both. Raises SettingsError."""
    found: dict[str, Value] = values_in_file(env_file) if env_file else {}
    if manifest:
        found |= values_in_manifest(manifest, container, environment)
    elif container:
        raise SettingsError(f"--container {container}: names one of a manifest; add --from FILE")
    if not found and env_file:
        told = "it sets no variable of W&B Server, such as BUCKET"
        raise SettingsError(f"--env-file {env_file.name}: {told}")
    return found


def deployment_in_table(
    name: str, table: Mapping[str, Any], path: Path, environment: Mapping[str, str]
) -> DescribedDeployment:
    """That of one `[[deployment]]` of a targets.toml. Raises SettingsError."""
    where = f"{path.name} [[{DEPLOYMENT}]] {name}"
    own, exceptions = exceptions_in(table, where)
    for key, value in own.items():
        if not isinstance(value, str):
            raise SettingsError(f"{key} ({where}): must be a text in quotes")
    texts = {key: value for key, value in own.items() if key != "name"}
    files = {key: texts.pop(key, "") for key in FILES}
    webhook = _variable(WEBHOOK_KEY, texts.pop(WEBHOOK_KEY, ""), where, environment)
    found = dict(
        deployment_in_files(
            path.parent / files["env_file"] if files["env_file"] else None,
            path.parent / files["from"] if files["from"] else None,
            files["container"],
            environment,
        )
    )
    for key, text in texts.items():
        variable, value = _told(key, text, where, environment)
        found[variable] = Value(value, where)
    return DescribedDeployment(
        name=name,
        values=found,
        role=files["assume_role"],
        webhook=webhook,
        exceptions=exceptions,
    )


def _told(key: str, text: str, where: str, environment: Mapping[str, str]) -> tuple[str, str]:
    """A variable, and what a key of a table says of it. Raises SettingsError."""
    plain = key.removesuffix("_env")
    variable = KEYS.get(plain, "")
    if variable in SECRETS and key == plain:
        raise SettingsError(
            f"{key} ({where}): a secret does not belong in a file; write {key}_env with the name "
            "of an environment variable"
        )
    if not variable or (key != plain and variable not in SECRETS):
        known = (f"{one}_env" if KEYS[one] in SECRETS else one for one in KEYS)
        told = ", ".join(("name", *FILES, *known, WEBHOOK_KEY, *KEYS_OF_EXCEPTIONS))
        raise SettingsError(f"{key} ({where}): is not a setting; known: {told}")
    if key == plain:
        return variable, text
    return variable, _variable(key, text, where, environment)


def _variable(key: str, name: str, where: str, environment: Mapping[str, str]) -> str:
    """What the variable says that a key names; nothing if it names none. Raises SettingsError."""
    if name and not environment.get(name):
        raise SettingsError(f"{key} ({where}): the variable {name!r} is not set")
    return environment[name] if name else ""


def deployments_of(path: Path) -> dict[str, dict[str, Any]]:
    """The `[[deployment]]` of a file by their names. Raises SettingsError."""
    return tables_called(path, DEPLOYMENT)
