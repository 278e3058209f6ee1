"""Where a bug of ours was met first, kept as text: an error that is raised again begins anew.

A traceback keeps every frame alive with what it holds, passwords too; a note holds words only.
"""

import traceback
from collections.abc import Iterator

FIRST = "It was raised first here, and is remembered:"
LONGEST_KEPT = 20_000


def keep_place(error: Exception) -> None:
    """Adds the traceback of `error` as a note, unless an inner memory has done so."""
    if place_in(error):
        return
    told = "".join(traceback.format_exception(error)).rstrip()
    error.add_note(f"{FIRST} {innermost(error)}\n{told[-LONGEST_KEPT:]}")
    for one in _chain(error):
        one.__traceback__ = None


def place_in(error: BaseException) -> str:
    """The line that raised a remembered `error` first; empty if it is not remembered."""
    notes = getattr(error, "__notes__", ())
    first = next((note for note in notes if note.startswith(FIRST)), "")
    return first.removeprefix(FIRST).partition("\n")[0].strip()


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """`error`, and what it was raised from or while handling."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def innermost(error: BaseException) -> str:
    """Where it was raised, as `module, line 12, in function`: a report has no path of a machine."""
    frames = list(traceback.walk_tb(error.__traceback__))
    if not frames:
        return place_in(error) or "somewhere"
    frame, line = frames[-1]
    return f"{frame.f_globals.get('__name__')}, line {line}, in {frame.f_code.co_name}"
