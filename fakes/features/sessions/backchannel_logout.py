"""Back-Channel Logout 1.0: the provider tells each client directly that a session is over."""

from contextlib import suppress
from typing import Any

from starlette.responses import Response

from fakes.engine.model import Grant
from fakes.engine.outgoing import Uncallable
from fakes.features.sessions.session_ids import SessionIds

EVENT = "http://schemas.openid.net/event/backchannel-logout"


class BackChannelLogout(SessionIds):
    """Posts a Logout Token to every client of the session that registered a URL for it."""

    logout_token_lifetime_s = 120

    def metadata(self) -> dict[str, Any]:
        return super().metadata() | {
            "backchannel_logout_supported": True,
            "backchannel_logout_session_supported": True,
        }

    def tell_clients(self, grants: list[Grant], response: Response) -> Response:
        for grant in grants:
            url = self.backchannel_url(grant)
            if url:
                self.send_logout_token(url, grant)
        return super().tell_clients(grants, response)

    def backchannel_url(self, grant: Grant) -> str:
        """Exactly what the client registered (section 2.2)."""
        url: str = grant.client.metadata.get("backchannel_logout_uri", "")
        return url

    def send_logout_token(self, url: str, grant: Grant) -> None:
        """The request of section 2.5; a client that does not answer stops nobody's logout."""
        with suppress(Uncallable):
            self.post(url, self.logout_request(grant))

    def logout_request(self, grant: Grant) -> list[tuple[str, str]]:
        return [("logout_token", self.logout_token(grant))]

    def logout_token(self, grant: Grant) -> str:
        key = self.id_token_key()
        return self.sign(self.logout_token_claims(grant), key, self.logout_token_header())

    def logout_token_header(self) -> dict[str, Any]:
        """Typed, so that it can be taken for nothing else (section 2.4)."""
        return {"alg": "RS256", "kid": self.id_token_key().kid, "typ": "logout+jwt"}

    def logout_token_claims(self, grant: Grant) -> dict[str, Any]:
        """The claims of section 2.4; never a nonce."""
        now = int(self.clock.now())
        return {
            "iss": self.issuer,
            "sub": self.subject(grant),
            "aud": grant.client.client_id,
            "iat": now,
            "exp": now + self.logout_token_lifetime_s,
            "jti": self.random(),
            "events": {EVENT: {}},
            "sid": self.public_sid(grant.session),
        }
