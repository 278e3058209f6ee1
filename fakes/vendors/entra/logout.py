"""Entra's logout: the user picks an account, and goes back to a registered redirect URI."""

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Client
from fakes.features.sessions.frontchannel_logout import FrontChannelLogout


class LogoutOfEntra(FrontChannelLogout):
    """Nothing tells for sure who asks; a URL that nobody registered leads nowhere."""

    def logout_target(self, client: Client | None, params: dict[str, str]) -> str:
        try:
            return super().logout_target(client, params)
        except Rejected:
            return ""
