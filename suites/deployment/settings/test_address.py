"""HOST, and what is said about the server itself."""

from urllib.parse import urlsplit

from fakes.wire.loopback import is_loopback
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MEDIUM, MUST, SHOULD
from suites.services.deployment import Deployment
from suites.services.forms import PLACEHOLDER, bucket_shown, host_url
from suites.services.values import PLAIN
from suites.services.variables import SECRETS
from suites.verdicts.expect import Mismatch

QUOTES = ("'", '"', "`")


@check(
    "setting/host",
    spec="wandb-server:Host Configuration",
    level=MUST,
    severity=CRITICAL,
    remedy="Set HOST to the URL at which browsers reach the server, as in https://wandb.example.com.",
)
def test_host_is_the_url_of_the_server_without_a_path(deployment: Deployment) -> None:
    """Links, the callback of every login and the origin of uploads are made of it."""
    if not deployment.has("HOST"):
        raise Mismatch("write HOST=https://wandb.example.com", "not set", "HOST")
    deployment.expect_form("HOST", host_url)


@check(
    "setting/host-https",
    spec=["wandb-server:Open ID Connect", "rfc9700:2.6"],
    level=SHOULD,
    severity=HIGH,
    needs="host",
    remedy="Serve W&B Server by https, and write https in HOST.",
)
def test_host_is_https(deployment: Deployment) -> None:
    """By http everybody on the way reads API keys and the tokens of a login."""
    parts = urlsplit(deployment.formed("HOST", host_url))
    right = parts.scheme == "https" or is_loopback(parts.hostname or "")
    write = f"'https://{parts.netloc}'"
    deployment.expect_written("HOST", right, deployment.shown("HOST"), write)


@check(
    "setting/clean-values",
    spec="wandb-server:Configuration as code",
    level=MUST,
    severity=HIGH,
    remedy="Remove what does not belong to the value: quotes, spaces, line breaks.",
)
def test_no_value_has_quotes_or_whitespace_around_it(deployment: Deployment) -> None:
    """The server takes them as part of the value, and finds nothing by that name."""
    for name, value in deployment.target.values_read.items():
        text = value.text
        quoted = len(text) > 1 and text[0] == text[-1] and text[0] in QUOTES
        read = "in quotes" if quoted else "with whitespace at its ends"
        right = not quoted and text == text.strip()
        deployment.expect_written(name, right, f"a value {read}", "it without them")


@check(
    "setting/filled-in",
    spec="wandb-server:Configuration as code",
    level=MUST,
    severity=HIGH,
    remedy="Replace the placeholder by what stands there for you.",
)
def test_no_value_is_a_placeholder_of_a_guide(deployment: Deployment) -> None:
    """What was copied from a guide and not filled in names nothing that is there."""
    for name, value in deployment.target.values_read.items():
        text = bucket_shown(value.text) if name == "BUCKET" else value.text
        found = PLACEHOLDER.search(text) if name not in SECRETS else None
        read = f"{found[0]!r} in it" if found else ""
        deployment.expect_written(name, not found, read, "the real name in its place")


@check(
    "setting/secrets-apart",
    spec=["wandb-server:Configuring REDIS in the W&B server", "kubernetes-secrets"],
    level=SHOULD,
    severity=MEDIUM,
    needs="manifest",
    remedy="Put it into a Secret of Kubernetes, or into the environment that Compose is called in.",
)
def test_no_secret_stands_in_a_manifest_as_plain_text(deployment: Deployment) -> None:
    """Whoever may read manifests, or their history, has the passwords too."""
    for name, value in sorted(deployment.target.values_read.items()):
        secret = name in SECRETS or (name == "BUCKET" and "@" in value.text)
        plain = secret and value.kept == PLAIN
        deployment.expect_written(name, not plain, "plain text in a manifest", "it in a Secret")


@check(
    "setting/local-restore",
    spec=["wandb-server:Setting up with Okta", "asvs:10.4"],
    level=MUST,
    severity=HIGH,
    remedy="Remove LOCAL_RESTORE once you are in again.",
)
def test_local_restore_is_not_left_on(deployment: Deployment) -> None:
    """It switches single sign-on off, and a password stands in the log."""
    text = deployment.text("LOCAL_RESTORE")
    right = text.lower() in ("", "false")
    deployment.expect_written("LOCAL_RESTORE", right, repr(text), "nothing: leave it out")


@check(
    "setting/logging",
    spec="wandb-server:Configuration as code",
    level=SHOULD,
    severity=LOW,
    remedy="Write true for access logs on stdout, or leave the variable out.",
)
def test_logging_enabled_is_true_or_left_out(deployment: Deployment) -> None:
    """Any other word leaves the access logs in a file of the container, which ends with it."""
    text = deployment.text("LOGGING_ENABLED")
    right = text in ("", "true", "false")
    deployment.expect_written("LOGGING_ENABLED", right, repr(text), "'true', or leave it out")
