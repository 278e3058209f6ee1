"""AWS as it also answers: without permission, in a form of its own, or as a store of others."""

from functools import partial
from typing import Any

import pytest
from starlette.responses import JSONResponse, Response

from fakes.deployment.deployment import Deployment as Fake
from fakes.wire.request import Request
from suites.harness.given.deployments.clouds import deployed_in, judged_in

ERROR = "<Error><Code>{}</Code><Message>no</Message></Error>"
LONG_ERROR = ERROR.format("AccessDenied").replace(">no<", f">{'y' * 50_000}<")
ERROR_OF_STS = (
    '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>'
    "<Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>"
)
EMPTY_FILTER = (
    "<Filter><S3Key><FilterRule><Name>prefix</Name><Value></Value></FilterRule></S3Key></Filter>"
)
OF_CLOUD = "bucket queue node events"
READING = ("Get", "Head", "Simulate", "AssumeRole")


deployed = partial(deployed_in, "deployment")


def answering(body: str, status: int) -> type:
    """A cloud that answers everything so."""

    class Odd(Fake):
        def answer(self, request: Request) -> Response:
            return Response(body, status, media_type="text/xml")

    return Odd


ODD = {
    "no permission": (ERROR.format("AccessDenied"), 403),
    "an error of its own": (ERROR.format("SlowAnswer"), 400),
    "a page": ("<html>sign in to the network</html>", 200),
    "nothing": ("", 200),
    "an error of many letters": (LONG_ERROR, 403),
    "no XML": ("\x00\x01", 200),
    "a breakdown": (ERROR.format("InternalError"), 500),
}


@pytest.mark.parametrize("name", ODD)
def test_whatever_the_cloud_answers_it_is_no_error_of_ours(name: str) -> None:
    body, status = ODD[name]
    with deployed(answering(body, status)) as deployment:
        found = judged_in(OF_CLOUD, deployment)
    assert {one.outcome for one in found.values()} <= {"NOT_RUN", "NOT_APPLICABLE", "FAILED"}
    assert {one for one, told in found.items() if told.outcome == "FAILED"} <= {"bucket/not-public"}


class NoRights(Fake):
    """Credentials that may only look up the bucket."""

    def answer(self, request: Request) -> Response:
        if request.method == "HEAD" or "sts." in request.url:
            return super().answer(request)
        return Response(ERROR.format("AccessDenied"), 403, media_type="text/xml")


def test_a_missing_permission_is_named_as_iam_calls_it() -> None:
    with deployed(NoRights) as deployment:
        found = judged_in("bucket", deployment)
    told = found["bucket/encryption"]
    assert told.outcome == "NOT_RUN"
    assert (
        "s3:GetEncryptionConfiguration was refused with AccessDenied: no. Allow it" in told.reason
    )


class OtherStore(Fake):
    """A store that imitates S3 and has no such settings."""

    def answer(self, request: Request) -> Response:
        settings = {"encryption", "publicAccessBlock"}
        if settings & {name for name, _ in request.query}:
            return Response(ERROR.format("NotImplemented"), 501, media_type="text/xml")
        return super().answer(request)


def test_what_a_store_of_others_does_not_know_does_not_apply() -> None:
    with deployed(OtherStore) as deployment:
        found = judged_in("bucket", deployment)
    outcomes = {one: told.outcome for one, told in found.items() if told.outcome != "PASSED"}
    assert outcomes == {
        "bucket/encryption": "NOT_APPLICABLE",
        "bucket/public-access-block": "NOT_APPLICABLE",
    }


def test_nothing_is_written_unless_it_was_allowed() -> None:
    with deployed(allowed=frozenset({"safe"})) as deployment:
        found = judged_in(OF_CLOUD, deployment)
        asked = [one["purpose"].partition(", ") for one in deployment.journal.entries]
    outcomes = {one: told for one, told in found.items() if told.outcome != "PASSED"}
    assert {one.partition("/")[0] for one in outcomes} == {"events"}
    assert {told.not_run for told in outcomes.values()} == {"choice"}
    operations = [detail for purpose, _, detail in asked if purpose == "cloud API"]
    assert operations
    assert [one for one in operations if not one.startswith(READING)] == []


def test_what_was_written_is_removed() -> None:
    with deployed() as deployment:
        assert judged_in("events", deployment)["events/file"].outcome == "PASSED"
        told = [one["purpose"] for one in deployment.journal.entries]
        texts = str(deployment.journal.entries)
    assert told.count("upload") == told.count("cloud API, DeleteObject") == 2
    assert "X-Amz-Signature" in texts
    assert "X-Amz-Signature=%C2%ABredacted" in texts or "X-Amz-Signature=«redacted" in texts


def test_without_the_role_of_the_node_nothing_is_said_of_it() -> None:
    with deployed(role="") as deployment:
        found = judged_in("node queue", deployment)
    kinds = {one: told.not_run for one, told in found.items() if told.outcome != "PASSED"}
    assert kinds == dict.fromkeys(("node/bucket", "node/queue", "node/run-queue"), "choice")


class OrdinaryNode(Fake):
    """The role of the node trusts its node alone."""

    def answer(self, request: Request) -> Response:
        if dict(request.form).get("Action") == "AssumeRole":
            return Response(ERROR_OF_STS, 403, media_type="text/xml")
        return super().answer(request)


def test_a_role_that_nobody_else_may_assume_keeps_nothing_from_being_judged() -> None:
    with deployed(OrdinaryNode) as deployment:
        found = judged_in("bucket queue node", deployment)
    assert {one: told.reason for one, told in found.items() if told.outcome != "PASSED"} == {}


class NodeOfConditions(Fake):
    """Policies of the role have a condition of which IAM was not told the value."""

    def answer(self, request: Request) -> Response:
        told = super().answer(request)
        if dict(request.form).get("Action") != "SimulatePrincipalPolicy":
            return told
        text = bytes(told.body).decode().replace("allowed", "implicitDeny")
        missing = "<MissingContextValues><member>aws:SourceVpce</member></MissingContextValues>"
        changed = text.replace("</EvalDecision>", f"</EvalDecision>{missing}")
        return Response(changed, 200, media_type="text/xml")


def test_a_condition_that_iam_does_not_simulate_is_no_refusal() -> None:
    with deployed(NodeOfConditions) as deployment:
        found = judged_in("node", deployment)
    assert {told.outcome for told in found.values()} == {"NOT_RUN"}
    assert "does not simulate: aws:SourceVpce" in found["node/queue"].reason


class NodeByPolicyOfQueue(Fake):
    """The policy of the queue allows the role what its own policies do not."""

    def node_policy(self) -> list[dict[str, Any]]:
        *others, queues = super().node_policy()
        return [*others, queues | {"Resource": [self.arn(self.run_queue)]}]

    def queue_policy(self) -> list[dict[str, Any]]:
        told = super().queue_policy()
        own = {"Effect": "Allow", "Principal": {"AWS": self.role_arn}, "Action": "sqs:*"}
        return [*told, own | {"Resource": self.arn(self.queue)}]


def test_a_policy_of_the_queue_that_names_the_role_is_no_refusal() -> None:
    with deployed(NodeByPolicyOfQueue) as deployment:
        found = judged_in("node", deployment)
    outcomes = {one: told.outcome for one, told in found.items()}
    assert outcomes == {
        "node/bucket": "PASSED",
        "node/queue": "NOT_RUN",
        "node/run-queue": "PASSED",
    }


class BacklogOfOthers(Fake):
    """The queue gives messages of others alone."""

    def received(self, request: Request) -> Response:
        message = {"MessageId": "1", "ReceiptHandle": "none", "Body": "of somebody else"}
        return JSONResponse({"Messages": [message]})

    def answer(self, request: Request) -> Response:
        if request.headers.get("x-amz-target") == "AmazonSQS.ChangeMessageVisibility":
            return JSONResponse({})
        return super().answer(request)


class ReadByTheServer(Fake):
    """The server takes the events out of the queue."""

    def received(self, request: Request) -> Response:
        return JSONResponse({})

    def answer(self, request: Request) -> Response:
        told = super().answer(request)
        if b"ApproximateNumberOfMessagesNotVisible" in request.body:
            return JSONResponse({"Attributes": {"ApproximateNumberOfMessagesNotVisible": "2"}})
        return told


class RunningServer(Fake):
    """The server is done with each event before anybody looks."""

    def received(self, request: Request) -> Response:
        if self.run_queue.encode() in request.body:
            return super().received(request)
        return JSONResponse({})


def test_an_event_that_a_running_server_takes_at_once_is_not_judged() -> None:
    with deployed(RunningServer) as deployment:
        found = judged_in("events", deployment)
    assert {one for one, told in found.items() if told.outcome != "PASSED"} == {"events/arrive"}
    assert "somebody else reads this queue" in found["events/arrive"].reason


@pytest.mark.parametrize("queue", [BacklogOfOthers, ReadByTheServer])
def test_an_event_that_somebody_else_may_have_is_not_judged(queue: type) -> None:
    with deployed(queue) as deployment:
        found = judged_in("events", deployment)
    for one in ("events/arrive", "events/run-queue"):
        assert found[one].outcome == "NOT_RUN"
        assert "somebody else reads this queue" in found[one].reason


class TimesThatAreNone(Fake):
    """The queue tells times that are no numbers."""

    def answer(self, request: Request) -> Response:
        told = super().answer(request)
        return Response(bytes(told.body).replace(b': "30"', b': "\\u00b2"'), told.status_code)


def test_a_time_that_is_no_number_is_not_judged() -> None:
    with deployed(TimesThatAreNone) as deployment:
        told = judged_in("queue", deployment)["queue/visibility"]
    assert told.outcome == "NOT_RUN"
    assert told.reason == "VisibilityTimeout of the queue is no whole number: '²'."


class HostInCapitals(Fake):
    """HOST is written in capitals and with its port, and a filter of the events is empty."""

    def variables(self) -> dict[str, str]:
        return super().variables() | {"HOST": "https://WandB.MyCompany.com:443"}

    def answer(self, request: Request) -> Response:
        told = super().answer(request)
        if request.method != "GET" or "notification" not in {name for name, _ in request.query}:
            return told
        end = "</QueueConfiguration>"
        text = bytes(told.body).decode().replace(end, f"{EMPTY_FILTER}{end}")
        return Response(text, 200, media_type="text/xml")


def test_an_origin_is_compared_as_browsers_send_it_and_an_empty_filter_is_none() -> None:
    with deployed(HostInCapitals) as deployment:
        found = judged_in("bucket events", deployment)
    assert {one: told.reason for one, told in found.items() if told.outcome != "PASSED"} == {}


def test_configuration_of_the_user_leads_the_embedded_one_nowhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with deployed() as deployment:
        assert judged_in("queue", deployment)["queue/exists"].outcome == "PASSED"
