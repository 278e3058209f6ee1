"""Applications of Slack that Slack does not know, or that are not set up for the server."""

from typing import ClassVar

from starlette.responses import PlainTextResponse, Response

from fakes.deployment.homes import Deployment
from fakes.faults import fault, ids
from fakes.wire.request import Request

AREA = "chat"


@fault(caught_by=ids(AREA, "client"))
class SlackSecretOld(Deployment):
    """The secret of the Slack application was made anew."""

    slack_secret: ClassVar[str] = "0123456789abcdef0123456789abcdef"  # noqa: S105 - of a fake


@fault(caught_by=ids(AREA, "client"))
class SlackApplicationGone(Deployment):
    """The Slack application was removed."""

    slack_client: ClassVar[str] = "4336510232.9999999999"


@fault(caught_by=ids(AREA, "redirect-url"))
class SlackOfOldHost(Deployment):
    """The redirect URL is that of the server's old address."""

    def slack_redirects(self) -> tuple[str, ...]:
        return ("http://10.0.0.7",)


@fault(caught_by=ids(AREA, "redirect-url"))
class SlackUrlNotSaved(Deployment):
    """Nobody pressed Save URLs."""

    def slack_redirects(self) -> tuple[str, ...]:
        return ()


@fault(caught_by=ids(AREA, "scope"))
class SlackWithoutWebhooks(Deployment):
    """The bot may write messages, and have no webhook."""

    slack_scopes: ClassVar[tuple[str, ...]] = ("chat:write",)


@fault(caught_by=ids(AREA, "message"))
class SlackWebhookRemoved(Deployment):
    """The webhook was removed, or the application with it."""

    def chat_message(self, request: Request) -> Response:
        return PlainTextResponse("no_service", 404)


@fault(caught_by=ids(AREA, "message"))
class SlackChannelArchived(Deployment):
    """The channel was archived."""

    def chat_message(self, request: Request) -> Response:
        return PlainTextResponse("channel_is_archived", 410)
