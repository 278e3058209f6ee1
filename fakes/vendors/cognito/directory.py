"""User pools, their clients and users, kept by moto, so that boto3 sets them up as it would at AWS.

moto is asked in this process and patched into nothing. Each directory is an account of its own.
"""

import itertools
import json
import weakref
from typing import Any

from fakes.engine.model import Client, User

REGION = "us-east-1"
HOST = f"cognito-idp.{REGION}.amazonaws.com"
ACCOUNTS = itertools.count(100_000_000_001)
# What AssociateSoftwareToken tells everybody here.
TOTP_SECRET = "asdfasdfasdf"  # noqa: S105 - of a fake
RESPONSE_TYPES = {"code": "code", "implicit": "token"}
VERIFIED = ("email_verified", "phone_number_verified")
# Settings of an app client for which the engine has no word, and what they are if nobody says.
KEPT = {
    "AllowedOAuthFlowsUserPoolClient": False,
    "EnableTokenRevocation": True,
    "ReadAttributes": [],
    "SupportedIdentityProviders": [],
}


class Directory:
    """One account: what boto3 creates in it, and what a provider serves."""

    def __init__(self) -> None:
        from moto.cognitoidp.models import cognitoidp_backends
        from moto.core.botocore_stubber import BotocoreStubber

        self.account = str(next(ACCOUNTS))
        self._backend = cognitoidp_backends[self.account][REGION]
        self._process = BotocoreStubber().process_request
        weakref.finalize(self, cognitoidp_backends.pop, self.account, None)

    def answer(self, target: str, body: bytes) -> tuple[int, dict[str, Any]]:
        """Status and JSON of one call of the API; `target` is the header X-Amz-Target."""
        from botocore.awsrequest import AWSPreparedRequest
        from botocore.compat import HTTPHeaders

        headers = HTTPHeaders()
        headers["X-Amz-Target"] = target
        headers["Content-Type"] = "application/x-amz-json-1.1"
        headers["x-moto-account-id"] = self.account
        request = AWSPreparedRequest("POST", f"https://{HOST}/", headers, body, False)
        try:
            answer = self._process(request)
        except NotImplementedError as error:
            return 400, {"__type": "UnknownOperationException", "message": str(error)}
        if answer is None:
            raise LookupError(f"moto knows nobody who answers for {HOST}")
        status, _, told = answer
        return status, json.loads(told or "{}")

    @property
    def pools(self) -> list[str]:
        return list(self._backend.user_pools)

    def domain(self, pool: str) -> str:
        """The prefix of the pool's domain, or a domain of its own; empty without any."""
        found = self._backend.user_pools[pool].domain
        return found.domain if found else ""

    def clients(self, pool: str) -> dict[str, Client]:
        """The app clients of a pool by id."""
        kept = self._backend.user_pools[pool].clients.values()
        return {one.id: client_of(one.to_json(extended=True)) for one in kept}

    def mfa(self, pool: str) -> str:
        """Whether a second factor is asked for: OFF, OPTIONAL, or ON."""
        return str(self._backend.user_pools[pool].mfa_config)

    def users(self, pool: str) -> dict[str, User]:
        """Who can log in, by every name that they log in with.

        A temporary password has to be changed first, which nobody can do here.
        """
        kept = self._backend.user_pools[pool]
        aliases = kept.extended_config.get("UsernameAttributes") or ()
        found: dict[str, User] = {}
        for one in kept.users.values():
            if not one.enabled or one.status != "CONFIRMED" or not one.password:
                continue
            claims = claims_of(one.attribute_lookup)
            user = User(
                username=one.username,
                password=one.password,
                claims=claims,
                totp_secret=TOTP_SECRET if one.software_token_mfa_enabled else "",
            )
            names = [one.attribute_lookup.get(alias) for alias in aliases] or [one.username]
            found |= {name: user for name in names if name}
        return found

    def seed(self, pool: str, domain: str, clients: list[Client], users: list[User]) -> None:
        """Creates what there was before anybody used the API, under the ids that it had."""
        backend = self._backend
        made = backend.create_user_pool("ssoproof", {})
        made.id = move(backend.user_pools, made.id, pool)
        if domain:
            backend.create_user_pool_domain(pool, domain)
        for client in clients:
            one = backend.create_user_pool_client(pool, bool(client.secret), settings_of(client))
            one.id, one.secret = move(made.clients, one.id, client.client_id), client.secret
        for user in users:
            attributes = attributes_of(user.claims)
            kept = backend.admin_create_user(pool, user.username, "", user.password, attributes)
            backend.admin_confirm_sign_up(pool, user.username)
            kept.update_attributes(attributes)


def move(owner: dict[str, Any], name: str, other: str) -> str:
    """Lets a thing that moto named be found under another name. Returns that name."""
    owner[other] = owner.pop(name)
    return other


def settings_of(client: Client) -> dict[str, Any]:
    """An app client as CreateUserPoolClient takes it."""
    flows = [flow for flow, kind in RESPONSE_TYPES.items() if kind in client.response_types]
    return {
        "ClientName": "application",
        "CallbackURLs": list(client.redirect_uris),
        "LogoutURLs": list(client.post_logout_redirect_uris),
        "AllowedOAuthFlows": flows,
        "AllowedOAuthFlowsUserPoolClient": True,
        "AllowedOAuthScopes": list(client.scopes),
        "SupportedIdentityProviders": ["COGNITO"],
        "EnableTokenRevocation": True,
        "PreventUserExistenceErrors": "ENABLED",
    }


def client_of(settings: dict[str, Any]) -> Client:
    """The client that DescribeUserPoolClient describes."""
    flows = settings.get("AllowedOAuthFlows") or ()
    return Client(
        client_id=settings["ClientId"],
        redirect_uris=tuple(settings.get("CallbackURLs") or ()),
        post_logout_redirect_uris=tuple(settings.get("LogoutURLs") or ()),
        response_types=tuple(RESPONSE_TYPES[one] for one in flows if one in RESPONSE_TYPES),
        scopes=tuple(settings.get("AllowedOAuthScopes") or ()),
        secret=settings.get("ClientSecret", ""),
        metadata={name: settings.get(name, value) for name, value in KEPT.items()},
    )


def attributes_of(claims: dict[str, Any]) -> list[dict[str, str]]:
    """Claims as the attributes of a user, which are strings."""
    return [{"Name": name, "Value": written(value)} for name, value in claims.items()]


def written(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def claims_of(attributes: dict[str, str]) -> dict[str, Any]:
    """The attributes of a user as claims."""
    return {name: read(name, value) for name, value in attributes.items()}


def read(name: str, value: str) -> Any:
    """Of the attributes few are anything but text (Core section 5.1)."""
    if name in VERIFIED:
        return value.lower() == "true"
    if name == "updated_at" and value.isdigit():
        return int(value)
    if name == "address":
        return json.loads(value) if value.startswith("{") else {"formatted": value}
    return value
