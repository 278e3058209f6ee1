"""Spring Authorization Server: how its project is built and its process is started.

In: a JDK of 17 or newer and Maven on PATH, Maven Central for the first start.
"""

import sys
from pathlib import Path

from suites.real.installing import build_maven
from suites.real.provider import ROOT, Product

HERE = Path(__file__).parent
SOURCES = ("pom.xml", "src/main/java/example/Provider.java")


def command() -> list[str]:
    """What runs the provider, built first. Raises ProviderError."""
    built = build_maven("spring", HERE, SOURCES) / "target" / "provider.jar"
    return [sys.executable, "-m", "suites.real.spring", str(built)]


SPRING = Product(
    name="spring",
    title="Spring Authorization Server",
    folder=ROOT,
    command=command,
    listener="",
    start_seconds=240.0,
)
