"""How a login begins: at a URL, or by the one button of the page that is there."""

from fakes.user.browser import Browser, Landing
from fakes.user.forms import Form
from fakes.user.login import LoginDriver
from fakes.wire.purposes import Purpose


def begun_at(driver: LoginDriver, browser: Browser, url: str, watch: str) -> Landing:
    """Where `url` leads whoever wants to sign in; the browser stops before `watch`.

    Some begin a login by POST alone, or ask first where to sign in: their button is pressed.
    """
    landing = browser.open(url, purpose=Purpose.PAGE, watch=watch)
    landing = driver.show(browser, landing, watch=watch)
    form = only_button(landing)
    if form is None or browser.leaves(form.sent_to(form.agreeing_button())[0], watch):
        return landing
    return driver.show(browser, browser.submit(form, {}, watch=watch), watch=watch)


def only_button(landing: Landing) -> Form | None:
    """The form of a page that asks nothing and shows a button, if there is one such form alone."""
    if landing.left or landing.reply.status >= 400:
        return None
    bare = [
        one
        for one in landing.forms
        if one.buttons and all(field.type == "hidden" or not field.visible for field in one.fields)
    ]
    return bare[0] if len(bare) == 1 else None
