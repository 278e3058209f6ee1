"""The cookies of a browser, as requests and scripts need them."""

from urllib.parse import urlsplit

import httpx


class CookieJar:
    """The cookies of one browser."""

    def __init__(self) -> None:
        self.cookies = httpx.Cookies()

    def set(self, name: str, value: str, domain: str, path: str) -> None:
        self.cookies.set(name, value, domain, path)

    def keep(self, name: str, value: str, domain: str, path: str) -> None:
        """Takes a cookie that a script has set, unless it is here already."""
        held = [(c.name, c.value, c.path) for c in self.cookies.jar]
        if (name, value, path) not in held:
            self.cookies.set(name, value, domain, path)

    def for_scripts(self, page: str) -> list[dict[str, object]]:
        """The cookies as a browser's profile takes them, for a page of the origin `page`."""
        host = urlsplit(page).hostname or ""
        return [
            {
                "name": cookie.name,
                "value": cookie.value or "",
                # The standard library calls a host without a dot HOST.local.
                "domain": host if cookie.domain == f"{host}.local" else cookie.domain,
                "path": cookie.path,
                "secure": cookie.secure,
                "httpOnly": cookie.has_nonstandard_attr("HttpOnly"),
            }
            for cookie in self.cookies.jar
        ]
