"""Azure as it also answers: without permission, in a form of its own, or from another place."""

import json
import time
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.responses import JSONResponse, Response

from fakes.clock import MovableClock
from fakes.deployment.azure.account import KEY
from fakes.deployment.azure.deployment import MANAGEMENT, SECRET, TOKEN, Azure
from fakes.deployment.azure.signing import OF_EACH_ANSWER, of_storage
from fakes.wire.request import Request
from suites.harness.given.deployments.clouds import deployed_in, judged_in

BOMB = '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;&b;">]><a>&d;</a>'


deployed = partial(deployed_in, "azure")
judged = partial(judged_in, "azure")


def answering(body: str, status: int) -> type:
    """A cloud that answers everything so."""

    class Odd(Azure):
        def answer(self, request: Request) -> Response:
            return Response(body, status, OF_EACH_ANSWER, media_type="application/xml")

    return Odd


ODD = {
    "no permission": ('{"error": {"code": "AuthorizationFailed", "message": "no"}}', 403),
    "a page": ("<html>sign in to the network</html>", 200),
    "nothing": ("", 200),
    "no XML": ("\x00\x01", 200),
    "entities": (BOMB, 200),
    "too deep": ("<a>" * 50_000, 200),
    "a breakdown": ("", 500),
}


@pytest.mark.parametrize("name", ODD)
def test_whatever_azure_answers_it_is_no_error_of_ours(name: str) -> None:
    body, status = ODD[name]
    with deployed(answering(body, status)) as deployment:
        found = judged(deployment)
    assert {one for one, told in found.items() if told.outcome == "ERRORED"} == set()
    if status != 200:
        judging = {one: told for one, told in found.items() if one != "azure/queue-account"}
        assert {one.outcome for one in judging.values()} == {"NOT_RUN"}


class OnTime(Azure):
    """A request of another time is refused as if the key were wrong."""

    def of_blobs(self, request: Request, path: str) -> Response:
        sent = parsedate_to_datetime(request.headers["x-ms-date"]).timestamp()
        if abs(sent - time.time()) > 900:
            return of_storage(403, "AuthenticationFailed")
        return super().of_blobs(request, path)


def test_a_clock_that_is_off_is_no_wrong_key() -> None:
    clock = MovableClock()
    with clock.ahead(3600), deployed(OnTime, clock=clock) as deployment:
        told = judged(deployment)["azure/key"]
    assert told.outcome == "NOT_RUN"
    assert "off by 60 minutes ahead" in told.reason


class ByManagedIdentity(Azure):
    """Events are delivered by the identity of the topic, to an account in other letters."""

    def event_subscription(self) -> dict[str, Any]:
        told = super().event_subscription()
        sent = told.pop("destination")
        sent["properties"]["resourceId"] = sent["properties"]["resourceId"].upper()
        identity = {"identity": {"type": "SystemAssigned"}, "destination": sent}
        return told | {"destination": None, "deliveryWithResourceIdentity": identity}


class OfWholeBlobs(Azure):
    """The filter that Azure advises where files come in pieces."""

    def subject_filter(self) -> dict[str, Any]:
        values = ["CopyBlob", "PutBlob", "PutBlockList", "FlushWithClose"]
        told = {"operatorType": "StringIn", "key": "data.api", "values": values}
        return super().subject_filter() | {"advancedFilters": [told]}


@pytest.mark.parametrize("mixin", [ByManagedIdentity, OfWholeBlobs])
def test_events_that_are_sent_in_another_way_are_not_blamed(mixin: type) -> None:
    with deployed(mixin) as deployment:
        assert {one.outcome for one in judged(deployment).values()} == {"PASSED"}


class OfCopies(OfWholeBlobs):
    """The filter takes copies alone."""

    def subject_filter(self) -> dict[str, Any]:
        told = {"operatorType": "StringIn", "key": "data.api", "values": ["CopyBlob"]}
        return super().subject_filter() | {"advancedFilters": [told]}


def test_another_advanced_filter_is_named_and_fails_nothing() -> None:
    with deployed(OfCopies) as deployment:
        told = judged(deployment)["azure/events"]
    assert told.outcome == "WARNED"
    assert told.actual == 'data.api StringIn ["CopyBlob"]'


class BehindFirewall(Azure):
    """The account lets this machine not in, whatever key it has."""

    def of_blobs(self, request: Request, path: str) -> Response:
        return of_storage(403, "AuthorizationFailure")


def test_a_firewall_is_no_wrong_key() -> None:
    with deployed(BehindFirewall) as deployment:
        told = judged(deployment)["azure/key"]
    assert told.outcome == "NOT_RUN"
    assert "AuthorizationFailure. Let this machine through the firewall" in told.reason


def test_without_a_service_principal_event_grid_is_not_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("AZURE_CLIENT_SECRET", raising=False)
    with deployed(cloud={}) as deployment:
        found = judged(deployment)
    left = {one for one, told in found.items() if told.not_run == "choice"}
    assert left == {
        "azure/events", "azure/events-schema", "azure/events-narrow", "azure/events-live",
        "azure/public-access", "azure/secure-transfer",
    }  # fmt: skip
    assert {told.outcome for one, told in found.items() if one not in left} == {"PASSED"}


def test_a_service_principal_is_told_by_the_variables_of_azures_libraries(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AZURE_TENANT_ID", "wandb")
    monkeypatch.setenv("AZURE_CLIENT_ID", "ssoproof")
    monkeypatch.setenv("AZURE_CLIENT_SECRET", SECRET)
    with deployed(cloud={}) as deployment:
        assert judged(deployment)["azure/events"].outcome == "PASSED"
        assert SECRET not in json.dumps(deployment.journal.entries)


def test_no_key_token_or_signature_is_kept_and_what_was_made_is_removed() -> None:
    with deployed() as deployment:
        judged(deployment)
        told = [one["purpose"] for one in deployment.journal.entries]
        texts = json.dumps(deployment.journal.entries, ensure_ascii=False)
    assert told.count("upload") == told.count("cloud API, Delete Blob") == 2
    assert told.count("cloud API, Delete Message") == 1
    assert not [one for one in (KEY, SECRET, TOKEN) if one in texts]
    signed = texts.split("sig=")[1:]
    assert len(signed) == 3
    assert all(one.startswith("«redacted") for one in signed)


def test_nothing_is_written_unless_it_was_allowed() -> None:
    with deployed(allowed=frozenset({"safe"})) as deployment:
        found = judged(deployment)
        asked = {one["request"]["method"] for one in deployment.journal.entries}
    left = {one: told.not_run for one, told in found.items() if told.outcome != "PASSED"}
    assert left == {"azure/file": "choice", "azure/event": "choice"}
    assert asked == {"GET", "OPTIONS", "POST"}


class InPages(Azure):
    """Lists come in pages, of which the next one is with somebody else, or never the last."""

    next_page = "https://elsewhere.example/subscriptions"

    def of_management(self, request: Request, path: str) -> Response:
        told = json.loads(bytes(super().of_management(request, path).body))
        if path.endswith("/storageAccounts"):
            return JSONResponse(told | {"value": [], "nextLink": self.next_page})
        return JSONResponse(told)


class WithoutEnd(InPages):
    next_page = f"https://{MANAGEMENT}/subscriptions/00000000-1111-2222-3333-444444444444/providers/Microsoft.Storage/storageAccounts"


class WithPort(Azure):
    """The second page is told with the port."""

    def of_management(self, request: Request, path: str) -> Response:
        told = json.loads(bytes(super().of_management(request, path).body))
        if path.endswith("/storageAccounts") and "skip" not in dict(request.query):
            told = {"value": [], "nextLink": f"https://{MANAGEMENT}:443{path}?skip=1"}
        return JSONResponse(told)


class BrokenLink(InPages):
    next_page = "https://[management.azure.com"


class AccountElsewhere(Azure):
    """The account says that it is where a host would be read in its place."""

    def resource(self) -> dict[str, object]:
        return super().resource() | {"id": "@elsewhere.example/resourceGroups/files"}


class TopicElsewhere(Azure):
    """So does the system topic."""

    @property
    def topic_id(self) -> str:
        return "@elsewhere.example/topic"


def test_a_page_that_is_told_with_its_port_is_one_of_resource_manager() -> None:
    with deployed(WithPort) as deployment:
        assert judged(deployment)["azure/events"].outcome == "PASSED"


@pytest.mark.parametrize(
    ("mixin", "told"),
    [
        (InPages, "is elsewhere"),
        (BrokenLink, "is elsewhere"),
        (AccountElsewhere, "is elsewhere"),
        (TopicElsewhere, "is elsewhere"),
        (WithoutEnd, "does not end"),
    ],
)
def test_a_list_is_followed_for_a_while_and_to_nobody_else(mixin: type, told: str) -> None:
    with deployed(mixin) as deployment:
        found = judged(deployment)["azure/events"]
        hosts = {urlsplit(one["request"]["url"]).hostname for one in deployment.journal.entries}
    assert found.outcome == "NOT_RUN"
    assert told in found.reason
    assert "elsewhere.example" not in hosts


class ReadByTheServer(Azure):
    """The server has the events out of the queue, and is at work on them."""

    def received(self) -> Response:
        return of_storage(200, "", "<QueueMessagesList></QueueMessagesList>")


class RunningServer(Azure):
    """The server takes each message at once, and is done with it before anybody looks."""

    def told(self, message: str) -> None:
        return


class BacklogOfOthers(Azure):
    """The queue has messages of others alone."""

    def received(self) -> Response:
        told = "<QueueMessage><MessageText>b3RoZXJz</MessageText></QueueMessage>"
        return of_storage(200, "", f"<QueueMessagesList>{told}</QueueMessagesList>")


@pytest.mark.parametrize("mixin", [ReadByTheServer, RunningServer, BacklogOfOthers])
def test_an_event_that_somebody_else_may_have_is_not_judged_in_azure(mixin: type) -> None:
    with deployed(mixin) as deployment:
        found = judged(deployment)["azure/event"]
    assert found.outcome == "NOT_RUN"
    assert "somebody else reads this queue" in found.reason


class InAnotherCloud(Azure):
    """The account is in the cloud of a country."""

    @property
    def hosts(self) -> tuple[str, ...]:
        return tuple(one.replace("windows.net", "chinacloudapi.cn") for one in super().hosts)


def test_a_connection_string_leads_to_the_account_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with deployed(InAnotherCloud, cloud={}) as deployment:
        account = deployment.text("BUCKET").split("/")[2]
        told = f"DefaultEndpointsProtocol=https;AccountName={account};AccountKey=none"
        monkeypatch.setenv(
            "AZURE_STORAGE_CONNECTION_STRING", f"{told};EndpointSuffix=core.chinacloudapi.cn"
        )
        assert judged(deployment)["azure/container"].outcome == "PASSED"
