"""The service account that the node of the server runs as, and what it signs."""

from base64 import b64decode, b64encode

from suites.op.memory import remembered
from suites.services.clouds.reading import text
from suites.services.deployment import Deployment
from suites.services.google.api import RefusedByApi, answer_of_google
from suites.services.google.credentials import SCOPE, Identity, emulator_of, judge_of
from suites.verdicts.expect import NotApplicable, NotChosen, NotRun

UNNAMED = (
    "Nobody said which service account the node of W&B Server runs as: --assume-role EMAIL, or "
    "assume_role of [[deployment]]."
)
ACCOUNTS = "v1/projects/-/serviceAccounts"
SIGN = "iam.serviceAccounts.signBlob"


def node_at(deployment: Deployment, service: str) -> Identity:
    """The node, as a service of Google knows it.

    Raises NotApplicable at an emulator, which knows nobody, and as `node_of`.
    """
    if emulator_of(deployment, service):
        raise NotApplicable("An emulator lets everybody do everything: there is no node.")
    return node_of(deployment)


@remembered
def node_of(deployment: Deployment) -> Identity:
    """The node. Raises NotChosen if nobody named it, NotRun if it may not be asked in its place."""
    email = deployment.target.role
    if not email:
        raise NotChosen(UNNAMED)
    if "@" not in email:
        raise NotRun(f"--assume-role {email}: a service account is named by its e-mail.")
    told = answer_of_google(
        deployment,
        "POST",
        "iamcredentials",
        f"{ACCOUNTS}/{email}:generateAccessToken",
        action="iam.serviceAccounts.getAccessToken",
        body={"scope": [SCOPE], "lifetime": "600s"},
    )
    token = text(told, "accessToken")
    if not token:
        raise NotRun(f"iam.serviceAccounts.getAccessToken gave no token of {email}.")
    deployment.journal.redactor.learn(token)
    return Identity(token, email)


def signed_as(deployment: Deployment, identity: Identity, payload: bytes) -> bytes:
    """The signature of a service account. Raises RefusedByApi if it may not sign, NotRun."""
    told = answer_of_google(
        deployment,
        "POST",
        "iamcredentials",
        f"{ACCOUNTS}/{identity.email}:signBlob",
        action=SIGN,
        by=identity,
        body={"payload": b64encode(payload).decode()},
        refused=[403],
    )
    try:
        found = b64decode(text(told, "signedBlob"), validate=True)
    except ValueError:
        found = b""
    if not found:
        raise NotRun(f"{SIGN} was answered in a form that is none of Google's.")
    return found


def signer_of(deployment: Deployment) -> Identity:
    """Whoever presigns URLs: the node, else whoever judges if that is a service account.

    An emulator looks at no signature. Raises NotChosen if there is none.
    """
    if emulator_of(deployment, "storage"):
        return Identity("", "emulator@ssoproof", sign=lambda payload: payload[:16])
    if deployment.target.role:
        return node_of(deployment)
    judge = judge_of(deployment)
    if not judge.email:
        raise NotChosen(UNNAMED)
    return judge


def signature(deployment: Deployment, identity: Identity, payload: bytes) -> bytes:
    """The signature of a payload, by a key that is here or by IAM. Raises NotRun."""
    if identity.sign is not None:
        return identity.sign(payload)
    try:
        return signed_as(deployment, identity, payload)
    except RefusedByApi as error:
        told = f"{SIGN} was refused to {identity.email}: {error}."
        raise NotRun(told, judge="google/node-signs") from None
