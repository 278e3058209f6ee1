"""Cognito's API for administrators, and the user pools that it makes."""

import json
from dataclasses import replace
from functools import cached_property
from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Route
from fakes.engine.provider import Provider
from fakes.vendors.cognito.directory import Directory
from fakes.vendors.cognito.tokens import uuid_of
from fakes.wire.request import Request

# Throw-away credentials: whoever reaches the fake may administer it.
KEY_ID = "AKIASSOPROOFFAKE0001"
SECRET_KEY = "a-secret-access-key-of-the-fake-provider"  # noqa: S105 - of a fake
# Which part of an answer goes through which seam.
SEAMS = {
    "DescribeUserPool": ("UserPool", "told_user_pool"),
    "DescribeUserPoolClient": ("UserPoolClient", "told_app_client"),
    "DescribeUserPoolDomain": ("DomainDescription", "told_domain"),
}
DERIVED = ("issuer", "domain", "endpoints", "table")


class Administration(Provider):
    """The JSON API; after each call this pool, and every other, is as the directory says.

    The directory is made at the first call, of what the fake began with.
    """

    pool: str
    domain_name: str
    mfa: str

    def __init__(self, **begun: Any) -> None:
        super().__init__(**begun)
        self.domain_name = "wandb-acme" if self.options["domain"] == "prefix" else ""
        self.others: dict[str, Administration] = {}
        self._begun = begun

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        admin = {"OIDC_ADMIN_TOKEN": f"{KEY_ID}:{SECRET_KEY}", "OIDC_ADMIN_URL": self.base}
        return super().told_to_operators(auth_method) | admin

    @property
    def admin_endpoint(self) -> str:
        """The API has the host of an issuer of the first form."""
        return f"{self.base}/"

    def routes(self) -> dict[str, Route]:
        return super().routes() | {self.admin_endpoint: Route(("POST",), self.admin)}

    def hosts(self) -> set[str]:
        return super().hosts().union(*(other.hosts() for other in self.others.values()))

    def answer(self, request: Request) -> Response:
        """Another pool answers what is addressed to it, but for the API that all share."""
        pools = self.others.values() if request.url != self.admin_endpoint else ()
        addressed = next((pool for pool in pools if request.url in pool.table), None)
        return addressed.answer(request) if addressed else super().answer(request)

    def admin(self, request: Request) -> Response:
        """One call, by whomever."""
        target = request.headers.get("x-amz-target", "")
        status, told = self.directory.answer(target, request.body)
        self.follow()
        part, seam = SEAMS.get(target.rpartition(".")[2], ("", ""))
        if part in told:
            told[part] = getattr(self, seam)(told[part])
        return self.admin_answer(told, status)

    def admin_answer(self, told: dict[str, Any], status: int) -> Response:
        headers = {"content-type": "application/x-amz-json-1.1"}
        return Response(json.dumps(told), status, headers)

    def told_user_pool(self, pool: dict[str, Any]) -> dict[str, Any]:
        """What DescribeUserPool says."""
        return pool

    def told_app_client(self, client: dict[str, Any]) -> dict[str, Any]:
        """What DescribeUserPoolClient says."""
        return client

    def told_domain(self, domain: dict[str, Any]) -> dict[str, Any]:
        """What DescribeUserPoolDomain says."""
        return domain

    @cached_property
    def directory(self) -> Directory:
        return self.new_directory()

    def new_directory(self) -> Directory:
        made = Directory()
        made.seed(
            self.pool,
            self.domain_name,
            list(self.clients.values()),
            [
                replace(user, claims=user.claims | {"sub": uuid_of(user.claims["sub"])})
                for user in self.users.values()
            ],
        )
        return made

    def follow(self) -> None:
        """Serves what the directory has now."""
        found = self.directory.pools
        self.others = {one: self.others.get(one) or self.sibling(one) for one in found}
        own = self.others.pop(self.pool, None)
        for name, other in self.others.items():
            other.take(self.directory, name)
        if own is not None:
            self.take(self.directory, self.pool)

    def sibling(self, pool: str) -> "Administration":
        """Another user pool of the same account."""
        made = type(self)(**self._begun)
        made.pool = pool
        return made

    def take(self, directory: Directory, pool: str) -> None:
        """Becomes the pool that the directory has under this name."""
        self.clients = directory.clients(pool)
        self.users = directory.users(pool)
        self.mfa = directory.mfa(pool)
        name = directory.domain(pool)
        if name != self.domain_name:
            self.domain_name = name
            for derived in DERIVED:
                self.__dict__.pop(derived, None)
