"""A user who logs out, and says yes to whatever is asked of her before it is done."""

from collections.abc import Callable

from fakes.user.browser import Browser, Landing
from fakes.user.buttons import going_on
from fakes.user.forms import Form
from fakes.user.words.buttons import LOG_IN, LOG_OUT

MOST_QUESTIONS = 3


def confirmation_form(browser: Browser, landing: Landing, watch: str) -> Form | None:
    """The form of a page that asks for a yes, or that a script sends on.

    Of several it is the one that says to log out: another may be there to stay. One that says to
    log in is for the next time.
    """
    if landing.left or landing.reply.status >= 400 or landing.asks_for_password:
        return None
    found = []
    for form in landing.forms:
        inside = not browser.leaves(form.sent_to(None)[0], watch)
        if form.method == "POST" and form.asks_nothing and goes_on(form) and inside:
            found.append(form)
    return max(found, key=says_to_log_out, default=None)


def goes_on(form: Form) -> bool:
    """Whether a user who wants to log out would send it."""
    button = going_on(form.buttons, LOG_OUT)
    if button is None:
        return not form.buttons
    return button.says(LOG_OUT) or not button.says(LOG_IN)


def says_to_log_out(form: Form) -> bool:
    button = going_on(form.buttons, LOG_OUT)
    return button is not None and button.says(LOG_OUT)


def say_yes(
    browser: Browser, landing: Landing, watch: str, see: Callable[[Landing], Landing]
) -> Landing:
    """Where it leads to say yes to the questions of a logout; `see` looks at each page that comes.

    Raises ExchangeError.
    """
    for _ in range(MOST_QUESTIONS):
        form = confirmation_form(browser, landing, watch)
        if form is None:
            break
        button = going_on(form.buttons, LOG_OUT)
        landing = see(browser.submit(form, {}, button=button, watch=watch))
    return landing
