"""The exchanges of a finding as rungs of a ladder: who spoke to whom, and what came of it."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from reports.run.shape import Exchange, Finding

MOST_EXCHANGES = 50

View = dict[str, Any]  # what a template gets to show


def evidence(names: Iterable[str], exchanges: dict[str, Exchange], told: set[str]) -> list[View]:
    """The rungs of a ladder of exchanges, by their ids.

    Exchanges that follow each other, and are told under an earlier finding, are one rung: `above`.
    """
    rungs: list[View] = []
    for name in names:
        exchange = exchanges.get(name)
        if exchange is None:
            continue
        if name not in told:
            rungs.append(
                {"exchange": exchange, "jwts": jwts(exchange), "above": []} | way(exchange)
            )
        elif rungs and rungs[-1]["above"]:
            rungs[-1]["above"].append(exchange)
        else:
            rungs.append({"above": [exchange]})
        told.add(name)
    return rungs


def jwts(exchange: Exchange) -> list[View]:
    """The JWTs of an exchange, one that was both sent and answered once."""
    seen: list[View] = []
    for jwt in exchange["jwts"]:
        alike = next((one for one in seen if one["claims"] == jwt["claims"]), None)
        if alike and alike["header"] == jwt["header"]:
            alike["where"] += f" and {jwt['where']}"
        else:
            seen.append({**jwt})
    return seen


def way(exchange: Exchange) -> View:
    """Who spoke to whom, and where the answer sent the browser.

    Runs of the first versions do not say who sent a request: nobody is named then.
    """
    response = exchange["response"]
    sent_to = ""
    if response and 300 <= response["status"] < 400:
        sent_to = next((v for k, v in response["headers"] if k.lower() == "location"), "")
    return {
        "sender": exchange.get("sender", ""),
        "receiver": host(exchange["request"]["url"]),
        "location": sent_to,
    }


def anchor_of(finding: Finding) -> str:
    """The finding's address on the page: `area/slug@target`."""
    return f"{finding['check']}@{finding['target']}"


def host(url: str) -> str:
    """The host and port of a URL, or nothing if it has none."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2]
    except ValueError:
        return ""
