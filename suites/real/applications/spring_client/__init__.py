"""An application on Spring Security's OAuth 2.0 client: how it is built and its process is started.

In: a JDK of 17 or newer and Maven on PATH, Maven Central for the first start.
"""

import sys
from pathlib import Path

from suites.real.applications.product import ApplicationProduct
from suites.real.installing import build_maven

HERE = Path(__file__).parent


def command() -> list[str]:
    """What runs the application, built first. Raises ProviderError."""
    sources = ("pom.xml", "src/main/java/example/Application.java")
    built = build_maven("spring-client", HERE, sources) / "target" / "application.jar"
    return [sys.executable, "-m", "suites.real.applications.spring_client", str(built)]


SPRING_CLIENT = ApplicationProduct(
    name="spring-client",
    title="Spring Security's OAuth 2.0 client",
    command=command,
    login="/oauth2/authorization/provider",
    callback="/login/oauth2/code/provider",
    whoami="/",
    logout="/logout",
)
