"""Defects of back-channel logout."""

from functools import partial
from typing import Any, ClassVar

import jwt

from fakes.engine.model import Grant
from fakes.faults import fault, ids
from fakes.faults.homes import Reference
from fakes.keys import SigningKey, rsa_key
from fakes.wire.client import Form, Headers, Reply

NOBODYS = "somebody-else"

backchannel = partial(ids, "backchannel")


@fault(caught_by=backchannel("delivered"))
class ClientsNotTold(Reference):
    """No client is told of a logout."""

    def send_logout_token(self, url: str, grant: Grant) -> None:
        pass


@fault(caught_by=backchannel("once"))
class ClientsToldTwice(Reference):
    """Every client is told twice of a logout."""

    def send_logout_token(self, url: str, grant: Grant) -> None:
        super().send_logout_token(url, grant)
        super().send_logout_token(url, grant)


@fault(caught_by=backchannel("post"))
class LogoutTokenByPut(Reference):
    """The logout token comes by PUT."""

    def call(self, method: str, url: str, form: Form | None = None) -> Reply:
        return super().call("PUT" if form else method, url, form)


@fault(caught_by=backchannel("form"))
class LogoutTokenAsText(Reference):
    """The body with the logout token says that it is plain text."""

    def outgoing_headers(self, form: Form | None) -> Headers:
        return [("content-type", "text/plain")] if form else []


@fault(caught_by=backchannel("parameters"))
class LogoutFormTalks(Reference):
    """The form with the logout token names the user too."""

    def logout_request(self, grant: Grant) -> list[tuple[str, str]]:
        return [*super().logout_request(grant), ("username", grant.user.username)]


@fault(caught_by=backchannel("registered-url"))
class LogoutUrlWithPlaceholders(Reference):
    """The name of the user is added to the registered URL."""

    def backchannel_url(self, grant: Grant) -> str:
        url = super().backchannel_url(grant)
        return url and f"{url}?user={grant.user.username}"


@fault(caught_by=backchannel("signature"))
class LogoutTokenOfAStranger(Reference):
    """The logout token is signed by a key that nobody knows."""

    def logout_token(self, grant: Grant) -> str:
        key = SigningKey(self.id_token_key().kid, rsa_key(NOBODYS))
        return self.sign(self.logout_token_claims(grant), key, self.logout_token_header())


@fault(caught_by=backchannel("signature"))
class LogoutTokenUnsigned(Reference):
    """The logout token has no signature."""

    def logout_token(self, grant: Grant) -> str:
        return jwt.encode(self.logout_token_claims(grant), "", "none", {"typ": "logout+jwt"})


@fault(caught_by=backchannel("typ"))
class LogoutTokenUntyped(Reference):
    """The header of the logout token says JWT, as that of every token."""

    def logout_token_header(self) -> dict[str, Any]:
        return super().logout_token_header() | {"typ": "JWT"}


class Changed(Reference):
    """A logout token with other claims."""

    changes: ClassVar[dict[str, Any]] = {}
    without: tuple[str, ...] = ()

    def logout_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().logout_token_claims(grant) | self.changes
        return {name: value for name, value in claims.items() if name not in self.without}


@fault(caught_by=backchannel("issuer"))
class LogoutTokenOfAnotherIssuer(Changed):
    """The logout token names another issuer."""

    changes: ClassVar[dict[str, Any]] = {"iss": "https://other.example.com"}


@fault(caught_by=backchannel("audience"))
class LogoutTokenForSomebodyElse(Changed):
    """The logout token is for another client."""

    changes: ClassVar[dict[str, Any]] = {"aud": NOBODYS}


@fault(caught_by=backchannel("issued-at"))
class LogoutTokenUndated(Changed):
    """The logout token does not say when it was issued."""

    without = ("iat",)


@fault(caught_by=backchannel("expiry"))
class LogoutTokenForEver(Changed):
    """The logout token has no exp."""

    without = ("exp",)


@fault(caught_by=backchannel("short-lived"))
class LogoutTokenForADay(Reference):
    """The logout token is good for a day."""

    logout_token_lifetime_s = 86_400


@fault(caught_by=backchannel("jti"))
class LogoutTokenUnnumbered(Changed):
    """The logout token has no jti."""

    without = ("jti",)


@fault(caught_by=backchannel("event event-alone"))
class LogoutTokenOfAnotherEvent(Changed):
    """The event of the logout token is another one."""

    changes: ClassVar[dict[str, Any]] = {"events": {"https://schemas.openid.net/event/logout": {}}}


@fault(caught_by=backchannel("event-alone"))
class LogoutTokenOfTwoEvents(Changed):
    """The logout token tells of two events."""

    changes: ClassVar[dict[str, Any]] = {
        "events": {
            "http://schemas.openid.net/event/backchannel-logout": {},
            "https://op.example.com/event/goodbye": {},
        }
    }


@fault(caught_by=backchannel("who sid"))
class LogoutTokenOfNobody(Changed):
    """The logout token says neither who left nor which session."""

    without = ("sub", "sid")


@fault(caught_by=backchannel("sub"))
class LogoutTokenOfAnotherUser(Changed):
    """The logout token names another user."""

    changes: ClassVar[dict[str, Any]] = {"sub": "mallory"}


@fault(caught_by=backchannel("sid"))
class LogoutTokenOfAnotherSession(Changed):
    """The logout token names another session."""

    changes: ClassVar[dict[str, Any]] = {"sid": "another-session"}


@fault(caught_by=backchannel("no-nonce"))
class LogoutTokenWithNonce(Changed):
    """The logout token has a nonce."""

    changes: ClassVar[dict[str, Any]] = {"nonce": "n-0S6_WzA2Mj"}


@fault(caught_by=["backchannel/sid-in-id-token", "frontchannel/sid-in-id-token"])
class SidWithheld(Reference):
    """The ID Token does not name the session."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        return {name: v for name, v in super().id_token_claims(grant).items() if name != "sid"}


@fault(caught_by=["backchannel/session-supported"])
class BackchannelSessionUnclaimed(Reference):
    """The provider does not say that its logout tokens name the session."""

    def metadata(self) -> dict[str, Any]:
        return super().metadata() | {"backchannel_logout_session_supported": False}
