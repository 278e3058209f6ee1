"""Containers of Kubernetes' workloads, with the variables that each gets from its own manifest."""

import re
from base64 import b64decode
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from suites.services.containers import Container, expanded, of_the_server, scalar
from suites.services.values import PLAIN, SECRET, Value
from suites.targets.reading import SettingsError

# Kubernetes' own way to name another variable, and to write a dollar.
REFERENCE = re.compile(r"\$\$|\$\((?P<name>[-\w.]+)\)")
Maps = Mapping[tuple[str, str], Mapping[str, Value]]
KINDS = {"secret": SECRET, "configMap": "ConfigMap"}


def objects_of(documents: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """All objects of a file; those of a List by themselves."""
    found: list[dict[str, Any]] = []
    for one in documents:
        items = one.get("items")
        inner = items if one.get("kind") == "List" and isinstance(items, list) else [one]
        found += [item for item in inner if isinstance(item, dict)]
    return found


def containers_of(objects: list[dict[str, Any]], path: Path) -> list[Container]:
    """The containers of all workloads. Raises SettingsError."""
    maps = maps_of(objects, path)
    return [
        Container(
            name=str(one.get("name", "")),
            owner=owner_of(thing),
            values=of_the_server(_variables(one, maps, f"{path.name}, {owner_of(thing)}")),
        )
        for thing in objects
        for one in _pods_containers(thing)
    ]


def loose_values(objects: list[dict[str, Any]], path: Path) -> dict[str, Value]:
    """What Secrets and ConfigMaps say, where no workload says which it takes."""
    found: dict[str, Value] = {}
    for values in maps_of(objects, path).values():
        found |= values
    return of_the_server(found)


def maps_of(objects: list[dict[str, Any]], path: Path) -> Maps:
    """The Secrets and ConfigMaps by kind and name. Raises SettingsError."""
    found: dict[tuple[str, str], dict[str, Value]] = {}
    for one in objects:
        kind, name = str(one.get("kind")), object_name(one)
        if kind not in KINDS.values():
            continue
        place, kept = f"{path.name}, {kind} {name}", SECRET if kind == SECRET else PLAIN
        texts = {key: scalar(value) for key, value in mapping(one.get("data")).items()}
        if kind == SECRET:
            texts = {key: _decoded(text, key, place) for key, text in texts.items()}
            plain = mapping(one.get("stringData"))
            texts |= {key: scalar(value) for key, value in plain.items()}
        found[kind, name] = {key: Value(text, place, kept) for key, text in texts.items()}
    return found


def _decoded(text: str, key: str, place: str) -> str:
    try:
        return b64decode(text, validate=True).decode("utf-8")
    except ValueError:
        raise SettingsError(
            f"{key} ({place}): is not base64 of a text; write it below stringData as it is"
        ) from None


def owner_of(thing: Mapping[str, Any]) -> str:
    return f"{thing.get('kind', 'object')} {object_name(thing)}"


def object_name(thing: Mapping[str, Any]) -> str:
    return str(mapping(thing.get("metadata")).get("name", "without a name"))


def _pods_containers(thing: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The containers of a workload, however deep its pod's template is."""
    spec = mapping(thing.get("spec"))
    for step in ("jobTemplate", "spec", "template", "spec"):
        spec = mapping(spec.get(step)) or spec
    listed = spec.get("containers")
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _variables(container: Mapping[str, Any], maps: Maps, place: str) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for one in objects_in(container.get("envFrom")):
        prefix = str(one.get("prefix") or "")
        for kind, name in _references(one, "Ref"):
            values = maps.get((kind, name), {})
            found |= {f"{prefix}{key}": value for key, value in values.items()}
    for one in objects_in(container.get("env")):
        name = str(one.get("name", ""))
        if "valueFrom" in one:
            found[name] = _referred(mapping(one["valueFrom"]), maps, place)
        else:
            text = expanded(scalar(one.get("value") or ""), REFERENCE, _earlier(found))
            found[name] = Value(text, place, PLAIN)
    return found


def _earlier(found: Mapping[str, Value]) -> Any:
    """A variable that was set before; one that was not stays as it is written."""
    return lambda told: found[told["name"]].text if told["name"] in found else told[0]


def _referred(source: Mapping[str, Any], maps: Maps, place: str) -> Value:
    for kind, name in _references(source, "KeyRef"):
        key = str(next(mapping(one).get("key", "") for one in source.values()))
        value = maps.get((kind, name), {}).get(key)
        if value is not None:
            return value
        why = f"{place} takes it from {key} of {kind} {name}, which is not in the file: add it."
        return Value("", place, kind if kind == SECRET else PLAIN, why)
    told = ", ".join(source) or "nothing"
    return Value("", place, unread=f"{place} takes it from {told}, which is known in a pod alone.")


def _references(source: Mapping[str, Any], suffix: str) -> list[tuple[str, str]]:
    """Kind and name of what a source refers to."""
    return [
        (kind, str(mapping(source[word + suffix]).get("name", "")))
        for word, kind in KINDS.items()
        if word + suffix in source
    ]


def mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def objects_in(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
