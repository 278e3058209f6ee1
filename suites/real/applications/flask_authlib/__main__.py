"""A Flask application on Authlib on 127.0.0.1, for ssoproof to judge.

    python -m suites.real.applications.flask_authlib

Environment: as `suites.real.applications.product` sets it.
"""

import secrets
import sys
from pathlib import Path

from suites.real.applications.serving import serve

APPLICATION = Path(__file__).parent / "app.py"

if __name__ == "__main__":
    serve([sys.executable, str(APPLICATION)], {"FLASK_SECRET_KEY": secrets.token_urlsafe(32)})
