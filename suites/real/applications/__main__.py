"""Restarts a real application: `python -m suites.real.applications CONTROL`, as it is told."""

import sys
from pathlib import Path

from suites.real.applications.product import restart

restart(Path(sys.argv[1]))
