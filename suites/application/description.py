"""What is known about an application under judgement: where a login starts, and who is in."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from fakes.attacks.provider import OwnProvider
from fakes.people import ALICE, User
from fakes.user.login import Credentials
from suites.application.signed_in import found_by
from suites.targets.target import Target

# What names a person on a page of an application, the surest first.
NAMING = ("sub", "email", "preferred_username", "name")


@dataclass(frozen=True, kw_only=True)
class ApplicationTarget(Target):
    """An application, and the provider that it was set up with: the one that the harness plays.

    `login_url` is where a login starts. `whoami_url` is a page, or an API, of signed-in users;
    `signed_in` is what finds there who it is (`suites.application.signed_in`); if nothing is said,
    HTTP 200 and the user's sub, e-mail address or name. `restart` makes it forget what it keeps.

    What it has beside, each empty if nobody said so: `backchannel_url` and `frontchannel_url` are
    where its provider ends sessions, `initiate_url` where somebody else begins a login, and
    `account` is a regular expression whose group holds the account of whoever is signed in.
    `second_login_url` is where a login at `second` begins, another provider of the harness.

    `patience_s` is how long it may wait for a provider that does not answer; while it is `hurried`,
    one of the harness does so less than it may.

    `trouble` is what keeps the harness from being its provider, in a sentence. What ends with the
    run `lasts` no longer, and with it the accounts that logins made.
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
    patience_s: float = 30.0
    hurried: Callable[[], AbstractContextManager[None]] = field(default=nullcontext, repr=False)
    trouble: str = ""
    lasts: bool = True

    @property
    def credentials(self) -> Credentials:
        """Its users are those of the harness's own provider."""
        return Credentials(ALICE.username, ALICE.password)

    @property
    def settings(self) -> dict[str, str]:
        """What a report shows of its settings, by variable; of a secret only whether it is set."""
        shown = {
            "RP_LOGIN_URL": self.login_url,
            "RP_WHOAMI_URL": self.whoami_url,
            "RP_WHOAMI_SIGNED_IN": self.signed_in,
            "RP_REDIRECT_URI": self.redirect_uri,
            "RP_LOGOUT_URL": self.logout_url,
            "RP_ISSUER": self.issuer,
            "RP_CLIENT_ID": self.client_id,
            "RP_CLIENT_SECRET": "set" if self.client_secret else "not set",
            "RP_AUTH_METHOD": self.auth_method,
            "RP_PATIENCE": f"{self.patience_s:g}",
            "RP_RESTART": "set" if self.restart else "not set",
        }
        return {name: value for name, value in shown.items() if value}

    def named_in(self, text: str, people: tuple[User, ...]) -> str:
        """Whom a page of signed-in users shows: one of `people`, or whatever is said of the user.

        Empty if it shows nobody.
        """
        if self.signed_in:
            text = found_by(self.signed_in, text)
        for user in people:
            if any(name in user.claims and stands_in(text, user.claims[name]) for name in NAMING):
                return user.username
        return text if self.signed_in else ""


def stands_in(text: str, value: object) -> bool:
    """Whether a text has `value` as a word, and not within one: `alice` is not in `malice`."""
    return re.search(rf"(?<!\w){re.escape(str(value))}(?!\w)", text) is not None
