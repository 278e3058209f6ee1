"""The Slack application of a deployment: what Slack says of its client and of its redirect URL.

Slack, oauth.v2.access and "Installing with OAuth": errors are words of JSON, or of a page.
"""

import json
import re
from urllib.parse import urlencode, urljoin, urlsplit

from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.op.memory import remembered
from suites.services.deployment import Deployment
from suites.services.forms import host_url, slack_client
from suites.services.told import WEBHOOK
from suites.verdicts.expect import (
    NotChosen,
    NotRun,
    OutOfReach,
    expect_decided,
    expect_json_object,
    presuming,
)

SLACK = "https://slack.com"
TOKEN_URL, AUTHORIZE_URL = f"{SLACK}/api/oauth.v2.access", f"{SLACK}/oauth/v2/authorize"
SCOPE = "incoming-webhook"
HOOKS = ("https://hooks.slack.com/", "https://hooks.slack-gov.com/")
MESSAGE = "ssoproof: this is a test. Alerts of W&B Server would reach this channel."
# Why a message is not taken, of what Slack's page says: what is wrong with the message is ours.
NOT_TAKEN = frozenset((
    "no_service", "no_service_id", "no_active_hooks", "no_team", "team_disabled", "invalid_token",
    "channel_not_found", "channel_is_archived", "user_not_found", "action_prohibited",
    "posting_to_general_channel_denied",
))  # fmt: skip
# No code that Slack gives is of such a form.
MADE_UP_CODE = "ssoproof"
MOST_HOPS = 5
REDIRECTS = (301, 302, 303, 307, 308)
SIGN_IN = re.compile(r"/(workspace-)?signin|/get-started|/signin", re.IGNORECASE)
ASKS = "is requesting permission"
WRONG_URL = re.compile(r"redirect_uri did not match any configured URIs|bad_redirect_uri")
WRONG_SCOPE = re.compile(r"invalid_scope|invalid permissions requested|no_scopes", re.IGNORECASE)
WRONG_CLIENT = re.compile(r"invalid client_id|invalid_client_id", re.IGNORECASE)


@remembered
def word_for_the_client(deployment: Deployment) -> str:
    """The error of Slack when client ID and secret bring a code that nobody gave.

    Raises NotRun if Slack does not answer as Slack does.
    """
    with presuming():
        reply = deployment.http.send(
            "POST",
            TOKEN_URL,
            purpose=Purpose.TOKEN_REQUEST,
            detail="Slack",
            form=[
                ("client_id", deployment.formed("SLACK_CLIENT_ID", slack_client)),
                ("client_secret", deployment.text("SLACK_SECRET")),
                ("code", MADE_UP_CODE),
            ],
        )
        expect_decided(reply, "Slack")
        told = expect_json_object(reply, where="answer of Slack")
        return told.string("error")


@remembered
def word_for_a_message(deployment: Deployment) -> str:
    """What Slack answers to a message for the channel of the webhook: `ok`, or why it is not taken.

    Raises NotChosen if no webhook is named, NotRun if Slack does not answer as Slack does.
    """
    url = deployment.target.webhook
    if not url:
        raise NotChosen(
            f"No message is sent to Slack: set {WEBHOOK} to the URL of an incoming webhook of the "
            "application."
        )
    if not url.startswith(HOOKS):
        raise NotRun(f"{WEBHOOK} is no URL of Slack, which begins with {HOOKS[0]}.")
    with presuming():
        reply = deployment.http.send(
            "POST",
            url,
            purpose=Purpose.CLOUD_API,
            detail="Slack",
            body=json.dumps({"text": MESSAGE}),
            headers=[("content-type", "application/json")],
        )
        expect_decided(reply, "Slack")
    word = reply.text.strip()
    if word != "ok" and word not in NOT_TAKEN:
        raise NotRun(f"Slack answers in no known form (HTTP {reply.status}).")
    return word


def authorization_url(deployment: Deployment) -> str:
    """Where somebody is sent who adds the application to a channel. Raises NotRun."""
    return f"{AUTHORIZE_URL}?" + urlencode(
        {
            "client_id": deployment.formed("SLACK_CLIENT_ID", slack_client),
            "scope": SCOPE,
            "redirect_uri": deployment.formed("HOST", host_url),
        }
    )


@remembered
def page_of_slack(deployment: Deployment) -> str:
    """The text that somebody is shown who adds the application to a channel.

    Raises NotRun if Slack wants to know first who that is, or shows something else.
    """
    url = authorization_url(deployment)
    with presuming():
        reply = _followed(deployment, url)
        expect_decided(reply, "Slack")
    known = (WRONG_URL, WRONG_SCOPE, WRONG_CLIENT)
    if ASKS in reply.text or any(one.search(reply.text) for one in known):
        return reply.text
    if SIGN_IN.search(urlsplit(reply.url).path):
        raise OutOfReach(
            f"Slack says no more to somebody who is not signed in. Open {url} in a browser that "
            "is: it has to ask for your permission."
        )
    raise NotRun(f"Slack shows a page of no known form (HTTP {reply.status}) at {url}")


def _followed(deployment: Deployment, url: str) -> Reply:
    """What a browser comes to; it stays at Slack."""
    purpose = Purpose.AUTHORIZATION_REQUEST
    for _ in range(MOST_HOPS):
        reply = deployment.http.send("GET", url, purpose=purpose, detail="Slack")
        url = urljoin(reply.url, reply.header("location"))
        host = urlsplit(url).hostname or ""
        if reply.status not in REDIRECTS or not f".{host}".endswith(".slack.com"):
            return reply
        purpose = Purpose.REDIRECT
    raise NotRun(f"Slack leads on and on, to {url.partition('?')[0]}")
