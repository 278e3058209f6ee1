"""What docs/ci shows can be used as it is: schemas, commands, options, secrets, the image."""

import io
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from check_jsonschema.builtin_schemas import get_builtin_schema
from dockerfile_parse import DockerfileParser
from jsonschema import Draft7Validator

from suites.harness.given.runs import ROOT, environment_of
from suites.targets.reading import from_file

CI = ROOT / "docs" / "ci"
EXAMPLE = CI / "targets.toml"
VARIABLE = "STAGING_PASSWORD"
FENCE = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECRET = re.compile("secret|password|token|key|credential", re.IGNORECASE)
# Where the CronJob has what a test has in its folder.
MOUNTED = {"/etc/ssoproof/targets.toml": "targets.toml", "/judged/report": "report"}


@cache
def documents(name: str) -> list[Any]:
    """The documents of a YAML file, `on` of a workflow as the word that it is there."""
    found = list(yaml.safe_load_all((CI / name).read_text("utf-8")))
    return [{("on" if key is True else key): one for key, one in it.items()} for it in found]


def cron_job() -> Any:
    (found,) = [one for one in documents("kubernetes.yml") if one["kind"] == "CronJob"]
    return found["spec"]["jobTemplate"]["spec"]["template"]["spec"]


def steps() -> list[Any]:
    (workflow,) = documents("github.yml")
    found: list[Any] = workflow["jobs"]["judge"]["steps"]
    return found


def commands() -> Iterator[list[str]]:
    """Everything that the files run by `ssoproof`, as words."""
    texts = [step["run"] for step in steps() if "run" in step]
    texts += documents("gitlab.yml")[0]["single-sign-on"]["script"]
    for block in FENCE.findall((CI / "README.md").read_text("utf-8")):
        texts += block.replace("\\\n", " ").splitlines()
    words = [shlex.split(text) for text in texts]
    yield from (one[1:] for one in words if one[0] == "ssoproof")
    yield from (one[one.index("ssoproof") + 1 :] for one in words if one[:2] == ["docker", "run"])
    (container,) = cron_job()["containers"]
    yield [replaced(one) for one in container["args"]]


def replaced(word: str) -> str:
    option, _, value = word.partition("=")
    return f"{option}={MOUNTED[value]}" if value in MOUNTED else word


@pytest.mark.parametrize(
    ("name", "schema"), [("github.yml", "github-workflows"), ("gitlab.yml", "gitlab-ci")]
)
def test_a_job_is_what_its_service_reads(name: str, schema: str) -> None:
    validator = Draft7Validator(get_builtin_schema(f"vendor.{schema}"))
    assert [one.message for one in validator.iter_errors(documents(name)[0])] == []


def test_the_cron_job_is_what_kubernetes_reads() -> None:
    """Unknown members fail too."""
    assert [one["kind"] for one in documents("kubernetes.yml")] == [
        "ConfigMap", "PersistentVolumeClaim", "CronJob"
    ]  # fmt: skip
    for one in documents("kubernetes.yml"):
        kubernetes_validate.validate(one, kubernetes_validate.latest_version(), strict=True)


@pytest.mark.parametrize("command", list(commands()))
def test_each_command_is_one_that_there_is(command: list[str], tmp_path: Path) -> None:
    """Every suite, option and value is taken: a command line that is wrong has exit code 4."""
    (tmp_path / "targets.toml").write_text(EXAMPLE.read_text("utf-8"))
    program = "import sys; from ssoproof.command import main; sys.exit(main())"
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", program, *command, "--list-checks"],
        cwd=tmp_path,
        env=environment_of({"PYTHONPATH": str(ROOT), VARIABLE: "x"}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "discovery/issuer-exact" in done.stdout


def test_the_target_of_the_examples_is_one_and_the_same() -> None:
    (config,) = [one for one in documents("kubernetes.yml") if one["kind"] == "ConfigMap"]
    assert tomllib.loads(config["data"]["targets.toml"]) == tomllib.loads(EXAMPLE.read_text())
    (target,) = from_file(EXAMPLE, {VARIABLE: "x"}).values()
    assert target.user.password == "x"  # noqa: S105 - of this test


def test_secrets_are_read_by_their_names_alone() -> None:
    """The one step that judges has them, from the store of the service."""
    given = [(step.get("name"), step["env"]) for step in steps() if "env" in step]
    assert given == [("Judge", {VARIABLE: f"${{{{ secrets.{VARIABLE} }}}}"})]
    assert "variables" not in documents("gitlab.yml")[0]["single-sign-on"]
    (container,) = cron_job()["containers"]
    (variable,) = [one for one in container["env"] if SECRET.search(one["name"])]
    assert variable["name"] == VARIABLE
    assert set(variable["valueFrom"]) == {"secretKeyRef"}
    kinds = {one["kind"] for one in documents("kubernetes.yml")}
    assert "Secret" not in kinds


def test_the_history_and_the_report_outlive_a_red_night() -> None:
    after = steps()[[step.get("name") for step in steps()].index("Judge") + 1 :]
    assert all(step["if"].startswith("always()") for step in after)
    kept = [step["with"]["path"] for step in after if "cache/save" in step["uses"]]
    (job,) = documents("gitlab.yml")
    cache_of_gitlab = job["single-sign-on"]["cache"]
    assert kept == cache_of_gitlab["paths"] == ["report/history.sqlite"]
    assert cache_of_gitlab["when"] == job["single-sign-on"]["artifacts"]["when"] == "always"


@cache
def image() -> tuple[dict[str, Any], ...]:
    """The instructions of the Dockerfile."""
    text = (ROOT / "Dockerfile").read_bytes()
    found = DockerfileParser(fileobj=io.BytesIO(text)).structure
    return tuple(one for one in found if one["instruction"] != "COMMENT")


def stages() -> dict[str, list[dict[str, Any]]]:
    """The instructions of each stage, by its name, with those of the stages that it is built on."""
    found: dict[str, list[dict[str, Any]]] = {}
    name = ""
    for one in image():
        if one["instruction"] == "FROM":
            start, word, name = one["value"].split()
            assert word == "AS"
            found[name] = [*found.get(start, []), one]
        else:
            found[name].append(one)
    return found


def values(stage: list[dict[str, Any]], instruction: str) -> list[str]:
    return [one["value"] for one in stage if one["instruction"] == instruction]


def test_each_base_of_the_image_is_one_version() -> None:
    for value in values(list(image()), "FROM"):
        base = value.split()[0]
        name, _, tag = base.partition(":")
        assert base in stages() or re.fullmatch(r"\d+\.\d+-slim", tag), name
        assert "/" not in base


def test_the_image_runs_as_nobody_of_importance_and_has_no_secret() -> None:
    for name in ("slim", "chromium"):
        user = values(stages()[name], "USER")[-1]
        assert user.isdecimal()
        assert int(user) == cron_job()["securityContext"]["runAsUser"]
        assert values(stages()[name], "ENTRYPOINT") == ['["ssoproof"]']
    assert list(stages())[-1] == "slim"
    told = values(list(image()), "ENV") + values(list(image()), "ARG")
    assert [one for one in told if SECRET.search(one)] == []
    assert "ADD" not in {one["instruction"] for one in image()}


def test_the_image_has_what_is_installed_and_no_more() -> None:
    """What is copied is in the clone, let through by .dockerignore, and all that a wheel has."""
    sources = [part for one in values(stages()["installed"], "COPY") for part in one.split()[:-1]]
    ignore = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    allowed = {one[1:] for one in ignore if one.startswith("!")}
    assert "*" in ignore
    assert {one.rstrip("/") for one in sources} == allowed
    assert all((ROOT / one).exists() for one in sources)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    packages = {
        one.rstrip("*") for one in project["tool"]["setuptools"]["packages"]["find"]["include"]
    }
    assert packages < allowed
    runs = " ".join(values(list(image()), "RUN"))
    extras = {part for one in re.findall(r'"\.\[(.*?)\]"', runs) for part in one.split(",")}
    assert extras == set(project["project"]["optional-dependencies"])


def test_what_a_package_manager_leaves_behind_is_removed() -> None:
    for run in values(list(image()), "RUN"):
        if "apt-get install" in run:
            assert "--no-install-recommends" in run
            assert "rm -rf /var/lib/apt/lists/*" in run
        if "pip install" in run:
            assert "--no-cache-dir" in run


def test_no_other_machine_is_named() -> None:
    """An image is called as its builder calls it; where it is kept is a setting."""
    for path in (*CI.glob("*"), ROOT / "Dockerfile"):
        for value in re.findall(r"(?:image|name|FROM):? +(\S+/\S+:\S+)", path.read_text("utf-8")):
            pytest.fail(f"{path.name}: {value}")
