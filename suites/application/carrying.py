"""An authorization response on its way from the provider to the application, in a browser."""

from urllib.parse import urlencode

from fakes.user.browser import Browser, Landing
from fakes.wire.purposes import Purpose


def carry(
    browser: Browser,
    response: Landing,
    changes: dict[str, str | None],
    *,
    sender: str,
    watch: str,
) -> Landing:
    """Where `response` leads with `changes`; None leaves a parameter out.

    A form is posted from the origin `sender`. The browser stops before `watch`, as `Browser.open`
    does. Raises ExchangeError.
    """
    carried = response.params | changes
    pairs = [(name, value) for name, value in carried.items() if value is not None]
    url = response.url.partition("#")[0].partition("?")[0]
    if response.mode == "form_post":
        return browser.open(url, purpose=Purpose.FORM, form=pairs, sender=sender, watch=watch)
    joint = "#" if response.mode == "fragment" else "?"
    address = f"{url}{joint}{urlencode(pairs)}"
    return browser.open(address, purpose=Purpose.REDIRECT, watch=watch)
