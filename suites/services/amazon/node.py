"""What the role of the node may do, as IAM simulates it.

IAM simulates the policies of a role alone: not those of a bucket or a queue, and no condition
whose value it was not told (SimulatePrincipalPolicy).
"""

from collections.abc import Callable, Sequence

from suites.services.amazon.aws import told_by_aws
from suites.services.amazon.policy import Policy
from suites.services.deployment import Deployment
from suites.verdicts.expect import NotChosen, NotRun

UNNAMED = (
    "Nobody said which role the node of W&B Server has: --assume-role ARN, or assume_role of "
    "[[deployment]]."
)


def denied_to_node(
    deployment: Deployment,
    actions: Sequence[str],
    resources: Sequence[str],
    policy: Callable[[], Policy],
) -> list[str]:
    """Those of the actions that the role of the node may not do on one of the resources.

    `policy` reads what the resource itself says of who may do what. Raises NotChosen if nobody
    named the role, NotRun if IAM does not tell.
    """
    role = deployment.target.role
    if not role:
        raise NotChosen(UNNAMED)
    told = told_by_aws(
        deployment,
        "iam",
        "simulate_principal_policy",
        PolicySourceArn=role,
        ActionNames=list(actions),
        ResourceArns=list(resources),
    )
    refused = [
        one for one in told.get("EvaluationResults", []) if one.get("EvalDecision") != "allowed"
    ]
    missing = {key for one in refused for key in one.get("MissingContextValues", [])}
    if missing:
        keys = ", ".join(sorted(map(str, missing)))
        raise NotRun(f"Policies of {role} have conditions that IAM does not simulate: {keys}.")
    implicit = any(one.get("EvalDecision") == "implicitDeny" for one in refused)
    if implicit and policy().names(role):
        raise NotRun(f"The policy of the resource names {role}, which IAM does not simulate.")
    return [str(one.get("EvalActionName")) for one in refused]
