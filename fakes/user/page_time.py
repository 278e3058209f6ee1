"""The time of a page that nobody touches: it passes when it is let, and then at once.

What a script would do in a while it does now, so it takes a moment, and not seconds, to know that
nothing more is coming. What is no matter of the page's own time is waited for: what it loads, where
it goes to, what its workers do.
"""

import time
from collections.abc import Callable

from playwright.sync_api import CDPSession, Page

SLICE_MS = 250
# Its time stands still while it loads something; what repeats itself without end does not hold it.
A_SLICE = {
    "policy": "pauseIfNetworkFetchesPending",
    "budget": SLICE_MS,
    "maxVirtualTimeTaskStarvationCount": 1000,
}
POLL_MS = 5


class PageTime:
    """The time of the page that is open in a tab. Who let it pass cannot click there any more."""

    def __init__(self, page: Page, session: CDPSession) -> None:
        self._page = page
        self._session = session
        self._is_over = True
        self._stirred_at = 0.0
        self.is_ours = False
        session.on("Emulation.virtualTimeBudgetExpired", self._end)
        session.on("Page.frameRequestedNavigation", self._stir)
        session.send("Page.enable")

    def pass_by(self, quiet_s: float, end: float, moved: Callable[[], bool]) -> bool:
        """Lets it pass until the page `moved`, and for `quiet_s` at most.

        Whether it did. At `end`, by our clock, that is given up.
        """
        self.is_ours = True
        begun = time.monotonic()
        for _ in range(round(quiet_s * 1000 / SLICE_MS)):
            self._pass_slice(end)
            if moved():
                return True
        while time.monotonic() < end:
            waits_for = begun if self._page.workers else self._stirred_at
            if time.monotonic() > waits_for + quiet_s:
                return False
            self._page.wait_for_timeout(POLL_MS)
            if moved():
                return True
        return False

    def _pass_slice(self, end: float) -> None:
        self._is_over = False
        self._session.send("Emulation.setVirtualTimePolicy", A_SLICE)
        while not self._is_over and time.monotonic() < end:
            self._page.wait_for_timeout(POLL_MS)

    def _end(self, _: object) -> None:
        self._is_over = True

    def _stir(self, _: object) -> None:
        self._stirred_at = time.monotonic()
