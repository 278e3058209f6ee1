"""Restarts a real application: `python -m suites.real.applications CONTROL`.

CONTROL is what `suites.real.applications.serving` listens on. Ends with 1 if the application did
not come up.
"""

import socket
import sys

with socket.socket(socket.AF_UNIX) as asking:
    asking.connect(sys.argv[1])
    sys.exit(int(asking.recv(1) != b"1"))
