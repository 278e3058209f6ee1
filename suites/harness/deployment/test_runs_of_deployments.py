"""A run of the deployment suite as a user starts it: exit code, report, and no secret in a file."""

from pathlib import Path

import pytest

from suites.harness.given.runs import run

SUITES = ("suites/deployment",)
PASSWORD, LICENSE = "correcthorsebattery", "a-license-that-nobody-else-has"
WRONG = f"""
HOST=https://wandb.example.com/
LICENSE={LICENSE}
MYSQL=mysql://wandb:{PASSWORD}@db/wandb/more
BUCKET=gs://wandb-files
BUCKET_QUEUE=sqs://wandb-files
SLACK_CLIENT_ID=4336510232.6145510235
"""


def test_without_configuration_the_one_of_the_harness_is_right(tmp_path: Path) -> None:
    done = run(tmp_path, suites=SUITES)
    assert done.exit_code == 0, done.output
    (target,) = done.data["targets"]
    assert (target["judges"], target["answers"]["works"]["answer"]) == ("deployment", "yes")
    assert "server will run" in done.output
    assert target["answers"]["conforms"]["answer"] == "not asked"


@pytest.mark.parametrize("name", ["deployment-google", "deployment-azure"])
def test_those_in_other_clouds_are_judged_by_name(name: str, tmp_path: Path) -> None:
    done = run(tmp_path, "--target", name, suites=SUITES)
    assert done.exit_code == 0, done.output
    (target,) = done.data["targets"]
    assert (target["name"], target["answers"]["works"]["answer"]) == (name, "yes")


def test_one_of_a_file_is_told_what_to_write_and_keeps_its_secrets(tmp_path: Path) -> None:
    file = tmp_path / "wandb.env"
    file.write_text(WRONG, "utf-8")
    nobody = {"GOOGLE_APPLICATION_CREDENTIALS": str(tmp_path / "none.json")}
    done = run(tmp_path / "out", "--env-file", str(file), environment=nobody, suites=SUITES)
    assert done.exit_code == 1, done.output
    (target,) = done.data["targets"]
    assert (target["name"], target["answers"]["works"]["answer"]) == ("wandb", "no")
    assert target["settings"]["LICENSE"] == "set"
    found = {check: one for (_, check), one in done.findings.items()}
    host = found["setting/host"]
    assert (host["outcome"], host["where"]) == ("FAILED", "HOST (wandb.env)")
    assert host["expected"] == "write 'https://wandb.example.com'"
    assert found["setting/mysql"]["actual"].startswith("a value that is not shown")
    assert found["setting/slack"]["where"] == "SLACK_SECRET"
    assert f"--env-file {file}" in host["rerun"]
    texts = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path != file]
    assert not [one for one in texts if PASSWORD.encode() in one or LICENSE.encode() in one]


def test_what_somebody_accepts_of_one_is_waived(tmp_path: Path) -> None:
    table = """
        [[deployment]]
        name = "staging"
        host = "https://wandb.example.com/"
        [[deployment.waiver]]
        check = "setting/host"
        owner = "ops"
        reason = "moves in May"
        until = 2099-12-31
    """
    file = tmp_path / "targets.toml"
    file.write_text(table, "utf-8")
    done = run(tmp_path / "out", "--targets", str(file), suites=SUITES)
    assert done.exit_code == 0, done.output
    found = {check: one["outcome"] for (_, check), one in done.findings.items()}
    assert found["setting/host"] == "WAIVED"


def test_a_wrong_file_is_wrong_usage(tmp_path: Path) -> None:
    done = run(tmp_path, "--from", "none.yaml", suites=SUITES)
    assert done.exit_code == 4
    assert "none.yaml: cannot be read" in done.output


@pytest.mark.parametrize("option", ["--env-file", "--from", "--container"])
def test_other_suites_take_no_file_of_a_deployment(option: str, tmp_path: Path) -> None:
    done = run(tmp_path, option, "x", suites=("suites/oidc",))
    assert done.exit_code == 4
    assert f"{option}: is for deployments: pytest suites/deployment" in done.output


def test_the_admin_page_is_printed_without_secrets(tmp_path: Path) -> None:
    file = tmp_path / "wandb.env"
    file.write_text(WRONG, "utf-8")
    done = run(tmp_path / "out", "--env-file", str(file), "--print-settings", suites=SUITES)
    assert done.exit_code == 0
    assert "Notification Subscription       sqs://wandb-files" in done.output
    assert "License                         set" in done.output
    assert LICENSE not in done.output


STORE_KEY = "wJalr/K7MDENG%2FbPxRfi"
STORE = f"""
HOST=https://wandb.example.com
BUCKET=s3://AKIA7EXAMPLE:{STORE_KEY}@minio.example.com:9000/wandb-files?tls=true
BUCKET_QUEUE=internal://
"""


def test_a_bucket_of_a_store_that_imitates_s3_is_right_and_keeps_its_key(tmp_path: Path) -> None:
    file = tmp_path / "wandb.env"
    file.write_text(STORE, "utf-8")
    done = run(tmp_path / "out", "--env-file", str(file), suites=SUITES)
    (target,) = done.data["targets"]
    assert target["settings"]["BUCKET"] == "s3://…@minio.example.com:9000/wandb-files?tls=true"
    red = {check for (_, check), one in done.findings.items() if one["outcome"] == "FAILED"}
    assert red == set()
    found = {check: one["outcome"] for (_, check), one in done.findings.items()}
    assert found["setting/bucket"] == "PASSED"
    assert found["bucket/exists"] == "NOT_APPLICABLE"
    printed = run(tmp_path / "shown", "--env-file", str(file), "--print-settings", suites=SUITES)
    keys = (STORE_KEY, "wJalr/K7MDENG/bPxRfi")
    texts = [path.read_text("utf-8", "replace") for path in tmp_path.rglob("*") if path.is_file()]
    texts.remove(STORE)
    assert not [key for key in keys for one in (*texts, done.output, printed.output) if key in one]


def test_a_key_in_a_malformed_bucket_is_not_shown(tmp_path: Path) -> None:
    file = tmp_path / "wandb.env"
    file.write_text(f"BUCKET=s3://AKIA7EXAMPLE:{STORE_KEY}@minio.example.com\n", "utf-8")
    done = run(tmp_path / "out", "--env-file", str(file), suites=SUITES)
    found = {check: one for (_, check), one in done.findings.items()}
    assert found["setting/bucket"]["actual"].startswith("'s3://…@minio.example.com': names no")
    texts = [one.read_text("utf-8", "replace") for one in (tmp_path / "out").rglob("*.*ml")]
    assert not [one for one in (*texts, str(done.data), done.output) if STORE_KEY in one]
