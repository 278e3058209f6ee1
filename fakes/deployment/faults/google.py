"""Google Cloud set up wrongly: buckets, topics, subscriptions, and what the node may do."""

from typing import Any

from starlette.responses import JSONResponse, Response

from fakes.deployment.homes import Google
from fakes.faults import fault, ids
from fakes.wire.request import Request

AREA = "google"
OTHER_TOPIC = "projects/wandb-prod/topics/wandb-old"


@fault(caught_by=ids(AREA, "bucket"))
class GoogleBucketNotThere(Google):
    """BUCKET names one that nobody made."""

    def place_of_files(self) -> dict[str, str]:
        return super().place_of_files() | {"BUCKET": f"gs://{self.bucket}-2"}


@fault(caught_by=ids(AREA, "public-access-prevention"))
class GooglePublicAccessPossible(Google):
    """Public access is prevented by nothing at the bucket itself."""

    def public_access_prevention(self) -> str:
        return "inherited"


@fault(caught_by=ids(AREA, "uniform-access"))
class GoogleAclsOfFiles(Google):
    """Each file may have an ACL of its own."""

    def uniform_access(self) -> bool:
        return False


@fault(caught_by=ids(AREA, "not-public", "file"))
class GoogleBucketOfEverybody(Google):
    """The policy of the bucket lets everybody read it."""

    def anonymous(self, request: Request) -> Response:
        return JSONResponse({"items": []})


@fault(caught_by=ids(AREA, "cors preflight file"))
class GoogleCorsMissing(Google):
    """The bucket has no CORS configuration."""

    def cors(self) -> list[dict[str, list[str]]]:
        return []


@fault(caught_by=ids(AREA, "cors preflight file"))
class GoogleCorsOfOldHost(Google):
    """The origin is the one that the server had before."""

    def cors(self) -> list[dict[str, list[str]]]:
        return [one | {"origin": ["http://10.0.0.7"]} for one in super().cors()]


@fault(caught_by=ids(AREA, "cors preflight file"))
class GoogleCorsWithoutPut(Google):
    """Browsers may read, and not write."""

    def cors(self) -> list[dict[str, list[str]]]:
        return [one | {"method": ["GET", "HEAD"]} for one in super().cors()]


@fault(caught_by=ids(AREA, "cors preflight"))
class GoogleCorsWithoutHeaders(Google):
    """Browsers may not say of which type a file is."""

    def cors(self) -> list[dict[str, list[str]]]:
        return [one | {"responseHeader": ["ETag"]} for one in super().cors()]


@fault(caught_by=ids(AREA, "cors-narrow"))
class GoogleCorsForEverybody(Google):
    """Pages of every origin may read and write."""

    def cors(self) -> list[dict[str, list[str]]]:
        return [one | {"origin": ["*"]} for one in super().cors()]


@fault(caught_by=ids(AREA, "preflight"))
class GooglePreflightRefused(Google):
    """A firewall on the way lets no OPTIONS through."""

    def preflight(self, request: Request) -> Response:
        return Response("Forbidden", 403)


@fault(caught_by=ids(AREA, "notifications event"))
class GoogleNotificationsMissing(Google):
    """The bucket tells nobody of new objects."""

    def notifications(self) -> list[dict[str, Any]]:
        return []


@fault(caught_by=ids(AREA, "notifications event"))
class GoogleNotificationsElsewhere(Google):
    """The bucket tells another topic."""

    def notifications(self) -> list[dict[str, Any]]:
        other = f"//pubsub.googleapis.com/{OTHER_TOPIC}"
        return [one | {"topic": other} for one in super().notifications()]


@fault(caught_by=ids(AREA, "notifications event"))
class GoogleNotificationsOfSome(Google):
    """The bucket tells of objects below one prefix alone."""

    def notifications(self) -> list[dict[str, Any]]:
        return [one | {"object_name_prefix": "images/"} for one in super().notifications()]


@fault(caught_by=ids(AREA, "notifications event"))
class GoogleNotificationsOfDeletions(Google):
    """The bucket tells of what is removed, and not of what is new."""

    def notifications(self) -> list[dict[str, Any]]:
        return [one | {"event_types": ["OBJECT_DELETE"]} for one in super().notifications()]


@fault(caught_by=ids(AREA, "notification-payload"))
class GoogleNotificationsEmpty(Google):
    """The messages of the bucket have no body."""

    def notifications(self) -> list[dict[str, Any]]:
        return [one | {"payload_format": "NONE"} for one in super().notifications()]


@fault(caught_by=ids(AREA, "topic"))
class GoogleTopicNotThere(Google):
    """BUCKET_QUEUE names a topic that nobody made."""

    def place_of_files(self) -> dict[str, str]:
        told = f"pubsub:/{self.project}/wandb-new/{self.subscription}"
        return super().place_of_files() | {"BUCKET_QUEUE": told}

    def notifications(self) -> list[dict[str, Any]]:
        topic = f"//pubsub.googleapis.com/projects/{self.project}/topics/wandb-new"
        return [one | {"topic": topic} for one in super().notifications()]

    def subscription_resource(self) -> dict[str, Any]:
        topic = f"projects/{self.project}/topics/wandb-new"
        return super().subscription_resource() | {"topic": topic}


@fault(caught_by=ids(AREA, "subscription"))
class GoogleSubscriptionNotThere(Google):
    """BUCKET_QUEUE names a subscription that nobody made."""

    def place_of_files(self) -> dict[str, str]:
        told = f"pubsub:/{self.project}/{self.topic}/wandb-new"
        return super().place_of_files() | {"BUCKET_QUEUE": told}


@fault(caught_by=ids(AREA, "subscription-topic"))
class GoogleSubscriptionElsewhere(Google):
    """The subscription is one to another topic."""

    def subscription_resource(self) -> dict[str, Any]:
        return super().subscription_resource() | {"topic": OTHER_TOPIC}


@fault(caught_by=ids(AREA, "subscription-topic"))
class GoogleSubscriptionDetached(Google):
    """The subscription is detached from its topic."""

    def subscription_resource(self) -> dict[str, Any]:
        return super().subscription_resource() | {"detached": True}


@fault(caught_by=ids(AREA, "subscription-topic"))
class GoogleSubscriptionFiltered(Google):
    """The subscription has a filter."""

    def subscription_resource(self) -> dict[str, Any]:
        told = 'hasPrefix(attributes.objectId, "images/")'
        return super().subscription_resource() | {"filter": told}


@fault(caught_by=ids(AREA, "pull"))
class GoogleSubscriptionPushes(Google):
    """Messages are pushed to an endpoint."""

    def subscription_resource(self) -> dict[str, Any]:
        push = {"pushEndpoint": "https://wandb.mycompany.com/events"}
        return super().subscription_resource() | {"pushConfig": push}


@fault(caught_by=ids(AREA, "bucket-may-publish"))
class GoogleTopicRefusesBucket(Google):
    """Nobody let the service agent of Cloud Storage publish."""

    def topic_policy(self) -> list[dict[str, Any]]:
        return []


@fault(caught_by=ids(AREA, "topic-not-public"))
class GoogleTopicOfEverybody(Google):
    """Everybody with an account of Google may publish."""

    def topic_policy(self) -> list[dict[str, Any]]:
        everybody = {"role": "roles/pubsub.publisher", "members": ["allAuthenticatedUsers"]}
        return [*super().topic_policy(), everybody]


@fault(caught_by=ids(AREA, "retention"))
class GoogleMessagesForgotten(Google):
    """A message is kept for an hour."""

    def subscription_resource(self) -> dict[str, Any]:
        return super().subscription_resource() | {"messageRetentionDuration": "3600s"}


@fault(caught_by=ids(AREA, "expiration"))
class GoogleSubscriptionExpires(Google):
    """The subscription expires after a day on which nobody read it."""

    def subscription_resource(self) -> dict[str, Any]:
        return super().subscription_resource() | {"expirationPolicy": {"ttl": "86400s"}}


@fault(caught_by=ids(AREA, "dead-letters"))
class GoogleDeadLettersLost(Google):
    """There is no topic for dead letters."""

    def subscription_resource(self) -> dict[str, Any]:
        told = super().subscription_resource()
        return {name: value for name, value in told.items() if name != "deadLetterPolicy"}
