"""`sid`: a name of a session for the clients that take part in it, so that they can be told."""

import hashlib
from typing import Any

from starlette.responses import Response

from fakes.engine.model import Authorization, Client, Grant, Session
from fakes.engine.provider import Provider
from fakes.keys import base64url
from fakes.wire.request import Request


class SessionIds(Provider):
    """ID Tokens name the session (Front-Channel Logout section 3, Back-Channel Logout 2.1).

    Who took part in a session is remembered until it ends (Back-Channel Logout 2.3).
    """

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.taking_part: dict[str, dict[str, Grant]] = {}

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        return super().id_token_claims(grant) | {"sid": self.public_sid(grant.session)}

    def public_sid(self, session: Session) -> str:
        """What the session is called outside: nobody can make its cookie of it."""
        return base64url(hashlib.sha256(f"sid {session.sid}".encode()).digest()[:16])

    def new_grant(self, authorization: Authorization, session: Session) -> Grant:
        grant = super().new_grant(authorization, session)
        self.taking_part.setdefault(session.sid, {})[grant.client.client_id] = grant
        return grant

    def end_session(self, request: Request) -> Response:
        """Tells the clients when this request has ended the session."""
        session = self.session_of(request)
        response = super().end_session(request)
        if session is None or session.sid in self.sessions:
            return response
        grants = self.taking_part.pop(session.sid, {}).values()
        return self.tell_clients([one for one in grants if self.is_there(one.client)], response)

    def is_there(self, client: Client) -> bool:
        """Whether the client has not been removed in the meantime."""
        return client.client_id in self.clients

    def tell_clients(self, grants: list[Grant], response: Response) -> Response:
        """What a logout answers, after whoever has to know was told."""
        return response
