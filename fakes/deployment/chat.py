"""The Slack of a deployment, as far as it can be asked before an application is installed.

It answers by the words of Slack: errors of oauth.v2.access, and those on the page of
/oauth/v2/authorize. One channel has an incoming webhook.
"""

from html import escape
from typing import ClassVar

from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from fakes.wire.request import Request

SLACK, HOOKS = "slack.com", "hooks.slack.com"
SLACK_CLIENT, SLACK_SECRET = "4336510232.6145510235", "7d1f0c5b2a9e8d3f6c4b1a0e9f8d7c6b"
PAGE = "<!doctype html><html><head><title>Slack</title></head><body>{}</body></html>"


class Chat:
    """One application of Slack, set up as W&B's documentation says."""

    slack_client: ClassVar[str] = SLACK_CLIENT
    slack_secret: ClassVar[str] = SLACK_SECRET
    slack_webhook: ClassVar[str] = f"https://{HOOKS}/services/T4336/B6145/{SLACK_SECRET[::-1]}"
    slack_scopes: ClassVar[tuple[str, ...]] = ("incoming-webhook",)

    def slack_redirects(self) -> tuple[str, ...]:
        """The redirect URLs that are saved; those below them are right too."""
        return ()

    def chat_answer(self, request: Request) -> Response:
        """The answer to one request."""
        if request.url.startswith(f"https://{HOOKS}/"):
            return self.chat_message(request)
        if request.url.endswith("/api/oauth.v2.access"):
            return JSONResponse({"ok": False, "error": self.chat_refusal(dict(request.form))})
        if request.url.endswith("/oauth/v2/authorize"):
            return self.chat_page(dict(request.query))
        return HTMLResponse(PAGE.format("There is no such page."), 404)

    def chat_message(self, request: Request) -> Response:
        """To whoever writes to the channel of a webhook."""
        if request.url != self.slack_webhook:
            return PlainTextResponse("no_service", 404)
        return PlainTextResponse("ok")

    def chat_refusal(self, form: dict[str, str]) -> str:
        """The error of who brings a code: none was given to anybody."""
        if form.get("client_id") != self.slack_client:
            return "invalid_client_id"
        if form.get("client_secret") != self.slack_secret:
            return "bad_client_secret"
        return "invalid_code"

    def chat_page(self, query: dict[str, str]) -> Response:
        """What somebody sees who adds the application to a channel."""
        passed = query.get("redirect_uri", "")
        if query.get("client_id") != self.slack_client:
            told = "Invalid client_id parameter"
        elif not passed.startswith(self.slack_redirects()):
            told = f"redirect_uri did not match any configured URIs. Passed URI: {passed}"
        elif not set(query.get("scope", "").split(",")) <= set(self.slack_scopes):
            told = "Invalid permissions requested"
        else:
            told = "W&B is requesting permission to access the MyCompany Slack workspace"
        return HTMLResponse(PAGE.format(f"<p>{escape(told)}</p>"))
