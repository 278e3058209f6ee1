"""Spring Authorization Server: how its project is built and its process is started.

In: a JDK of 17 or newer and Maven on PATH, Maven Central for the first start.
"""

import shutil
import sys
from hashlib import sha256
from pathlib import Path

from suites.real.installing import find_tool, run_tool, unmade
from suites.real.provider import ROOT, Product

HERE = Path(__file__).parent
SOURCES = ("pom.xml", "src/main/java/example/Provider.java")
BUILD_SECONDS = 900.0


def build() -> Path:
    """The archive that runs, built once for these sources. Raises ProviderError."""
    find_tool("javac", "a JDK, 17 or newer")
    maven = find_tool("mvn", "Maven")
    digest = sha256(b"".join((HERE / name).read_bytes() for name in SOURCES)).hexdigest()[:12]
    with unmade(f"spring-{digest}") as (folder, wanted):
        if wanted:
            for name in SOURCES:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(HERE / name, folder / name)
            advice = "check that Maven reaches its repository (settings.xml in ~/.m2)"
            run_tool([maven, "-B", "-q", "package"], folder, BUILD_SECONDS, advice)
        return folder / "target" / "provider.jar"


def command() -> list[str]:
    """What runs the provider, built first. Raises ProviderError."""
    return [sys.executable, "-m", "suites.real.spring", str(build())]


SPRING = Product(
    name="spring",
    title="Spring Authorization Server",
    folder=ROOT,
    command=command,
    listener="",
    start_seconds=240.0,
)
