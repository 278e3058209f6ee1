"""SimpleSAMLphp in Apache on 127.0.0.1, for ssoproof to judge.

    python -m suites.real.saml.simplesamlphp APACHE PHP

APACHE is the program, PHP its module for it. Environment: as `suites.real.saml.product` sets it.
One JSON line is printed when it answers. It ends when its standard input ends.
"""

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from string import Template

from suites.real.provider import free_port
from suites.real.saml.simplesamlphp import INSTALLED, MODULES
from suites.real.serving import announce, served, wait_until_ready

HERE = Path(__file__).parent
SERVES_AS = "www-data"
READY_SECONDS = 40.0


def write(told: Mapping[str, str], base: str, php: str) -> Path:
    """The configuration of Apache, in the folder that is told, and folders for what PHP keeps."""
    folder = Path(told["FOLDER"])
    folder.chmod(0o755)
    for name in ("sessions", "data"):
        (folder / name).mkdir()
    if os.geteuid() == 0:
        # Started by root, Apache serves as somebody else.
        for name in ("sessions", "data", "idp-key.pem"):
            shutil.chown(folder / name, SERVES_AS)
    file = folder / "apache.conf"
    text = Template((HERE / "apache.conf").read_text("utf-8")).substitute(
        told,
        BASE=base,
        CONFIG=HERE / "config",
        INSTALLED=INSTALLED,
        LISTEN=base.partition("//")[2],
        MODULES=MODULES,
        PHP=php,
    )
    file.write_text(text, "utf-8")
    return file


def main() -> None:
    """Start, announce, serve."""
    apache, php = sys.argv[1:]
    base = f"https://127.0.0.1:{int(os.environ['PORT']) or free_port()}"
    file = write(os.environ, base, php)
    url = f"{base}/simplesaml/saml2/idp/metadata.php"
    with served([apache, "-f", str(file), "-D", "FOREGROUND"], {"BASE": base}) as server:
        wait_until_ready(server, url, READY_SECONDS)
        announce(metadata_url=url)


if __name__ == "__main__":
    main()
