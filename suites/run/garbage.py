"""The garbage collector of a run: nearly all that a run makes lives to its end.

To look through all of it again and again, and five times more when pytest ends, finds nothing and
costs as much as hundreds of checks.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# So many objects more than were freed, before the youngest are looked through.
YOUNGEST = 50_000


@contextmanager
def seldom() -> Iterator[None]:
    """Inside, garbage is looked for seldom; after it as before, and what was frozen is not."""
    before = gc.get_threshold()
    gc.set_threshold(YOUNGEST, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def stays() -> None:
    """Whatever there is now stays: it is looked through no more, until `seldom` is left."""
    gc.freeze()
