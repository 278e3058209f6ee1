"""`ssoproof init` as people start it: by options, by piped answers, at a terminal."""

import os
import pty
import signal
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from fakes.running import RunningFake
from suites.harness.given.runs import ROOT, environment_of, run

COMMAND = "import sys; from ssoproof.command import main; sys.exit(main(sys.argv[1:]))"
# A bug of ours on the way to the keys.
BROKEN = "import suites.op.precheck as one; one.at_keys = None; "
NOBODY = "http://127.0.0.1:9"


def command(*options: str, before: str = "") -> list[str]:
    return [sys.executable, "-c", before + COMMAND, "init", *options]


def started(folder: Path, **variables: str) -> dict[str, Any]:
    """How a process of it is started in `folder`."""
    environment = environment_of({"PYTHONPATH": str(ROOT), "COLUMNS": "200"} | variables)
    return {"cwd": folder, "env": environment, "text": True}


def init(folder: Path, *options: str, stdin: str = "", before: str = "", **variables: str) -> Any:
    """A finished `ssoproof init`, of which something is replaced `before`."""
    return subprocess.run(  # noqa: S603 - our own command
        command(*options, before=before),
        input=stdin,
        capture_output=True,
        check=False,
        **started(folder, **variables),
    )


def options_for(fake: RunningFake, **changes: str) -> list[str]:
    """Everything that is asked for, as options."""
    setup = fake.setup("pkce")
    told = {
        "issuer": setup.issuer,
        "host": setup.host,
        "client-id": setup.client_id,
        "auth-method": "pkce",
        "name": "ours",
        "username": setup.user.username,
        "password-env": "OURS_PASSWORD",
    }
    return ["--yes", *(f"--{name}={value}" for name, value in (told | changes).items())]


def in_file(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "targets.toml").read_text("utf-8"))


def test_piped_answers_set_up_a_target_that_a_run_then_judges(tmp_path: Path) -> None:
    """The product is recognised, so that its flow is proposed; the secret stays where it was."""
    with RunningFake("cognito", (), loopback="http") as fake:
        setup = fake.setup("pkce")
        user = setup.user
        answers = [setup.issuer, "", setup.host, setup.client_id, "", "ours", "", user.username, ""]
        secret = {"OURS_PASSWORD": user.password}
        done = init(tmp_path, stdin="\n".join(answers) + "\n", **secret)
        named = ("--targets", str(tmp_path / "targets.toml"))
        judged = run(tmp_path, *named, "--check", "flow/login", environment=secret)
    assert done.returncode == 0, done.stdout + done.stderr
    assert in_file(tmp_path)["ours"] == {
        "issuer": setup.issuer,
        "profile": "wandb-server",
        "host": setup.host,
        "client_id": setup.client_id,
        "auth_method": "pkce",
        "username": user.username,
        "password_env": "OURS_PASSWORD",
    }
    assert "recognised: Amazon Cognito" in done.stdout
    assert f"{user.username} gets in" in done.stdout
    assert f"Allowed callback URLs {setup.host}/oidc/callback" in done.stdout
    assert f"Allowed sign-out URLs {setup.host}\n" in done.stdout
    assert user.password not in done.stdout + (tmp_path / "targets.toml").read_text("utf-8")
    assert judged.exit_code == 0, judged.output


BEFORE = """# Ours, and not to be touched.
[theirs]   # a comment
issuer = 'https://idp.example'

# This belongs to the next one.
[ours]
issuer = "https://old.example"
allow_hosts = ["old.example"]

[[ours.waiver]]
check = "discovery/status"
owner = "us"
reason = "later"
until = 2099-01-01

# The last.
[last]
client_id = "x"
"""


def test_other_targets_stay_and_one_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "targets.toml"
    file.write_text(BEFORE, "utf-8")
    with RunningFake("keycloak", (), loopback="http") as fake:
        refused = init(tmp_path, *options_for(fake))
        unchanged = file.read_text("utf-8")
        done = init(tmp_path, *options_for(fake), "--replace", "yes")
        other = init(tmp_path, *options_for(fake, name="new"))
    assert refused.returncode == 4
    assert "has a target ours: --name names another, or --replace yes" in refused.stderr
    assert unchanged == BEFORE
    assert (done.returncode, other.returncode) == (0, 0), done.stderr + other.stderr
    text, found = file.read_text("utf-8"), in_file(tmp_path)
    assert text.startswith(BEFORE.partition("[ours]")[0])
    assert BEFORE[BEFORE.index("[[ours.waiver]]") :] in text
    assert list(found) == ["theirs", "ours", "last", "new"]
    assert found["ours"]["issuer"] == found["new"]["issuer"] != "https://old.example"
    assert found["ours"]["allow_hosts"] == ["old.example"]


def test_a_file_that_cannot_be_changed_safely_is_left_alone(tmp_path: Path) -> None:
    """A header in a text of several lines is none."""
    text = '[ours]\nclient_id = """\n[other]\n"""\n'
    (tmp_path / "targets.toml").write_text(text, "utf-8")
    with RunningFake("reference", (), loopback="http") as fake:
        done = init(tmp_path, *options_for(fake), "--replace", "yes")
    assert done.returncode == 4
    assert "nothing was written" in done.stderr
    assert (tmp_path / "targets.toml").read_text("utf-8") == text


def test_without_its_secret_nobody_is_logged_in(tmp_path: Path) -> None:
    with RunningFake("reference", (), loopback="http") as fake:
        done = init(tmp_path, *options_for(fake))
    assert done.returncode == 0, done.stderr
    assert "asks for user name and password" in done.stdout
    assert "gets in" not in done.stdout
    assert "not set here: OURS_PASSWORD" in done.stdout


def test_a_login_that_does_not_work_is_told_by_its_cause(tmp_path: Path) -> None:
    """The file is there all the same: its settings may be right, and the secret wrong."""
    with RunningFake("reference", (), loopback="http") as fake:
        done = init(tmp_path, *options_for(fake), OURS_PASSWORD="not-the-password")  # noqa: S106 - it is wrong
    assert done.returncode == 6
    assert "CAUSE The provider does not accept the test user's name or password" in done.stdout
    assert in_file(tmp_path)["ours"]["username"] == "alice"


def test_a_provider_that_is_not_there_is_told_by_its_cause(tmp_path: Path) -> None:
    with RunningFake("reference", (), loopback="http") as fake:
        done = init(tmp_path, *options_for(fake, issuer=NOBODY))
    assert done.returncode == 6
    assert "CAUSE Nothing answers at OIDC_ISSUER" in done.stdout
    assert in_file(tmp_path)["ours"]["issuer"] == NOBODY


def test_a_bug_of_ours_is_told_as_one_and_the_target_is_written(tmp_path: Path) -> None:
    """It is exit code 1, as at the end of a run, and no target that cannot be judged."""
    with RunningFake("reference", (), loopback="http") as fake:
        done = init(tmp_path, *options_for(fake), before=BROKEN)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "it broke by TypeError" in done.stdout
    assert done.stderr == ""
    assert "ours" in in_file(tmp_path)


@pytest.mark.parametrize(
    ("options", "stdin", "told"),
    [
        ([], "", "the input ended before “Issuer of the provider (OIDC_ISSUER)”; --issuer says it"),
        ([], "ftp:x\n", "--issuer ftp:x: must be a URL with a scheme"),
        (["--yes"], "", "--issuer: an answer is needed"),
        (["--yes", f"--issuer={NOBODY}"], "", "--host: an answer is needed"),
        (["--nonsense"], "", "unrecognized arguments: --nonsense"),
        (["--yes", "--file", "no/such.toml", f"--issuer={NOBODY}"], "", "--host: an answer"),
    ],
)
def test_what_is_missing_or_wrong_is_one_line(
    tmp_path: Path, options: list[str], stdin: str, told: str
) -> None:
    done = init(tmp_path, *options, stdin=stdin)
    assert done.returncode == 4
    (line,) = done.stderr.splitlines()
    assert line.startswith("ssoproof init: ")
    assert told in line
    assert not (tmp_path / "targets.toml").exists()


@pytest.mark.parametrize(
    ("option", "secret"),
    [
        ("password-env", "correct horse"),
        ("password-env", "hunter22"),
        ("password", "HORSE_BATTERY"),
        ("totp-secret", "JBSWY3DPEHPK3PXP"),
        ("issuer", "https://me:hunter22@idp.example.com"),
        ("host", "https://me:hunter22@wandb.example.com"),
    ],
)
def test_a_secret_in_place_of_something_else_is_not_shown(
    option: str, secret: str, tmp_path: Path
) -> None:
    """Whether as an answer, or by an option that is there under a longer name."""
    with RunningFake("reference", (), loopback="http") as fake:
        done = init(tmp_path, *options_for(fake, **{option: secret}))
    assert done.returncode == 4
    assert secret not in done.stdout + done.stderr
    assert "hunter22" not in done.stdout + done.stderr
    assert not (tmp_path / "targets.toml").exists()


def test_a_password_is_of_a_user_who_is_named(tmp_path: Path) -> None:
    with RunningFake("reference", (), loopback="http") as fake:
        done = init(tmp_path, *options_for(fake, username=""), OURS_PASSWORD="x")  # noqa: S106
    assert done.returncode == 4
    assert done.stderr == "ssoproof init: --password-env: is of nobody without --username\n"
    assert not (tmp_path / "targets.toml").exists()


def test_what_is_no_value_of_a_setting_is_told_and_left_alone(tmp_path: Path) -> None:
    """Such as a date in the table that is to be replaced."""
    text = "[ours]\nsince = 2026-01-01\n"
    (tmp_path / "targets.toml").write_text(text, "utf-8")
    with RunningFake("reference", (), loopback="http") as fake:
        done = init(tmp_path, *options_for(fake), "--replace", "yes")
    assert done.returncode == 4
    (line,) = done.stderr.splitlines()
    assert "2026-01-01 is no value of a setting; nothing was written" in line
    assert (tmp_path / "targets.toml").read_text("utf-8") == text


def test_an_answer_of_nothing_takes_out_what_was_there(tmp_path: Path) -> None:
    """The variable of a secret that is gone would be asked for by every run."""
    text = '[ours]\nclient_secret_env = "GONE_SECRET"\nallow_hosts = ["a.example"]\n'
    (tmp_path / "targets.toml").write_text(text, "utf-8")
    with RunningFake("reference", (), loopback="http") as fake:
        done = init(tmp_path, *options_for(fake, **{"client-secret-env": ""}), "--replace", "yes")
    assert done.returncode == 0, done.stderr
    assert "client_secret_env" not in in_file(tmp_path)["ours"]
    assert in_file(tmp_path)["ours"]["allow_hosts"] == ["a.example"]


def test_a_file_that_is_no_toml_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / "targets.toml").write_text("[ours", "utf-8")
    done = init(tmp_path)
    assert done.returncode == 4
    assert "targets.toml: is not TOML" in done.stderr
    assert done.stdout == ""


def test_ctrl_c_is_one_line_and_writes_nothing(tmp_path: Path) -> None:
    with subprocess.Popen(  # noqa: S603 - our own command
        command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **started(tmp_path),
    ) as asking:
        assert asking.stdout is not None
        assert asking.stdout.read(len("Issuer")) == "Issuer"
        asking.send_signal(signal.SIGINT)
        _, said = asking.communicate()
    assert asking.returncode == 2
    assert said.strip() == "ssoproof init: interrupted, and nothing was written"
    assert list(tmp_path.iterdir()) == []


def test_whoever_types_a_wrong_answer_is_asked_again(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(  # noqa: S603 - our own command
        command(), stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **started(tmp_path)
    ) as asking:
        os.close(theirs)
        os.write(ours, b"ftp:x\n\x04")
        said, wrong = asking.communicate()
    os.close(ours)
    assert asking.returncode == 4
    assert said.count("Issuer of the provider") == 2
    assert "must be a URL with a scheme" in said
    assert "the input ended" in wrong
