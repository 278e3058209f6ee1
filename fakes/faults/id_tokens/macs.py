"""ID Tokens whose MAC is worth little."""

from dataclasses import replace

from fakes.faults import fault


@fault(caught_by=["id-token/mac-signature"])
class MacWithAnotherSecret:
    """The MAC of ID Tokens is made with a secret of the provider's own."""

    def mac_secret(self, client):
        return "a-secret-of-the-provider-that-no-client-was-told"


@fault(caught_by=["id-token/mac-signature", "id-token/mac-secret-guessable"])
class MacWithAWord:
    """The MAC of ID Tokens is made with a word, in place of the client's secret."""

    def mac_secret(self, client):
        return "secret"


@fault(caught_by=["id-token/mac-secret-length"])
class ShortSecrets:
    """Clients that register get secrets of 24 characters."""

    def new_client(self, metadata, client_id=""):
        client = super().new_client(metadata, client_id)
        return replace(client, secret=client.secret[:24])


@fault(caught_by=["id-token/mac-not-for-public-clients"])
class MacsForPublicClients:
    """A client without a secret may have ID Tokens with a MAC."""

    def may_have_mac(self, metadata):
        return True
