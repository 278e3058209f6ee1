"""The buttons of a form, and which one a user presses who wants to go on.

A page is in the user's language, so the words are those of several; where none is known, the
first button that is not known to do something else is the one.
"""

import re
from dataclasses import dataclass
from unicodedata import normalize

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
    PARTS,
    REFUSE,
    SIGN_UP_HEADING,
    SIGNING_IN,
    SIGNING_UP,
    SIGNS_IN_TO,
    UNSPACED,
    WAY_OUT,
    words,
)
from fakes.user.words.choices import ANOTHER_ACCOUNT, OFFER, OTHER_MEANS, OWN_WAY

UNSPACED_RUN = re.compile(rf"{UNSPACED.pattern}+")
HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])")
# What lower case makes of a Turkish capital.
DOT_ABOVE = "\u0307"


def said_in(text: str) -> frozenset[str]:
    """The words of `text`, in lower case; of scripts without spaces, those that are known."""
    told = NO_MORE.sub(" ", normalize("NFC", text)).lower().replace(DOT_ABOVE, "")
    parts = frozenset(one for one in PARTS if one in told) if UNSPACED.search(told) else words("")
    told = UNSPACED_RUN.sub(r" \g<0> ", told)
    return parts | words("".join(c if c.isalnum() else " " for c in told))


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
    def refuses(self) -> bool:
        """Whether it says no, goes back, or puts off; by its name if its words are not known."""
        if said_in(self.text) & KNOWN:
            return bool(said_in(self.text) & REFUSE)
        named = HUMPS.sub(" ", f"{self.value} {self.name}")
        return self.says(REFUSE) or bool(said_in(named) & REFUSE)

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
        told = self.told
        leaves = WAY_OUT.match(told) or ANOTHER_ACCOUNT.search(told) or ELSEWHERE.search(told)
        return bool(leaves) and not self.names_application

    @property
    def is_by_another_way(self) -> bool:
        """Whether it is for who logs in elsewhere, or without a password."""
        offered = OFFER.search(self.told) and not OWN_WAY.search(self.told)
        return bool(offered or OTHER_MEANS.search(self.told)) and not self.names_application

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
        aside = self.says(ASIDE) or self.leads_elsewhere or makes_account(self.told)
        return self.names_application or not aside

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

    One for another way to log in is pressed if there is no other.

    Who wants to log out presses what nobody does who wants to log in.
    """
    onward = [button for button in buttons if not button.refuses]
    asked_for = [one for one in onward if one.says(wanted)]
    straight = [one for one in onward if one.leads_straight_on] or onward
    own = [one for one in straight if not one.is_by_another_way] or straight
    agreeing = [one for one in own if one.says(AGREE)]
    return next(iter(asked_for or agreeing or own), None)


def alike(buttons: tuple[Button, ...]) -> tuple[Button, ...]:
    """The buttons of which each may be the one that goes on, as their words are not known."""
    straight = [one for one in buttons if one.leads_straight_on and not one.refuses]
    several = len({one.told for one in straight}) > 1
    return tuple(straight) if several and not any(one.says(AGREE) for one in straight) else ()
