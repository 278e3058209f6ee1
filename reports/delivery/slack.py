"""Slack, by an incoming webhook or by chat.postMessage with a bot's token: Block Kit."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reports.delivery.letters import Letter, NotDelivered, Posted, presume_success
from reports.delivery.news import Item, News, Standing
from reports.run.model import KINDS

POST_MESSAGE = "https://slack.com/api/chat.postMessage"
# Slack's own limits; of all blocks together it takes about 13,000 characters.
MOST_BLOCKS, MOST_TEXT, MOST_HEADER, MOST_ALL = 50, 3000, 150, 12_000
JSON = [("content-type", "application/json; charset=utf-8")]
OF_A_BOT = {
    "channel_not_found": "write the ID of the channel to SLACK_CHANNEL, and invite the app to it",
    "not_in_channel": "invite the app to the channel of SLACK_CHANNEL",
    "is_archived": "name another channel in SLACK_CHANNEL",
    "missing_scope": "give the app the scope chat:write, and install it again",
    "not_allowed_token_type": "SLACK_BOT_TOKEN wants the token of the bot, which begins with xoxb-",
    "invalid_auth": "renew SLACK_BOT_TOKEN: install the app again",
    "token_revoked": "renew SLACK_BOT_TOKEN: install the app again",
    "token_expired": "SLACK_BOT_TOKEN wants a token that lasts: the app rotates its tokens",
}
OF_A_WEBHOOK = {
    "no_service": "that webhook was removed: renew SLACK_WEBHOOK_URL",
    "invalid_token": "renew SLACK_WEBHOOK_URL",
    "channel_not_found": "its channel was removed: renew SLACK_WEBHOOK_URL",
    "channel_is_archived": "its channel was archived: renew SLACK_WEBHOOK_URL",
    "action_prohibited": "the workspace forbids it: ask its administrators",
}


@dataclass(frozen=True, slots=True)
class SlackWebhook:
    """An incoming webhook: its URL is the secret, and its channel was chosen with it."""

    url: str = field(repr=False)
    name: str = "slack"

    @property
    def secrets(self) -> tuple[str, ...]:
        return (self.url,)

    def letter(self, news: News, identifier: str, now_s: float) -> Letter:
        return Letter(self.url, JSON, json.dumps(message(news)))

    def presume_taken(self, posted: Posted) -> None:
        error = posted.text.strip()
        if error in OF_A_WEBHOOK:
            raise NotDelivered(f"{error}: {OF_A_WEBHOOK[error]}")
        presume_success(posted)


@dataclass(frozen=True, slots=True)
class SlackBot:
    """A bot of an app, which the workspace has installed, and a channel that it is in."""

    token: str = field(repr=False)
    channel: str
    name: str = "slack"

    @property
    def secrets(self) -> tuple[str, ...]:
        return (self.token,)

    def letter(self, news: News, identifier: str, now_s: float) -> Letter:
        headers = [*JSON, ("authorization", f"Bearer {self.token}")]
        quiet = {"unfurl_links": False, "unfurl_media": False}
        return Letter(
            POST_MESSAGE, headers, json.dumps({"channel": self.channel} | quiet | message(news))
        )

    def presume_taken(self, posted: Posted) -> None:
        """Slack answers HTTP 200 to what it refuses, too."""
        presume_success(posted)
        try:
            told = json.loads(posted.text)
            taken, error = told.get("ok"), str(told.get("error", ""))
        except (ValueError, AttributeError):
            raise NotDelivered("the answer is no JSON object, as Slack's are") from None
        if taken is not True:
            advice = f": {OF_A_BOT[error]}" if error in OF_A_BOT else ""
            raise NotDelivered(f"{error or 'it was refused, and no error was told'}{advice}")


def message(news: News) -> dict[str, Any]:
    """The message: what a notification shows, and its blocks, within Slack's limits."""
    told: list[dict[str, Any]] = []
    left = MOST_ALL
    for block in blocks(news):
        left -= len(json.dumps(block))
        if left < 0 or len(told) == MOST_BLOCKS:
            break
        told.append(block)
    return {"text": escaped(news.title), "blocks": told}


def blocks(news: News) -> Iterator[dict[str, Any]]:
    """What matters first: whatever has no room is left out at the end."""
    title = {"type": "plain_text", "text": news.title[:MOST_HEADER], "emoji": False}
    yield {"type": "header", "text": title}
    lines = [escaped(news.since[:1].upper() + news.since[1:])] if news.since else []
    if news.link:
        lines.append(f"<{link(news.link)}|Open the report>")
    when = f"{news.started[:16].replace('T', ' ')} UTC, exit code {news.exit_code}"
    yield from section([*lines, escaped(when)])
    yield from section(["*To know*", *map(escaped, news.to_know)] if news.to_know else [])
    for kind in (*KINDS, "open"):
        lines = [item(one) for one in news.items if one.kind == kind]
        label = KINDS[kind].label if kind in KINDS else "Open"
        yield from section([f"*{label}*", *lines] if lines else [])
    yield from section([f"… and {news.more_items} more"] if news.more_items else [])
    for one in news.standings:
        yield from section(standing(one))
    if news.more_standings:
        yield from section([f"… and {news.more_standings} more targets"])


def item(one: Item) -> str:
    """A finding in a line."""
    severity = f" {one.severity}" if one.severity else ""
    return f"•{severity} `{quoted(one.check)}` {escaped(one.target)}: {escaped(one.says)}"


def standing(one: Standing) -> list[str]:
    """How a target stands, in lines."""
    rows = {"Sign-in works": one.works, "Safe": one.safe, "Conforms": one.conforms}
    return [
        f"*{one.sign} {escaped(one.name)}*: {escaped(one.verdict)}",
        *(f"{name}: {escaped(said)}" for name, said in rows.items()),
        *map(escaped, one.turns),
    ]


def section(lines: list[str]) -> Iterator[dict[str, Any]]:
    """The lines as a section, cut between two of them; none where there are none.

    `verbatim` keeps Slack from making links of what somebody said.
    """
    text = ""
    for line in lines:
        if len(text) + len(line) + 1 > MOST_TEXT:
            break
        text += f"{line}\n"
    if text:
        told = {"type": "mrkdwn", "text": text.rstrip(), "verbatim": True}
        yield {"type": "section", "text": told}


def escaped(text: str) -> str:
    """Text in which nothing is a link, a mention or a command of Slack's."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(text: str) -> str:
    """Text between backquotes, which ends where they do."""
    return escaped(text.replace("`", "'"))


def link(url: str) -> str:
    """A URL between `<` and `|`."""
    return escaped(url.replace("|", "%7C").replace("<", "%3C").replace(">", "%3E"))
