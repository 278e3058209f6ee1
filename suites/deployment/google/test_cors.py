"""What browsers may do with a bucket of Google Cloud, by its CORS configuration."""

from suites.checks.check import check
from suites.checks.words import HIGH, MEDIUM, MUST, SHOULD
from suites.services.clouds.browser import METHODS, expect_granted_preflight, expect_no_wide_origin
from suites.services.clouds.reading import Told, objects_listed, texts
from suites.services.deployment import Deployment
from suites.services.forms import host_origin
from suites.services.google.bucket import google_bucket, google_url
from suites.verdicts.expect import expect

WHERE = "CORS configuration of the bucket"
# What browsers send of a file. Cloud Storage lets pages send the headers that it lets them read.
HEADER = "content-type"


@check(
    "google/cors",
    spec=["gcs-cors", "fetch"],
    level=MUST,
    severity=HIGH,
    needs=["gcs", "host"],
    remedy="gcloud storage buckets update gs://BUCKET --cors-file=cors.json, with the origin HOST, "
    "the methods GET, HEAD and PUT, and the responseHeader Content-Type.",
)
def test_cors_in_google_cloud_lets_host_get_and_put(deployment: Deployment) -> None:
    """Browsers refuse to show or to upload files: every run looks empty."""
    origin, rules = deployment.formed("HOST", host_origin), google_cors(deployment)
    expected = f"a rule for {origin} with {', '.join(METHODS)} and the header Content-Type"
    expect(bool(rules), expected, "no rule", where=WHERE)
    own = [one for one in rules if lets_through(one, "origin", origin)]
    origins = ", ".join(name for one in rules for name in texts(one, "origin"))
    expect(bool(own), expected, f"rules for {origins} alone", where=WHERE)
    for method in METHODS:
        allowing = [one for one in own if lets_through(one, "method", method)]
        expect(bool(allowing), expected, f"no {method}", where=WHERE)
    putting = [one for one in own if lets_through(one, "method", "PUT")]
    right = any(lets_through(one, "responseHeader", HEADER) for one in putting)
    expect(right, expected, "no Content-Type for PUT", where=WHERE)


@check(
    "google/cors-narrow",
    spec="gcs-security",
    level=SHOULD,
    severity=MEDIUM,
    needs=["gcs", "host"],
    remedy="Write HOST as the origin, in place of *.",
)
def test_cors_in_google_cloud_lets_no_other_origin_in(deployment: Deployment) -> None:
    """A page of anybody reads by a presigned URL that leaked what it leads to."""
    origin = deployment.formed("HOST", host_origin)
    found = [name for one in google_cors(deployment) for name in texts(one, "origin")]
    expect_no_wide_origin(found, origin, WHERE)


@check(
    "google/preflight",
    spec=["gcs-cors", "fetch"],
    level=MUST,
    severity=HIGH,
    needs=["gcs", "host"],
    remedy="Let OPTIONS through to the bucket, and allow the origin HOST in its CORS rules.",
)
def test_a_preflight_by_host_is_granted_in_google_cloud(deployment: Deployment) -> None:
    """The browser asks before each upload, and sends nothing after any other answer."""
    origin = deployment.formed("HOST", host_origin)
    google_bucket(deployment)
    expect_granted_preflight(deployment, google_url(deployment, "ssoproof"), origin, HEADER)


def google_cors(deployment: Deployment) -> list[Told]:
    """The CORS rules of the bucket. Raises NotRun."""
    return objects_listed(google_bucket(deployment), "cors")


def lets_through(rule: Told, member: str, word: str) -> bool:
    """Whether a member of a rule has a word, in whatever case; * is every word."""
    found = [one.lower() for one in texts(rule, member)]
    return "*" in found or word.lower() in found
