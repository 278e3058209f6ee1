"""Front-Channel Logout 1.0: the page after a logout loads a page of each client in a frame."""

from html import escape
from typing import Any
from urllib.parse import urlencode, urlsplit

from starlette.responses import Response

from fakes.engine.model import Grant
from fakes.engine.pages import page
from fakes.features.sessions.session_ids import SessionIds

WAIT_S = 2


class FrontChannelLogout(SessionIds):
    """Frames the logout URL of every client of the session, then goes where the logout leads."""

    def metadata(self) -> dict[str, Any]:
        return super().metadata() | {
            "frontchannel_logout_supported": True,
            "frontchannel_logout_session_supported": True,
        }

    def tell_clients(self, grants: list[Grant], response: Response) -> Response:
        response = super().tell_clients(grants, response)
        urls = [self.frontchannel_url(one) for one in grants if self.has_frontchannel_url(one)]
        return self.farewell(urls, response) if urls else response

    def has_frontchannel_url(self, grant: Grant) -> bool:
        return bool(grant.client.metadata.get("frontchannel_logout_uri"))

    def frontchannel_url(self, grant: Grant) -> str:
        """The registered URL with `iss` and `sid` added (section 2)."""
        url: str = grant.client.metadata["frontchannel_logout_uri"]
        joint = "&" if "?" in url else "?"
        return url + joint + urlencode(self.frontchannel_parameters(grant))

    def frontchannel_parameters(self, grant: Grant) -> dict[str, str]:
        return {"iss": self.issuer, "sid": self.public_sid(grant.session)}

    def farewell(self, urls: list[str], response: Response) -> Response:
        """A page with the frames; it leads on to where `response` would have led."""
        frames = "".join(f'<iframe hidden src="{escape(url)}"></iframe>' for url in urls)
        target = response.headers.get("location", "")
        onward = f'<meta http-equiv="refresh" content="{WAIT_S}; url={escape(target)}">'
        body = f"<p>You are signed out.</p>{frames}{onward if target else ''}"
        found = page("Signed out", body)
        origins = " ".join(sorted({origin_of(url) for url in urls}))
        found.headers["content-security-policy"] += f"; frame-src {origins}"
        for cookie in response.headers.getlist("set-cookie"):
            found.headers.append("set-cookie", cookie)
        return found


def origin_of(url: str) -> str:
    """Scheme, host and port of `url`."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
