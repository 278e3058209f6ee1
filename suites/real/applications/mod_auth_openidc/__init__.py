"""Apache with mod_auth_openidc (OpenID Certified), Debian packages: how its process is started.

In: apache2-bin and libapache2-mod-auth-openidc, or another system's Apache with the module.
"""

import sys
from pathlib import Path

from suites.real.applications.product import ApplicationProduct
from suites.real.installing import find_tool
from suites.real.provider import ProviderError

MODULES = Path("/usr/lib/apache2/modules")
PACKAGES = "Debian's packages apache2-bin and libapache2-mod-auth-openidc"


def command() -> list[str]:
    """What runs the application. Raises ProviderError if its packages are not installed."""
    apache = find_tool("/usr/sbin/apache2", PACKAGES)
    if not (MODULES / "mod_auth_openidc.so").exists():
        raise ProviderError(f"mod_auth_openidc is not installed: install {PACKAGES}")
    return [sys.executable, "-m", "suites.real.applications.mod_auth_openidc", apache, str(MODULES)]


MOD_AUTH_OPENIDC = ApplicationProduct(
    name="mod-auth-openidc",
    title="Apache with mod_auth_openidc",
    command=command,
    login="/whoami.shtml",
    callback="/callback",
    whoami="/whoami.shtml",
    logout="/callback?logout=HOST/",
    signed_in="Hello (.*)!",
    auth_methods=("pkce", "implicit", "hybrid"),
)
