"""Buckets that are missing, elsewhere, open, or closed to browsers."""

from typing import Any, ClassVar

from starlette.responses import Response

from fakes.deployment.homes import Deployment
from fakes.faults import fault, ids
from fakes.wire.request import Request

AREA = "bucket"


@fault(caught_by=ids(AREA, "exists"))
class BucketNotThere(Deployment):
    """BUCKET names one that nobody made."""

    def variables(self) -> dict[str, str]:
        return super().variables() | {"BUCKET": f"s3://{self.bucket}-2"}

    @property
    def hosts(self) -> tuple[str, ...]:
        return (*super().hosts, super().hosts[0].replace(self.bucket, f"{self.bucket}-2"))


@fault(caught_by=["bucket/region", "bucket/notifications", "queue/region", "events/arrive"])
class BucketElsewhere(Deployment):
    """The bucket is in another region than the queue, and than AWS_REGION."""

    bucket_region: ClassVar[str] = "eu-central-1"

    def notifications(self) -> list[dict[str, Any]]:
        return []


@fault(caught_by=ids(AREA, "public-access-block"))
class PublicAccessPossible(Deployment):
    """Public access is not blocked."""

    def public_access_block(self) -> dict[str, bool]:
        return {}


@fault(caught_by=ids(AREA, "public-access-block"))
class PublicAccessHalfBlocked(Deployment):
    """Policies may make the bucket public."""

    def public_access_block(self) -> dict[str, bool]:
        return super().public_access_block() | {"BlockPublicPolicy": False}


@fault(caught_by=["events/file"])
class FilesOfEverybody(Deployment):
    """Everybody may read what is in the bucket, and nobody list it."""

    def anonymous(self, request: Request) -> Response:
        return super().anonymous(request) if request.query else Response("what was written")


@fault(caught_by=ids(AREA, "not-public"))
class BucketOfEverybody(Deployment):
    """Everybody may list the bucket."""

    def anonymous(self, request: Request) -> Response:
        return self.amazon.answer(request)


@fault(caught_by=ids(AREA, "encryption"))
class BucketInClearText(Deployment):
    """There is no default encryption."""

    def encryption(self) -> list[dict[str, Any]]:
        return []


@fault(caught_by=[*ids(AREA, "cors preflight"), "events/file"])
class CorsMissing(Deployment):
    """The bucket has no CORS configuration."""

    def cors_rules(self) -> list[dict[str, list[str]]]:
        return []


@fault(caught_by=[*ids(AREA, "cors preflight"), "events/file"])
class CorsOfOldHost(Deployment):
    """The origin is the one that the server had before."""

    def cors_rules(self) -> list[dict[str, list[str]]]:
        return [one | {"AllowedOrigins": ["http://10.0.0.7"]} for one in super().cors_rules()]


@fault(caught_by=[*ids(AREA, "cors preflight"), "events/file"])
class CorsWithSlash(Deployment):
    """The origin ends with a slash, as no browser sends it."""

    def cors_rules(self) -> list[dict[str, list[str]]]:
        return [
            one | {"AllowedOrigins": [f"{name}/" for name in one["AllowedOrigins"]]}
            for one in super().cors_rules()
        ]


@fault(caught_by=ids(AREA, "cors preflight"))
class CorsWithoutPut(Deployment):
    """Browsers may read, and not write."""

    def cors_rules(self) -> list[dict[str, list[str]]]:
        return [one | {"AllowedMethods": ["GET"]} for one in super().cors_rules()]


@fault(caught_by=ids(AREA, "cors preflight"))
class CorsWithoutHeaders(Deployment):
    """Requests may have no header of their own."""

    def cors_rules(self) -> list[dict[str, list[str]]]:
        return [
            {name: value for name, value in one.items() if name != "AllowedHeaders"}
            for one in super().cors_rules()
        ]


@fault(caught_by=ids(AREA, "cors preflight"))
class CorsHeadersOfReading(Deployment):
    """One rule lets browsers read with all headers, another lets them write with none."""

    def cors_rules(self) -> list[dict[str, list[str]]]:
        origins = {"AllowedOrigins": [self.host]}
        reading = {"AllowedMethods": ["GET"], "AllowedHeaders": ["*"]}
        return [origins | reading, origins | {"AllowedMethods": ["PUT"]}]


@fault(caught_by=ids(AREA, "cors-narrow"))
class CorsForEveryHost(Deployment):
    """Pages of every origin with TLS may read and write."""

    def cors_rules(self) -> list[dict[str, list[str]]]:
        return [one | {"AllowedOrigins": ["https://*"]} for one in super().cors_rules()]


@fault(caught_by=ids(AREA, "cors-narrow"))
class CorsForEverybody(Deployment):
    """Pages of every origin may read and write."""

    def cors_rules(self) -> list[dict[str, list[str]]]:
        return [one | {"AllowedOrigins": ["*"]} for one in super().cors_rules()]


@fault(caught_by=ids(AREA, "preflight"))
class PreflightRefused(Deployment):
    """A firewall on the way lets no OPTIONS through."""

    def preflight(self, request: Request) -> Response:
        return Response("Forbidden", 403)


@fault(caught_by=ids(AREA, "preflight"))
class PreflightOfOthers(Deployment):
    """A cache on the way answers with the allowed origin of somebody else."""

    def preflight(self, request: Request) -> Response:
        answer = super().preflight(request)
        answer.headers["access-control-allow-origin"] = "https://other.mycompany.com"
        return answer


@fault(caught_by=["bucket/notifications", "events/arrive"])
class NotificationsMissing(Deployment):
    """The bucket tells nobody of new objects."""

    def notifications(self) -> list[dict[str, Any]]:
        return []


@fault(caught_by=["bucket/notifications", "events/arrive"])
class NotificationsElsewhere(Deployment):
    """The bucket tells another queue."""

    def notifications(self) -> list[dict[str, Any]]:
        other = self.arn(self.dead_letters)
        return [one | {"QueueArn": other} for one in super().notifications()]


@fault(caught_by=["bucket/notifications", "events/arrive"])
class NotificationsOfSome(Deployment):
    """The bucket tells of objects below one prefix alone."""

    def notifications(self) -> list[dict[str, Any]]:
        rule = {"FilterRules": [{"Name": "prefix", "Value": "images/"}]}
        return [one | {"Filter": {"Key": rule}} for one in super().notifications()]


@fault(caught_by=ids(AREA, "notifications"))
class NotificationsOfPuts(Deployment):
    """Large files come in parts, and of these the bucket does not tell."""

    def notifications(self) -> list[dict[str, Any]]:
        return [one | {"Events": ["s3:ObjectCreated:Put"]} for one in super().notifications()]
