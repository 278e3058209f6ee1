"""The buttons of a form, and which one a user presses who wants to go on.

A page is in the user's language, so the words are those of several; where none is known, the
first button that is not known to do something else is the one.
"""

from dataclasses import dataclass

from fakes.user.words.buttons import (
    AGREE,
    ASIDE,
    ELSEWHERE,
    GRANT,
    KNOWN,
    LATER,
    MESSAGE,
    NO_MORE,
    ONWARD,
    REFUSE,
    SIGN_UP_HEADING,
    SIGNING_IN,
    SIGNING_UP,
    SIGNS_IN_TO,
    words,
)


def said_in(text: str) -> frozenset[str]:
    """The words of `text`, in lower case."""
    told = NO_MORE.sub(" ", text).lower()
    return words("".join(c if c.isalnum() else " " for c in told))


@dataclass(frozen=True, slots=True)
class Button:
    """A way to submit a form; name and value travel with it, action and method may be its own.

    `sets` are fields and the values that a script of the page gives them when it is pressed.
    """

    name: str
    value: str
    text: str
    action: str = ""
    method: str = ""
    sets: tuple[tuple[str, str], ...] = ()

    def says(self, wanted: frozenset[str]) -> bool:
        """Whether one of `wanted` is what this button tells: its text, else its value or name."""
        for told in map(said_in, (self.text, self.value, self.name)):
            if told & (KNOWN | wanted):
                return bool(told & wanted)
        return False

    @property
    def told(self) -> str:
        """What a person reads on it."""
        return self.text or self.value

    @property
    def names_application(self) -> bool:
        """Whether it gives an application something, or signs in to it, whatever it is called."""
        return bool(SIGNS_IN_TO.match(self.told) or said_in(self.told) & GRANT)

    @property
    def leads_elsewhere(self) -> bool:
        """Whether nobody presses it to get on with a login."""
        return bool(ELSEWHERE.search(self.told)) and not self.names_application

    @property
    def sends_a_message(self) -> bool:
        """Whether a link or a code is sent to the user by it."""
        return bool(MESSAGE.search(self.told)) and not self.names_application

    @property
    def says_to_log_in(self) -> bool:
        """Whether it says so, or leads from the name to the password."""
        return bool(SIGNING_IN.search(self.told) or said_in(self.told) & ONWARD)

    @property
    def leads_straight_on(self) -> bool:
        """Whether it is for nothing else than what the form is for."""
        return self.names_application or not (self.says(ASIDE) or self.leads_elsewhere)

    @property
    def is_later(self) -> bool:
        """Whether it leads past what the page offers."""
        return bool(LATER.search(self.told))


def makes_account(text: str) -> bool:
    """Whether what is written on a button says that it makes an account."""
    return bool(SIGNING_UP.search(text)) and not SIGNING_IN.search(text)


def is_sign_up(heading: str) -> bool:
    """Whether what stands under a heading makes an account."""
    return bool(SIGN_UP_HEADING.match(heading)) and not SIGNING_IN.search(heading)


def going_on(buttons: tuple[Button, ...], wanted: frozenset[str] = frozenset()) -> Button | None:
    """The button that says one of `wanted`, else agrees, else does nothing else than to go on.

    Who wants to log out presses what nobody does who wants to log in.
    """
    onward = [button for button in buttons if not button.says(REFUSE)]
    asked_for = [one for one in onward if one.says(wanted)]
    straight = [one for one in onward if one.leads_straight_on] or onward
    agreeing = [one for one in straight if one.says(AGREE)]
    return next(iter(asked_for or agreeing or straight), None)
