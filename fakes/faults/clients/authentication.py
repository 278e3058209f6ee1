"""Defects in how a client proves who it is: secrets and methods."""

from dataclasses import replace
from typing import Any

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Client
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.wire.request import Request


@fault(caught_by=["client-authentication/client-secret-post"])
class PostedSecretRefused(Reference):
    """A secret in the form is refused."""

    def check_method(self, client: Client, method: str) -> None:
        super().check_method(client, "" if method == "client_secret_post" else method)


@fault(caught_by=["client-authentication/client-secret-basic", "registration/client-works"])
class BasicSecretRefused(Reference):
    """A secret in the header is refused."""

    def check_method(self, client: Client, method: str) -> None:
        super().check_method(client, "" if method == "client_secret_basic" else method)


@fault(caught_by=["client-authentication/secret-case"])
class SecretInAnyCase(Reference):
    """Secrets are compared without case."""

    def secret_is_right(self, client: Client, secret: str) -> bool:
        return self.same(client.secret.lower(), secret.lower())


@fault(caught_by=["client-authentication/secret-blanks"])
class SecretStripped(Reference):
    """Blanks around a secret are taken away."""

    def secret_is_right(self, client: Client, secret: str) -> bool:
        return super().secret_is_right(client, secret.strip())


@fault(caught_by=["client-authentication/secret-part"])
class SecretUpToNul(Reference):
    """A secret ends at its first NUL."""

    def secret_is_right(self, client: Client, secret: str) -> bool:
        return super().secret_is_right(client, secret.partition("\0")[0])


@fault(caught_by=["client-authentication/secret-part"])
class HalfSecret(Reference):
    """The first half of a secret is as good as the whole."""

    def secret_is_right(self, client: Client, secret: str) -> bool:
        half = client.secret[: len(client.secret) // 2]
        return (bool(half) and secret.startswith(half)) or super().secret_is_right(client, secret)


@fault(caught_by=["client-authentication/secret-of-another"])
class SecretOfAnybody(Reference):
    """Any client's secret is right for each."""

    def secret_is_right(self, client: Client, secret: str) -> bool:
        known = {one.secret for one in self.clients.values() if one.secret}
        return secret in known or super().secret_is_right(client, secret)


@fault(caught_by=["client-authentication/two-clients", "client-authentication/two-methods"])
class ClientIdOfTheForm(Reference):
    """The header is checked, and the client_id in the form believed."""

    def check_one_authentication(self, request: Request) -> None:
        pass

    def authenticate(self, request: Request) -> Client:
        client = super().authenticate(request)
        return self.clients.get(request.params.get("client_id", ""), client)


@fault(
    caught_by=[
        "client-authentication/client-id-mismatch",
        "client-authentication/two-methods",
        "par/client-id",
    ]
)
class OneProofIsEnough(Reference):
    """What comes beside the Authorization header is not looked at."""

    def check_one_authentication(self, request: Request) -> None:
        pass


@fault(caught_by=["client-authentication/registered-method", "client-assertion/none-at-all"])
class AnyMethod(Reference):
    """A client may authenticate in any way, whatever it registered."""

    def check_method(self, client: Client, method: str) -> None:
        pass


@fault(caught_by=["client-authentication/secret-entropy", "id-token/mac-secret-length"])
class ShortSecret(Reference):
    """The secrets of clients that register themselves have ten characters."""

    def new_client(self, metadata: dict[str, Any], client_id: str = "") -> Client:
        client = super().new_client(metadata, client_id)
        return replace(client, secret=client.secret[:10])


@fault(caught_by=["client-authentication/unknown-client"])
class UnknownClientTold(Reference):
    """An unknown client is told that it is unknown."""

    def authenticate(self, request: Request) -> Client:
        client_id = self.credentials(request)[0]
        if client_id and client_id not in self.clients:
            raise Rejected("invalid_client", "There is no such client.", 401)
        return super().authenticate(request)


@fault(caught_by=["client-authentication/guessing"])
class EndlessGuessing(Reference):
    """Nobody counts wrong secrets."""

    def check_guesses(self, client_id: str) -> None:
        pass


@fault(caught_by=["client-authentication/malformed-header"])
class DamagedHeaderIgnored(Reference):
    """Who sends an Authorization header that cannot be read needs no secret."""

    def authenticate(self, request: Request) -> Client:
        try:
            return super().authenticate(request)
        except Rejected as refusal:
            client = self.clients.get(request.params.get("client_id", ""))
            if client is None or "damaged" not in refusal.description:
                raise
            return client
