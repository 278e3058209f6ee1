"""Session Management 1.0: a client asks a frame of the provider whether the session has changed."""

import hashlib
import secrets
from typing import Any

from starlette.responses import HTMLResponse, Response

from fakes.engine.endpoint import Route
from fakes.engine.model import Authorization, Session
from fakes.engine.provider import Provider
from fakes.features.sessions.frontchannel_logout import origin_of
from fakes.keys import base64url
from fakes.wire.request import Pairs, Request

COOKIE = "browser_state"
# The frame computes what session_state does; it answers only to the page that frames it, in the
# origin that the message came from (section 3.2).
SCRIPT = """
const state = () => {
  const found = document.cookie.split('; ').find((one) => one.startsWith('COOKIE='));
  return found ? found.slice('COOKIE='.length) : '';
};
const hash = async (text) => {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes), (one) => one.toString(16).padStart(2, '0')).join('');
};
const judged = async (message, origin) => {
  const [client, told, more] = String(message).split(' ');
  const [value, salt] = (told || '').split('.');
  if (!client || !salt || more !== undefined) return 'error';
  const expected = await hash([client, origin, state(), salt].join(' '));
  return state() && value === expected ? 'unchanged' : 'changed';
};
window.addEventListener('message', async (event) => {
  if (event.source !== window.parent) return;
  event.source.postMessage(await judged(event.data, event.origin), event.origin);
});
""".replace("COOKIE", COOKIE)


class SessionManagement(Provider):
    """Gives `session_state` with every answer, and serves the frame that can judge it."""

    def metadata(self) -> dict[str, Any]:
        return super().metadata() | {"check_session_iframe": self.check_session_iframe()}

    def check_session_iframe(self) -> str:
        return f"{self.base}/check_session"

    def routes(self) -> dict[str, Route]:
        routes = super().routes()
        routes[self.check_session_iframe()] = Route(("GET",), self.session_frame)
        return routes

    def session_frame(self, request: Request) -> Response:
        """The only page that anybody may frame: it shows nothing, and asks for nothing."""
        nonce = secrets.token_urlsafe(12)
        policy = f"default-src 'none'; script-src 'nonce-{nonce}'; frame-ancestors *"
        html = f'<!doctype html><title>Session</title><script nonce="{nonce}">{SCRIPT}</script>'
        headers = {"content-security-policy": policy, "x-content-type-options": "nosniff"}
        return HTMLResponse(html, headers=headers)

    def response_parameters(self, authorization: Authorization, session: Session) -> Pairs:
        pairs = super().response_parameters(authorization, session)
        return [*pairs, ("session_state", self.session_state(authorization, session))]

    def session_state(self, authorization: Authorization, session: Session) -> str:
        """Client, origin and browser state under a hash, with its salt (section 2)."""
        salt = self.random()[:16]
        origin = origin_of(authorization.redirect_uri)
        told = (authorization.client.client_id, origin, self.browser_state(session), salt)
        return f"{hashlib.sha256(' '.join(told).encode()).hexdigest()}.{salt}"

    def browser_state(self, session: Session) -> str:
        """What the frame can read; nobody can make the session's cookie of it."""
        return base64url(hashlib.sha256(f"state {session.sid}".encode()).digest()[:16])

    def remember(self, session: Session, response: Response) -> None:
        super().remember(session, response)
        response.headers.append("set-cookie", self.state_cookie(self.browser_state(session)))

    def forget(self, request: Request, response: Response) -> None:
        super().forget(request, response)
        response.headers.append("set-cookie", self.state_cookie("") + "; Max-Age=0")

    def state_cookie(self, value: str) -> str:
        """For the frame's script, which runs inside pages of other sites."""
        site = "None" if self.secure else "Lax"
        return f"{COOKIE}={value}; Path=/; SameSite={site}{self.secure}"
