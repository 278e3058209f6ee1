"""A Django project with PyPI's django-oauth-toolkit: how its process is started."""

import sys
from importlib.util import find_spec

from suites.real.provider import ROOT, Product, ProviderError


def command() -> list[str]:
    """What runs the provider. Raises ProviderError if its packages are not installed."""
    if find_spec("oauth2_provider") is None:
        raise ProviderError(
            "django-oauth-toolkit is not installed: `pip install django-oauth-toolkit`"
        )
    return [sys.executable, "-m", "suites.real.django_toolkit"]


DJANGO = Product(
    name="django",
    title="django-oauth-toolkit",
    folder=ROOT,
    command=command,
    implicit_client_id="wandb-local-implicit",
)
