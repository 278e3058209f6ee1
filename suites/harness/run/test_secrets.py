"""No secret reaches a file or the terminal: canaries are planted, and everything is searched."""

import re
from pathlib import Path
from typing import Any

from starlette.responses import Response

from fakes.engine.model import Grant
from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.people import ALICE
from fakes.running import RunningFake
from fakes.wire.request import Request
from suites.harness.given.runs import Run, run, told_in

CANARY = "canary"
CLIENT_SECRET = "s3cr3t-of-the-client"  # noqa: S105 - a canary
COMPACT_JWT = re.compile(r"\bey[\w-]{8,}\.ey[\w-]{8,}\.[\w-]{8,}")


class Canaries(Reference):
    """Codes, tokens, tickets and cookies carry a canary, and come back in odd places."""

    def random(self) -> str:
        return CANARY + super().random()

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        """An identifier of a token is no secret: it is shown with the other claims."""
        return super().id_token_claims(grant) | {"jti": "number-1"}

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        for known in (self.pending, self.sessions, self.grants, self.access_tokens):
            response.headers.append("x-echo", f"seen {next(reversed(known), 'nothing')}!")

    def token_response(self, grant: Grant) -> dict[str, Any]:
        return super().token_response(grant) | {"note": f"code={grant.code}"}


def planted(folder: Path, **changes: str) -> Run:
    """A run against a fake full of canaries, with every kind of output."""
    fault = Fault("canaries", "Canaries everywhere.", frozenset(), "reference", Canaries)
    with RunningFake("reference", (fault,), loopback="http") as fake:
        arguments = ("--junitxml", str(folder / "junit.xml"), "-rA", "--showlocals")
        # The names of clients that register come from the same random numbers, and are no secrets.
        setup = fake.setup().changed(initial_access_token="")
        return run(folder / "out", *arguments, environment=setup.variables() | changes)


def written(folder: Path, found: Run) -> dict[str, str]:
    """Everything that the run wrote and printed."""
    files = {str(path): told_in(path) for path in folder.rglob("*") if path.is_file()}
    assert any(name.endswith("report.html") for name in files)
    return files | {"the terminal": found.output}


def leaks(text: str) -> list[str]:
    """What should not be in `text`, with its surroundings."""
    secrets = (CANARY, ALICE.password, CLIENT_SECRET)
    found = [match for secret in secrets for match in re.findall(f".{{20}}{secret}.{{9}}", text)]
    return found + COMPACT_JWT.findall(text)


def test_no_secret_is_written(tmp_path: Path) -> None:
    """Password, codes, tokens, tickets and cookies of a whole run."""
    found = planted(tmp_path)
    assert "«redacted" in (found.folder / "latest" / "run.json").read_text("utf-8")
    assert {
        name: leaks(text) for name, text in written(tmp_path, found).items() if leaks(text)
    } == {}


def test_no_secret_is_written_when_the_login_fails(tmp_path: Path) -> None:
    """A wrong password and a wrong client secret are as secret as right ones."""
    found = planted(tmp_path, OIDC_PASSWORD=f"{ALICE.password}-x", OIDC_CLIENT_SECRET=CLIENT_SECRET)
    assert found.exit_code == 1
    assert {
        name: leaks(text) for name, text in written(tmp_path, found).items() if leaks(text)
    } == {}
