"""The variables by which W&B Server is configured, each declared once, by its own name."""

from dataclasses import dataclass
from typing import Annotated

from fakes.settings.declaration import Declared, declarations, secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Variables:
    """What a container of W&B Server may be started with."""

    license: Annotated[
        str, Declared(variable="LICENSE", says="the licence of the server, in one line")
    ] = secret()
    mysql: Annotated[
        str,
        Declared(variable="MYSQL", says="the database: `mysql://user:password@host:3306/database`"),
    ] = secret()
    bucket: Annotated[
        str,
        Declared(
            variable="BUCKET",
            says="where files are stored: `s3://bucket`, `gs://bucket`, `az://account/container`, "
            "or `s3://ACCESS_KEY:SECRET_KEY@HOST/BUCKET` in a store that imitates S3",
        ),
    ] = ""
    bucket_queue: Annotated[
        str,
        Declared(
            variable="BUCKET_QUEUE",
            says="the queue that is told of new objects: `sqs://queue`, "
            "`pubsub:/project/topic/subscription`, `az://account/queue`, or `internal://` for none",
        ),
    ] = ""
    notifications_queue: Annotated[
        str,
        Declared(
            variable="NOTIFICATIONS_QUEUE",
            says="the queue on which events of runs are published: `sqs://queue`",
        ),
    ] = ""
    aws_region: Annotated[
        str, Declared(variable="AWS_REGION", says="the AWS region of the bucket: `us-east-1`")
    ] = ""
    host: Annotated[
        str,
        Declared(variable="HOST", says="the URL of the server: `https://wandb.example.com`"),
    ] = ""
    oidc_issuer: Annotated[
        str, Declared(variable="OIDC_ISSUER", says="the issuer of the identity provider")
    ] = ""
    oidc_client_id: Annotated[
        str, Declared(variable="OIDC_CLIENT_ID", says="the client ID of the server there")
    ] = ""
    oidc_auth_method: Annotated[
        str,
        Declared(
            variable="OIDC_AUTH_METHOD",
            says="how users are signed in; `implicit` if nothing is said",
            choices=("implicit", "pkce"),
        ),
    ] = ""
    slack_client_id: Annotated[
        str, Declared(variable="SLACK_CLIENT_ID", says="the client ID of the Slack application")
    ] = ""
    slack_secret: Annotated[
        str, Declared(variable="SLACK_SECRET", says="the secret of the Slack application")
    ] = secret()
    local_restore: Annotated[
        str,
        Declared(
            variable="LOCAL_RESTORE",
            says="`true` switches SSO off and prints a temporary password, until it is removed",
        ),
    ] = ""
    redis: Annotated[
        str,
        Declared(variable="REDIS", says="the cache: `redis://user:password@host:6379?tls=true`"),
    ] = secret()
    logging_enabled: Annotated[
        str, Declared(variable="LOGGING_ENABLED", says="`true` streams access logs to stdout")
    ] = ""
    azure_storage_key: Annotated[
        str,
        Declared(
            variable="AZURE_STORAGE_KEY", says="a key of the storage account, for an `az://` bucket"
        ),
    ] = secret()


VARIABLES = {one.variable: one for one in declarations(Variables)}
SECRETS = frozenset(name for name, one in VARIABLES.items() if one.secret)
# Other programs are told by these too, so alone they describe no deployment.
COMMON = frozenset(("HOST", "AWS_REGION", "LOGGING_ENABLED"))
