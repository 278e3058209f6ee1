"""A storage account: container, queue and event subscription, as seams.

Its resources are those of Azure Resource Manager, its settings those of the storage services.
"""

import json
from base64 import b64encode
from typing import Any, ClassVar

KEY = b64encode(b"the key of the embedded storage account, sixty-four bytes of it.").decode()
GROUP = "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/wandb"
CREATED = "Microsoft.Storage.BlobCreated"
Resource = dict[str, Any]


class StorageAccount:
    """What is in the account, right in everything."""

    host: ClassVar[str]
    container = "wandb-files"
    queue = "wandb-events"

    def __init__(self, account: str) -> None:
        self.account = f"wandb{account}"
        self.blobs: dict[str, bytes] = {}
        self.messages: list[str] = []

    @property
    def account_id(self) -> str:
        return f"{GROUP}/providers/Microsoft.Storage/storageAccounts/{self.account}"

    @property
    def topic_id(self) -> str:
        return f"{GROUP}/providers/Microsoft.EventGrid/systemTopics/wandb"

    # What is set up

    def public_access(self) -> str:
        """`blob` or `container` if everybody may read the container."""
        return ""

    def cors_rules(self) -> list[dict[str, str]]:
        return [
            {
                "AllowedOrigins": self.host,
                "AllowedMethods": "GET,PUT",
                "AllowedHeaders": "*",
                "ExposedHeaders": "*",
                "MaxAgeInSeconds": "300",
            }
        ]

    def account_properties(self) -> Resource:
        return {
            "allowBlobPublicAccess": False,
            "supportsHttpsTrafficOnly": True,
            "minimumTlsVersion": "TLS1_2",
        }

    def event_types(self) -> list[str]:
        return [CREATED]

    def subject_filter(self) -> Resource:
        return {"subjectBeginsWith": f"/blobServices/default/containers/{self.container}/blobs/"}

    def event_queue(self) -> str:
        """Where events go."""
        return self.queue

    def event_subscription(self) -> Resource:
        """`properties` of the event subscription."""
        place = {"resourceId": self.account_id, "queueName": self.event_queue()}
        return {
            "provisioningState": "Succeeded",
            "eventDeliverySchema": "EventGridSchema",
            "destination": {"endpointType": "StorageQueue", "properties": place},
            "filter": self.subject_filter() | {"includedEventTypes": self.event_types()},
        }

    def event_subscriptions(self) -> list[Resource]:
        return [{"id": f"{self.topic_id}/wandb", "properties": self.event_subscription()}]

    # What happens

    def put(self, name: str, content: bytes) -> None:
        """Stores a blob, and tells of it."""
        self.blobs[name] = content
        subject = f"/blobServices/default/containers/{self.container}/blobs/{name}"
        for one in self.event_subscriptions():
            found = one["properties"]
            begins = found["filter"].get("subjectBeginsWith", "")
            sent = found.get("destination") or found["deliveryWithResourceIdentity"]["destination"]
            place = sent["properties"]["queueName"]
            types = found["filter"]["includedEventTypes"]
            if place == self.queue and CREATED in types and subject.startswith(begins):
                event = {"eventType": CREATED, "subject": subject}
                self.told(b64encode(json.dumps(event).encode()).decode())

    def told(self, message: str) -> None:
        """Puts a message into the queue."""
        self.messages.append(message)
