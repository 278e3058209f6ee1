"""Clients that are told when a session is over: Front-Channel and Back-Channel Logout 1.0.

A client of the harness's own, with every logout URL that the provider supports, takes part in a
session of its own, which then ends by a logout of that client.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from fakes.user.addresses import parts_of, resolved
from fakes.user.forms import page_of
from fakes.wire.request import Request
from suites.op.features.table import FEATURES
from suites.op.jwt import Jwt
from suites.op.login import Login
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.clients.registration import registered
from suites.protocol.session.cookies import Cookie, cookies_of
from suites.protocol.session.logout import STATE, LogoutOutcome, log_out, sound_hint
from suites.verdicts.expect import Mismatch, NotChosen, NotRun, presuming

UNTOLD = (
    "The provider did not call the harness; there are some that call no loopback address: name "
    "another one that leads here in OIDC_LISTENER_URL and OIDC_LISTENER_PORT."
)
BACK_PATH = "/ssoproof/backchannel-logout"
FRONT_PATH = "/ssoproof-frontchannel-logout"
FRONT_QUERY = "app=ssoproof"
BACK = "back-channel logout request"
FRONT = "front-channel logout request"
TOKEN = "logout token"  # noqa: S105 - a place in a message


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedSession:
    """The login of a client that wants to be told, and the logout that it asked for.

    `cookies` are those of the browser before the logout.
    """

    client: Op
    login: Login
    cookies: list[Cookie]
    logout: LogoutOutcome

    @property
    def front_url(self) -> str:
        return front_url(self.client)


@remembered
def ended_session(op: Op) -> EndedSession:
    """A session of a registered client from login to logout.

    Raises NotApplicable if no client can be registered, NotRun if the login does not succeed.
    """
    return session_of(op, registered(op, **logout_metadata(op)))


@remembered
def backchannel_session(op: Op) -> EndedSession:
    """As `ended_session`, of a client that is to be told by the back channel.

    Some providers tell one that has both URLs by the other channel alone: then it is the session of
    a client that has no other.
    """
    listener = op.listener()
    ended = ended_session(op)
    both = logout_metadata(op)
    one = {name: value for name, value in both.items() if not name.startswith("frontchannel_")}
    if one == both or listener.wait_for(BACK_PATH):
        return ended
    return session_of(op, registered(op, **one))


def session_of(op: Op, client: Op) -> EndedSession:
    """A session of `client` from login to logout. Raises NotRun if either does not succeed."""
    browser = client.new_browser()
    request, landing = client.authorize(browser=browser)
    with presuming():
        login = client.read(request, landing)
    cookies = cookies_of(browser)
    logout = log_out(
        client,
        browser,
        id_token_hint=sound_hint(client, login).raw,
        post_logout_redirect_uri=post_logout_uri(op),
        state=STATE,
    )
    if not logout.last.left and logout.last.reply.status >= 400:
        raise NotRun("Another check judges this first: the logout of the client was refused.")
    return EndedSession(client=client, login=login, cookies=cookies, logout=logout)


def logout_metadata(op: Op) -> dict[str, Any]:
    """The metadata of the client: a URL for each way to be told that the provider claims."""
    members: dict[str, Any] = {"post_logout_redirect_uris": [post_logout_uri(op)]}
    if FEATURES["frontchannel-logout"].is_there(op):
        members |= {
            "frontchannel_logout_uri": front_url(op),
            "frontchannel_logout_session_required": True,
        }
    if FEATURES["backchannel-logout"].is_there(op):
        try:
            url = op.listener().publish(BACK_PATH, "", headers={"cache-control": "no-store"})
        except NotRun:
            return members
        members |= {
            "backchannel_logout_uri": url,
            "backchannel_logout_session_required": True,
        }
    return members


def post_logout_uri(op: Op) -> str:
    """Where the client wants users to go after a logout."""
    return next(iter(op.target.post_logout_redirect_uris), op.target.host)


def front_url(op: Op) -> str:
    """On the host of the redirect URI, as Front-Channel Logout section 2 wants it."""
    parts = urlsplit(op.target.redirect_uri)
    return parts._replace(path=FRONT_PATH, query=FRONT_QUERY).geturl()


@remembered
def backchannel_request(op: Op) -> Request:
    """The first request that arrived at the back-channel logout URL.

    Raises Mismatch, NotRun where the provider need not have a way to the harness.
    """
    backchannel_session(op)
    arrived = op.listener().wait_for(BACK_PATH)
    if arrived:
        return arrived[0]
    if op.target.listen is None and not op.target.listener.url:
        raise NotChosen(UNTOLD)
    raise Mismatch("a request to backchannel_logout_uri", "none", "logout of the client")


def logout_token(op: Op) -> Jwt:
    """The logout token that arrived. Raises NotRun if there is none, or it is no JWS."""
    with presuming():
        form = dict(parse_qsl(backchannel_request(op).body.decode("utf-8", "replace")))
        if "logout_token" not in form:
            raise Mismatch("a logout_token", ", ".join(form) or "nothing", BACK)
        return Jwt.parse(form["logout_token"], TOKEN)


def frontchannel_frames(op: Op) -> list[str]:
    """The frames of the pages of the logout whose URL has the path of the registered one.

    Raises NotRun if the pages name it in a way that only a browser can follow.
    """
    logout = ended_session(op).logout
    pages = {id(one.reply): one.reply for one in (logout.first, logout.last)}.values()
    found = [src for reply in pages for src in _frames(reply.text, reply.url)]
    found = [src for src in found if parts_of(src).path == FRONT_PATH]
    if not found and any(FRONT_PATH in reply.text for reply in pages):
        raise NotChosen("A script makes the frame: only a browser can show it.")
    return found


def _frames(html: str, base: str) -> list[str]:
    nodes = page_of(html).css("iframe[src], frame[src], img[src]")
    return [resolved(base, node.attributes["src"] or "") for node in nodes]


def frontchannel_parameters(op: Op) -> list[tuple[str, str]]:
    """The parameters of the first frame. Raises NotRun if there is none."""
    found = frontchannel_frames(op)
    if not found:
        raise NotRun("No frame was shown: see frontchannel/framed.", judge="frontchannel/framed")
    return parse_qsl(urlsplit(found[0]).query, keep_blank_values=True)
