"""Entra's errors: a number, a sentence, and how to find the request again."""

import re
import uuid
from datetime import UTC, datetime
from html import escape
from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.pages import page
from fakes.engine.provider import Provider

NUMBER = re.compile(r"AADSTS(\d+)")
MALFORMED = 9002313
NO_CREDENTIALS = (
    "AADSTS7000218: The request body must contain the following parameter: "
    "'client_assertion' or 'client_secret'."
)


class ErrorsOfEntra(Provider):
    """Every description begins with a number that an administrator can look up."""

    def told(self, error: str, description: str) -> dict[str, Any]:
        """The members of an error."""
        found = NUMBER.match(description)
        number = int(found[1]) if found else MALFORMED
        malformed = f"AADSTS{MALFORMED}: Invalid request. Request is malformed or invalid."
        sentence = description if found else f"{malformed} {description}"
        trace, correlation = str(uuid.uuid4()), str(uuid.uuid4())
        moment = datetime.fromtimestamp(int(self.clock.now()), UTC)
        timestamp = moment.strftime("%Y-%m-%d %H:%M:%SZ")
        lines = (
            sentence,
            f"Trace ID: {trace}",
            f"Correlation ID: {correlation}",
            f"Timestamp: {timestamp}",
        )
        return {
            "error": error,
            "error_description": "\r\n".join(lines),
            "error_codes": [number],
            "timestamp": timestamp,
            "trace_id": trace,
            "correlation_id": correlation,
            "error_uri": f"https://login.microsoftonline.com/error?code={number}",
        }

    def token_error(self, refusal: Rejected) -> Response:
        headers = super().token_error(refusal).headers
        kept = {name: headers[name] for name in headers if not name.startswith("content-")}
        return self.json(self.told(refusal.error, refusal.description), refusal.status, kept)

    def page_refusal(self, error: str, description: str) -> Response:
        """What the application is not told."""
        body = "<p>Sorry, but we're having trouble signing you in.</p>"
        return page("Sign in to your account", f"{body}<p>{escape(description)}</p>", 400)


def missing(parameter: str) -> str:
    """The sentence for a parameter that did not come."""
    return f"AADSTS900144: The request body must contain the following parameter: '{parameter}'."
