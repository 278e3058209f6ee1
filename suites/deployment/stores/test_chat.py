"""The Slack application of SLACK_CLIENT_ID: asked of Slack itself, and installed nowhere."""

from suites.checks.check import check
from suites.checks.words import MEDIUM, MUST, STATEFUL
from suites.services.deployment import Deployment
from suites.services.stores.slack import (
    SCOPE,
    WRONG_CLIENT,
    WRONG_SCOPE,
    WRONG_URL,
    page_of_slack,
    word_for_a_message,
    word_for_the_client,
)
from suites.services.told import WEBHOOK
from suites.verdicts.expect import Mismatch, NotRun, expect

REGISTERING = "wandb-server:Register your Slack application with W&B"
CONFIGURING = "wandb-server:Configuring the Slack application"
IS_A_PAIR = "invalid_code"
WRONG = {"invalid_client_id": "SLACK_CLIENT_ID", "bad_client_secret": "SLACK_SECRET"}


@check(
    "chat/client",
    spec=[REGISTERING, "slack:oauth.v2.access"],
    level=MUST,
    severity=MEDIUM,
    needs="slack",
    remedy="Copy client ID and client secret from Basic Information of one Slack application.",
)
def test_slack_knows_client_and_secret(deployment: Deployment) -> None:
    """Nobody can have alerts sent to Slack."""
    word = word_for_the_client(deployment)
    if word in WRONG:
        told = f"Slack says {word}"
        raise Mismatch("one that Slack knows", told, deployment.where(WRONG[word]))
    if word != IS_A_PAIR:
        raise NotRun(f"Slack answers with {word}, which says nothing of the client.")


@check(
    "chat/redirect-url",
    spec=[CONFIGURING, "slack:Installing with OAuth"],
    level=MUST,
    severity=MEDIUM,
    needs=["slack", "host"],
    remedy="Add HOST to the redirect URLs of the Slack application (OAuth & Permissions).",
)
def test_host_is_a_redirect_url_of_the_slack_application(deployment: Deployment) -> None:
    """Whoever adds Slack ends on an error page of Slack."""
    page = page_with_client(deployment)
    if WRONG_URL.search(page):
        told = "redirect_uri did not match any configured URIs"
        raise Mismatch(f"{deployment.shown('HOST')} among them", told, "redirect URLs in Slack")


@check(
    "chat/scope",
    spec=[CONFIGURING, "slack:Installing with OAuth"],
    level=MUST,
    severity=MEDIUM,
    needs=["slack", "host"],
    remedy=f"Give the bot of the Slack application the scope {SCOPE} (OAuth & Permissions).",
)
def test_the_slack_application_may_have_incoming_webhooks(deployment: Deployment) -> None:
    """Slack gives the server no URL to send alerts to."""
    page = page_with_client(deployment)
    if WRONG_URL.search(page):
        raise NotRun("Slack refuses the redirect URL, and says no more.")
    refused = WRONG_SCOPE.search(page)
    if refused:
        raise Mismatch(SCOPE, f"Slack says {refused[0]}", "scopes in Slack")


@check(
    "chat/message",
    spec=[REGISTERING, "slack-webhooks:Handling errors"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="slack",
    remedy="Install the Slack application once more, and take the webhook that Slack shows then.",
)
def test_a_message_reaches_the_channel_of_the_webhook(deployment: Deployment) -> None:
    """Alerts that are sent to this channel are lost."""
    word = word_for_a_message(deployment)
    expect(word == "ok", "ok", f"Slack says {word}", where=WEBHOOK)


def page_with_client(deployment: Deployment) -> str:
    """What Slack shows when the application is added. Raises NotRun if it knows no such client."""
    page = page_of_slack(deployment)
    if WRONG_CLIENT.search(page):
        raise NotRun("Slack knows no such client, and says no more.")
    return page
