"""Okta's custom authorization servers: whether one lets a client have tokens."""

from urllib.parse import quote

from suites.admin.answer import Answer
from suites.admin.model import Setting, Switch
from suites.admin.rest import AdminApi
from suites.op.memory import remembered
from suites.targets.target import Target
from suites.verdicts.expect import NotRun

SERVERS = "/api/v1/authorizationServers"
GRANT_TYPES = {"pkce": "authorization_code", "implicit": "implicit"}
MOST_POLICIES = 5


@remembered
def server_of(api: AdminApi, server: str) -> Answer | None:
    """A custom authorization server, if there is one of this id. Raises NotRun, Busy."""
    what = f"authorization server {server}"
    return api.read(f"{SERVERS}/{quote(server)}", what)


def access_policy(api: AdminApi, target: Target, server: str) -> Switch:
    """Whether a rule of a policy allows the client's grant type. Raises NotRun, Busy."""
    found = server_of(api, server)
    status = found.text("status") if found is not None else "there is none"
    if status != "ACTIVE":
        place = f"authorization server {server}"
        return Setting(name="status", value=False, told=status, right="ACTIVE", place=place)
    grant_type = GRANT_TYPES[target.auth_method]
    path = f"{SERVERS}/{quote(server)}/policies"
    policies = api.read_all(path, f"access policies of authorization server {server}")
    for_client = [one for one in policies if is_for(one, target.client_id)]
    allowed = any(
        allows(rule, grant_type)
        for policy in for_client[:MOST_POLICIES]
        for rule in api.read_all(
            f"{path}/{quote(policy.text('id'), safe='')}/rules", "rules of an access policy"
        )
    )
    if not allowed and len(for_client) > MOST_POLICIES:
        raise NotRun(
            f"None of the first {MOST_POLICIES} access policies for the client at authorization "
            f"server {server} has a rule for {grant_type}; the others were not looked at."
        )
    told = "no active rule allows it" if for_client else "no active policy is for the client"
    return Setting(
        name="access policies",
        place=f"authorization server {server}",
        value=allowed,
        told=told,
        right=f"a policy for the client, and a rule for {grant_type}",
    )


def is_for(policy: Answer, client_id: str) -> bool:
    """Whether an access policy is on, and for this client."""
    clients = policy.part_if_any("conditions").part_if_any("clients").texts("include")
    return policy.text("status") == "ACTIVE" and bool({"ALL_CLIENTS", client_id} & set(clients))


def allows(rule: Answer, grant_type: str) -> bool:
    """Whether a rule is on, and for this grant type; one that names none is for all."""
    named = rule.part_if_any("conditions").part_if_any("grantTypes").texts("include")
    return rule.text("status") == "ACTIVE" and (not named or grant_type in named)
