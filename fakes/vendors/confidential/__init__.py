"""A plain provider, at which the application is registered as a confidential client."""

from dataclasses import replace

from fakes.engine.model import Client
from fakes.features.clients.assertions import ClientAssertions


class Vendor(ClientAssertions):
    """The engine, and clients that may prove themselves by a key (RFC 9700 2.5).

    The application has a secret (RFC 6749 2.1).
    """

    vendor = "confidential"
    host = "op.example.org"

    @classmethod
    def registered(cls, application_url: str) -> tuple[Client, ...]:
        application, *others = super().registered(application_url)
        secret = "a-secret-that-the-application-keeps"  # noqa: S105 - of a fake
        return (replace(application, secret=secret), *others)
