"""Another tenant on the same host: a provider of its own, with its own issuer and keys."""

from typing import Any

from fakes.engine.endpoint import Route
from fakes.engine.provider import Provider
from fakes.keys import SigningKey, called, rsa_key


class Neighbour(Provider):
    """The other tenant; nobody of this one is known there."""

    cookie = "neighbour"

    def signing_keys(self) -> list[SigningKey]:
        return [SigningKey(called("neighbour"), rsa_key("neighbour"))]


class Tenants(Provider):
    """Serves another tenant beside itself, and shares nothing with it."""

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.neighbour = self.new_neighbour()

    def new_neighbour(self) -> Provider:
        base = f"{self.base}/tenants/other"
        return Neighbour(base=base, clients=(), users=(), clock=self.clock)

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        told = super().told_to_operators(auth_method)
        return told | {"OTHER_ISSUER": self.neighbour.issuer}

    def routes(self) -> dict[str, Route]:
        return super().routes() | self.neighbour.table
