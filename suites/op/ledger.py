"""What a run created at a target, and how each thing is removed again at its end."""

from collections import Counter
from collections.abc import Callable

from fakes.wire.client import ExchangeError
from suites.verdicts.expect import Verdict

Undo = Callable[[], None]


class Ledger:
    """Clients, sessions and tokens in the order in which they came to be."""

    def __init__(self) -> None:
        self._entries: list[tuple[str, Undo]] = []

    def note(self, what: str, undo: Undo) -> None:
        """`what` names a thing that was created, in the words of a report; `undo` removes it.

        `undo` raises a Verdict or an ExchangeError if it cannot.
        """
        self._entries.append((what, undo))

    def clean_up(self) -> list[str]:
        """Removes everything, the newest first. Returns a sentence for each kind that stayed."""
        stayed: Counter[tuple[str, str]] = Counter()
        while self._entries:
            what, undo = self._entries.pop()
            try:
                undo()
            except (Verdict, ExchangeError) as error:
                stayed[what, str(error)] += 1
        return [
            f"{what}{f' ({number} times)' if number > 1 else ''} could not be removed: {why}"
            for (what, why), number in stayed.items()
        ]
