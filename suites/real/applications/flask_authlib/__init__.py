"""A Flask application on Authlib, as its documentation has it: how its process is started."""

import sys
from importlib.util import find_spec

from suites.real.applications.product import ApplicationProduct
from suites.real.provider import ProviderError


def command() -> list[str]:
    """What runs the application. Raises ProviderError if its packages are not installed."""
    for package in ("flask", "authlib", "requests"):
        if find_spec(package) is None:
            raise ProviderError(f"{package} is not installed: `pip install {package}`")
    return [sys.executable, "-m", "suites.real.applications.flask_authlib"]


FLASK_AUTHLIB = ApplicationProduct(
    name="flask-authlib",
    title="Flask with Authlib",
    command=command,
    login="/login",
    callback="/auth",
    whoami="/",
    logout="/logout",
    signed_in="Hello (.*)!",
)
