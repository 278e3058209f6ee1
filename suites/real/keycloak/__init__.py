"""Keycloak (OpenID Certified), from Maven Central: how it is installed and its process is started.

In: a JDK of 17 or newer and Maven on PATH, Maven Central for the first start.
"""

import sys
import zipfile
from pathlib import Path

from suites.real.installing import find_tool, run_tool, unmade
from suites.real.provider import ROOT, Product

VERSION = "26.7.3"
ARTIFACT = f"org.keycloak:keycloak-quarkus-dist:{VERSION}:zip"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"
ADVICE = (
    "check that Maven reaches its repository (a mirror or a proxy: settings.xml in ~/.m2) and that "
    "`java` is 17 or newer"
)
# A database that is gone with the process.
BUILT = ("--db=dev-mem",)
DOWNLOAD_SECONDS = 600.0
BUILD_SECONDS = 600.0


def install() -> Path:
    """Keycloak's own folder: downloaded, unpacked and built for its database, once."""
    find_tool("java", "a JDK, 17 or newer")
    maven = find_tool("mvn", "Maven")
    with unmade(f"keycloak-{VERSION}") as (folder, wanted):
        home = folder / f"keycloak-{VERSION}"
        if wanted:
            copy = [f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={folder}"]
            run_tool([maven, "-B", "-q", COPY, *copy], folder, DOWNLOAD_SECONDS, ADVICE)
            unpack(folder)
            run_tool(["sh", "bin/kc.sh", "build", *BUILT], home, BUILD_SECONDS, ADVICE)
    return home


def unpack(folder: Path) -> None:
    """Unpack the archive in `folder`, and remove it."""
    for path in folder.glob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder)
        path.unlink()


def command() -> list[str]:
    """What runs the provider, installed first. Raises ProviderError."""
    return [sys.executable, "-m", "suites.real.keycloak", str(install())]


KEYCLOAK = Product(
    name="keycloak",
    title="Keycloak",
    folder=ROOT,
    command=command,
    implicit_client_id="wandb-local-implicit",
    listener="",
    start_seconds=450.0,
)
