"""Variables that are missing, malformed or in contradiction."""

from typing import ClassVar

import jwt

from fakes.deployment.homes import Deployment
from fakes.faults import fault, ids

AREA = "setting"
NEW_YEAR_2020 = 1_577_836_800
KEY = "a-key-that-signs-what-nobody-verifies"
AZURE = {
    "BUCKET": "az://wandbfiles/runs",
    "BUCKET_QUEUE": "az://wandbfiles/events",
    "NOTIFICATIONS_QUEUE": "",
    "AWS_REGION": "",
}
AZURE_KEY = "A" * 86 + "=="


@fault(caught_by=ids(AREA, "host"))
class HostMissing(Deployment):
    """HOST is not set."""

    def variables(self) -> dict[str, str]:
        return super().variables() | {"HOST": ""}


@fault(caught_by=ids(AREA, "host"))
class HostWithSlash(Deployment):
    """HOST ends with a slash, so that the callback has two."""

    def variables(self) -> dict[str, str]:
        told = super().variables()
        return told | {"HOST": f"{told['HOST']}/"}


@fault(caught_by=ids(AREA, "host"))
class HostWithPath(Deployment):
    """HOST has a path."""

    def variables(self) -> dict[str, str]:
        told = super().variables()
        return told | {"HOST": f"{told['HOST']}/wandb"}


@fault(caught_by=ids(AREA, "host-https"))
class HostPlain(Deployment):
    """The server is reached by http."""

    host: ClassVar[str] = "http://wandb.mycompany.com"


@fault(caught_by=ids(AREA, "clean-values"))
class ValueInQuotes(Deployment):
    """The quotes of a shell became part of the client ID."""

    def variables(self) -> dict[str, str]:
        told = super().variables()
        return told | {"OIDC_CLIENT_ID": f'"{told["OIDC_CLIENT_ID"]}"'}


@fault(caught_by=ids(AREA, "filled-in"))
class PlaceholderLeft(Deployment):
    """The client ID is still what the guide has in its place."""

    def variables(self) -> dict[str, str]:
        return super().variables() | {"OIDC_CLIENT_ID": "<CLIENT_ID>"}


@fault(caught_by=ids(AREA, "secrets-apart"))
class SecretsInManifest(Deployment):
    """All secrets stand in the manifest as they are."""

    def kept(self, variable: str) -> str:
        return "plain text"


@fault(caught_by=ids(AREA, "secrets-apart"))
class KeyOfStoreInManifest(Deployment):
    """The bucket is in a store that imitates S3, and its secret key stands in the manifest."""

    def variables(self) -> dict[str, str]:
        store = "s3://AKIA7EXAMPLE:wJalrK7MDENGbPxRfi@minio.mycompany.com:9000/wandb?tls=true"
        return super().variables() | {"BUCKET": store, "BUCKET_QUEUE": "internal://"}


@fault(caught_by=ids(AREA, "local-restore"))
class LocalRestoreLeft(Deployment):
    """LOCAL_RESTORE was left on."""

    def variables(self) -> dict[str, str]:
        return super().variables() | {"LOCAL_RESTORE": "true"}


@fault(caught_by=ids(AREA, "logging"))
class LoggingYes(Deployment):
    """LOGGING_ENABLED is a word that the server does not know."""

    def variables(self) -> dict[str, str]:
        return super().variables() | {"LOGGING_ENABLED": "yes"}


@fault(caught_by=ids(AREA, "bucket-set"))
class BucketMissing(Deployment):
    """Files are kept on the disk of the server."""

    def variables(self) -> dict[str, str]:
        return super().variables() | {"BUCKET": "", "BUCKET_QUEUE": ""}


@fault(caught_by=ids(AREA, "bucket"))
class BucketByName(Deployment):
    """BUCKET is the name alone, without a scheme."""

    def variables(self) -> dict[str, str]:
        return super().variables() | {"BUCKET": self.bucket}


@fault(caught_by=ids(AREA, "queue-set"))
class QueueMissing(Deployment):
    """Nobody tells the server of new objects."""

    def variables(self) -> dict[str, str]:
        return super().variables() | {"BUCKET_QUEUE": ""}


@fault(caught_by=ids(AREA, "queue"))
class QueueByUrl(Deployment):
    """BUCKET_QUEUE is the URL of the queue."""

    def variables(self) -> dict[str, str]:
        told = super().variables()
        url = f"https://sqs.{told['AWS_REGION']}.amazonaws.com/{self.account}/{self.queue}"
        return told | {"BUCKET_QUEUE": url}


@fault(caught_by=ids(AREA, "notifications-queue"))
class RunQueueOfGoogle(Deployment):
    """NOTIFICATIONS_QUEUE names a subscription of Pub/Sub."""

    def variables(self) -> dict[str, str]:
        return super().variables() | {"NOTIFICATIONS_QUEUE": "pubsub:/project/topic/subscription"}


@fault(caught_by=ids(AREA, "same-cloud", "region-elsewhere"))
class BucketOfGoogle(Deployment):
    """The bucket moved to Google Cloud, its queue and region stayed behind."""

    def variables(self) -> dict[str, str]:
        return super().variables() | {"BUCKET": "gs://wandb-files"}


@fault(caught_by=ids(AREA, "region"))
class RegionMissing(Deployment):
    """AWS_REGION is not set."""

    def variables(self) -> dict[str, str]:
        return super().variables() | {"AWS_REGION": ""}


@fault(caught_by=ids(AREA, "region"))
class RegionOfZone(Deployment):
    """AWS_REGION is an availability zone."""

    def variables(self) -> dict[str, str]:
        told = super().variables()
        return told | {"AWS_REGION": f"{told['AWS_REGION']}a"}


@fault(caught_by=ids(AREA, "azure-key"))
class AzureKeyMissing(Deployment):
    """Files are in Azure, and AZURE_STORAGE_KEY is not set."""

    def variables(self) -> dict[str, str]:
        return super().variables() | AZURE


@fault(caught_by=ids(AREA, "azure-key"))
class AzureKeyCut(Deployment):
    """The key of the storage account was not copied whole."""

    def variables(self) -> dict[str, str]:
        return super().variables() | AZURE | {"AZURE_STORAGE_KEY": AZURE_KEY[20:]}


@fault(caught_by=ids(AREA, "azure-key-unneeded"))
class AzureKeyAtAmazon(Deployment):
    """Files are in AWS, and a key of Azure is there too."""

    def variables(self) -> dict[str, str]:
        return super().variables() | {"AZURE_STORAGE_KEY": AZURE_KEY}


@fault(caught_by=ids(AREA, "oidc-issuer"))
class IssuerOfPages(Deployment):
    """OIDC_ISSUER is the domain of Cognito's pages."""

    def variables(self) -> dict[str, str]:
        issuer = "https://wandb.auth.us-west-2.amazoncognito.com"
        return super().variables() | {"OIDC_ISSUER": issuer}


@fault(caught_by=ids(AREA, "oidc-issuer"))
class IssuerWithSuffix(Deployment):
    """OIDC_ISSUER is the URL of the discovery document."""

    def variables(self) -> dict[str, str]:
        told = super().variables()
        return told | {"OIDC_ISSUER": f"{told['OIDC_ISSUER']}/.well-known/openid-configuration"}


@fault(caught_by=ids(AREA, "oidc-client"))
class ClientMissing(Deployment):
    """OIDC_CLIENT_ID is not set."""

    def variables(self) -> dict[str, str]:
        return super().variables() | {"OIDC_CLIENT_ID": ""}


@fault(caught_by=ids(AREA, "oidc-method"))
class ImplicitAtCognito(Deployment):
    """The flow is the default one, which Cognito does not take."""

    def variables(self) -> dict[str, str]:
        return super().variables() | {"OIDC_AUTH_METHOD": ""}


@fault(caught_by=ids(AREA, "oidc-method"))
class UnknownMethod(Deployment):
    """OIDC_AUTH_METHOD is a word that the server does not know."""

    def variables(self) -> dict[str, str]:
        return super().variables() | {"OIDC_AUTH_METHOD": "code"}


@fault(caught_by=["license/present"])
class LicenseMissing(Deployment):
    """LICENSE is not set."""

    def license(self) -> str:
        return ""


@fault(caught_by=["license/one-line"])
class LicenseBroken(Deployment):
    """The license was copied with the line breaks of a mail."""

    def license(self) -> str:
        whole = super().license()
        return f"{whole[:60]}\n{whole[60:]}"


@fault(caught_by=["license/valid"])
class LicenseEnded(Deployment):
    """The license has ended."""

    def license(self) -> str:
        return jwt.encode({"exp": NEW_YEAR_2020}, KEY, algorithm="HS256")
