"""The variables of a container, read from what starts it: manifests of Kubernetes, or Compose."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from suites.services.compose import services_of
from suites.services.containers import Container
from suites.services.kubernetes import containers_of, loose_values, objects_of
from suites.services.values import Value
from suites.targets.reading import SettingsError


def values_in_manifest(
    path: Path, container: str, environment: Mapping[str, str]
) -> dict[str, Value]:
    """The variables that W&B Server is started with by a file of YAML.

    The container called `container`, or if none is named the only one that has any of them. Secrets
    and ConfigMaps that stand alone are taken together. Raises SettingsError.
    """
    documents = documents_of(path)
    if any("services" in one and "kind" not in one for one in documents):
        found = [one for document in documents for one in services_of(document, path, environment)]
    else:
        objects = objects_of(documents)
        found = containers_of(objects, path)
        if not found and not container:
            return presume_some(loose_values(objects, path), path)
    return presume_some(chosen_of(found, container, path).values, path)


def documents_of(path: Path) -> list[dict[str, Any]]:
    """The documents of a file of YAML. Raises SettingsError."""
    try:
        found = list(yaml.safe_load_all(path.read_text("utf-8")))
    except OSError as error:
        raise SettingsError(f"--from {path}: cannot be read: {error.strerror}") from None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" (line {mark.line + 1})" if mark else ""
        raise SettingsError(f"--from {path.name}: is not YAML{line}") from None
    documents = [one for one in found if one is not None]
    if not documents or not all(isinstance(one, dict) for one in documents):
        raise SettingsError(
            f"--from {path.name}: is neither of Kubernetes (kind: Deployment, Secret, …) nor of "
            "Compose (services:)"
        )
    return documents


def chosen_of(found: list[Container], name: str, path: Path) -> Container:
    """The container called `name`, or the only one that is W&B Server's. Raises SettingsError."""
    names = ", ".join(dict.fromkeys(one.name for one in found)) or "none"
    if name:
        named = [one for one in found if name in (one.name, one.other_name)]
        if not named:
            raise SettingsError(f"--container {name}: {path.name} has no such one; it has: {names}")
        if len(named) > 1:
            owners = ", ".join(one.owner for one in named)
            raise SettingsError(f"--container {name}: {path.name} has several: of {owners}")
        return named[0]
    ours = [one for one in found if one.values]
    if len(ours) > 1:
        several = ", ".join(one.name for one in ours)
        raise SettingsError(
            f"--from {path.name}: several containers have variables of W&B Server ({several}); "
            "name one with --container"
        )
    if not ours:
        raise SettingsError(
            f"--from {path.name}: no container has a variable of W&B Server; its containers: "
            f"{names}"
        )
    return ours[0]


def presume_some(values: dict[str, Value], path: Path) -> dict[str, Value]:
    """`values`. Raises SettingsError if there are none."""
    if not values:
        raise SettingsError(
            f"--from {path.name}: it sets no variable of W&B Server, such as BUCKET"
        )
    return values
