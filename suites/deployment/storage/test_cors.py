"""What browsers may do with the bucket: files of a run are read and written by presigned URLs."""

from fnmatch import fnmatchcase

from suites.checks.check import check
from suites.checks.words import HIGH, MEDIUM, MUST, SHOULD
from suites.services.amazon.bucket import cors_rules, object_url
from suites.services.clouds.browser import METHODS, expect_granted_preflight, expect_no_wide_origin
from suites.services.deployment import Deployment
from suites.services.forms import host_origin
from suites.verdicts.expect import expect, presuming

WHERE = "CORS configuration of the bucket"
KEY, HEADERS = "ssoproof", "content-md5,content-type"


@check(
    "bucket/cors",
    spec=["wandb-server:Amazon Web Services", "fetch"],
    level=MUST,
    severity=HIGH,
    needs=["s3", "host"],
    remedy="Allow the origin HOST the methods GET and PUT with all headers (*) in one CORS rule.",
)
def test_cors_lets_host_get_and_put_with_all_headers(deployment: Deployment) -> None:
    """Browsers refuse to show or to upload files: every run looks empty."""
    origin, rules = deployment.formed("HOST", host_origin), cors_rules(deployment)
    expected = f"a rule for {origin} with {', '.join(METHODS)} and the headers *"
    expect(bool(rules), expected, "no rule", where=WHERE)
    own = [one for one in rules if matches(origin, one.get("AllowedOrigins", []))]
    origins = ", ".join(name for one in rules for name in one.get("AllowedOrigins", []))
    expect(bool(own), expected, f"rules for {origins} alone", where=WHERE)
    for method in METHODS:
        allowing = [one for one in own if method in one.get("AllowedMethods", [])]
        expect(bool(allowing), expected, f"no {method}", where=WHERE)
        headers = any("*" in one.get("AllowedHeaders", []) for one in allowing)
        expect(headers, expected, f"not all headers for {method}", where=WHERE)


def matches(origin: str, globs: list[str]) -> bool:
    """Whether a rule is for an origin; S3 compares them as they are written."""
    return any(fnmatchcase(origin, one) for one in globs)


@check(
    "bucket/cors-narrow",
    spec="s3-security",
    level=SHOULD,
    severity=MEDIUM,
    needs=["s3", "host"],
    remedy="Write HOST as the allowed origin, in place of *.",
)
def test_cors_lets_no_other_origin_in(deployment: Deployment) -> None:
    """A page of anybody reads by a presigned URL that leaked what it leads to."""
    origin = deployment.formed("HOST", host_origin)
    names = [name for one in cors_rules(deployment) for name in one.get("AllowedOrigins", [])]
    expect_no_wide_origin(names, origin, WHERE)


@check(
    "bucket/preflight",
    spec=["wandb-server:Amazon Web Services", "fetch"],
    level=MUST,
    severity=HIGH,
    needs=["s3", "host"],
    remedy="Let OPTIONS through to the bucket, and allow the origin HOST in its CORS rules.",
)
def test_a_preflight_by_host_is_granted(deployment: Deployment) -> None:
    """The browser asks before each upload, and sends nothing after any other answer."""
    origin = deployment.formed("HOST", host_origin)
    with presuming():
        cors_rules(deployment)
    expect_granted_preflight(deployment, object_url(deployment, KEY), origin, HEADERS)
