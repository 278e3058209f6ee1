"""A message on its way: tried again when the channel asks for it, and told when it fails."""

import time
from collections.abc import Callable, Iterable
from urllib.parse import parse_qsl, quote, unquote, urlsplit
from uuid import uuid4

from reports.delivery.letters import Channel, NotDelivered, Post
from reports.delivery.news import News
from reports.run.text import shortened, visible

TRIES = 3
# What is waited for a channel in all.
MOST_WAIT_S = 30.0
LONGEST_REASON = 400
SHORTEST_SECRET = 8


def deliver(
    channel: Channel, news: News, post: Post, wait: Callable[[float], None] = time.sleep
) -> None:
    """Sends the news to a channel. Raises NotDelivered, in which no secret is.

    A channel that throttles (HTTP 429, 503) is asked again when it says so, if that is soon.
    """
    try:
        send(channel, news, post, wait)
    except NotDelivered as error:
        raise NotDelivered(reason(channel, str(error))) from None
    except Exception as error:  # noqa: BLE001 whatever broke, the run goes on
        told = reason(channel, str(error) or type(error).__name__)
        raise NotDelivered(told) from None


def send(channel: Channel, news: News, post: Post, wait: Callable[[float], None]) -> None:
    """Raises NotDelivered, and whatever `post` raises."""
    identifier, left_s = f"msg_{uuid4().hex}", MOST_WAIT_S
    for tries in range(1, TRIES + 1):
        letter = channel.letter(news, identifier, time.time())
        posted = post(letter.url, letter.headers, letter.body)
        if posted.again_s is None:
            channel.presume_taken(posted)
            return
        if tries == TRIES or posted.again_s > left_s:
            break
        left_s -= posted.again_s
        wait(posted.again_s)
    raise NotDelivered(
        f"HTTP {posted.status}: it wants to be left alone for {posted.again_s:.0f} s more, after "
        f"{tries} tries; {MOST_WAIT_S:.0f} s are waited in all"
    )


def reason(channel: Channel, text: str) -> str:
    """Why a channel has no message, in a line without its secrets."""
    for secret in channel.secrets:
        parts = urlsplit(secret)
        segments = [*parts.path.split("/"), *(value for _, value in parse_qsl(parts.query))]
        segments += [one for pair in parts.query.split("&") for one in pair.split("=")[1:]]
        told = {one for each in segments for one in (each, unquote(each), quote(each, safe=""))}
        for part in (secret, parts.path.strip("/"), parts.query, *sorted(told, key=len)[::-1]):
            text = text.replace(part, "«redacted»") if len(part) > SHORTEST_SECRET else text
    return f"{channel.name}: not told: {shortened(visible(text), LONGEST_REASON)}"


def told_to(
    channels: Iterable[Channel], news: News, post: Post, *, always: bool
) -> tuple[list[str], list[str]]:
    """Tells each channel, if there is something to tell; what was done, and what could not be."""
    if not news.changed and not always:
        since = news.since or "nothing changed"
        return [f"{one.name}: not told, {since}" for one in channels], []
    done, failed = [], []
    for channel in channels:
        try:
            deliver(channel, news, post)
        except NotDelivered as error:
            failed.append(str(error))
        else:
            done.append(f"{channel.name}: told")
    return done, failed
