"""A project of Google Cloud: bucket, topic, subscription and service account, as seams.

The resources are those of the JSON API of Cloud Storage and of the REST API of Pub/Sub.
"""

from typing import Any, ClassVar

TOPIC_ROLE = "roles/pubsub.publisher"
ORGANIZATION = "123456789012"
WEEK, MONTH = "604800s", "2678400s"
Resource = dict[str, Any]


class Account:
    """What is in the project, right in everything."""

    host: ClassVar[str]
    project = "wandb-prod"
    topic = "wandb-files"
    subscription = "wandb-server"

    def __init__(self, account: str) -> None:
        self.number = account
        self.objects: dict[str, bytes] = {}
        # Subscriptions that somebody made beside the server's: their topic and their messages.
        self.others: dict[str, tuple[str, list[Resource]]] = {}

    @property
    def bucket(self) -> str:
        return f"wandb-files-{self.number}"

    @property
    def topic_name(self) -> str:
        return f"projects/{self.project}/topics/{self.topic}"

    @property
    def subscription_name(self) -> str:
        return f"projects/{self.project}/subscriptions/{self.subscription}"

    @property
    def role(self) -> str:
        """The e-mail of the service account that the node runs as."""
        return f"wandb-node@{self.project}.iam.gserviceaccount.com"

    @property
    def agent(self) -> str:
        """Who sends notifications in the name of Cloud Storage."""
        return f"service-{self.number}@gs-project-accounts.iam.gserviceaccount.com"

    # What is set up

    def bucket_resource(self) -> Resource:
        return {
            "kind": "storage#bucket",
            "name": self.bucket,
            "projectNumber": self.number,
            "location": "US-WEST1",
            "storageClass": "STANDARD",
            "iamConfiguration": {
                "publicAccessPrevention": self.public_access_prevention(),
                "uniformBucketLevelAccess": {"enabled": self.uniform_access()},
            },
            "cors": self.cors(),
        }

    def public_access_prevention(self) -> str:
        return "enforced"

    def uniform_access(self) -> bool:
        return True

    def cors(self) -> list[dict[str, list[str]]]:
        return [
            {
                "origin": [self.host],
                "method": ["GET", "HEAD", "PUT"],
                "responseHeader": ["Content-Type"],
            }
        ]

    def notifications(self) -> list[Resource]:
        return [
            {
                "id": "1",
                "topic": f"//pubsub.googleapis.com/{self.topic_name}",
                "payload_format": "JSON_API_V1",
                "event_types": ["OBJECT_FINALIZE"],
            }
        ]

    def topic_resource(self) -> Resource:
        return {"name": self.topic_name}

    def topic_policy(self) -> list[Resource]:
        """Who may do what with the topic."""
        return [{"role": TOPIC_ROLE, "members": [f"serviceAccount:{self.agent}"]}]

    def project_policy(self) -> list[Resource]:
        """Who may do what in the whole project."""
        return [{"role": "roles/owner", "members": ["user:admin@mycompany.com"]}]

    def organization_policy(self) -> list[Resource]:
        """Who may do what in all projects."""
        return [{"role": "roles/viewer", "members": ["user:auditor@mycompany.com"]}]

    def ancestry(self) -> list[Resource]:
        """The project, and what it is in."""
        places = {"project": self.project, "organization": ORGANIZATION}
        return [{"resourceId": {"type": kind, "id": name}} for kind, name in places.items()]

    def subscription_resource(self) -> Resource:
        return {
            "name": self.subscription_name,
            "topic": self.topic_name,
            "pushConfig": {},
            "ackDeadlineSeconds": 60,
            "messageRetentionDuration": WEEK,
            "expirationPolicy": {"ttl": MONTH},
            "deadLetterPolicy": {"deadLetterTopic": f"{self.topic_name}-dead"},
            "state": "ACTIVE",
        }

    def node_may(self) -> list[str]:
        """What the service account of the node may do."""
        objects = [f"storage.objects.{one}" for one in ("create", "delete", "get", "list")]
        return [*objects, "pubsub.subscriptions.consume", "iam.serviceAccounts.signBlob"]

    # What happens

    def put(self, key: str, content: bytes) -> None:
        """Stores an object, and tells of it."""
        self.objects[key] = content
        attributes = {"objectId": key, "bucketId": self.bucket, "eventType": "OBJECT_FINALIZE"}
        for one in self.notifications():
            events = one.get("event_types") or ["OBJECT_FINALIZE"]
            if "OBJECT_FINALIZE" in events and key.startswith(one.get("object_name_prefix", "")):
                for topic, messages in self.others.values():
                    if one["topic"].endswith(f"/{topic}"):
                        messages.append({"attributes": attributes})

    def pulled(self, name: str) -> list[Resource]:
        """The messages of a subscription, each with what acknowledges it."""
        _, messages = self.others[name]
        return [{"ackId": f"ack-{at}", "message": one} for at, one in enumerate(messages)]
