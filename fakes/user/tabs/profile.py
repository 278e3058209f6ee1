"""The cookies of a tab's profile, which are those of our browser, and what scripts do to them."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from playwright.sync_api import BrowserContext
from playwright.sync_api import Error as PlaywrightError

from fakes.wire.cookies import CookieJar

Key = tuple[str, str, str]
Cookie = dict[str, Any]


class Profile:
    """Cookies that pages see as scripts may; every request is made with those of the jar."""

    def __init__(self, context: BrowserContext, jar: CookieJar) -> None:
        self._context = context
        self._jar = jar
        self._shown: dict[Key, Cookie] = {}
        self._had: dict[Key, Cookie] = {}
        self.changes = 0

    def show(self, page: str) -> None:
        """Lets the scripts of the URL `page` see the cookies that responses have set."""
        wanted = _by_key(self._jar.for_scripts(page))
        if wanted == self._shown:
            return
        with suppress(PlaywrightError):
            for name, domain, path in self._shown.keys() - wanted.keys():
                self._context.clear_cookies(name=name, domain=domain, path=path)
            self._add([one for key, one in wanted.items() if self._shown.get(key) != one])
            self._shown, self._had = wanted, self._now()

    def _add(self, cookies: list[Cookie]) -> None:
        try:
            self._context.add_cookies(cookies)
        except PlaywrightError:
            for one in cookies:
                # Chromium takes all or none, and refuses some that older browsers take.
                with suppress(PlaywrightError):
                    self._context.add_cookies([one])

    def take(self) -> None:
        """Keeps the cookies that scripts have set, for the requests that follow."""
        with suppress(PlaywrightError):
            now = self._now()
            changed = [one for key, one in now.items() if self._had.get(key) != one]
            gone = [one for key, one in self._had.items() if key not in now]
            for one in changed:
                self._jar.keep(one)
            for one in gone:
                self._jar.drop(one)
            self.changes += len(changed) + len(gone)
            self._had = now

    def _now(self) -> dict[Key, Cookie]:
        return _by_key(self._context.cookies())


def _by_key(cookies: Iterable[Cookie]) -> dict[Key, Cookie]:
    return {(one["name"], one["domain"], one["path"]): one for one in cookies}
