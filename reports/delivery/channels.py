"""The channels by name, and what of the environment opens each: URLs and tokens are secrets."""

from collections.abc import Callable, Iterable, Mapping
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from reports.delivery.letters import Channel
from reports.delivery.slack import SlackBot, SlackWebhook
from reports.delivery.teams import Teams
from reports.delivery.webhook import Webhook, key_of

Environment = Mapping[str, str]


class WrongChannel(Exception):
    """A channel is not set up; the message names the variable and what to write.

    No value is told: it may be a secret.
    """


def channels(names: Iterable[str], environment: Environment) -> list[Channel]:
    """The channels of these names. Raises WrongChannel."""
    return [CHANNELS[name](environment) for name in dict.fromkeys(names)]


def set_up(environment: Environment) -> list[str]:
    """The names of the channels that the environment opens, or was meant to open."""
    return [
        name for name, variables in OPENED_BY.items() if any(environment.get(v) for v in variables)
    ]


def slack(environment: Environment) -> Channel:
    """By a webhook, else by a bot's token and a channel. Raises WrongChannel."""
    if environment.get("SLACK_WEBHOOK_URL"):
        return SlackWebhook(url_of("SLACK_WEBHOOK_URL", environment))
    token = environment.get("SLACK_BOT_TOKEN", "").strip()
    channel = environment.get("SLACK_CHANNEL", "").strip()
    if not token:
        raise WrongChannel(NO_SLACK + (AN_APP if environment.get("SLACK_CLIENT_ID") else ""))
    if not token.startswith("xox") or not (token.isascii() and token.isprintable()):
        raise WrongChannel(
            "SLACK_BOT_TOKEN (the environment): no token of a bot, which begins with xoxb-; "
            "the page of the app, OAuth & Permissions, has it"
        )
    if not channel:
        raise WrongChannel(
            "SLACK_CHANNEL is not set: write the ID of the channel, such as C0123456789"
        )
    return SlackBot(token, channel)


def teams(environment: Environment) -> Channel:
    """By the webhook of a workflow. Raises WrongChannel."""
    return Teams(url_of("TEAMS_WEBHOOK_URL", environment))


def webhook(environment: Environment) -> Channel:
    """By a URL and the key that signs. Raises WrongChannel."""
    url, name = url_of("SSOPROOF_WEBHOOK_URL", environment), "SSOPROOF_WEBHOOK_SECRET"
    secret = environment.get(name, "").strip()
    if not secret:
        raise WrongChannel(f"{name} is not set: {KEY}")
    try:
        return Webhook(url, key_of(secret))
    except ValueError as error:
        raise WrongChannel(f"{name} (the environment): it signs nothing: {error}") from None


def url_of(name: str, environment: Environment) -> str:
    """The URL that a variable has: https, or http on this machine. Raises WrongChannel."""
    url = environment.get(name, "").strip()
    if not url:
        raise WrongChannel(f"{name} is not set: write the URL of the webhook to it")
    try:
        presume_reachable(urlsplit(url))
    except ValueError as error:
        raise WrongChannel(f"{name} (the environment): {error}") from None
    return url


def presume_reachable(parts: SplitResult) -> None:
    """Whether a message may go to a URL. Raises ValueError."""
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        raise ValueError("no URL of a webhook; write one that begins with https://")
    if parts.scheme == "http" and not is_loopback(host):
        raise ValueError("a message over http can be read on the way; write an https URL")


def presume_link(url: str) -> None:
    """Whether a URL may stand in a message. Raises ValueError."""
    parts = urlsplit(url)
    good = parts.scheme in ("http", "https") and parts.hostname and parts.username is None
    if url and not (good and url.isascii() and url.isprintable() and " " not in url):
        raise ValueError("write an http or https URL without a user's name")


def is_loopback(host: str) -> bool:
    """Whether `host` names this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


KEY = "write whsec_ and 24 to 64 random bytes in base64, and tell the receiver"
NO_SLACK = (
    "Slack: set SLACK_WEBHOOK_URL (an incoming webhook), or SLACK_BOT_TOKEN and SLACK_CHANNEL"
)
AN_APP = (
    ". SLACK_CLIENT_ID and SLACK_SECRET alone open no channel: Slack gives a token only to an app "
    "that somebody has installed; install theirs with chat:write, and take the bot's token"
)
CHANNELS: Mapping[str, Callable[[Environment], Channel]] = {
    "slack": slack, "teams": teams, "webhook": webhook,
}  # fmt: skip
OPENED_BY = {
    "slack": ("SLACK_WEBHOOK_URL", "SLACK_BOT_TOKEN"),
    "teams": ("TEAMS_WEBHOOK_URL",),
    "webhook": ("SSOPROOF_WEBHOOK_URL",),
}
