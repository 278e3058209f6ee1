"""Google Cloud as it also answers: without permission, in a form of its own, or as an emulator."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from starlette.responses import JSONResponse, Response

from fakes.deployment.google.deployment import JUDGE, Google
from fakes.wire.request import Request
from suites.harness.given.deployments.clouds import deployed_in, judged_in
from suites.services.google.credentials import Identity, judge_of
from suites.verdicts.expect import NotRun

EMAIL = "judge@wandb-prod.iam.gserviceaccount.com"


deployed = partial(deployed_in, "google")
judged = partial(judged_in, "google")


def answering(body: str, status: int) -> type:
    """A cloud that answers everything so."""

    class Odd(Google):
        def answer(self, request: Request) -> Response:
            return Response(body, status, media_type="application/json")

    return Odd


ODD = {
    "no permission": ('{"error": {"code": 403, "message": "denied"}}', 403),
    "an error of its own": ('{"error": "slow"}', 400),
    "a page": ("<html>sign in to the network</html>", 200),
    "nothing": ("", 200),
    "a list": ("[]", 200),
    "members of another kind": (
        '{"cors": 1, "iamConfiguration": [], "items": {}, "topic": 7}',
        200,
    ),
    "too deep": ("[" * 100_000, 200),
    "a breakdown": ("", 500),
}


@pytest.mark.parametrize("name", ODD)
def test_whatever_google_answers_it_is_no_error_of_ours(name: str) -> None:
    body, status = ODD[name]
    with deployed(answering(body, status)) as deployment:
        found = judged(deployment)
    assert {one for one, told in found.items() if told.outcome == "ERRORED"} == set()
    if status != 200:
        assert {one.outcome for one in found.values()} == {"NOT_RUN"}


class NoRights(Google):
    """Credentials that may look up nothing but the bucket."""

    def answer(self, request: Request) -> Response:
        if request.url.endswith(f"/b/{self.bucket}"):
            return super().answer(request)
        return JSONResponse({"error": {"code": 403, "message": "no"}}, 403)


def test_a_missing_permission_is_named_as_iam_calls_it() -> None:
    with deployed(NoRights) as deployment:
        found = judged(deployment)
    assert found["google/bucket"].outcome == "PASSED"
    told = found["google/topic"]
    assert told.outcome == "NOT_RUN"
    assert "pubsub.topics.get was refused with HTTP 403: no. Allow it" in told.reason
    assert "getAccessToken was refused" in found["google/node-signs"].reason


def test_nothing_is_written_unless_it_was_allowed() -> None:
    with deployed(allowed=frozenset({"safe"})) as deployment:
        found = judged(deployment)
        asked = {one["purpose"].partition(", ")[2] for one in deployment.journal.entries}
    outcomes = {one: told.not_run for one, told in found.items() if told.outcome != "PASSED"}
    assert outcomes == {"google/file": "choice", "google/event": "choice"}
    assert not {one for one in asked if one.endswith((".create", ".delete", ".consume"))}


def test_what_was_made_is_removed_and_no_signature_is_kept() -> None:
    with deployed() as deployment:
        judged(deployment)
        told = [one["purpose"] for one in deployment.journal.entries]
        texts = json.dumps(deployment.journal.entries)
    made = ("upload", "cloud API, pubsub.subscriptions.create")
    gone = ("cloud API, storage.objects.delete", "cloud API, pubsub.subscriptions.delete")
    assert [told.count(one) for one in made] == [told.count(one) for one in gone] == [2, 1]
    assert texts.count("X-Goog-Signature") == 3
    assert not [one for one in texts.split("X-Goog-Signature=")[1:] if "redacted" not in one[:20]]
    assert JUDGE not in texts


def test_without_the_service_account_of_the_node_nothing_is_said_of_it() -> None:
    with deployed(role="") as deployment:
        found = judged(deployment)
    kinds = {one: told.not_run for one, told in found.items() if told.outcome != "PASSED"}
    nodes = ("node-bucket", "node-subscription", "node-signs", "file", "event")
    assert kinds == dict.fromkeys((f"google/{one}" for one in nodes), "choice")


class Issuing(Google):
    """Gives tokens to whoever shows an assertion."""

    @property
    def hosts(self) -> tuple[str, ...]:
        return (*super().hosts, "oauth2.googleapis.com")

    def answer(self, request: Request) -> Response:
        if "oauth2." not in request.url:
            return super().answer(request)
        assert dict(request.form)["assertion"].count(".") == 2
        return JSONResponse({"access_token": JUDGE, "token_type": "Bearer", "expires_in": 3600})


def key_file(folder: Path) -> Path:
    """The key of a service account, as Google's console gives it."""
    key = generate_private_key(65537, 2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    path = folder / "key.json"
    told = {"type": "service_account", "client_email": EMAIL, "private_key": pem}
    told |= {"private_key_id": "1", "token_uri": "https://oauth2.googleapis.com/token"}
    path.write_text(json.dumps(told), "utf-8")
    return path


def test_googles_own_library_finds_the_credentials_and_speaks_through_our_client(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(key_file(tmp_path)))
    with deployed(Issuing, cloud={}) as deployment:
        found = judge_of(deployment)
        assert (found.token, found.email) == (JUDGE, EMAIL)
        assert found.sign is not None
        assert len(found.sign(b"text")) == 256
        outcomes = judged(deployment)
        texts = json.dumps(deployment.journal.entries)
    assert outcomes["google/subscription"].outcome == "PASSED"
    assert JUDGE not in texts
    assert "cloud API, credentials" in texts


@pytest.mark.parametrize(
    ("content", "told"), [("{}", "type"), ("no JSON", "not a valid json"), (None, "was not found")]
)
def test_credentials_that_are_none_are_told_with_what_to_do(
    content: str | None, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "key.json"
    if content is not None:
        path.write_text(content, "utf-8")
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(path))
    with deployed(cloud={}) as deployment, pytest.raises(NotRun, match=told) as caught:
        judge_of(deployment)
    assert "gcloud auth application-default login" in str(caught.value)


def test_an_emulator_is_asked_without_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    class Emulator(Google):
        def bearer(self, request: Request) -> str:
            assert "authorization" not in request.headers
            return "nobody"

    monkeypatch.setenv("STORAGE_EMULATOR_HOST", "https://storage.googleapis.com")
    monkeypatch.setenv("PUBSUB_EMULATOR_HOST", "https://pubsub.googleapis.com")
    with deployed(Emulator, cloud={}) as deployment:
        found = judged(deployment)
        asked = {one["request"]["url"].split("/")[2] for one in deployment.journal.entries}
    assert found["google/bucket"].outcome == found["google/topic"].outcome == "PASSED"
    nodes = {one: told.outcome for one, told in found.items() if "/node-" in one}
    assert len(nodes) == 3
    assert set(nodes.values()) == {"NOT_APPLICABLE"}
    assert asked == {"storage.googleapis.com", "pubsub.googleapis.com"}


class NeverQuiet(Google):
    """Others tell the topic of something at any moment."""

    pulls = 0

    def pulled(self, name: str) -> list[dict[str, Any]]:
        self.pulls += 1
        other = {"ackId": "1", "message": {"attributes": {"objectId": "of-somebody"}}}
        return [other] * 10


class BusyTopic(NeverQuiet):
    """Ours comes when others have told of hundreds."""

    def pulled(self, name: str) -> list[dict[str, Any]]:
        others = super().pulled(name)
        return others if self.pulls < 50 else Google.pulled(self, name)


@pytest.mark.parametrize(("mixin", "outcome"), [(BusyTopic, "PASSED"), (NeverQuiet, "NOT_RUN")])
def test_a_topic_that_others_use_is_read_to_its_end(mixin: type, outcome: str) -> None:
    with deployed(mixin) as deployment:
        assert judged(deployment)["google/event"].outcome == outcome


@pytest.mark.parametrize("text", ["²s", "604800", "s", "1e9s", "-1s", "9" * 13 + "s", "٣s"])
def test_what_is_no_duration_is_not_judged(text: str) -> None:
    class Odd(Google):
        def subscription_resource(self) -> dict[str, Any]:
            odd = {"messageRetentionDuration": text, "expirationPolicy": {"ttl": text}}
            return super().subscription_resource() | odd

    with deployed(Odd) as deployment:
        found = judged(deployment)
    assert {found[f"google/{one}"].outcome for one in ("retention", "expiration")} == {"NOT_RUN"}


def test_nobody_sees_a_token_in_what_is_printed() -> None:
    assert JUDGE not in repr(Identity(JUDGE))
