"""Keys, pictures and claims at addresses that somebody else names; all of them lead to us."""

from typing import Any

from starlette.responses import Response

from fakes.attacks.forging import claims
from fakes.attacks.provider import Attack, OwnProvider
from fakes.attacks.signatures import OWN_KEY, by_own_key
from fakes.faults.homes import Reference
from fakes.wire.request import Request

PATH = "/of-the-attacker"


class KeysElsewhere(Reference):
    """The attacker's keys, at an address that the provider does not publish."""

    def not_found(self, request: Request) -> Response:
        if not request.url.endswith(PATH):
            return super().not_found(request)
        return self.json({"keys": [OWN_KEY.public_jwk()]})


def address(provider: OwnProvider) -> str:
    """Where nobody who is right asks for anything."""
    return f"{provider.issuer}{PATH}"


def called(provider: OwnProvider) -> bool:
    """Whether the application asked for something there, since the provider plays what it plays."""
    return any(one.request.url.endswith(PATH) for one in provider.calls)


def by_keys_at(url: str) -> list[Attack]:
    """Signed by a key of the attacker that the header says where to fetch."""
    kid = OWN_KEY.kid
    nested = OWN_KEY.public_jwk() | {"jku": url, "x5u": url}
    return [
        by_own_key("the attacker's keys at jku", kid=kid, jku=url),
        by_own_key("the attacker's certificate at x5u", kid=kid, x5u=url),
        by_own_key("a kid that is the URL of the attacker's keys", kid=url),
        by_own_key("a key in jwk that is elsewhere", kid=kid, jwk=nested),
    ]


def claims_at(url: str) -> Attack:
    """Claims with addresses that an application may be tempted to fetch."""
    source: dict[str, Any] = {"endpoint": url, "access_token": "a-token"}
    return claims(
        picture=url,
        profile=url,
        website=url,
        _claim_names={"groups": "source"},
        _claim_sources={"source": source},
    )
