"""ID Tokens whose MAC is worth little."""

from dataclasses import replace
from typing import Any

from fakes.engine.model import Client
from fakes.faults import fault
from fakes.faults.homes import Reference


@fault(caught_by=["id-token/mac-signature"])
class MacWithAnotherSecret(Reference):
    """The MAC of ID Tokens is made with a secret of the provider's own."""

    def mac_secret(self, client: Client) -> str:
        return "a-secret-of-the-provider-that-no-client-was-told"


@fault(caught_by=["id-token/mac-signature", "id-token/mac-secret-guessable"])
class MacWithAWord(Reference):
    """The MAC of ID Tokens is made with a word, in place of the client's secret."""

    def mac_secret(self, client: Client) -> str:
        return "secret"


@fault(caught_by=["id-token/mac-secret-length"])
class ShortSecrets(Reference):
    """Clients that register get secrets of 24 characters."""

    def new_client(self, metadata: dict[str, Any], client_id: str = "") -> Client:
        client = super().new_client(metadata, client_id)
        return replace(client, secret=client.secret[:24])


@fault(caught_by=["id-token/mac-not-for-public-clients"])
class MacsForPublicClients(Reference):
    """A client without a secret may have ID Tokens with a MAC."""

    def may_have_mac(self, metadata: dict[str, Any]) -> bool:
        return True
