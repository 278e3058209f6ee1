"""What one of two providers does to the other one, where both have one application."""

from urllib.parse import urlencode

from starlette.responses import Response

from fakes.attacks.provider import Attack
from fakes.engine.provider import Provider
from fakes.faults.homes import Reference
from fakes.keys import SigningKey, called, rsa_key
from fakes.wire.request import Request

SECOND_KEY = SigningKey(called("of-the-second-provider"), rsa_key("of-the-second-provider"))


def leading_to(provider: Provider) -> Attack:
    """An authorization endpoint that leads the user on to another provider's (RFC 9700 4.4.1)."""

    class LeadsOn(Reference):
        """An authorization endpoint that leads on to another provider's."""

        def authorize(self, request: Request) -> Response:
            asked = dict(request.pairs) | {"client_id": next(iter(provider.clients))}
            return self.redirect(f"{provider.endpoints['authorization']}?{urlencode(asked)}")

    return LeadsOn


class KeyOfItsOwn(Reference):
    """A key that the other provider does not have."""

    def signing_keys(self) -> list[SigningKey]:
        return [SECOND_KEY]


class SignedByOther(Reference):
    """ID Tokens that the key of the other provider signed; the own one is published."""

    def id_token_key(self) -> SigningKey:
        return SECOND_KEY
