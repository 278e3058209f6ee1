"""The forms that values of the server's variables have, taken apart; each error says what to write.

W&B Server, advanced configuration: sections File Storage, Advanced Reliability Settings, Slack.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from fakes.settings.rules import application_url, issuer_url, written_cleanly

S3, GCS, AZURE, INTERNAL, COMPATIBLE = "s3", "gs", "az", "internal", "s3-compatible"
CLOUDS = {
    S3: "AWS",
    GCS: "Google Cloud",
    AZURE: "Azure",
    INTERNAL: "the server itself",
    COMPATIBLE: "a store that imitates S3",
}
# Of a bucket of S3 (general purpose bucket naming rules) and of Google Cloud Storage, which allows
# an underscore and more characters where there are dots.
S3_NAME = re.compile(r"(?!xn--)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
GCS_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]")
ACCOUNT = re.compile(r"[a-z0-9]{3,24}")
AZURE_NAME = re.compile(r"[a-z0-9](-?[a-z0-9]){2,62}")
SQS_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}(\.fifo)?")
PUBSUB_PART = re.compile(r"[A-Za-z][\w.~+%:-]{2,254}")
# As the server's documentation, and other guides, write what the reader has to fill in.
PLACEHOLDER = re.compile(r"<[^<>]+>|\$\{?[A-Z_]{2,}\}?|YOUR[-_ ]\S+|\bCHANGE-?ME\b", re.IGNORECASE)
COGNITO_DOMAIN = re.compile(r"[a-z0-9-]+\.auth\.(?P<region>[a-z0-9-]+)\.amazoncognito\.com")
SLACK_ID = re.compile(r"\d{6,20}\.\d{6,20}")
REGION = re.compile(r"[a-z]{2,4}(-[a-z]+)+-\d{1,2}")
COMPATIBLE_FORM = "s3://ACCESS_KEY:SECRET_KEY@HOST/BUCKET"
BUCKET_FORMS = "'s3://bucket', 'gs://bucket' or 'az://account/container'"
QUEUE_FORMS = (
    "'sqs://queue', 'pubsub:/project/topic/subscription', 'az://account/queue' or 'internal://'"
)


@dataclass(frozen=True, slots=True)
class StoragePlace:
    """A bucket or a queue: whose it is, and its name in parts."""

    cloud: str
    parts: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.parts[-1] if self.parts else ""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database or a cache is, and who comes there; `options` are those of the query."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    path: str = ""
    options: tuple[tuple[str, str], ...] = ()

    @property
    def is_tls(self) -> bool:
        return ("tls", "true") in self.options


def bucket_at(text: str) -> StoragePlace:
    """What BUCKET says. Raises ValueError."""
    scheme, slashes, rest = text.partition("://")
    if not slashes:
        raise ValueError(f"has no scheme; write {BUCKET_FORMS}")
    if "@" in rest:
        return _compatible(scheme, rest)
    if scheme == S3:
        return StoragePlace(S3, (_name(rest, S3_NAME, "s3://", "a bucket of S3"),))
    if scheme == GCS:
        return StoragePlace(
            GCS, (_name(rest, GCS_NAME, "gs://", "a bucket of Google Cloud Storage"),)
        )
    if scheme == AZURE:
        return _azure(rest, "container")
    raise ValueError(f"{scheme}:// is none of the schemes; write {BUCKET_FORMS}")


def _compatible(scheme: str, rest: str) -> StoragePlace:
    """A bucket of a store that imitates S3; no message shows who comes there."""
    user, _, place = rest.rpartition("@")
    if scheme != S3:
        raise ValueError(f"has a user, as s3:// alone may have; write {BUCKET_FORMS}")
    key, _, secret = user.partition(":")
    if not key or not secret:
        raise ValueError(f"has no access key with its secret key; write '{COMPATIBLE_FORM}'")
    host, _, path = place.partition("?")[0].partition("/")
    if not host or any(one.isspace() for one in host):
        raise ValueError(f"names no host; write '{COMPATIBLE_FORM}'")
    if not path or "/" in path:
        raise ValueError(f"names no bucket behind its host; write '{COMPATIBLE_FORM}'")
    return StoragePlace(COMPATIBLE, (host, path))


def bucket_shown(text: str) -> str:
    """BUCKET without the access key and the secret key that it may have."""
    before, at, place = text.rpartition("@")
    scheme = f"{S3}://" if before.startswith(f"{S3}://") else ""
    return f"{scheme}…@{place}" if at else text


def bucket_secrets(text: str) -> tuple[str, ...]:
    """What of BUCKET must reach no file: nothing, or its secret key and whatever has it in it."""
    user = text.rpartition("@")[0].removeprefix(f"{S3}://")
    secret = user.partition(":")[2] or user
    return tuple(dict.fromkeys((secret, unquote(secret)))) if secret else ()


def queue_at(text: str) -> StoragePlace:
    """What BUCKET_QUEUE or NOTIFICATIONS_QUEUE says. Raises ValueError."""
    if text.startswith("pubsub:"):
        return _pubsub(text)
    scheme, slashes, rest = text.partition("://")
    if not slashes:
        hint = " (of a URL or an ARN its last part is the name)" if "sqs" in text else ""
        raise ValueError(f"has no scheme; write {QUEUE_FORMS}{hint}")
    if scheme == "sqs":
        return StoragePlace(S3, (_name(rest, SQS_NAME, "sqs://", "a queue of SQS"),))
    if scheme == AZURE:
        return _azure(rest, "queue")
    if scheme == INTERNAL:
        if rest:
            raise ValueError("is followed by nothing; write 'internal://'")
        return StoragePlace(INTERNAL, ())
    shorter = rest.rstrip("/").rpartition("/")[2].rpartition(":")[2]
    hint = f"; of this queue 'sqs://{shorter}'" if "sqs" in text else ""
    raise ValueError(f"{scheme}:// is none of the schemes; write {QUEUE_FORMS}{hint}")


def _name(rest: str, pattern: re.Pattern[str], scheme: str, what: str) -> str:
    name, slash, path = rest.partition("/")
    if slash:
        more = "a path" if path else "a slash"
        raise ValueError(f"ends with {more}; write '{scheme}{name}'")
    if not pattern.fullmatch(name):
        raise ValueError(f"{name!r} is no name of {what}; write its name after {scheme}")
    return name


def _azure(rest: str, what: str) -> StoragePlace:
    parts = rest.split("/")
    if len(parts) != 2:
        raise ValueError(f"needs two names; write 'az://account/{what}'")
    account, name = parts
    if not ACCOUNT.fullmatch(account):
        raise ValueError(
            f"{account!r} is no storage account (3 to 24 small letters and digits); write its name "
            "alone"
        )
    if not AZURE_NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a {what}; write 'az://{account}/{what}'")
    return StoragePlace(AZURE, (account, name))


def _pubsub(text: str) -> StoragePlace:
    parts = text.removeprefix("pubsub:").strip("/").split("/")
    right = "pubsub:/" + "/".join((*parts, "project", "topic", "subscription")[:3])
    if len(parts) != 3 or text != "pubsub:/" + "/".join(parts):
        told = right if len(parts) == 3 else "pubsub:/project/topic/subscription"
        raise ValueError(f"is not of three names behind one slash; write '{told}'")
    for one in parts:
        if not PUBSUB_PART.fullmatch(one):
            raise ValueError(f"{one!r} is no name of Pub/Sub; write {right!r} with real names")
    return StoragePlace(GCS, tuple(parts))


def mysql_at(text: str) -> Address:
    """What MYSQL says: `mysql://user:password@host:3306/database`. Raises ValueError."""
    found = _address(text, "mysql", 3306, "mysql://user:password@host:3306/database")
    if not found.user:
        raise ValueError("names no user; write 'mysql://user:password@host:3306/database'")
    if not found.path or "/" in found.path:
        raise ValueError("names no database; write it after the port, as in ':3306/wandb'")
    return found


def redis_at(text: str) -> Address:
    """What REDIS says: `redis://user:password@host:6379?tls=true`. Raises ValueError."""
    if text.startswith("rediss://"):
        raise ValueError("rediss:// is no scheme here; write 'redis://…?tls=true'")
    right = "redis://user:password@host:6379?tls=true"
    found = _address(text, "redis", 6379, right)
    for name, value in found.options:
        if name == "tls" and value not in ("true", "false"):
            raise ValueError("tls is true or false; write '?tls=true'")
    return found


def _address(text: str, scheme: str, port: int, right: str) -> Address:
    """A URL with user, password, host and port; no message shows the text, which has a password."""
    if not text.startswith(f"{scheme}://"):
        raise ValueError(f"does not begin with {scheme}://; write '{right}'")
    try:
        parts = urlsplit(text)
        number = parts.port or port
    except ValueError:
        raise ValueError(
            "cannot be taken apart (a port that is no number, or a sign in the password that has "
            f"to be percent-encoded, such as / # ? [ ]); write '{right}'"
        ) from None
    if parts.fragment or "@" in parts.path or "@" in parts.query:
        raise ValueError("has a / # or ? in its password; percent-encode it: %2F %23 %3F")
    if not parts.hostname or any(character.isspace() for character in parts.netloc):
        raise ValueError(f"names no host; write '{right}'")
    options = parse_qs(parts.query, keep_blank_values=True)
    return Address(
        host=parts.hostname,
        port=number,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        path=unquote(parts.path.strip("/")),
        options=tuple((name, values[-1]) for name, values in options.items()),
    )


def slack_client(text: str) -> str:
    """What SLACK_CLIENT_ID says. Raises ValueError."""
    if not SLACK_ID.fullmatch(text):
        raise ValueError(
            "is no client ID of Slack; write two numbers with a dot, as in '4336510232.6145510235'"
        )
    return text


def host_url(text: str) -> str:
    """What HOST says: scheme, host and port. Raises ValueError."""
    application_url(text)
    parts = urlsplit(text)
    if parts.path:
        raise ValueError(f"has a path; write '{parts.scheme}://{parts.netloc}'")
    return text


def host_origin(text: str) -> str:
    """The origin that browsers send for HOST: small letters, no default port (RFC 6454, 6.2).

    Raises ValueError as `host_url`.
    """
    parts = urlsplit(host_url(text))
    netloc = parts.netloc.lower().removesuffix({"https": ":443", "http": ":80"}[parts.scheme])
    return f"{parts.scheme}://{netloc}"


def region_called(text: str) -> str:
    """What AWS_REGION says: a region, such as us-east-1. Raises ValueError."""
    zone = re.fullmatch(r"(.*-\d{1,2})[a-f]", text)
    if zone and REGION.fullmatch(zone[1]):
        raise ValueError(f"is an availability zone; write its region, {zone[1]!r}")
    if not REGION.fullmatch(text):
        raise ValueError("is no region of AWS; write its code, as in 'us-east-1'")
    return text


def issuer_of_a_pool(text: str) -> str:
    """What OIDC_ISSUER says; the domain of a user pool's pages is none. Raises ValueError."""
    issuer_url(text)
    domain = COGNITO_DOMAIN.fullmatch(urlsplit(text).hostname or "")
    if domain:
        right = f"https://cognito-idp.{domain['region']}.amazonaws.com/USER_POOL_ID"
        raise ValueError(f"is the domain of Cognito's pages, and no issuer; write {right!r}")
    return text


def name_of_a_client(text: str) -> str:
    """What OIDC_CLIENT_ID says, if it can be one. Raises ValueError."""
    written_cleanly(text, secret=False)
    if PLACEHOLDER.search(text):
        raise ValueError("is a placeholder; write the client ID")
    return text
