"""What Event Grid sends to the queue: an event for each blob, in the form that the server reads."""

from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MUST, SHOULD
from suites.services.azure.account import account_name, container_name, storage_queue
from suites.services.azure.resource_manager import event_subscriptions
from suites.services.clouds.reading import Told, objects_listed, part, text, texts
from suites.services.deployment import Deployment
from suites.verdicts.expect import NotRun, Tolerated, expect, shown

CREATED = "Microsoft.Storage.BlobCreated"
# The operations that put a blob whole (Azure Blob Storage as an Event Grid source).
UPLOADS = {"putblob", "putblocklist"}
NARROW = "An advanced filter may leave files out: compare it with what the server stores."
WHERE = "event subscriptions of the storage account"
NEEDS = ("azure", "azure-queue")


@check(
    "azure/events",
    spec="wandb-server:Azure",
    level=MUST,
    severity=HIGH,
    needs=NEEDS,
    remedy="Create an event subscription of the storage account: Blob Created, to this queue, with "
    "subjects that begin with /blobServices/default/containers/CONTAINER/blobs/.",
)
def test_the_queue_of_the_account_is_told_of_every_new_blob(deployment: Deployment) -> None:
    """Files that were uploaded never appear in a run: nobody told the server."""
    found, (_, queue) = event_subscriptions(deployment), storage_queue(deployment)
    expected = f"{CREATED} to the queue {queue}"
    own = [one for one in found if is_sent_to(one, deployment)]
    expect(bool(own), expected, f"{len(found)} subscriptions, none of them to it", where=WHERE)
    new = [one for one in own if CREATED in (included(one) or [CREATED])]
    types = ", ".join(sorted({name for one in own for name in included(one)}))
    expect(bool(new), expected, types, where=WHERE)
    subject = blobs_of(deployment)
    whole = [one for one in new if lets_pass(one, subject)]
    begins = ", ".join(text(part(one, "filter"), "subjectBeginsWith") or "others" for one in new)
    told = f"a filter leaves some out: {begins}"
    expect(bool(whole), f"{expected}, of subjects that begin with {subject}", told, where=WHERE)
    if all(other_filters(one) for one in whole):
        narrow = ", ".join(shown_filter(more) for one in whole for more in other_filters(one))
        raise Tolerated("no advanced filter, or one of data.api", narrow, WHERE, NARROW)


@check(
    "azure/events-schema",
    spec="wandb-server:Azure",
    level=MUST,
    severity=HIGH,
    needs=NEEDS,
    remedy="Create the event subscription anew with the Event Grid Schema.",
)
def test_events_come_in_the_schema_of_event_grid(deployment: Deployment) -> None:
    """The server can read nothing from events of another form."""
    found = {text(one, "eventDeliverySchema") or "EventGridSchema" for one in own_ones(deployment)}
    right, told = "EventGridSchema" in found, ", ".join(sorted(found))
    expect(right, "EventGridSchema", told, where="eventDeliverySchema of the event subscription")


@check(
    "azure/events-narrow",
    spec="wandb-server:Azure",
    level=SHOULD,
    severity=LOW,
    needs=NEEDS,
    remedy="Let the event subscription send Blob Created alone, and of this container alone.",
)
def test_the_queue_is_told_of_nothing_else(deployment: Deployment) -> None:
    """The server works on events of files that are not its own."""
    subject = blobs_of(deployment).removesuffix("blobs/")
    for one in own_ones(deployment):
        begins = text(part(one, "filter"), "subjectBeginsWith") or "every subject"
        expect(begins.startswith(subject), f"{subject}blobs/", begins, where="subject filter")
        types = included(one) or ["all types"]
        expect(types == [CREATED], CREATED, ", ".join(types), where="event types")


@check(
    "azure/events-live",
    spec="event-grid",
    level=MUST,
    severity=HIGH,
    needs=NEEDS,
    remedy="Look at the event subscription in the portal: create it anew if it failed or expired.",
)
def test_the_event_subscription_is_live(deployment: Deployment) -> None:
    """Events are sent to nobody although all seems to be set up."""
    own = own_ones(deployment)
    states = {text(one, "provisioningState") or "Succeeded" for one in own}
    right, told = "Succeeded" in states, ", ".join(sorted(states))
    expect(right, "Succeeded", told, where="provisioningState of the event subscription")
    ends = {text(one, "expirationTimeUtc")[:10] for one in own}
    over = [one for one in ends if one and one < f"{deployment.today():%Y-%m-%d}"]
    expect(len(over) < len(ends), "no end", ", ".join(over), where="expiration of the subscription")


def own_ones(deployment: Deployment) -> list[Told]:
    """The event subscriptions to this queue. Raises NotRun if there is none."""
    own = [one for one in event_subscriptions(deployment) if is_sent_to(one, deployment)]
    if not own:
        raise NotRun("No event subscription is to this queue.", judge="azure/events")
    return own


def is_sent_to(subscription: Told, deployment: Deployment) -> bool:
    """Whether an event subscription ends at the queue of the account."""
    _, queue = storage_queue(deployment)
    by_identity = part(subscription, "deliveryWithResourceIdentity", "destination", "properties")
    found = part(subscription, "destination", "properties") or by_identity
    account = text(found, "resourceId").rpartition("/")[2].lower()
    return (account, text(found, "queueName")) == (account_name(deployment), queue)


def blobs_of(deployment: Deployment) -> str:
    """How the subjects of the container's blobs begin."""
    return f"/blobServices/default/containers/{container_name(deployment)}/blobs/"


def included(subscription: Told) -> list[str]:
    """The event types of a subscription; none are all."""
    return texts(part(subscription, "filter"), "includedEventTypes")


def lets_pass(subscription: Told, subject: str) -> bool:
    """Whether a subscription lets the subjects of all blobs of the container pass."""
    found = part(subscription, "filter")
    begins = subject.lower().startswith(text(found, "subjectBeginsWith").lower())
    return begins and not text(found, "subjectEndsWith")


def other_filters(subscription: Told) -> list[Told]:
    """The advanced filters that may leave blobs out: those of the operation let all be."""
    found = objects_listed(part(subscription, "filter"), "advancedFilters")
    return [one for one in found if not lets_every_upload_pass(one)]


def lets_every_upload_pass(advanced: Told) -> bool:
    """Whether an advanced filter is about the operation, and takes those by which blobs are put."""
    told = {one.lower() for one in texts(advanced, "values")}
    kind, key = text(advanced, "operatorType"), text(advanced, "key").lower()
    takes = told >= UPLOADS if kind == "StringIn" else told.isdisjoint(UPLOADS)
    return key == "data.api" and kind in ("StringIn", "StringNotIn") and takes


def shown_filter(advanced: Told) -> str:
    """An advanced filter in one line."""
    told = advanced.get("values", advanced.get("value"))
    return f"{text(advanced, 'key')} {text(advanced, 'operatorType')} {shown(told)}"
