"""The settings of the users who log in."""

from dataclasses import dataclass
from typing import Annotated

from fakes.settings.declaration import Declared, secret
from fakes.settings.rules import base32_secret
from fakes.user.login import Credentials

ONE_APPLICATION = "the variables say what one application and its test user have"


@dataclass(frozen=True, slots=True, kw_only=True)
class UserSettings:
    """The test user, who logs in."""

    username: Annotated[
        str,
        Declared(
            variable="OIDC_USERNAME",
            says="the test user; without one, checks that need a login are not run",
            personal=True,
        ),
    ] = ""
    password: Annotated[
        str,
        Declared(
            variable="OIDC_PASSWORD",
            says="the test user's password; empty, but set, for a login by name alone",
        ),
    ] = secret()
    totp_secret: Annotated[
        str,
        Declared(
            variable="OIDC_TOTP_SECRET",
            says="the secret of the test user's authenticator app in base32, if one is asked for",
            rule=base32_secret,
        ),
    ] = secret()
    login_idp: Annotated[
        str,
        Declared(
            variable="OIDC_LOGIN_IDP",
            says="what the login page calls the identity provider that knows the test user, if it "
            "offers several",
        ),
    ] = ""

    @property
    def credentials(self) -> Credentials | None:
        """What a login form takes, if the user is known."""
        if not self.username:
            return None
        return Credentials(self.username, self.password, self.totp_secret, self.login_idp)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherUserSettings(UserSettings):
    """A second user."""

    username: Annotated[
        str, Declared(says="a second test user", instead=ONE_APPLICATION, personal=True)
    ] = ""
    password: Annotated[
        str, Declared(says="the second user's password", instead=ONE_APPLICATION)
    ] = secret()
    totp_secret: Annotated[
        str,
        Declared(
            says="the secret of the second user's authenticator app",
            instead=ONE_APPLICATION,
            rule=base32_secret,
        ),
    ] = secret()
    login_idp: Annotated[
        str,
        Declared(says="the identity provider that knows the second user", instead=ONE_APPLICATION),
    ] = ""
