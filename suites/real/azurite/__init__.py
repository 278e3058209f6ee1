"""Microsoft's Azurite: how it is installed, started, and set up as an administrator does it.

In: Node.js and npm, npm's registry for the first start; Microsoft's own clients from PyPI.
"""

import json
import secrets
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from suites.real.listening import listening
from suites.real.node import find_node, install_package
from suites.real.provider import HOST, free_port, new_folder

if TYPE_CHECKING:
    from azure.storage.queue import QueueClient

HERE = Path(__file__).parent
PROGRAM = HERE / "node_modules" / "azurite" / "dist" / "src" / "azurite.js"
ACCOUNT, CONTAINER, QUEUE = "wandbfiles", "wandb-files", "wandb-events"
# Microsoft's clients speak newer ones than Azurite.
VERSION = "2021-12-02"


@dataclass(frozen=True, slots=True, kw_only=True)
class Azurite:
    """A storage account that listens: its key, and the connection string that leads to it."""

    key: str = field(repr=False)
    connection: str = field(repr=False)

    @property
    def variables(self) -> dict[str, str]:
        """What W&B Server would be started with, and where the account is."""
        return {
            "HOST": HOST,
            "BUCKET": f"az://{ACCOUNT}/{CONTAINER}",
            "BUCKET_QUEUE": f"az://{ACCOUNT}/{QUEUE}",
            "AZURE_STORAGE_KEY": self.key,
            "AZURE_STORAGE_CONNECTION_STRING": self.connection,
        }

    def set_up(self) -> None:
        """Creates container, queue and CORS rules, by Microsoft's own clients."""
        from azure.storage.blob import BlobServiceClient, CorsRule

        told = self.connection
        blobs = BlobServiceClient.from_connection_string(told, api_version=VERSION)
        blobs.create_container(CONTAINER)
        rule = CorsRule([HOST], ["GET", "PUT"], allowed_headers=["*"], exposed_headers=["*"])
        blobs.set_service_properties(cors=[rule])
        self._queue().create_queue()

    def open_to_everybody(self) -> None:
        """Lets everybody read the container."""
        from azure.storage.blob import ContainerClient

        told, client = self.connection, ContainerClient
        container = client.from_connection_string(told, CONTAINER, api_version=VERSION)
        container.set_container_access_policy({}, public_access="container")

    def tell(self, blob: str) -> None:
        """Puts into the queue what Event Grid puts there of a new blob: JSON in base64."""
        subject = f"/blobServices/default/containers/{CONTAINER}/blobs/{blob}"
        event = json.dumps({"eventType": "Microsoft.Storage.BlobCreated", "subject": subject})
        self._queue().send_message(b64encode(event.encode()).decode())

    def _queue(self) -> "QueueClient":
        from azure.storage.queue import QueueClient

        told = self.connection
        return QueueClient.from_connection_string(told, QUEUE, api_version=VERSION)


@contextmanager
def azurite() -> Iterator[Azurite]:
    """A running Azurite that is set up right. Raises ProviderError."""
    node = find_node()
    install_package(HERE, "azurite")
    blob, queue, table = (free_port() for _ in range(3))
    key = b64encode(secrets.token_bytes(64)).decode()
    ports = {"blob": blob, "queue": queue, "table": table}
    places = [f"--{name}Port={port}" for name, port in ports.items()]
    options = ["--inMemoryPersistence", "--silent", *places]
    known = {"AZURITE_ACCOUNTS": f"{ACCOUNT}:{key}"}
    connection = (
        f"DefaultEndpointsProtocol=http;AccountName={ACCOUNT};AccountKey={key};"
        f"BlobEndpoint=http://127.0.0.1:{blob}/{ACCOUNT};"
        f"QueueEndpoint=http://127.0.0.1:{queue}/{ACCOUNT};"
    )
    command = [node, str(PROGRAM), *options]
    with new_folder() as folder, listening(command, folder, [blob, queue], known):
        one = Azurite(key=key, connection=connection)
        one.set_up()
        yield one
