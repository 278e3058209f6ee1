"""`python -m ssoproof` is `ssoproof`."""

import sys

from ssoproof.command import main

sys.exit(main())
