"""Responses in a JWT (JARM), for products that have them."""

from dataclasses import replace
from typing import Any

from starlette.responses import Response

from fakes.engine.model import Authorization, Client
from fakes.engine.provider import Provider
from fakes.wire.request import Pairs

MODES = ("query.jwt", "fragment.jwt", "form_post.jwt", "jwt")
LIFETIME_S = 600


class JwtResponses(Provider):
    """Four modes put the parameters into a JWT (JARM section 2.3)."""

    def metadata(self) -> dict[str, Any]:
        metadata = super().metadata()
        return metadata | {
            "response_modes_supported": [*metadata["response_modes_supported"], *MODES],
            "authorization_signing_alg_values_supported": ["RS256"],
        }

    def response_modes(self) -> tuple[str, ...]:
        return (*super().response_modes(), *MODES)

    def deliver(self, authorization: Authorization, pairs: Pairs) -> Response:
        mode = self.response_mode(authorization)
        if mode not in MODES:
            return super().deliver(authorization, pairs)
        plain = mode.removesuffix("jwt").rstrip(".") or authorization.default_mode
        params = authorization.params | {"response_mode": plain}
        sent = self.sent_by_jwt(self.response_jwt(authorization.client, pairs), pairs)
        return super().deliver(replace(authorization, params=params), sent)

    def sent_by_jwt(self, response: str, pairs: Pairs) -> Pairs:
        """What travels: the JWT, and nothing that is in it (section 2.1)."""
        return [("response", response)]

    def response_jwt(self, client: Client, pairs: Pairs) -> str:
        claims = self.response_claims(client, pairs)
        return self.sign(claims, self.id_token_key(), self.id_token_header())

    def response_claims(self, client: Client, pairs: Pairs) -> dict[str, Any]:
        """The parameters, and what ties them to issuer, client and time (section 2.1)."""
        expiry = int(self.clock.now()) + LIFETIME_S
        return dict(pairs) | {"iss": self.issuer, "aud": client.client_id, "exp": expiry}
