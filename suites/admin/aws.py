"""AWS's admin APIs, asked by its own client with the credentials of an administrator."""

from collections.abc import Mapping

from fakes.wire.amazon import speak_through
from fakes.wire.purposes import Purpose
from suites.admin.answer import Answer
from suites.op.op import Op
from suites.verdicts.expect import NotRun

NO_ACCESS = (
    "AccessDeniedException", "UnrecognizedClientException", "InvalidSignatureException",
    "ExpiredTokenException", "MissingAuthenticationTokenException", "IncompleteSignature",
)  # fmt: skip


class Aws:
    """One of AWS's APIs, asked with the credentials of the target, else with those boto3 finds."""

    def __init__(self, op: Op, service: str, *, region: str, url: str) -> None:
        """Raises NotRun if boto3 cannot be set up, such as for a profile that does not exist."""
        import boto3
        from botocore.config import Config
        from botocore.exceptions import BotoCoreError

        self._op = op
        self._service = service
        try:
            self._client = boto3.Session(**aws_credentials(op.target.admin.token)).client(
                service,
                region_name=region,
                endpoint_url=url,
                config=Config(retries={"total_max_attempts": 1}, inject_host_prefix=False),
            )
        except BotoCoreError as error:
            raise NotRun(f"boto3 cannot be set up: {error}") from error
        speak_through(op.http, self._client, Purpose.ADMIN_API)

    def call(self, operation: str, **parameters: str) -> Answer | None:
        """The answer of a reading operation such as `describe_user_pool`; None if nothing is there.

        Raises NotRun without credentials or permission, and if the API answers in another way.
        """
        from botocore.exceptions import BotoCoreError, ClientError

        action = self._client.meta.method_to_api_mapping[operation]
        try:
            return Answer(getattr(self._client, operation)(**parameters), action)
        except ClientError as error:
            told = error.response["Error"]
            if told["Code"] == "ResourceNotFoundException":
                return None
            raise NotRun(self._refused(action, told)) from error
        except BotoCoreError as error:
            raise NotRun(
                f"{action} could not be asked: {error}. boto3 needs credentials that may call "
                f"{self._service}:{action} (AWS_PROFILE, or AWS_ACCESS_KEY_ID and "
                "AWS_SECRET_ACCESS_KEY)."
            ) from error
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            # botocore trusts what it parses to be AWS's own.
            raise NotRun(f"{action} was answered in a form that is none of AWS's.") from error

    def _refused(self, action: str, told: Mapping[str, object]) -> str:
        said = f"{action} was refused with {told['Code']}: {told['Message']}"
        if told["Code"] not in NO_ACCESS:
            return said
        return f"{said}. Allow the credentials that boto3 finds {self._service}:{action}."


def aws_credentials(token: str) -> dict[str, str]:
    """Credentials that a target names itself: key id, secret key, and a session's token if any."""
    names = ("aws_access_key_id", "aws_secret_access_key", "aws_session_token")
    return dict(zip(names, token.split(":", 2), strict=False)) if token else {}
