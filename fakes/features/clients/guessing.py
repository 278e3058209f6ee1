"""An end to guessing secrets (RFC 6749 section 2.3.1)."""

from collections import Counter
from typing import Any

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Client
from fakes.engine.provider import Provider
from fakes.wire.request import Request


class SecretGuessing(Provider):
    """Whoever sends too many wrong secrets for a client is told to wait."""

    most_wrong_secrets = 25

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.wrong_secrets: Counter[str] = Counter()

    def authenticate(self, request: Request) -> Client:
        try:
            return super().authenticate(request)
        except Rejected:
            client_id, secret, _ = self.credentials(request)
            if secret:
                self.wrong_secrets[client_id] += 1
                self.check_guesses(client_id)
            raise

    def check_guesses(self, client_id: str) -> None:
        if self.wrong_secrets[client_id] > self.most_wrong_secrets:
            raise Rejected("invalid_client", "Too many wrong secrets.", 429)
