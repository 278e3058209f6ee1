"""Amazon Cognito: an app client, as DescribeUserPoolClient and its like tell it."""

import re

from suites.admin.answer import Answer
from suites.admin.aws import Aws
from suites.admin.model import RegisteredClient, Setting, Switch
from suites.admin.reading import has, names, on, readable
from suites.op.op import Op
from suites.targets.target import Target
from suites.verdicts.expect import Mismatch, NotRun

# The region is in the pool's id too, wherever the issuer is served.
ISSUER = re.compile(r"(?P<origin>https?://[^/]+)/(?P<pool>(?P<region>[a-z]{2}(-[a-z]+)+-\d)_\w+)/?")
AMAZON = re.compile(r"https://(issuer-)?cognito-idp\.(?P<rest>[a-z0-9-]+\.amazonaws\.com(\.cn)?)")


def read(op: Op) -> RegisteredClient:
    """Raises Mismatch if there is no such pool or client, NotRun without access."""
    target = op.target
    pool, region, url = pool_of(target)
    api = Aws(op, "cognito-idp", region=region, url=url)
    told = api.call("describe_user_pool", UserPoolId=pool)
    if told is None:
        raise missing_pool(op, pool)
    asked = {"UserPoolId": pool, "ClientId": target.client_id}
    found = api.call("describe_user_pool_client", **asked)
    if found is None:
        where = f"app client {target.client_id} of user pool {pool}"
        raise Mismatch("an app client of the pool", "there is none", where)
    pages = readable("Domain", lambda: domain(api, told.part("UserPool"), pool))
    return app_client(found.part("UserPoolClient"), pool, pages)


def missing_pool(op: Op, pool: str) -> Mismatch | NotRun:
    """The API says that there is no such pool: nowhere, or not in the account that was asked."""
    if op.discovery_reply().status == 200:
        return NotRun(
            f"User pool {pool} has a discovery document, but is in another AWS account than the "
            "credentials: use credentials of the account that it is in."
        )
    return Mismatch("a user pool", "there is none", f"user pool {pool}")


def pool_of(target: Target) -> tuple[str, str, str]:
    """Pool, region and URL of the API, all told by the issuer. Raises NotRun."""
    found = ISSUER.fullmatch(target.issuer)
    if found is None:
        raise NotRun(
            "OIDC_ISSUER does not name a user pool, so there is nothing to look up: write "
            "https://cognito-idp.REGION.amazonaws.com/POOL_ID."
        )
    amazon = AMAZON.fullmatch(found["origin"])
    url = target.admin.url or (f"https://cognito-idp.{amazon['rest']}" if amazon else "")
    if not url:
        raise NotRun(
            f"{found['origin']} is none of Amazon's, and gets no request that is signed with the "
            "credentials of an account there: OIDC_ADMIN_URL names the API of what imitates it."
        )
    return found["pool"], found["region"], url


def domain(api: Aws, pool: Answer, name: str) -> Switch:
    """The domain of a pool, its own or a prefix of Amazon's, and whether it serves pages yet."""
    place, domain = f"user pool {name}", pool.text("CustomDomain") or pool.text("Domain")
    if not domain:
        return Setting(name="Domain", value=False, told="none", right="a domain", place=place)
    told = api.call("describe_user_pool_domain", Domain=domain)
    status = told.part("DomainDescription").text("Status", "none") if told else "none"
    right = "ACTIVE"
    return Setting(
        name=f"status of {domain}", value=status == right, told=status, right=right, place=place
    )


def app_client(client: Answer, pool: str, login_pages: Switch) -> RegisteredClient:
    """An app client in our words; a list that is not there is an empty one."""
    existence = client.text("PreventUserExistenceErrors", "not set")
    return RegisteredClient(
        place=f"app client {client.text('ClientId')} of user pool {pool}",
        redirect_uris=names(client, "CallbackURLs"),
        post_logout_redirect_uris=names(client, "LogoutURLs"),
        has_secret=Setting(name="ClientSecret", value="ClientSecret" in client),
        flows={"pkce": (has(client, "AllowedOAuthFlows", "code"),)},
        enabled=(on(client, "AllowedOAuthFlowsUserPoolClient"),),
        scopes=names(client, "AllowedOAuthScopes"),
        identity_providers=names(client, "SupportedIdentityProviders"),
        readable_claims=names(client, "ReadAttributes"),
        token_revocation=on(client, "EnableTokenRevocation"),
        hides_users=Setting(
            name="PreventUserExistenceErrors",
            value=existence == "ENABLED",
            told=existence,
            right="ENABLED",
        ),
        login_pages=login_pages,
    )
