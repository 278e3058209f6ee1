"""Logins that somebody else begins, and that lead to wherever he likes."""

from urllib.parse import urlsplit

from starlette.responses import Response

from fakes.applications.failure import SignInFailed
from fakes.applications.homes import Full
from fakes.applications.wandb_server import away
from fakes.faults import fault, ids
from fakes.wire.request import Request

AREA = "rp-third-party"


@fault(caught_by=ids(AREA, "begins by-form"))
class InitiationMissing(Full):
    """Whoever comes from a portal is shown the first page."""

    def initiate(self, request: Request) -> Response:
        return away("/")


@fault(caught_by=ids(AREA, "by-form"))
class InitiationByLinkAlone(Full):
    """A login cannot be begun by a form."""

    def initiate(self, request: Request) -> Response:
        if request.method == "POST":
            raise SignInFailed("A login begins by a link.")
        return super().initiate(request)


@fault(caught_by=ids(AREA, "login-hint"))
class HintLost(Full):
    """login_hint is not passed on."""

    def initiate(self, request: Request) -> Response:
        request.query = [pair for pair in request.query if pair[0] != "login_hint"]
        return super().initiate(request)


@fault(caught_by=ids(AREA, "unknown-parameter"))
class StrictInitiation(Full):
    """A parameter that nobody knows is an error."""

    def initiate(self, request: Request) -> Response:
        if request.params.keys() - {"iss", "login_hint", "target_link_uri"}:
            raise SignInFailed("There is a parameter that nobody knows.")
        return super().initiate(request)


@fault(caught_by=ids(AREA, "another-issuer"))
class AnyIssuerLogsIn(Full):
    """The login begins at whatever provider iss names."""

    def check_initiator(self, issuer: str) -> None:
        if issuer != self.settings.issuer:
            where = f"discovery document of {issuer}"
            url = f"{issuer}/.well-known/openid-configuration"
            self._object(self._send("GET", url, where), where)


@fault(caught_by=ids(AREA, "target-elsewhere"))
class TargetUnchecked(Full):
    """A login ends wherever target_link_uri says."""

    def path_of(self, target: str) -> str:
        return target


@fault(caught_by=ids(AREA, "target-elsewhere"))
class TargetComparedAsText(Full):
    """A login ends where target_link_uri says, if that begins like the application's address."""

    def path_of(self, target: str) -> str:
        own = urlsplit(self.settings.host)
        begins = target.startswith((self.settings.host, f"https://{own.hostname}"))
        return target if begins or target.startswith("/") else ""
