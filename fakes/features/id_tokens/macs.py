"""ID Tokens with a MAC under the client's secret, for clients that want it (Core section 10.1)."""

import warnings
from typing import Any

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Client, Grant
from fakes.features.id_tokens.algorithms import ID_TOKEN, Algorithms
from fakes.keys import SharedKey

MAC = "HS256"


class Macs(Algorithms):
    """Offers HS256 to clients that have a secret; a public client has none to share."""

    def metadata(self) -> dict[str, Any]:
        member = "id_token_signing_alg_values_supported"
        known = super().metadata()
        return known | {member: [*known[member], MAC]}

    def check_client_metadata(self, metadata: dict[str, Any]) -> None:
        wants_mac = metadata.get(ID_TOKEN) == MAC
        if wants_mac and not self.may_have_mac(metadata):
            raise Rejected("invalid_client_metadata", f"{MAC} is for clients with a secret.")
        rest = {name: value for name, value in metadata.items() if name != ID_TOKEN}
        super().check_client_metadata(rest if wants_mac else metadata)

    def may_have_mac(self, metadata: dict[str, Any]) -> bool:
        method: str = metadata["token_endpoint_auth_method"]
        return method.startswith("client_secret")

    def signed_id_token(self, grant: Grant) -> str:
        if self.algorithm_of(grant.client) != MAC:
            return super().signed_id_token(grant)
        key = SharedKey(self.mac_secret(grant.client))
        with warnings.catch_warnings():
            # PyJWT warns of short secrets, which a fault makes on purpose.
            warnings.simplefilter("ignore")
            return self.sign(self.id_token_claims(grant), key, {"alg": MAC, "typ": "JWT"})

    def mac_secret(self, client: Client) -> str:
        """The octets of the client_secret (Core section 10.1)."""
        return client.secret
