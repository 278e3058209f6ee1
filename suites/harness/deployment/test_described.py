"""A deployment is read from wherever it is written down, and what cannot be read is told."""

import re
from pathlib import Path
from textwrap import dedent

import pytest

from suites.services.sources import deployments
from suites.services.values import Values
from suites.targets.permission import Permission
from suites.targets.reading import SettingsError, UnknownTarget
from suites.targets.sources import Wanted
from suites.verdicts.expect import NotRun

SECRET_WORD = "hunter2hunter2"  # noqa: S105 - what must be shown nowhere


def read(folder: Path, environment: dict[str, str] | None = None, **asked: object) -> Values:
    """The variables of the only deployment that is asked for."""
    (source,) = deployments(wanted(folder, environment, **asked))
    target, close = source.open()
    close()
    return target.values_read


def wanted(folder: Path, environment: dict[str, str] | None = None, **asked: object) -> Wanted:
    told = {"names": [], "file": folder / "targets.toml", "environment": environment or {}}
    return Wanted(**{"timeout_s": None, "permission": Permission(), **told, **asked})


def texts(values: Values) -> dict[str, str]:
    return {name: one.text for name, one in values.items()}


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(dedent(text), "utf-8")
    return path


def test_without_anything_it_is_the_one_of_the_harness(tmp_path: Path) -> None:
    """Variables that other programs have too describe none."""
    common = {"HOST": "https://wandb.example.com", "AWS_REGION": "us-east-1", "HOME": "/root"}
    (source,) = deployments(wanted(tmp_path, common))
    assert source.embedded


def test_it_is_read_from_the_environment(tmp_path: Path) -> None:
    told = {"HOST": "https://wandb.example.com", "BUCKET": "s3://files", "PATH": "/bin"}
    assert texts(read(tmp_path, told)) == {key: told[key] for key in ("HOST", "BUCKET")}


def test_a_file_of_lines_is_all_there_is(tmp_path: Path) -> None:
    """What the environment says beside it concerns another server."""
    path = written(
        tmp_path,
        "wandb.env",
        """
        # of our server
        BUCKET="s3://files"
        export AWS_REGION=us-east-1
        MYSQL='mysql://wandb:p$WORD@db/wandb'
        OTHER=1
        """,
    )
    found = read(tmp_path, {"REDIS": "redis://elsewhere"}, env_file=path)
    assert texts(found) == {
        "BUCKET": "s3://files",
        "AWS_REGION": "us-east-1",
        "MYSQL": "mysql://wandb:p$WORD@db/wandb",
    }
    assert {one.place for one in found.values()} == {"wandb.env"}


KUBERNETES = """
    apiVersion: v1
    kind: Secret
    metadata: {name: wandb}
    data: {mysql: bXlzcWw6Ly93YW5kYjpwQGRiL3dhbmRi}
    stringData: {LICENSE: the-license}
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: wandb}
    data: {BUCKET: "s3://files", other: x}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: wandb}
    spec:
      template:
        spec:
          containers:
            - name: proxy
              image: nginx
            - name: wandb
              image: wandb/local
              envFrom:
                - configMapRef: {name: wandb}
                - secretRef: {name: wandb}
              env:
                - {name: DOMAIN, value: example.com}
                - {name: HOST, value: "https://wandb.$(DOMAIN)"}
                - {name: SLACK_CLIENT_ID, value: "$$(DOMAIN)"}
                - {name: REDIS, value: "redis://cache"}
                - name: MYSQL
                  valueFrom: {secretKeyRef: {name: wandb, key: mysql}}
                - name: OIDC_CLIENT_ID
                  valueFrom: {secretKeyRef: {name: elsewhere, key: client}}
                - name: AWS_REGION
                  valueFrom: {fieldRef: {fieldPath: status.hostIP}}
"""


def test_a_manifest_of_kubernetes_says_what_its_container_gets(tmp_path: Path) -> None:
    found = read(tmp_path, manifest=written(tmp_path, "wandb.yaml", KUBERNETES))
    known = {name: one for name, one in found.items() if not one.unread}
    assert texts(known) == {
        "BUCKET": "s3://files",
        "LICENSE": "the-license",
        "HOST": "https://wandb.example.com",
        "SLACK_CLIENT_ID": "$(DOMAIN)",
        "REDIS": "redis://cache",
        "MYSQL": "mysql://wandb:p@db/wandb",
    }
    assert found["MYSQL"].place == "wandb.yaml, Secret wandb"
    kept = {name: one.kept for name, one in found.items()}
    assert (kept["MYSQL"], kept["REDIS"]) == ("Secret", "plain text")
    assert "client of Secret elsewhere" in found["OIDC_CLIENT_ID"].unread
    assert "known in a pod alone" in found["AWS_REGION"].unread


def test_what_is_not_known_is_no_finding(tmp_path: Path) -> None:
    (source,) = deployments(wanted(tmp_path, manifest=written(tmp_path, "w.yaml", KUBERNETES)))
    from suites.services.deployment import Deployment

    deployment = Deployment(source.open()[0])
    with pytest.raises(NotRun, match=r"OIDC_CLIENT_ID is not known: .* add it"):
        deployment.text("OIDC_CLIENT_ID")
    assert deployment.target.settings["OIDC_CLIENT_ID"] == "set, and not known here"
    deployment.close()


def test_secrets_alone_are_taken_together(tmp_path: Path) -> None:
    alone = KUBERNETES.partition("apiVersion: apps")[0].rstrip().removesuffix("---")
    found = read(tmp_path, manifest=written(tmp_path, "secrets.yaml", alone))
    assert set(found) == {"BUCKET", "LICENSE"}


COMPOSE = """
    services:
      wandb:
        image: wandb/local
        container_name: local
        env_file: [wandb.env]
        environment:
          HOST: https://wandb.example.com
          BUCKET: ${FILES:-s3://files}
          MYSQL: mysql://wandb:${PASSWORD}@db/wandb
          LOGGING_ENABLED: true
          REDIS:
      cache:
        image: redis
"""


def test_a_compose_file_says_what_its_service_gets(tmp_path: Path) -> None:
    written(tmp_path, "wandb.env", "LICENSE=the-license\n")
    written(tmp_path, ".env", "PASSWORD=p$$\n")
    path = written(tmp_path, "compose.yaml", COMPOSE)
    found = read(tmp_path, {"REDIS": "redis://cache"}, manifest=path)
    assert texts(found) == {
        "LICENSE": "the-license",
        "HOST": "https://wandb.example.com",
        "BUCKET": "s3://files",
        "MYSQL": "mysql://wandb:p$$@db/wandb",
        "LOGGING_ENABLED": "true",
        "REDIS": "redis://cache",
    }
    assert found["MYSQL"].kept == ""


def test_a_compose_file_as_a_list_and_a_variable_that_is_not_set(tmp_path: Path) -> None:
    text = """
        services:
          wandb:
            environment: [BUCKET=s3://files, "MYSQL=mysql://u:${NOBODY}@db/w", LICENSE=l]
    """
    found = read(tmp_path, manifest=written(tmp_path, "c.yaml", text))
    assert found["LICENSE"].kept == "plain text"
    assert found["MYSQL"].unread == (
        "c.yaml, service wandb takes it from NOBODY, which is not set here: set it."
    )


def test_a_table_says_it_and_takes_files(tmp_path: Path) -> None:
    written(tmp_path, "wandb.env", "BUCKET=s3://files\nAWS_REGION=us-east-1\n")
    written(
        tmp_path,
        "targets.toml",
        """
        [[deployment]]
        name = "staging"
        env_file = "wandb.env"
        host = "https://staging.example.com"
        mysql_env = "STAGING_MYSQL"
        assume_role = "arn:aws:iam::1:role/node"
        slack_webhook_url_env = "STAGING_SLACK"
        [[deployment.waiver]]
        check = "setting/mysql"
        owner = "ops"
        reason = "moves in May"
        until = 2099-12-31
        """,
    )
    hook = "https://hooks.slack.com/services/T/B/staging"
    environment = {"STAGING_SLACK": hook, "SLACK_WEBHOOK_URL": f"{hook}-of-the-team"}
    environment |= {"STAGING_MYSQL": "mysql://w:p@db/w"}
    (source,) = deployments(wanted(tmp_path, environment, names=["staging"]))
    target, _ = source.open()
    assert texts(target.values_read) == {
        "BUCKET": "s3://files",
        "AWS_REGION": "us-east-1",
        "HOST": "https://staging.example.com",
        "MYSQL": "mysql://w:p@db/w",
    }
    assert (target.role, source.rerun) == ("arn:aws:iam::1:role/node", "--target staging")
    assert (target.allowed, target.webhook) == ({"safe"}, hook)
    assert [one.check for one in target.waivers] == ["setting/mysql"]


WRONG = {
    "no file": ("", {"env_file": "none.env"}, "none.env: cannot be read"),
    "no variables": ("OTHER=1", {"env_file": "x"}, "--env-file x: it sets no variable"),
    "no YAML": ("a: [", {"manifest": "x"}, r"--from x: is not YAML \(line"),
    "no manifest": ("- 1", {"manifest": "x"}, "is neither of Kubernetes"),
    "no services": ("services: 1", {"manifest": "x"}, "must be a mapping of services"),
    "no container": (
        "services: {web: {image: x}}",
        {"manifest": "x"},
        "no container has a variable of W&B Server; its containers: web",
    ),
    "another container": (
        "services: {web: {environment: [BUCKET=s3://b]}}",
        {"manifest": "x", "container": "wandb"},
        "--container wandb: x has no such one; it has: web",
    ),
    "several containers": (
        "services: {a: {environment: [BUCKET=s3://b]}, b: {environment: [BUCKET=s3://b]}}",
        {"manifest": "x"},
        r"several containers .*\(a, b\); name one with --container",
    ),
    "container of nothing": ("", {"container": "wandb"}, "add --from FILE"),
    "no base64": (
        f"{{kind: Secret, metadata: {{name: s}}, data: {{MYSQL: '{SECRET_WORD}!'}}}}",
        {"manifest": "x"},
        r"MYSQL \(x, Secret s\): is not base64",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_read_is_one_line_without_secrets(name: str, tmp_path: Path) -> None:
    text, asked, told = WRONG[name]
    written(tmp_path, "x", text)
    files = {key: value if key == "container" else tmp_path / value for key, value in asked.items()}
    with pytest.raises(SettingsError, match=told) as error:
        deployments(wanted(tmp_path, **files))
    assert "\n" not in str(error.value)
    assert SECRET_WORD not in str(error.value)


TABLES = {
    'license = "x"': "write license_env",
    'buckets = "x"': "buckets .*is not a setting; known: name, env_file, from",
    'bucket_env = "x"': "bucket_env .*is not a setting",
    'mysql_env = "NOT_SET"': "the variable 'NOT_SET' is not set",
    "host = 1": "host .*must be a text",
    "known = 1": "known .*valid list",
    '[[deployment.waiver]]\ncheck = "setting/mysql"': r"waiver.0.owner \(.*\): is missing",
    """[[deployment.waiver]]
    check = "setting/mine"
    owner = "ops"
    reason = "moves in May"
    until = 2099-01-01""": "check .*'setting/mine' is unknown; --list-checks",
}


@pytest.mark.parametrize("line", TABLES)
def test_a_wrong_table_is_told(line: str, tmp_path: Path) -> None:
    written(tmp_path, "targets.toml", f'[[deployment]]\nname = "one"\n{line}\n')
    with pytest.raises(SettingsError, match=re.compile(TABLES[line])):
        deployments(wanted(tmp_path, names=["one"]))


def test_an_unknown_name_is_told_with_the_known_ones(tmp_path: Path) -> None:
    written(tmp_path, "targets.toml", '[[deployment]]\nname = "one"\n')
    with pytest.raises(UnknownTarget, match="known: one, deployment"):
        deployments(wanted(tmp_path, names=["two"]))
