"""AWS as the deployment uses it: asked by boto3 through our client, with what it finds itself.

Where a role of the node is named, S3 and SQS are asked in that role, if it lets us.
"""

import os
from typing import Any
from urllib.parse import urlsplit

from fakes.wire.amazon import NO_ENDPOINTS, RedirectedElsewhere, speak_through, unconfigured
from fakes.wire.purposes import Purpose
from suites.op.memory import remembered
from suites.services.amazon.permissions import action_of
from suites.services.clouds.reading import LONGEST_SAID, answered_by_another, part
from suites.services.deployment import Deployment
from suites.services.forms import region_called
from suites.verdicts.expect import NotApplicable, NotRun

Told = dict[str, Any]
NO_ACCESS = frozenset((
    "403", "AccessDenied", "AccessDeniedException", "AllAccessDisabled", "ExpiredToken",
    "InvalidAccessKeyId", "InvalidClientTokenId", "SignatureDoesNotMatch",
    "UnrecognizedClientException", "AuthorizationHeaderMalformed",
))  # fmt: skip
# How stores that imitate S3 say that they have no such setting.
NOT_THERE = frozenset(("NotImplemented", "MethodNotAllowed", "InvalidAction", "501", "405"))
# What web servers answer, and no store; emulators of SQS may tell JSON as any JSON.
NO_KINDS, NO_KINDS_OF_S3 = ("html",), ("html", "json", "text/plain")
OF_THE_ENVIRONMENT = ("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
SESSION = "ssoproof"
AS_NODE = ("s3", "sqs")


def region_of(deployment: Deployment) -> str:
    """AWS_REGION. Raises NotRun if it is not set well."""
    return deployment.formed("AWS_REGION", region_called)


def partition_of(region: str) -> str:
    """The second word of an ARN in a region."""
    apart = {"cn": "aws-cn", "us-gov": "aws-us-gov"}
    return next((one for begin, one in apart.items() if region.startswith(f"{begin}-")), "aws")


def answer_of_aws(
    deployment: Deployment, service: str, operation: str, *absent: str, **parameters: Any
) -> Told | None:
    """What an operation such as `get_bucket_cors` of `s3` answers.

    None if it is refused with one of the codes `absent`. Raises NotRun without access,
    NotApplicable where a store of others does not know the operation.
    """
    from botocore.exceptions import BotoCoreError, ClientError
    from botocore.parsers import ResponseParserError

    client = boto_client(deployment, service)
    action = action_of(service, client.meta.method_to_api_mapping[operation])
    try:
        told: Told = getattr(client, operation)(**parameters)
    except ClientError as error:
        presume_answered_by_aws(service, error.response, action)
        told_error = error.response.get("Error", {})
        code = str(told_error.get("Code", "an error without a code"))[:LONGEST_SAID]
        if code in absent:
            return None
        raise refused(action, code, str(told_error.get("Message", ""))) from None
    except RedirectedElsewhere as error:
        raise NotRun(
            f"{action} was answered with a redirect to {error}. Where that is the store, write its "
            "address into AWS_ENDPOINT_URL; else look for a proxy on the way."
        ) from None
    except BotoCoreError as error:
        raise NotRun(
            f"{action} could not be asked: {error}. boto3 needs credentials (AWS_PROFILE, or "
            "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)."
        ) from None
    except (AttributeError, KeyError, RecursionError, ResponseParserError, TypeError, ValueError):
        # botocore trusts what it parses to be AWS's own.
        raise NotRun(f"{action} was answered in a form that is none of AWS's.") from None
    presume_answered_by_aws(service, told, action)
    return told


def presume_answered_by_aws(service: str, told: Any, action: str) -> None:
    """Raises NotRun if an answer, as boto3 tells it, is a page: neither AWS's nor of a store."""
    metadata = part(told, "ResponseMetadata")
    headers = part(metadata, "HTTPHeaders")
    kind = str(headers.get("content-type", ""))
    kinds = NO_KINDS_OF_S3 if service == "s3" else NO_KINDS
    own = any(str(name).lower().startswith("x-amz") for name in headers)
    if not own and any(one in kind.lower() for one in kinds):
        status = int(metadata.get("HTTPStatusCode", 0))
        another = answered_by_another(status, kind, "AWS or a store like it", "AWS_ENDPOINT_URL")
        raise NotRun(f"{action}: {another}")


def told_by_aws(deployment: Deployment, service: str, operation: str, **parameters: Any) -> Told:
    """As `answer_of_aws`, where every refusal is one that a check cannot judge by."""
    return answer_of_aws(deployment, service, operation, **parameters) or {}


def refused(action: str, code: str, message: str) -> NotRun | NotApplicable:
    """What the refusal of an action means for a check."""
    if code in NOT_THERE:
        return NotApplicable(f"The store does not know {action}.")
    told = f"{action} was refused with {code}: {message[:LONGEST_SAID]}".rstrip(": .")
    if code in NO_ACCESS:
        told += ". Allow it to the credentials that boto3 finds, in the account that it is in"
    return NotRun(f"{told}.")


@remembered
def boto_client(deployment: Deployment, service: str) -> Any:
    """A client of boto3 for a service, in the region of the deployment. Raises NotRun."""
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError

    region, ours = region_of(deployment), bool(deployment.target.cloud)
    words = dict(deployment.target.cloud)
    if service in AS_NODE and deployment.target.role:
        words = role_credentials(deployment) or words
    config = Config(
        retries={"total_max_attempts": 1},
        signature_version="s3v4" if service == "s3" else None,
        **(NO_ENDPOINTS if ours else {}),
    )
    try:
        session = boto_session(ours=ours)
        client = session.client(service, region_name=region, config=config, **words)
        if is_of_amazon(client) and service == "s3":
            # Or URLs are presigned for a host of no region, which leads elsewhere first.
            regional = config.merge(Config(s3={"addressing_style": "virtual"}))
            client = session.client(service, region_name=region, config=regional, **words)
    except (BotoCoreError, ValueError) as error:
        raise NotRun(f"boto3 cannot be set up: {error}") from None
    for name in () if ours else OF_THE_ENVIRONMENT:
        # It is sent, or signed with, and whoever answers may say it.
        deployment.journal.redactor.learn(os.environ.get(name, ""))
    speak_through(deployment.http, client, Purpose.CLOUD_API)
    return client


def is_of_amazon(client: Any) -> bool:
    """Whether a client speaks to AWS, and not to a store that imitates it."""
    host = urlsplit(client.meta.endpoint_url).hostname or ""
    return host.endswith((".amazonaws.com", ".amazonaws.com.cn"))


def boto_session(*, ours: bool) -> Any:
    """A session of boto3, with what it finds itself unless the cloud is ours."""
    import boto3

    return unconfigured() if ours else boto3.Session()


@remembered
def role_credentials(deployment: Deployment) -> dict[str, str]:
    """Credentials of the role of the node; none where it trusts its node alone. Raises NotRun."""
    words = {"RoleArn": deployment.target.role, "RoleSessionName": SESSION}
    told = answer_of_aws(deployment, "sts", "assume_role", "AccessDenied", **words)
    if told is None:
        return {}
    found = told.get("Credentials", {})
    deployment.journal.redactor.learn(str(found.get("SecretAccessKey", "")))
    deployment.journal.redactor.learn(str(found.get("SessionToken", "")))
    return {
        "aws_access_key_id": str(found.get("AccessKeyId", "")),
        "aws_secret_access_key": str(found.get("SecretAccessKey", "")),
        "aws_session_token": str(found.get("SessionToken", "")),
    }
