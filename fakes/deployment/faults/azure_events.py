"""What Event Grid was told wrongly."""

from typing import Any

from fakes.deployment.homes import Azure
from fakes.faults import fault, ids

AREA = "azure"


@fault(caught_by=ids(AREA, "events event"))
class AzureEventsMissing(Azure):
    """Nobody made an event subscription."""

    def event_subscriptions(self) -> list[dict[str, Any]]:
        return []


@fault(caught_by=ids(AREA, "events event"))
class AzureEventsElsewhere(Azure):
    """Events go to another queue."""

    def event_queue(self) -> str:
        return "wandb-old"


@fault(caught_by=ids(AREA, "events events-narrow event"))
class AzureEventsOfDeletions(Azure):
    """Event Grid tells of what is removed, and not of what is new."""

    def event_types(self) -> list[str]:
        return ["Microsoft.Storage.BlobDeleted"]


@fault(caught_by=ids(AREA, "events events-narrow event"))
class AzureEventsOfAnotherContainer(Azure):
    """The subject filter names another container."""

    def subject_filter(self) -> dict[str, Any]:
        return {"subjectBeginsWith": "/blobServices/default/containers/images/blobs/"}


@fault(caught_by=ids(AREA, "events"))
class AzureEventsOfImages(Azure):
    """The subject filter lets names with one ending pass."""

    def subject_filter(self) -> dict[str, Any]:
        return super().subject_filter() | {"subjectEndsWith": ".png"}


@fault(caught_by=ids(AREA, "events"))
class AzureEventsOfLargeBlobs(Azure):
    """An advanced filter lets large blobs pass."""

    def subject_filter(self) -> dict[str, Any]:
        told = {"operatorType": "NumberGreaterThan", "key": "data.contentLength", "value": 1000}
        return super().subject_filter() | {"advancedFilters": [told]}


@fault(caught_by=ids(AREA, "events-schema"))
class AzureEventsOfTheCloud(Azure):
    """Events come in the schema of CloudEvents."""

    def event_subscription(self) -> dict[str, Any]:
        return super().event_subscription() | {"eventDeliverySchema": "CloudEventSchemaV1_0"}


@fault(caught_by=ids(AREA, "events-narrow"))
class AzureEventsOfAllContainers(Azure):
    """There is no subject filter."""

    def subject_filter(self) -> dict[str, Any]:
        return {}


@fault(caught_by=ids(AREA, "events-narrow"))
class AzureEventsOfAllTypes(Azure):
    """Event Grid tells of what is removed too."""

    def event_types(self) -> list[str]:
        return [*super().event_types(), "Microsoft.Storage.BlobDeleted"]


@fault(caught_by=ids(AREA, "events-live"))
class AzureEventsNeverBegan(Azure):
    """The event subscription could not be set up."""

    def event_subscription(self) -> dict[str, Any]:
        return super().event_subscription() | {"provisioningState": "Failed"}


@fault(caught_by=ids(AREA, "events-live"))
class AzureEventsExpired(Azure):
    """The event subscription has expired."""

    def event_subscription(self) -> dict[str, Any]:
        return super().event_subscription() | {"expirationTimeUtc": "2020-01-01T00:00:00Z"}
