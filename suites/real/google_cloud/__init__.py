"""Cloud Storage and Pub/Sub by fakes of other authors: built, started, set up over their APIs.

In: Go on PATH, the Go module proxy for the first start.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from suites.real.installing import build_go
from suites.real.listening import listening
from suites.real.provider import HOST, free_port, new_folder

HERE = Path(__file__).parent
PROJECT, BUCKET, TOPIC, SUBSCRIPTION = "wandb-prod", "wandb-files", "wandb-files", "wandb-server"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoogleCloud:
    """Where both listen."""

    storage: str
    pubsub: str

    @property
    def variables(self) -> dict[str, str]:
        """What W&B Server would be started with, and where the fakes are."""
        return {
            "HOST": HOST,
            "BUCKET": f"gs://{BUCKET}",
            "BUCKET_QUEUE": f"pubsub:/{PROJECT}/{TOPIC}/{SUBSCRIPTION}",
            "STORAGE_EMULATOR_HOST": self.storage,
            "PUBSUB_EMULATOR_HOST": self.pubsub,
        }

    def set_up(self) -> None:
        """Creates bucket, topic and subscription, and has the bucket tell the topic."""
        topic, own = f"projects/{PROJECT}/topics/{TOPIC}", f"projects/{PROJECT}/subscriptions"
        self._ask("PUT", f"{self.pubsub}/v1/{topic}", {})
        self._ask("PUT", f"{self.pubsub}/v1/{own}/{SUBSCRIPTION}", {"topic": topic})
        self._ask("POST", f"{self.storage}/storage/v1/b?project={PROJECT}", {"name": BUCKET})
        told = {"topic": f"//pubsub.googleapis.com/{topic}", "payload_format": "JSON_API_V1"}
        self._ask("POST", f"{self.storage}/storage/v1/b/{BUCKET}/notificationConfigs", told)

    def _ask(self, method: str, url: str, body: dict[str, Any]) -> None:
        httpx.request(method, url, json=body).raise_for_status()


@contextmanager
def google_cloud() -> Iterator[GoogleCloud]:
    """Running fakes that are set up right. Raises ProviderError."""
    program = build_go("google-cloud", ".", HERE, sources=("main.go",))
    storage, pubsub = free_port(), free_port()
    command = [str(program), str(storage), str(pubsub)]
    with new_folder() as folder, listening(command, folder, [storage, pubsub]):
        places = [f"http://127.0.0.1:{port}" for port in (storage, pubsub)]
        one = GoogleCloud(storage=places[0], pubsub=places[1])
        one.set_up()
        yield one
