"""Microsoft Teams, by the webhook of a workflow: an Adaptive Card.

Its texts are runs of a RichTextBlock, which know no markup: what a target said is text.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reports.delivery.letters import Letter, Posted, presume_success
from reports.delivery.news import Item, News, Standing
from reports.run.model import KINDS

# A message of Teams may have about 28 KB.
MOST_BYTES = 24_000
Element = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Teams:
    """A workflow that posts what a webhook is sent; its URL is the secret."""

    url: str = field(repr=False)
    name: str = "teams"

    @property
    def secrets(self) -> tuple[str, ...]:
        return (self.url,)

    def letter(self, news: News, identifier: str, now_s: float) -> Letter:
        return Letter(self.url, [("content-type", "application/json")], json.dumps(message(news)))

    def presume_taken(self, posted: Posted) -> None:
        presume_success(posted)


def message(news: News) -> Element:
    """The card in its envelope."""
    body: list[Element] = []
    left = MOST_BYTES
    for element in elements(news):
        left -= len(json.dumps(element))
        if left < 0:
            break
        body.append(element)
    card: Element = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "fallbackText": news.title,
        "msteams": {"width": "Full"},
        "body": body,
    }
    if news.link:
        action = {"type": "Action.OpenUrl", "title": "Open the report", "url": news.link}
        card["actions"] = [action]
    kind = "application/vnd.microsoft.card.adaptive"
    attachment = {"contentType": kind, "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [attachment]}


def elements(news: News) -> Iterator[Element]:
    """What matters first: whatever has no room is left out at the end."""
    yield line(run(news.title, weight="Bolder", size="Large"))
    if news.since:
        yield line(run(news.since[:1].upper() + news.since[1:], weight="Bolder"))
    when = f"{news.started[:16].replace('T', ' ')} UTC, exit code {news.exit_code}"
    yield line(run(when, isSubtle=True))
    for text in news.to_know:
        yield line(run("To know: ", weight="Bolder"), run(text))
    for one in news.items:
        yield item(one)
    if news.more_items:
        yield line(run(f"… and {news.more_items} more", isSubtle=True))
    for each in news.standings:
        yield from standing(each)
    if news.more_standings:
        yield line(run(f"… and {news.more_standings} more targets", isSubtle=True))


def item(one: Item) -> Element:
    """A finding in a line."""
    label = KINDS[one.kind].label if one.kind in KINDS else "Open"
    colour = "Good" if one.kind == "fixed" else "Attention"
    return line(
        run(f"{label}: ", weight="Bolder", color=colour),
        run(f"{one.severity} " if one.severity else ""),
        run(f"{one.check} ", fontType="Monospace"),
        run(f"{one.target}: {one.says}"),
    )


def standing(one: Standing) -> Iterator[Element]:
    """How a target stands."""
    yield line(run(f"{one.sign} {one.name}", weight="Bolder"), run(f": {one.verdict}"))
    rows = (("Sign-in works", one.works), ("Safe", one.safe), ("Conforms", one.conforms))
    for name, said in (*rows, *(("Changed", turn) for turn in one.turns)):
        yield line(run(f"{name}: ", isSubtle=True), run(said))


def line(*runs: Element) -> Element:
    """A line of the card."""
    return {"type": "RichTextBlock", "inlines": [one for one in runs if one["text"]]}


def run(text: str, **style: object) -> Element:
    """A piece of text."""
    return {"type": "TextRun", "text": text, **style}
