"""SimpleSAMLphp in Apache on 127.0.0.1, for ssoproof to judge.

    python -m suites.real.saml.simplesamlphp APACHE PHP

APACHE is the program, PHP its module for it. Environment: as `suites.real.saml.product` sets it.
One JSON line is printed when it answers. It ends when its standard input ends.
"""

import os
import sys

from suites.real.saml.simplesamlphp.server import simplesamlphp
from suites.real.serving import announce


def main() -> None:
    """Start, announce, serve."""
    apache, php = sys.argv[1:]
    with simplesamlphp(apache, php, os.environ, int(os.environ["PORT"])) as url:
        announce(metadata_url=url)


if __name__ == "__main__":
    main()
