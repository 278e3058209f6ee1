"""A deployment under judgement: its variables, and how its cloud is asked."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from suites.services.forms import bucket_secrets, bucket_shown, mysql_at, redis_at
from suites.services.values import Values
from suites.services.variables import SECRETS, VARIABLES
from suites.targets.target import Target

# As long as SQS waits at most is twice this (ReceiveMessage).
LONGEST_WAIT_S = 10


@dataclass(frozen=True, kw_only=True)
class DeploymentTarget(Target):
    """What a container of W&B Server is started with.

    `role` is who its node is in its cloud, empty if nobody said so: the ARN of a role in AWS, the
    e-mail of a service account in Google Cloud. `webhook` is the URL by which a message is written
    to Slack, empty if none is to be. `event_wait_s` is for how long a queue is asked at
    once whether something comes. `cloud` are credentials, and other words of a session of boto3, in
    place of those that are found otherwise.
    """

    values_read: Values
    role: str = ""
    webhook: str = field(default="", repr=False)
    event_wait_s: int = LONGEST_WAIT_S
    cloud: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Everything that must reach no file."""
        told = [one.text for name, one in self.values_read.items() if name in SECRETS]
        if "BUCKET" in self.values_read:
            told += bucket_secrets(self.values_read["BUCKET"].text)
        for name, form in (("MYSQL", mysql_at), ("REDIS", redis_at)):
            if name in self.values_read:
                # Else it is in no form that it could be sent in.
                with suppress(ValueError):
                    told.append(form(self.values_read[name].text).password)
        keys = (
            "aws_secret_access_key",
            "aws_session_token",
            "google_access_token",
            "azure_client_secret",
        )
        told.append(self.webhook)
        return (*super().secrets, *told, *(self.cloud[key] for key in keys if key in self.cloud))

    @property
    def settings(self) -> dict[str, str]:
        """What a report shows of its settings, by variable; of a secret only whether it is set."""
        return {
            name: self._shown(name)
            for name in VARIABLES
            if name in self.values_read or name not in SECRETS
        }

    def _shown(self, name: str) -> str:
        value = self.values_read.get(name)
        if value is None:
            return "not set"
        if value.unread:
            return "set, and not known here"
        if name == "BUCKET":
            return bucket_shown(value.text)
        return "set" if name in SECRETS else value.text
