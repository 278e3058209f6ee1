"""The hybrid flow (Core section 3.3): a code, and an ID Token beside it that the browser brings."""

from typing import Any

from fakes.applications.id_token import token_hash, unproven, untrue
from fakes.applications.sessions import Begun
from fakes.applications.signing_in import absent
from fakes.applications.wandb_server import WandbServer

SAME_IN_BOTH = ("iss", "sub")


class Hybrid(WandbServer):
    """Believes the code only beside a valid ID Token that names it, if OIDC_AUTH_METHOD is hybrid.

    Who signs in is told by the ID Token of the token endpoint, if both are about one user.
    """

    def __init__(self, *known: Any) -> None:
        super().__init__(*known)
        if self.is_hybrid:
            self.routes["/oidc/callback"] = {"POST": self.callback}

    @property
    def is_hybrid(self) -> bool:
        return self.settings.auth_method == "hybrid"

    def tokens(self, begun: Begun, code: str, params: dict[str, str]) -> dict[str, str]:
        """As ever, after the ID Token beside the code. Raises SignInFailed."""
        if not self.is_hybrid:
            return super().tokens(begun, code, params)
        front = self.front_claims(begun, code, params.get("id_token", ""))
        found = super().tokens(begun, code, params)
        self.check_both(front, unproven(found["id_token"]))
        return found

    def front_claims(self, begun: Begun, code: str, raw: str) -> dict[str, Any]:
        """The claims of the ID Token beside the code, whose it is (Core section 3.3.2.12)."""
        if not raw:
            raise absent("id_token", "Enable the hybrid flow, code id_token, at the provider.")
        claims = self.verified(raw, begun.metadata, begun.request.nonce)
        self.check_code(claims, self.header_of(raw), code)
        return claims

    def check_code(self, claims: dict[str, Any], header: dict[str, Any], code: str) -> None:
        """The code is the one that the ID Token came with (Core section 3.3.2.10)."""
        wanted = token_hash(code, header["alg"])
        if claims.get("c_hash") != wanted:
            what = "The code beside it is another one."
            raise untrue(what, "c_hash", wanted, claims.get("c_hash"))

    def check_both(self, front: dict[str, Any], other: dict[str, Any]) -> None:
        """Both ID Tokens are about one user (Core section 3.3.3.6)."""
        for name in SAME_IN_BOTH:
            if front.get(name) != other.get(name):
                what = "The token endpoint gave one of another user."
                raise untrue(what, name, str(front.get(name)), other.get(name))
