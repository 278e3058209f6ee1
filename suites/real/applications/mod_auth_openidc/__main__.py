"""Apache with mod_auth_openidc on 127.0.0.1, for ssoproof to judge.

    python -m suites.real.applications.mod_auth_openidc PROGRAM MODULES

PROGRAM is Apache's, MODULES the folder of its modules. Environment: as
`suites.real.applications.product` sets it.
"""

import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path
from string import Template

from suites.real.applications.serving import serve

HERE = Path(__file__).parent
PAGES = {
    "whoami.shtml": 'Hello <!--#echo encoding="entity" var="OIDC_CLAIM_email" --> '
    '(<!--#echo encoding="entity" var="OIDC_CLAIM_name" -->)!',
    "index.html": "Nobody is signed in.",
}
# How the module is told the flow, and that an ID Token from the browser comes by a form.
FLOWS = {
    "pkce": "OIDCResponseType code\nOIDCPKCEMethod S256",
    "implicit": "OIDCResponseType id_token\nOIDCResponseMode form_post",
    "hybrid": 'OIDCResponseType "code id_token"\nOIDCResponseMode form_post\nOIDCPKCEMethod S256',
}


def write(told: Mapping[str, str], modules: str) -> Path:
    """The configuration, and the pages that it serves, in the folder that is told."""
    folder = Path(told["FOLDER"])
    pages, file = folder / "pages", folder / "apache.conf"
    pages.mkdir()
    for name, text in PAGES.items():
        (pages / name).write_text(text, "utf-8")
    # Started by root, Apache serves as somebody else.
    folder.chmod(0o755)
    file.touch(0o600)
    secret = told["OIDC_CLIENT_SECRET"]
    file.write_text(
        Template((HERE / "apache.conf").read_text("utf-8")).substitute(
            told,
            MODULES=modules,
            PASSPHRASE=secrets.token_urlsafe(32),
            LISTEN=told["HOST"].partition("//")[2],
            SECRET=f"OIDCClientSecret {secret}" if secret else "",
            FLOW=FLOWS[told["OIDC_AUTH_METHOD"]],
        ),
        "utf-8",
    )
    return file


if __name__ == "__main__":
    program, modules = sys.argv[1:]
    file = write(os.environ, modules)
    serve([program, "-f", str(file), "-D", "FOREGROUND"], {})
