"""Whoever answers is no cloud but a proxy, a web server or a redirect: nothing is judged."""

import socket

import pytest
from starlette.responses import Response

from fakes.deployment.azure.deployment import Azure
from fakes.deployment.azure.signing import OF_EACH_ANSWER
from fakes.deployment.deployment import Deployment
from fakes.wire.network import Connection
from fakes.wire.request import Request
from suites.harness.given.deployments.clouds import deployed_in, judged_at, judged_in

OF_AMAZON, OF_AZURE = "bucket queue node events", "azure"
ELSEWHERE = {"location": "https://files.example/wandb-files"}
OTHERS = {
    "a page": ("<html>sign in to the network</html>", 200, "text/html", {}),
    "a page for what is not there": ("<html>not found</html>", 404, "text/html", {}),
    "a page that forbids": ("<html>blocked</html>", 403, "text/html", {}),
    "an object": ("{}", 200, "application/json", {}),
    "a redirect": ("", 302, "text/html", ELSEWHERE),
    "a redirect for good": ("", 301, "text/html", ELSEWHERE),
    "a redirect for now": ("", 307, "text/html", ELSEWHERE),
    "a redirect to nowhere": ("", 308, "text/html", {}),
}


def answering(name: str) -> type:
    """A cloud that answers everything so."""
    body, status, media_type, headers = OTHERS[name]

    class Odd:
        def answer(self, request: Request) -> Response:
            return Response(body, status, headers, media_type)

    return Odd


@pytest.mark.parametrize("name", OTHERS)
def test_no_bucket_and_no_queue_is_judged_by_who_is_not_amazon(name: str) -> None:
    with deployed_in("deployment", answering(name), role="") as deployment:
        found = judged_in(OF_AMAZON, deployment)
        asked = len(deployment.journal.entries)
    assert {one.outcome for one in found.values()} == {"NOT_RUN"}
    assert "AWS_ENDPOINT_URL" in found["bucket/exists"].reason
    assert asked < 20


@pytest.mark.parametrize("name", OTHERS)
def test_no_container_and_no_queue_is_judged_by_who_is_not_azure(name: str) -> None:
    with deployed_in("azure", answering(name)) as deployment:
        found = judged_in(OF_AZURE, deployment)
    told = {one: outcome for one, outcome in found.items() if one != "azure/queue-account"}
    assert {one.outcome for one in told.values()} == {"NOT_RUN"}
    assert "whoever answers is not a storage account" in found["azure/key"].reason


class QueueOfAnother(Deployment):
    """A queue that answers, and not as SQS does."""

    told = b"{}"

    def answer(self, request: Request) -> Response:
        if "x-amz-target" not in request.headers:
            return super().answer(request)
        return Response(self.told, 200, media_type="application/x-amz-json-1.0")


class QueueWithoutArn(QueueOfAnother):
    told = b'{"QueueUrl": "https://sqs.example/1/q", "Attributes": {"QueueArn": "wandb"}}'


class DeepQueue(QueueOfAnother):
    told = b'{"QueueUrl":' * 50_000 + b"1" + b"}" * 50_000


@pytest.mark.parametrize("queue", [QueueOfAnother, QueueWithoutArn, DeepQueue])
def test_a_queue_without_url_or_arn_is_no_error_of_ours(queue: type) -> None:
    with deployed_in("deployment", queue) as deployment:
        found = judged_in("queue", deployment)
    assert found["queue/region"].outcome == "NOT_RUN"
    assert "ERRORED" not in {one.outcome for one in found.values()}


class NowhereTold(Deployment):
    """A store that does not tell where the bucket is, as those of others do not."""

    def answer(self, request: Request) -> Response:
        told = super().answer(request)
        if "x-amz-bucket-region" in told.headers:
            del told.headers["x-amz-bucket-region"]
        return told


def test_a_region_that_is_not_told_is_no_other_region() -> None:
    with deployed_in("deployment", NowhereTold) as deployment:
        found = judged_in("bucket", deployment)
    assert found["bucket/exists"].outcome == "PASSED"
    assert found["bucket/region"].outcome == "NOT_RUN"


class WithoutEnd:
    """An account of Azure whose answers are larger than anybody reads."""

    def answer(self, request: Request) -> Response:
        return Response("<a>" + "x" * 3_000_000, 200, OF_EACH_ANSWER, "application/xml")


def test_an_answer_that_does_not_end_is_no_wrong_key() -> None:
    with deployed_in("azure", WithoutEnd) as deployment:
        told = judged_at(deployment, "azure/key")["azure/key"]
    assert told.outcome == "NOT_RUN"
    assert "larger than" in told.reason


def test_an_account_that_nobody_answers_for_is_a_finding() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        closed = server.getsockname()
    nowhere = dict.fromkeys(Azure("1").hosts, closed)
    with deployed_in("azure", connection=Connection(host_map=nowhere)) as deployment:
        told = judged_at(deployment, "azure/key")["azure/key"]
    assert (told.outcome, told.expected) == ("FAILED", "a complete response")
