"""Who asks Google Cloud: whoever judges, by Application Default Credentials, or the node."""

import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from fakes.wire.client import HttpClient
from fakes.wire.errors import ExchangeError
from fakes.wire.purposes import Purpose
from suites.op.memory import remembered
from suites.services.deployment import Deployment
from suites.verdicts.expect import NotRun

SCOPE = "https://www.googleapis.com/auth/cloud-platform"
EMULATORS = {"storage": "STORAGE_EMULATOR_HOST", "pubsub": "PUBSUB_EMULATOR_HOST"}
INSTALL = "Google's credentials are found by google-auth: pip install 'ssoproof[gcp]'."
# Whoever is on no machine of Google waits for its metadata server in vain.
METADATA_S = 3.0


@dataclass(frozen=True, slots=True)
class Identity:
    """A bearer token (none for an emulator), and whose it is if that is a service account.

    `quota` is the project whose quota a person's requests count to; `sign` signs in the name of a
    service account whose key is here.
    """

    token: str = field(repr=False)
    email: str = ""
    quota: str = ""
    sign: Callable[[bytes], bytes] | None = field(default=None, repr=False)


def emulator_of(deployment: Deployment, service: str) -> str:
    """The URL of an emulator by its usual variable; empty for Google's own."""
    told = "" if deployment.target.cloud else os.environ.get(EMULATORS.get(service, ""), "")
    return told if "://" in told or not told else f"http://{told}"


@remembered
def judge_of(deployment: Deployment) -> Identity:
    """Whoever judges. Raises NotRun if no credentials are found, or if they are refused."""
    ours = deployment.target.cloud
    if ours and "google_access_token" not in ours:
        raise NotRun("This deployment of the harness has no account of Google Cloud.")
    if ours:
        return Identity(ours["google_access_token"])
    try:
        import google.auth
        import google.auth.exceptions
    except ImportError:
        raise NotRun(INSTALL) from None
    try:
        with warnings.catch_warnings(action="ignore"), speaking(deployment.http) as request:
            found, _ = google.auth.default(scopes=[SCOPE], request=request)
            found.refresh(request)
    except (google.auth.exceptions.GoogleAuthError, OSError, ValueError) as error:
        told = " ".join(str(error.args[0] if error.args else error).split())
        raise NotRun(
            f"Google's credentials: {deployment.journal.redactor.text(told).rstrip('.')}. Set "
            "GOOGLE_APPLICATION_CREDENTIALS, or run gcloud auth application-default login."
        ) from None
    return identity_of(found)


def identity_of(found: Any) -> Identity:
    """Who credentials of Google's library are; only a key that is here signs without asking IAM."""
    email = str(getattr(found, "service_account_email", "") or "")
    quota = str(getattr(found, "quota_project_id", "") or "")
    from google.oauth2 import service_account

    has_key = isinstance(found, service_account.Credentials)
    return Identity(str(found.token), email, quota, found.sign_bytes if has_key else None)


@contextmanager
def speaking(http: HttpClient) -> Iterator["Speaking"]:
    """Inside, Google's library speaks through our client: recorded, redacted, bounded.

    The metadata server of a machine has no TLS, and answers at once or never.
    """
    seconds = min(METADATA_S, http.connection.timeout_s)
    briefly = HttpClient(replace(http.connection, timeout_s=seconds), http.journal)
    try:
        yield Speaking(http, briefly)
    finally:
        briefly.close()


class Speaking:
    """What sends the requests of Google's library: `briefly` those to the metadata server."""

    def __init__(self, http: HttpClient, briefly: HttpClient) -> None:
        self._http, self._briefly = http, briefly

    def __call__(
        self, url: str, method: str = "GET", body: Any = None, headers: Any = None, **_: Any
    ) -> "Answered":
        """One exchange. Raises Google's TransportError if no complete response came."""
        from google.auth.exceptions import TransportError

        http = self._briefly if url.startswith("http://") else self._http
        text = body.decode("utf-8") if isinstance(body, bytes) else body or ""
        try:
            reply = http.send(
                method,
                url,
                purpose=Purpose.CLOUD_API,
                detail="credentials",
                headers=list((headers or {}).items()),
                body=text,
            )
        except ExchangeError as error:
            raise TransportError(str(error)) from error
        return Answered(reply.status, dict(reply.headers), reply.body)


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as Google's library reads it."""

    status: int
    headers: dict[str, str]
    data: bytes
