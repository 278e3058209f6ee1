"""The bucket of a deployment in Google Cloud Storage (JSON API, version 1)."""

from urllib.parse import quote

from suites.op.memory import remembered
from suites.services.clouds.reading import Told
from suites.services.deployment import Deployment
from suites.services.forms import bucket_at
from suites.services.google.api import answer_of_google, url_of
from suites.verdicts.expect import Mismatch, presuming


def google_bucket_name(deployment: Deployment) -> str:
    """The name of the bucket. Raises NotRun."""
    return deployment.formed("BUCKET", bucket_at).name


@remembered
def bucket_resource(deployment: Deployment) -> Told:
    """What is set up at the bucket. Raises Mismatch if there is none, NotRun without access."""
    name = google_bucket_name(deployment)
    told = answer_of_google(
        deployment,
        "GET",
        "storage",
        f"storage/v1/b/{name}",
        action="storage.buckets.get",
        absent=[404],
    )
    if told is None:
        raise Mismatch(f"a bucket {name}", "there is none", deployment.where("BUCKET"))
    return told


def google_bucket(deployment: Deployment) -> Told:
    """As `bucket_resource`, for checks that build on it. Raises NotRun in place of Mismatch."""
    with presuming():
        return bucket_resource(deployment)


def google_url(deployment: Deployment, key: str) -> str:
    """The URL of an object where browsers come to it: the XML API, which alone knows CORS."""
    return url_of(deployment, "storage", f"{google_bucket_name(deployment)}/{quote(key)}")
