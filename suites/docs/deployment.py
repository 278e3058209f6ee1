"""docs/deployment.md: every variable and section of the server's configuration, with its checks."""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from suites.checks.catalogue import catalogue
from suites.checks.check import Check
from suites.docs.coverage import cell
from suites.docs.sections import SECTIONS, checks_of_section
from suites.services.amazon.permissions import judges_policy
from suites.services.azure.permissions import COMMAND
from suites.services.google.permissions import judges_roles
from suites.services.variables import VARIABLES

GOOGLE_CORS = ("google/cors*", "google/preflight")
GOOGLE_BUCKET = (
    "google/bucket", "google/public-access-prevention", "google/uniform-access",
    "google/not-public", *GOOGLE_CORS, "google/notification*", "google/node-bucket",
    "google/node-signs", "google/file",
)  # fmt: skip
GOOGLE_QUEUE = (
    "google/topic*", "google/bucket-may-publish", "google/subscription*", "google/pull",
    "google/retention", "google/expiration", "google/dead-letters", "google/node-subscription",
    "google/event",
)  # fmt: skip
AZURE_CORS = ("azure/cors*", "azure/preflight")
AZURE_BUCKET = (
    "azure/container*", "azure/public-access", "azure/secure-transfer", *AZURE_CORS, "azure/file",
)  # fmt: skip
AZURE_QUEUE = ("azure/queue*", "azure/event*")
# Patterns of the checks that judge each variable.
OF_A_VARIABLE = {
    "LICENSE": ("license/*",),
    "MYSQL": ("setting/mysql", "database/*"),
    "BUCKET": (
        "setting/bucket",
        "setting/bucket-set",
        "bucket/*",
        "node/bucket",
        "events/file",
        *GOOGLE_BUCKET,
        *AZURE_BUCKET,
    ),
    "BUCKET_QUEUE": (
        "setting/queue*",
        "setting/same-cloud",
        "queue/*",
        "node/queue",
        "events/*",
        *GOOGLE_QUEUE,
        *AZURE_QUEUE,
    ),
    "NOTIFICATIONS_QUEUE": ("setting/notifications-queue", "*/run-queue*"),
    "AWS_REGION": ("setting/region*", "bucket/region", "queue/region"),
    "HOST": (
        "setting/host",
        "setting/host-https",
        "identity/client",
        "bucket/cors*",
        "bucket/preflight",
        *GOOGLE_CORS,
        *AZURE_CORS,
    ),
    "OIDC_ISSUER": ("setting/oidc-issuer", "setting/oidc-client", "identity/discovery"),
    "OIDC_CLIENT_ID": ("setting/oidc-client", "identity/client"),
    "OIDC_AUTH_METHOD": ("setting/oidc-method", "identity/client"),
    "SLACK_CLIENT_ID": ("setting/slack", "chat/*"),
    "SLACK_SECRET": ("setting/slack", "chat/client"),
    "LOCAL_RESTORE": ("setting/local-restore",),
    "REDIS": ("setting/redis*", "cache/*"),
    "LOGGING_ENABLED": ("setting/logging",),
    "AZURE_STORAGE_KEY": ("setting/azure-key*", "azure/key"),
}
OF_ALL = ("setting/clean-values", "setting/filled-in", "setting/secrets-apart")
HEAD = """# A deployment

Made by `python -m suites.docs` from `suites/services/variables.py` and the checks; edit those.

`pytest suites/deployment` judges what W&B Server needs beside its IdP, before it is started.
Without configuration it judges a deployment that comes with the harness. One of yours is read from

- the environment, by the server's own variables: one that only W&B Server has, such as `BUCKET`,
  selects it;
- `--env-file FILE`: `NAME=value` in each line;
- `--from FILE`: a manifest of Kubernetes (Deployment, StatefulSet and their like, with the Secrets
  and ConfigMaps of the same file), or a docker-compose file. `--container NAME` names the container
  if several have such variables;
- a `targets.toml`, as `[[deployment]]`:

```toml
[[deployment]]
name = "staging"
from = "wandb.yaml"                     # or env_file = "wandb.env", beside this file
mysql_env = "STAGING_MYSQL"             # a variable by its name in small letters, a secret by _env
```

`[[deployment.known]]` and `[[deployment.waiver]]` are
[as of every target](targets.md#accept-what-is-not-met).
A variable whose value is not in the file is NOT_RUN with the reason, and never a finding. A
`localhost` or `127.0.0.1` in a file is the machine of the server, such as a sidecar of its pod:
database and cache there are NOT_RUN, and nothing is sent. In the environment it is this machine.
`LICENSE`, `MYSQL`, `REDIS`, `SLACK_SECRET` and `AZURE_STORAGE_KEY` are shown nowhere.
`--print-settings` prints what the page `/system-admin` would show.

## What is asked of AWS

A bucket `s3://` and a queue `sqs://` are looked up by boto3, with the credentials that it finds
(`AWS_PROFILE`, variables, the role of a machine), at the endpoints that it is told
(`AWS_ENDPOINT_URL` and its like). The bucket is asked by HTTP too: a pre-flight by `HOST`, and a
listing without credentials. Nothing is changed. `--assume-role ARN`, or `assume_role` of a
`[[deployment]]`, names the role of the node: bucket and queues are asked in it if it may be
assumed, and IAM is asked what it may do. This is the least that a judge needs:

```json
{reading}
```

`--allow stateful` adds a round trip: a file is put below `ssoproof/` by a presigned URL, as a
browser does it, its event has to arrive in the queue, and a message has to come through the queue
of `NOTIFICATIONS_QUEUE`. File and messages are removed. Messages of others that are met on the way
are given back at once, which counts as one of the times that they were received. Where no event
came, five messages of ours go through the queue one after another: if one is lost, the server is
running and may have had the event, so nothing is said. It needs this as well:

```json
{writing}
```

`--terraform` prints what would make it right: bucket with CORS, encryption and notifications,
queues with their policy, and what the role of the node may do.

## What is asked of the cache

The port that `REDIS` leads to is connected to from where the harness runs, never by a proxy, and
asked `PING` without a password: does it speak Redis, with TLS or without? What `REDIS` says is
tried first, for a cache may take both. Then its user is signed in and asks `INFO`. Nothing is
written. The password is sent only if port and `?tls=true` agree, and by TLS only to a certificate
that is trusted here: `SSL_CERT_FILE=authority.pem` names the authority of a private one, as
`caCertPath` of `REDIS` does to the server. A name or a network that is not reached from here is
NOT_RUN: run it where the server will run. An ACL has to allow the user `+info`.

## What is asked of the database

The port that `MYSQL` leads to is listened to for its greeting. Then its user is signed in, by TLS
or without as `?tls=` says, and reads: `SHOW VARIABLES`, `SHOW GLOBAL STATUS`, `SHOW GRANTS` and
the time. Nothing is written, and the lines of `SHOW GRANTS` are not shown. By `?tls=true` the
password is sent to a certificate alone that is trusted here (`SSL_CERT_FILE`, as above). By
`?tls=preferred` and `?tls=skip-verify` nobody looks at the certificate, as the server does not:
whoever answers there and asks for the whole password (`caching_sha2_password` after a restart,
`sha256_password`) gets it, as from the server. Without TLS a proof of the password is sent, and
never the whole, not even encrypted: a database that asks for it is NOT_RUN until it remembers its
user. None gets it in clear text, or by the hash of `mysql_old_password`. A user who is denied
without TLS is tried with it, if the certificate is trusted: one with `REQUIRE SSL` is told no more
than that.

## What is asked of the identity provider

The discovery document of `OIDC_ISSUER`, and one authorization request of `OIDC_CLIENT_ID` for the
callback of `HOST`, as a browser sends it whose user begins to sign in: it has to end on a page that
asks who that is. Nobody is logged in. A provider that is not reached from here is NOT_RUN. What is
wrong in detail is told by `pytest suites/oidc`, with the same variables.

## What is asked of Slack

`oauth.v2.access` is sent client ID and secret with a code that nobody gave: Slack's error says
whether it knows the two. `/oauth/v2/authorize` is opened with the scope `incoming-webhook` and
`HOST` as the redirect URL: an error on its page says which of them the application does not have.
Nothing is installed: the URL of a webhook is given to the server alone, when somebody adds Slack in
W&B. Where Slack wants to know first who that is, the finding has the address to open. By
`--allow stateful` and `SLACK_WEBHOOK_URL`, an incoming webhook of the application, a test message
is written to its channel, where it stays. A `[[deployment]]` names the variable of its own:
`slack_webhook_url_env`.

## What is asked of Google Cloud

A bucket `gs://` and a subscription `pubsub:` are looked up by the JSON APIs of Cloud Storage and
Pub/Sub. Credentials are found by Google's own library, which the extra `gcp` brings
(`pip install 'ssoproof[gcp]'`): `GOOGLE_APPLICATION_CREDENTIALS`, those of `gcloud auth
application-default login`, or those of the machine. `STORAGE_EMULATOR_HOST` and
`PUBSUB_EMULATOR_HOST` lead to emulators that speak HTTP, and are asked without credentials: what
the node may do there is not applicable.
`--assume-role EMAIL`, or `assume_role` of a `[[deployment]]`, names the service account that the
node runs as: it is asked in its place what it may do, and a text of ours is signed in its name.
`--target deployment-google` judges the one of the harness. This is the least that a judge needs:

```sh
{google-reading}
```

Where the policy of the topic does not let Cloud Storage publish, those are read that it inherits:
of its project, its folders and its organization, which takes `resourcemanager.projects.get` and
`getIamPolicy` of each. If one may not be read, or there is a role of your own, it is NOT_RUN, and
the round trip tells.

`--allow stateful` adds a round trip: a file is put below `ssoproof/` by a presigned URL of the
node, as a browser does it, and its event has to arrive at a subscription of ours to the topic, so
that the server misses no message. File and subscription are removed. It needs this as well:

```sh
{google-writing}
```

## What is asked of Azure

A container `az://` and a queue `az://` are asked by the key of their account, `AZURE_STORAGE_KEY`,
as the server asks them: nothing else has to be set up. `AZURE_STORAGE_CONNECTION_STRING`, if it is
that of the account, may name other endpoints: of an emulator, or of the cloud of a country. How the
account is set up, and what Event Grid sends, Azure Resource Manager tells to a service principal.
It is told by `AZURE_TENANT_ID`, `AZURE_CLIENT_ID` and `AZURE_CLIENT_SECRET`, which this prints:

```sh
{azure}
```

Without it `azure/events…`, `azure/public-access` and `azure/secure-transfer` are not run, and the
run says so. `--target deployment-azure` judges the one of the harness.

`--allow stateful` adds a round trip: a blob is put below `ssoproof/` by a signed URL, as a browser
does it, and its event has to arrive in the queue. Blob and message are removed. Messages of others
are looked at without being received; if ours is among them, they are away for a second. Where no
event came and the queue is empty, a message of ours, of the type `ssoproof.Probe`, is put in and
removed: if somebody takes it, the server is running and may have had the event, so nothing is said.
"""


def deployment_page() -> str:
    """The page."""
    head = HEAD.replace("{reading}", judges_policy(writes=False))
    head = head.replace("{writing}", judges_policy(writes=True))
    head = head.replace("{azure}", COMMAND)
    head = head.replace("{google-reading}", judges_roles(writes=False))
    head = head.replace("{google-writing}", judges_roles(writes=True))
    lines = [head, "## The variables", ""]
    for name, one in VARIABLES.items():
        lines += [f"### {name}", "", f"{cell(one.says)}.", ""]
        lines += check_table(matching(OF_A_VARIABLE[name]))
    lines += ["### All of them", "", *check_table(matching(OF_ALL))]
    lines += ["## The sections of the server's documentation", ""]
    for section in SECTIONS:
        lines += [f"### Section “{section}”", "", *check_table(checks_of_section(section))]
    return "\n".join(lines)


def matching(patterns: Iterable[str]) -> Mapping[str, Check]:
    """The checks of the suite whose ids match, in the order of the patterns."""
    known = catalogue("deployment")
    return {
        one: check for glob in patterns for one, check in known.items() if fnmatchcase(one, glob)
    }


def check_table(checks: Mapping[str, Check]) -> list[str]:
    """The checks in a table, each with a link to its entry."""
    rows = [
        f"| [{one}](checks/{one.replace('/', '.md#')}) | {check.level} | {check.severity} | "
        f"{cell(check.title)} |"
        for one, check in checks.items()
    ]
    return ["| check | level | severity | requirement |", "| --- | --- | --- | --- |", *rows, ""]
