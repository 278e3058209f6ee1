"""Defects of the device flow."""

from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Client, Session
from fakes.faults import fault
from fakes.faults.editing import without
from fakes.faults.homes import Reference
from fakes.features.tokens.device import Device
from fakes.wire.request import Request


@fault(caught_by=["device/response"])
class NoExpiryOfDeviceCodes(Reference):
    """A device is not told how long its codes live."""

    def device_codes(self, code: str) -> dict[str, Any]:
        return without(super().device_codes(code), "expires_in")


@fault(caught_by=["device/code-entropy"])
class ShortDeviceCode(Reference):
    """A device_code has twelve characters."""

    def device_codes(self, code: str) -> dict[str, Any]:
        self.devices[code[:12]] = self.devices.pop(code)
        return super().device_codes(code[:12])


@fault(caught_by=["device/without-authentication"])
class DevicesNeedNoSecret(Reference):
    """A confidential client gets the codes of a device when it only says its name."""

    def device_client(self, request: Request) -> Client:
        named = "client_secret" not in request.params and "authorization" not in request.headers
        client = self.clients.get(request.params.get("client_id", "")) if named else None
        return client or super().device_client(request)


@fault(caught_by=["device/without-authentication", "device/wrong-secret"])
class DevicesAreBelieved(Reference):
    """Whoever names a client is that client at the device authorization endpoint."""

    def device_client(self, request: Request) -> Client:
        named = self.clients.get(self.credentials(request)[0])
        return named or super().device_client(request)


@fault(caught_by=["device/user-code-entropy"])
class FourDigitUserCode(Reference):
    """A user code has four letters."""

    def user_code(self) -> str:
        return super().user_code()[:4]


@fault(caught_by=["device/pending"])
class WaitingIsAnInvalidGrant(Reference):
    """A device that has to wait is told that its code is invalid."""

    def patience_with(self, device: Device) -> str:
        return "invalid_grant"


@fault(caught_by=["device/slow-down"])
class HastyDevices(Reference):
    """A device may poll as often as it likes."""

    poll_interval_s = 0


@fault(caught_by=["device/confirmation"])
class LinkConnects(Reference):
    """A link with the user code connects the device of whoever sent it."""

    def decide_about_device(self, request: Request, device: Device, session: Session) -> Response:
        if request.method == "GET":
            device.grant = self.new_grant(device.authorization, session)
        return super().decide_about_device(request, device, session)


@fault(caught_by=["device/tokens"])
class DevicesAreForgotten(Reference):
    """A device gets no tokens although its user agreed."""

    def poll_device(self, request: Request, client: Client) -> dict[str, Any]:
        known = self.devices.get(request.params.get("device_code", ""))
        if known is not None and known.grant is not None:
            raise Rejected("invalid_grant", "The device_code is unknown.")
        return super().poll_device(request, client)


@fault(caught_by=["device/other-client"])
class DeviceCodeOfAnyClient(Reference):
    """A device_code gives its tokens to whoever has it."""

    def is_device_of(self, client: Client, device: Device) -> bool:
        return True


@fault(caught_by=["device/single-use"])
class EndlessDeviceCode(Reference):
    """A device_code works again and again."""

    def spend_device_code(self, code: str) -> None:
        pass


@fault(caught_by=["device/expiry"])
class DeviceCodesLiveForEver(Reference):
    """A device_code never expires."""

    def device_is_too_old(self, device: Device) -> bool:
        return False


@fault(caught_by=["device/brute-force"])
class UserCodesCanBeTried(Reference):
    """The page of the device flow takes any number of wrong codes."""

    most_wrong_user_codes = 1_000_000
