"""SimpleSAMLphp, Debian's package, in Apache: how its process is started.

In: Debian's packages simplesamlphp, php-xml and php-mbstring, which bring Apache and PHP.
"""

import sys
from pathlib import Path

from suites.real.installing import find_tool
from suites.real.provider import ProviderError
from suites.real.saml.product import SamlProduct

MODULES = Path("/usr/lib/apache2/modules")
INSTALLED = Path("/usr/share/simplesamlphp")
PACKAGES = "Debian's packages simplesamlphp, libapache2-mod-php, php-xml and php-mbstring"


def where_installed() -> tuple[str, str]:
    """Apache, and PHP's module for it. Raises ProviderError if a package is not installed."""
    apache = find_tool("/usr/sbin/apache2", PACKAGES)
    php = sorted(MODULES.glob("libphp*.so"))
    if not php or not INSTALLED.exists():
        raise ProviderError(f"SimpleSAMLphp is not installed in Apache: install {PACKAGES}")
    return apache, str(php[-1])


def command() -> list[str]:
    """What runs the identity provider. Raises ProviderError if a package is not installed."""
    return [sys.executable, "-m", "suites.real.saml.simplesamlphp", *where_installed()]


SIMPLESAMLPHP = SamlProduct(name="simplesamlphp", title="SimpleSAMLphp", command=command)
