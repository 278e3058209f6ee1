"""What the role of the node may do, as IAM simulates it."""

from collections.abc import Sequence

from suites.services.aws import told_by_aws
from suites.services.deployment import Deployment
from suites.verdicts.expect import NotChosen

UNNAMED = (
    "Nobody said which role the node of W&B Server has: --assume-role ARN, or assume_role of "
    "[[deployment]]."
)


def denied_to_node(
    deployment: Deployment, actions: Sequence[str], resources: Sequence[str]
) -> list[str]:
    """Those of the actions that the role of the node may not do on one of the resources.

    Raises NotChosen if nobody named the role, NotRun if IAM does not tell.
    """
    if not deployment.target.role:
        raise NotChosen(UNNAMED)
    told = told_by_aws(
        deployment,
        "iam",
        "simulate_principal_policy",
        PolicySourceArn=deployment.target.role,
        ActionNames=list(actions),
        ResourceArns=list(resources),
    )
    return [
        str(one.get("EvalActionName"))
        for one in told.get("EvaluationResults", [])
        if one.get("EvalDecision") != "allowed"
    ]
