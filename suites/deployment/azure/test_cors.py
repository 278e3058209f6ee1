"""What browsers may do with blobs, by the CORS rules of the account's blob service."""

from fnmatch import fnmatchcase

from suites.checks.check import check
from suites.checks.words import HIGH, MEDIUM, MUST, SHOULD
from suites.services.azure.account import azure_container, blob_url, opened_account
from suites.services.clouds.browser import METHODS, expect_granted_preflight, expect_no_wide_origin
from suites.services.deployment import Deployment
from suites.services.forms import host_origin
from suites.verdicts.expect import expect

WHERE = "CORS rules of the blob service"
ORIGINS, VERBS, HEADERS = "AllowedOrigins", "AllowedMethods", "AllowedHeaders"
# What a browser sends of a blob: without the second Azure does not know what to make of it.
SENT = ("content-type", "x-ms-blob-type")
Rule = dict[str, list[str]]


@check(
    "azure/cors",
    spec=["wandb-server:Azure", "azure-cors"],
    level=MUST,
    severity=HIGH,
    needs=["azure", "host"],
    remedy="Allow the origin HOST the methods GET and PUT with all headers (*), in one rule of "
    "Settings > Resource sharing (CORS) > Blob service.",
)
def test_cors_of_the_blob_service_lets_host_get_and_put(deployment: Deployment) -> None:
    """Browsers refuse to show or to upload files: every run looks empty."""
    origin, rules = deployment.formed("HOST", host_origin), azure_cors(deployment)
    wanted = f"{', '.join(METHODS)} and the headers {', '.join(SENT)}, or *"
    expected = f"a rule for {origin} with {wanted}"
    expect(bool(rules), expected, "no rule", where=WHERE)
    own = [one for one in rules if any(fnmatchcase(origin, glob) for glob in one[ORIGINS])]
    origins = ", ".join(name for one in rules for name in one[ORIGINS])
    expect(bool(own), expected, f"rules for {origins} alone", where=WHERE)
    for method in METHODS:
        allowing = [one for one in own if method in one[VERBS]]
        expect(bool(allowing), expected, f"no {method}", where=WHERE)
    right = any(is_sendable(one) for one in own if "PUT" in one[VERBS])
    expect(right, expected, "not these headers for PUT", where=WHERE)


@check(
    "azure/cors-narrow",
    spec="azure-security",
    level=SHOULD,
    severity=MEDIUM,
    needs=["azure", "host"],
    remedy="Write HOST as the allowed origin, in place of *.",
)
def test_cors_of_the_blob_service_lets_no_other_origin_in(deployment: Deployment) -> None:
    """A page of anybody reads by a signed URL that leaked what it leads to."""
    origin = deployment.formed("HOST", host_origin)
    found = [name for one in azure_cors(deployment) for name in one[ORIGINS]]
    expect_no_wide_origin(found, origin, WHERE)


@check(
    "azure/preflight",
    spec=["azure-cors", "fetch"],
    level=MUST,
    severity=HIGH,
    needs=["azure", "host"],
    remedy="Let OPTIONS through to the account, and allow the origin HOST in its CORS rules.",
)
def test_a_preflight_by_host_is_granted_by_the_blob_service(deployment: Deployment) -> None:
    """The browser asks before each upload, and sends nothing after any other answer."""
    origin = deployment.formed("HOST", host_origin)
    azure_container(deployment)
    expect_granted_preflight(deployment, blob_url(deployment, "ssoproof"), origin, ",".join(SENT))


def azure_cors(deployment: Deployment) -> list[Rule]:
    """The CORS rules of the blob service: members with their words. Raises NotRun."""
    return [
        {
            name: [one.strip() for one in (rule.findtext(name) or "").split(",") if one.strip()]
            for name in (ORIGINS, VERBS, HEADERS)
        }
        for rule in opened_account(deployment).findall("Cors/CorsRule")
    ]


def is_sendable(rule: Rule) -> bool:
    """Whether a rule lets a browser send the headers of a blob."""
    known = [one.lower() for one in rule[HEADERS]]
    return all(any(fnmatchcase(name, glob) for glob in known) for name in SENT)
