"""SimpleSAMLphp that runs, and how Apache and PHP are told what to do."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from string import Template

from suites.real.provider import free_port
from suites.real.saml.simplesamlphp import INSTALLED, MODULES
from suites.real.serving import served, wait_until_ready

HERE = Path(__file__).parent
SERVES_AS = "www-data"
READY_SECONDS = 40.0


def write(told: Mapping[str, str], base: str, php: str) -> Path:
    """The configuration of Apache, and PHP's, in the folder that is told, with what PHP keeps.

    Started by root, Apache serves as somebody else, who may not read where this program is.
    """
    folder = Path(told["FOLDER"])
    folder.chmod(0o755)
    shutil.copytree(HERE / "config", folder / "config")
    for name in ("sessions", "data"):
        (folder / name).mkdir()
    if os.geteuid() == 0:
        for name in ("sessions", "data", "idp-key.pem"):
            shutil.chown(folder / name, SERVES_AS)
    file = folder / "apache.conf"
    text = Template((HERE / "apache.conf").read_text("utf-8")).substitute(
        told,
        BASE=base,
        CONFIG=folder / "config",
        INSTALLED=INSTALLED,
        LISTEN=base.partition("//")[2],
        MODULES=MODULES,
        PHP=php,
    )
    file.write_text(text, "utf-8")
    return file


@contextmanager
def simplesamlphp(apache: str, php: str, told: Mapping[str, str], port: int = 0) -> Iterator[str]:
    """SimpleSAMLphp, ready, for the service provider that is told: the URL of its metadata."""
    base = f"https://127.0.0.1:{port or free_port()}"
    file, url = write(told, base, php), f"{base}/simplesaml/saml2/idp/metadata.php"
    with served([apache, "-f", str(file), "-D", "FOREGROUND"], {**told, "BASE": base}) as server:
        wait_until_ready(server, url, READY_SECONDS)
        yield url
