"""A Flask application on Authlib on 127.0.0.1, for ssoproof to judge.

    python -m suites.real.applications.flask_authlib

Environment: as `suites.real.applications.product` sets it.
"""

import os
import secrets
import sys

from suites.real.applications.serving import serve
from suites.real.provider import ROOT

if __name__ == "__main__":
    serve(
        [sys.executable, "-m", "suites.real.applications.flask_authlib.app"],
        {
            "FLASK_SECRET_KEY": secrets.token_urlsafe(32),
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
        },
    )
