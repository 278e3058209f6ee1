"""The device authorization grant (RFC 8628): codes for a device, a page for its user."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Rejected, Route
from fakes.engine.model import Authorization, Client, Grant, Session
from fakes.engine.pages import confirm_page, error_page, page
from fakes.features.flows.plain_oauth import PlainOAuth
from fakes.wire.request import Request

GRANT_TYPE = "urn:ietf:params:oauth:grant-type:device_code"
# Consonants that are hard to confuse, and spell nothing (RFC 8628 section 6.1).
LETTERS = "BCDFGHJKLMNPQRSTVWXZ"


@dataclass(slots=True)
class Device:
    """A device that waits for its user; `grant` is there as soon as the user agreed."""

    authorization: Authorization
    user_code: str
    asked_at: float
    polled_at: float = 0.0
    grant: Grant | None = None


class DeviceFlow(PlainOAuth):
    """The device polls while its user confirms a short code at another one's browser."""

    device_lifetime_s = 300
    poll_interval_s = 5
    most_wrong_user_codes = 5

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.devices: dict[str, Device] = {}
        self.wrong_user_codes: dict[str, int] = {}

    @cached_property
    def endpoints(self) -> dict[str, str]:
        paths = {"device_authorization": f"{self.base}/device", "activate": f"{self.base}/activate"}
        return super().endpoints | paths

    def metadata(self) -> dict[str, Any]:
        told = super().metadata()
        grants = [*told["grant_types_supported"], GRANT_TYPE]
        url = self.endpoints["device_authorization"]
        return told | {"grant_types_supported": grants, "device_authorization_endpoint": url}

    def routes(self) -> dict[str, Route]:
        at = self.endpoints
        return super().routes() | {
            at["device_authorization"]: Route(("POST",), self.device_authorization),
            at["activate"]: Route(("GET", "POST"), self.activate),
        }

    def device_authorization(self, request: Request) -> Response:
        """The codes of a device (RFC 8628 sections 3.1 and 3.2)."""
        try:
            self.check_token_request(request)
            client = self.device_client(request)
            self.check_grant_type(client, GRANT_TYPE)
        except Rejected as refusal:
            return self.token_error(refusal)
        asked = Authorization(
            client=client, redirect_uri="", params=request.params, pairs=request.pairs
        )
        code = self.random()
        self.devices[code] = Device(asked, self.user_code(), self.clock.now())
        return self.json(self.device_codes(code), headers=self.token_headers())

    def device_client(self, request: Request) -> Client:
        """Who asks, authenticated as at the token endpoint (section 3.1). Raises Rejected."""
        return self.authenticate(request)

    def user_code(self) -> str:
        """Eight of twenty letters: 34 bits (RFC 8628 section 6.1)."""
        return "".join(secrets.choice(LETTERS) for _ in range(8))

    def device_codes(self, code: str) -> dict[str, Any]:
        user_code, url = self.devices[code].user_code, self.endpoints["activate"]
        return {
            "device_code": code,
            "user_code": user_code,
            "verification_uri": url,
            "verification_uri_complete": f"{url}?user_code={user_code}",
            "expires_in": self.device_lifetime_s,
            "interval": self.poll_interval_s,
        }

    # The user

    def activate(self, request: Request) -> Response:
        """Who logged in is shown which client asks, and agrees by a button (section 3.3)."""
        session = self.session_of(request)
        if session is None:
            return error_page("login_required", "Sign in to an application, then come back.", 401)
        user_code = dict(request.pairs or request.query).get("user_code", "")
        if not user_code:
            return self.ask_for_user_code()
        if self.guesses(session) >= self.most_wrong_user_codes:
            return error_page("access_denied", "Too many wrong codes. Start again later.", 403)
        device = self.device_of(user_code)
        if device is None:
            self.wrong_user_codes[session.sid] = self.guesses(session) + 1
            return error_page("invalid_request", "This code is unknown or has expired.")
        return self.decide_about_device(request, device, session)

    def guesses(self, session: Session) -> int:
        """How many wrong codes came from this session (RFC 8628 section 5.1)."""
        return self.wrong_user_codes.get(session.sid, 0)

    def ask_for_user_code(self) -> Response:
        form = (
            f'<form method="post" action="{self.endpoints["activate"]}"><label>Code '
            '<input name="user_code" autocomplete="off"></label>'
            '<button type="submit">Continue</button></form>'
        )
        return page("Device", form)

    def device_of(self, user_code: str) -> Device | None:
        """The device that shows this code, however it is typed (section 6.1)."""
        typed = user_code.upper().replace("-", "").strip()
        living = [one for one in self.devices.values() if not self.device_is_too_old(one)]
        return next((one for one in living if self.same(one.user_code, typed)), None)

    def decide_about_device(self, request: Request, device: Device, session: Session) -> Response:
        """A request from this page is an agreement; a link alone is none (section 3.3.1)."""
        ticket = self.confirmation(device, session)
        if request.method != "POST" or not self.same(request.params.get("ticket", ""), ticket):
            fields = [("user_code", device.user_code), ("ticket", ticket)]
            title = f"Connect {device.authorization.client.client_id} to the device?"
            return confirm_page(title, self.endpoints["activate"], fields, "Continue")
        device.grant = self.new_grant(device.authorization, session)
        return page("Device", "<p>The device is connected. You can close this page.</p>")

    def confirmation(self, device: Device, session: Session) -> str:
        """What only the page of this session knows (RFC 6749 section 10.12)."""
        return f"{session.sid[::-1]}{device.user_code}"

    # The device

    def grant_handlers(self) -> dict[str, Callable[[Request, Client], dict[str, Any]]]:
        return super().grant_handlers() | {GRANT_TYPE: self.poll_device}

    def poll_device(self, request: Request, client: Client) -> dict[str, Any]:
        """Tokens as soon as the user agreed, else what to do (section 3.5)."""
        code = request.params.get("device_code", "")
        device = self.devices.get(code)
        if device is None or not self.is_device_of(client, device):
            raise Rejected("invalid_grant", "The device_code is unknown.")
        if self.device_is_too_old(device):
            raise Rejected("expired_token", "The device_code has expired.")
        if device.grant is None:
            raise Rejected(self.patience_with(device), "The user has not decided yet.")
        self.spend_device_code(code)
        return self.token_response(device.grant)

    def is_device_of(self, client: Client, device: Device) -> bool:
        return device.authorization.client.client_id == client.client_id

    def device_is_too_old(self, device: Device) -> bool:
        return self.clock.now() > device.asked_at + self.device_lifetime_s

    def patience_with(self, device: Device) -> str:
        """The error for a device that has to wait, or waits too little."""
        since, device.polled_at = device.polled_at, self.clock.now()
        hasty = self.clock.now() - since < self.poll_interval_s
        return "slow_down" if hasty else "authorization_pending"

    def spend_device_code(self, code: str) -> None:
        """A device_code works once."""
        del self.devices[code]
