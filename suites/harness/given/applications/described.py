"""The W&B-like application as one of somebody else's, for the tests of what is described."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from fakes.applications.running import RunningApplication
from fakes.user.login import FormDriver
from suites.application.application import Application
from suites.application.described import Listening, described_target
from suites.application.settings import ApplicationSettings


def described(host: str, **more: str) -> ApplicationSettings:
    """The settings of an application at `host` that is like W&B Server."""
    return ApplicationSettings.model_validate({"profile": "wandb-server", "host": host} | more)


def configured(application: RunningApplication, settings: ApplicationSettings) -> None:
    """What an operator enters, who reads it in the settings."""
    application.configure(
        {
            "OIDC_ISSUER": settings.issuer,
            "OIDC_CLIENT_ID": settings.client_id,
            "OIDC_AUTH_METHOD": settings.auth_method,
            "OIDC_SECRET": settings.client_secret,
            "OIDC_CA_BUNDLE": settings.ca_out or settings.ca_bundle,
        }
    )


@contextmanager
def judged(
    settings: ApplicationSettings,
    application: RunningApplication,
    listening: Listening | None = None,
    vendor: str = "reference",
) -> Iterator[Application]:
    """The application as the suite judges it, set up for the provider that is described."""
    target = described_target(settings, listening or Listening(settings), vendor)
    configured(application, settings)
    app = Application(replace(target, restart=application.restart), FormDriver())
    try:
        yield app
    finally:
        app.close()
        target.provider.stop()
