"""What Azure Resource Manager alone tells: how the account is set up, and what Event Grid sends.

Asked by a service principal, told by the variables that Azure's own libraries take.
"""

import os
from urllib.parse import urlsplit

from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.op.memory import remembered
from suites.services.azure.account import account_name
from suites.services.clouds.reading import (
    Told,
    answer_in,
    objects_listed,
    part,
    said,
    text,
)
from suites.services.deployment import Deployment
from suites.verdicts.expect import NotChosen, NotRun, is_breakdown

MANAGEMENT = "https://management.azure.com"
LOGIN = "https://login.microsoftonline.com"
VARIABLES = ("AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET")
UNNAMED = (
    "How the account is set up, and what Event Grid sends, is told to a service principal alone: "
    f"set {', '.join(VARIABLES)}."
)
STORAGE, EVENT_GRID, SUBSCRIPTIONS = "2023-01-01", "2022-06-15", "2022-12-01"
MOST_PAGES = 20


@remembered
def management_token(deployment: Deployment) -> str:
    """The access token of the service principal. Raises NotChosen if none is set, NotRun."""
    ours = deployment.target.cloud
    told = [ours.get(name.lower(), "") if ours else os.environ.get(name, "") for name in VARIABLES]
    if not all(told):
        raise NotChosen(UNNAMED)
    tenant, client, secret = told
    deployment.journal.redactor.learn(secret)
    form = [
        ("grant_type", "client_credentials"),
        ("client_id", client),
        ("client_secret", secret),
        ("scope", f"{MANAGEMENT}/.default"),
    ]
    url = f"{LOGIN}/{tenant}/oauth2/v2.0/token"
    reply = deployment.http.send("POST", url, purpose=Purpose.CLOUD_API, form=form)
    found = answer_in(reply, "The token of the service principal", "Azure")
    token = text(found, "access_token")
    if reply.status != 200 or not token:
        why = text(found, "error_description").partition("\r\n")[0] or f"HTTP {reply.status}"
        raise NotRun(f"The service principal gets no token: {why}")
    deployment.journal.redactor.learn(token)
    return token


def pages_of(deployment: Deployment, url: str, action: str) -> list[Told]:
    """The members of a list, page after page, of Resource Manager alone. Raises NotRun."""
    found: list[Told] = []
    for _ in range(MOST_PAGES):
        url = page_at(url, action)
        token = management_token(deployment)
        reply = deployment.http.send(
            "GET",
            url,
            purpose=Purpose.CLOUD_API,
            detail=action,
            headers=[("authorization", f"Bearer {token}")],
        )
        if reply.status != 200:
            raise NotRun(refusal_told(reply, action))
        told = answer_in(reply, action, "Azure")
        found += objects_listed(told, "value")
        following = text(told, "nextLink")
        if not following:
            return found
        url = following
    raise NotRun(f"{action}: the list does not end.")


def page_at(link: str, action: str) -> str:
    """The URL of a page of Resource Manager, which may be told with its port. Raises NotRun."""
    try:
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError:
        host = None
    if host != urlsplit(MANAGEMENT).hostname:
        raise NotRun(f"{action}: the list is elsewhere, where no token is sent.")
    return f"{MANAGEMENT}{parts.path}?{parts.query}"


def refusal_told(reply: Reply, action: str) -> str:
    """What Resource Manager said in place of an answer, and what to allow."""
    if is_breakdown(reply.status):
        return f"{action}: Azure answered HTTP {reply.status}, which decides nothing."
    told = f"{action} was refused with HTTP {reply.status}: {said(reply)}".rstrip(": ")
    return f"{told}. Allow it to the service principal of AZURE_CLIENT_ID."


@remembered
def storage_account(deployment: Deployment) -> Told:
    """The account as a resource. Raises NotChosen, NotRun if the principal sees none."""
    name, action = account_name(deployment), "Microsoft.Storage/storageAccounts/read"
    listed = f"{MANAGEMENT}/subscriptions?api-version={SUBSCRIPTIONS}"
    for one in pages_of(deployment, listed, "Microsoft.Resources/subscriptions/read"):
        path = f"/subscriptions/{text(one, 'subscriptionId')}/providers/Microsoft.Storage"
        url = f"{MANAGEMENT}{path}/storageAccounts?api-version={STORAGE}"
        for account in pages_of(deployment, url, action):
            if text(account, "name") == name:
                return account
    raise NotRun(f"{action}: the service principal sees no storage account {name}.")


@remembered
def event_subscriptions(deployment: Deployment) -> list[Told]:
    """What Event Grid sends of the account: `properties` of each subscription. Raises NotRun.

    Some hang at the account itself, and those that the portal makes at a system topic of it.
    """
    account = text(storage_account(deployment), "id")
    own, kind = account.split("/resource", 1)[0], "providers/Microsoft.EventGrid"
    topics = f"{MANAGEMENT}{own}/{kind}/systemTopics?api-version={EVENT_GRID}"
    action = "Microsoft.EventGrid/systemTopics/read"
    system = [
        text(one, "id")
        for one in pages_of(deployment, topics, action)
        if text(part(one, "properties"), "source").lower() == account.lower()
    ]
    found: dict[str, Told] = {}
    for place in (f"{account}/{kind}", *system):
        url = f"{MANAGEMENT}{place}/eventSubscriptions?api-version={EVENT_GRID}"
        for one in pages_of(deployment, url, "Microsoft.EventGrid/eventSubscriptions/read"):
            found[text(one, "id")] = part(one, "properties")
    return list(found.values())
