"""The Cognito-like fake set up by boto3, as one sets up the product: real sockets, real client."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fakes.people import APPLICATION
from fakes.running import RunningFake
from fakes.user.login import Credentials, FormDriver
from fakes.vendors.cognito import Vendor
from suites.harness.given.an_application import Application, error_of
from suites.harness.given.runs import ROOT
from suites.op.op import Op
from suites.targets.embedded import target_of
from suites.targets.target import Target
from suites.verdicts.expect import Mismatch

REGION = "us-east-1"
CALLBACK = f"{APPLICATION}/oidc/callback"
CLIENT = {
    "ClientName": "wandb",
    "AllowedOAuthFlows": ["code"],
    "AllowedOAuthFlowsUserPoolClient": True,
    "AllowedOAuthScopes": ["openid", "profile", "email"],
    "CallbackURLs": [CALLBACK],
    "LogoutURLs": [APPLICATION],
    "SupportedIdentityProviders": ["COGNITO"],
}
CAROL = Credentials("carol", "A-long-Passw0rd!")


@pytest.fixture
def fake() -> Iterator[RunningFake]:
    with RunningFake("cognito", loopback="http") as running:
        yield running


@pytest.fixture
def api(fake: RunningFake) -> Iterator[Any]:
    with closing(api_of(fake)) as client:
        yield client


def api_of(fake: RunningFake) -> Any:
    """boto3's client, as anybody would make it."""
    import boto3

    return boto3.client(
        "cognito-idp",
        endpoint_url=fake.provider.base,
        region_name=REGION,
        aws_access_key_id="any",
        aws_secret_access_key="any",  # noqa: S106 - the fake takes any
    )


def cognito(fake: RunningFake) -> Vendor:
    """The provider that answers, with its directory."""
    assert isinstance(fake.provider, Vendor)
    return fake.provider


def new_pool(api: Any, domain: str = "another-team") -> str:
    pool: str = api.create_user_pool(PoolName="another")["UserPool"]["Id"]
    if domain:
        api.create_user_pool_domain(UserPoolId=pool, Domain=domain)
    return pool


def new_client(api: Any, pool: str, **changes: Any) -> dict[str, Any]:
    told = api.create_user_pool_client(UserPoolId=pool, **CLIENT | changes)
    client: dict[str, Any] = told["UserPoolClient"]
    return client


def new_user(api: Any, pool: str, *, permanent: bool = True) -> None:
    attributes = {"email": "carol@example.com", "email_verified": "true", "name": "Carol"}
    api.admin_create_user(
        UserPoolId=pool,
        Username=CAROL.username,
        UserAttributes=[{"Name": name, "Value": value} for name, value in attributes.items()],
    )
    api.admin_set_user_password(
        UserPoolId=pool, Username=CAROL.username, Password=CAROL.password, Permanent=permanent
    )


def log_in(fake: RunningFake, pool: str, client: dict[str, Any]) -> dict[str, Any]:
    """The claims of the ID Token that carol gets. Raises Mismatch if she gets none."""
    target = target_of(fake, "made", "pkce").changed(
        issuer=f"{fake.provider.base}/{pool}",
        client_id=client["ClientId"],
        client_secret=client.get("ClientSecret", ""),
        username=CAROL.username,
        password=CAROL.password,
    )
    return claims_of(target)


def claims_of(target: Target) -> dict[str, Any]:
    """The claims of the ID Token that the target's user gets. Raises Mismatch."""
    op = Op.at(target, FormDriver())
    try:
        return dict(op.attempt().id_token.claims)
    finally:
        op.close()


def test_a_pool_a_client_and_a_user_made_by_boto3_can_log_in(fake: RunningFake, api: Any) -> None:
    pool = new_pool(api)
    client = new_client(api, pool)
    new_user(api, pool)
    claims = log_in(fake, pool, client)
    subject = api.admin_get_user(UserPoolId=pool, Username="carol")["UserAttributes"]
    assert {"Name": "sub", "Value": claims["sub"]} in subject
    assert claims["iss"] == f"{fake.provider.base}/{pool}"
    assert claims["email"] == "carol@example.com"
    assert claims["email_verified"] is True


def test_a_client_with_a_secret_whose_user_logs_in_by_email(fake: RunningFake, api: Any) -> None:
    pool = api.create_user_pool(PoolName="mail", UsernameAttributes=["email"])["UserPool"]["Id"]
    api.create_user_pool_domain(UserPoolId=pool, Domain="by-mail")
    client = new_client(api, pool, GenerateSecret=True)
    mail = {"UserPoolId": pool, "Username": "dave@example.com"}
    api.admin_create_user(**mail)
    api.admin_set_user_password(**mail, Password=CAROL.password, Permanent=True)
    target = target_of(fake, "mail", "pkce").changed(
        issuer=f"{fake.provider.base}/{pool}",
        client_id=client["ClientId"],
        client_secret=client["ClientSecret"],
        username="dave@example.com",
        password=CAROL.password,
    )
    assert claims_of(target)["email"] == "dave@example.com"


def test_users_of_one_pool_are_not_users_of_another(fake: RunningFake, api: Any) -> None:
    pool = new_pool(api)
    new_user(api, cognito(fake).pool)
    with pytest.raises(Mismatch, match="Incorrect username or password"):
        log_in(fake, pool, new_client(api, pool))
    log_in(fake, cognito(fake).pool, new_client(api, cognito(fake).pool))


def test_a_temporary_password_logs_nobody_in(fake: RunningFake, api: Any) -> None:
    pool = cognito(fake).pool
    new_user(api, pool, permanent=False)
    with pytest.raises(Mismatch, match="Incorrect username or password"):
        log_in(fake, pool, new_client(api, pool))


def test_each_running_fake_is_an_account_of_its_own(api: Any) -> None:
    new_pool(api)
    with RunningFake("cognito", loopback="http") as fake, closing(api_of(fake)) as other:
        assert len(other.list_user_pools(MaxResults=10)["UserPools"]) == 1


def test_what_there_was_before_the_first_call_is_what_the_api_tells(
    fake: RunningFake, api: Any
) -> None:
    provider = cognito(fake)
    application, other = provider.clients.values()
    told = api.describe_user_pool_client(UserPoolId=provider.pool, ClientId=other.client_id)
    assert told["UserPoolClient"]["ClientSecret"] == other.secret
    kept = provider.clients[application.client_id]
    assert replace(kept, metadata={}) == application
    with Application(fake) as app:
        app.tokens()


def test_a_domain_is_given_and_taken(fake: RunningFake, api: Any) -> None:
    pool = cognito(fake).pool
    api.delete_user_pool_domain(UserPoolId=pool, Domain="wandb-acme")
    assert "/authorize" not in "".join(fake.provider.table)
    api.create_user_pool_domain(UserPoolId=pool, Domain="wandb-new")
    with Application(fake) as app:
        assert app.tokens()["id_token"]


def test_under_its_own_names_each_domain_has_its_host() -> None:
    with RunningFake("cognito") as fake:
        provider = cognito(fake)
        directory = provider.directory = provider.new_directory()
        directory.answer(
            "AWSCognitoIdentityProviderService.CreateUserPoolDomain",
            f'{{"UserPoolId": "{provider.pool}", "Domain": "wandb-new"}}'.encode(),
        )
        provider.follow()
        directory.answer(
            "AWSCognitoIdentityProviderService.DeleteUserPoolDomain",
            f'{{"UserPoolId": "{provider.pool}", "Domain": "wandb-acme"}}'.encode(),
        )
        provider.follow()
        with Application(fake) as app:
            assert app.authorization_endpoint.startswith(
                f"https://wandb-new.auth.{REGION}.amazoncognito.com/"
            )
            assert app.tokens()["id_token"]


@pytest.mark.parametrize(
    ("settings", "location"),
    [
        (
            {"AllowedOAuthFlowsUserPoolClient": False},
            "/error?error=Client+is+not+enabled+for+OAuth2.0+flows.&client_id=CLIENT",
        ),
        ({"SupportedIdentityProviders": ["Okta"]}, "/error?error=invalid_request&client_id=CLIENT"),
        ({"CallbackURLs": [CALLBACK + "/"]}, "/error?error=redirect_mismatch&client_id=CLIENT"),
        ({"AllowedOAuthFlows": ["implicit"]}, f"{CALLBACK}?error=unauthorized_client&state=s"),
        (
            {"AllowedOAuthScopes": ["openid", "email"]},
            f"{CALLBACK}?error_description=invalid_scope&state=s&error=invalid_request",
        ),
    ],
)
def test_wrong_settings_of_a_client_are_answered_as_the_product_does(
    fake: RunningFake, api: Any, settings: dict[str, Any], location: str
) -> None:
    with Application(fake) as app:
        updated(api, fake, **settings)
        found = app.ask(state="s").header("location")
        expected = location.replace("CLIENT", app.setup.client_id)
        assert found.removeprefix(fake.provider.base) == expected


def updated(api: Any, fake: RunningFake, **settings: Any) -> None:
    """Changes the application's own client."""
    application = next(iter(fake.provider.clients))
    api.update_user_pool_client(UserPoolId=cognito(fake).pool, ClientId=application, **settings)


def test_unreadable_attributes_spoil_the_token_request(fake: RunningFake, api: Any) -> None:
    updated(api, fake, ReadAttributes=["email", "name"])
    with Application(fake) as app:
        assert error_of(app.exchange()) == (400, "invalid_grant", "")
    updated(api, fake, ReadAttributes=["email", "email_verified"])
    with Application(fake) as app:
        claims = json.loads(app.userinfo(app.tokens()["access_token"]).body)
        assert set(claims) == {"sub", "username", "email", "email_verified"}


def test_tokens_are_not_revoked_where_that_is_off(fake: RunningFake, api: Any) -> None:
    updated(api, fake, EnableTokenRevocation=False)
    with Application(fake) as app:
        token, client = app.tokens()["refresh_token"], app.setup.client_id
        reply = app.post("revocation", token=token, client_id=client)
        assert error_of(reply) == (400, "invalid_request", "")


def test_a_run_of_the_provider_suite_imports_neither_moto_nor_boto3(tmp_path: Path) -> None:
    chosen = ["--target", "cognito", "--check", "flow/login", "--report-dir", str(tmp_path)]
    code = (
        "import sys, pytest\n"
        f"ended = pytest.main(['suites/oidc', '-p', 'no:cacheprovider', *{chosen}])\n"
        "print(int(ended), [name for name in ('moto', 'botocore') if name in sys.modules])"
    )
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "0 []"
