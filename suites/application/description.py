"""What is known about an application under judgement: where a login starts, and who is in."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from fakes.attacks.provider import OwnProvider
from fakes.people import ALICE, User
from fakes.user.login import Credentials
from suites.targets.target import Target

# What names a person on a page of an application, the surest first.
NAMING = ("sub", "email", "preferred_username", "name")


@dataclass(frozen=True, kw_only=True)
class ApplicationTarget(Target):
    """An application, and the provider that it was set up with: the one that the harness plays.

    `login_url` is where a login starts. `whoami_url` is a page, or an API, of signed-in users;
    `signed_in` is a regular expression that it matches for them, whose group holds who it is; if
    nothing is said, HTTP 200 and the user's sub, e-mail address or name. `restart` makes it forget
    what it keeps.

    What it has beside, each empty if nobody said so: `backchannel_url` and `frontchannel_url` are
    where its provider ends sessions, `initiate_url` where somebody else begins a login, and
    `account` is a regular expression whose group holds the account of whoever is signed in.
    `second_login_url` is where a login at `second` begins, another provider of the harness.
    """

    login_url: str
    whoami_url: str
    signed_in: str = ""
    logout_url: str = ""
    backchannel_url: str = ""
    frontchannel_url: str = ""
    initiate_url: str = ""
    account: str = ""
    second_login_url: str = ""
    second: OwnProvider | None = field(default=None, repr=False)
    provider: OwnProvider = field(repr=False)
    restart: Callable[[], None] | None = field(default=None, repr=False)

    @property
    def credentials(self) -> Credentials:
        """Its users are those of the harness's own provider."""
        return Credentials(ALICE.username, ALICE.password)

    @cached_property
    def _signed_in(self) -> re.Pattern[str]:
        return re.compile(self.signed_in)

    def named_in(self, text: str, people: tuple[User, ...]) -> str:
        """Whom a page of signed-in users shows: one of `people`, or whatever is said of the user.

        Empty if it shows nobody.
        """
        if self.signed_in:
            found = self._signed_in.search(text)
            text = (found[1] if found and self._signed_in.groups else found[0]) if found else ""
        for user in people:
            if any(name in user.claims and stands_in(text, user.claims[name]) for name in NAMING):
                return user.username
        return text if self.signed_in else ""


def stands_in(text: str, value: object) -> bool:
    """Whether a text has `value` as a word, and not within one: `alice` is not in `malice`."""
    return re.search(rf"(?<!\w){re.escape(str(value))}(?!\w)", text) is not None
