"""An application on Spring Security's OAuth 2.0 client: how it is built and its process is started.

In: a JDK of 17 or newer and Maven on PATH, Maven Central for the first start.
"""

import sys
from pathlib import Path

from suites.real.applications.product import ApplicationProduct
from suites.real.installing import build_maven, run_tool

HERE = Path(__file__).parent
CLASSES = "application.jsa"
# It is started anew some twenty times in a run, and does little work in between.
QUICKLY = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
# One whose endpoints Spring Security knows by heart: nothing is asked for.
SOME_PROVIDER = {
    "SERVER_PORT": "0",
    "SPRING_SECURITY_OAUTH2_CLIENT_REGISTRATION_GITHUB_CLIENT_ID": "none",
    "SPRING_SECURITY_OAUTH2_CLIENT_REGISTRATION_GITHUB_CLIENT_SECRET": "none",
}
SECONDS = 120.0
ADVICE = "see that java is that of the JDK, 17 or newer"


def command() -> list[str]:
    """What runs the application, built first. Raises ProviderError."""
    sources = ("pom.xml", "src/main/java/example/Application.java")
    built = build_maven("spring-client", HERE, sources) / "target"
    folder = started_once(built / "application.jar", built / "extracted")
    return [sys.executable, "-m", "suites.real.applications.spring_client", str(folder)]


def started_once(archive: Path, folder: Path) -> Path:
    """The `folder` with the application and what Java knows of its classes since it was started.

    So it starts in a third of the time, which is often in a run. Raises ProviderError.

    Source: https://docs.spring.io/spring-boot/reference/packaging/class-data-sharing.html
    """
    if not (folder / CLASSES).exists():
        extract = ["-Djarmode=tools", "-jar", str(archive), "extract", "--force"]
        run_tool(["java", *extract, "--destination", str(folder)], HERE, SECONDS, ADVICE)
        keeping = f"-XX:ArchiveClassesAtExit={folder / CLASSES}"
        once = [keeping, "-Dspring.context.exit=onRefresh"]
        run_tool(java(folder, *once), folder, SECONDS, ADVICE, SOME_PROVIDER)
    return folder


def java(folder: Path, *options: str) -> list[str]:
    """What runs the application in `folder`: always alike, or what was kept does not fit."""
    return ["java", *options, *QUICKLY, "-jar", str(folder / "application.jar")]


SPRING_CLIENT = ApplicationProduct(
    name="spring-client",
    title="Spring Security's OAuth 2.0 client",
    command=command,
    login="/oauth2/authorization/provider",
    callback="/login/oauth2/code/provider",
    whoami="/",
    logout="/logout",
)
