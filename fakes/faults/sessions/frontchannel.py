"""Defects of front-channel logout, and of the name of a session."""

from typing import ClassVar

from fakes.faults import fault


def frontchannel(slugs):
    """The ids of checks of this area, from words."""
    return [f"frontchannel/{slug}" for slug in slugs.split()]


@fault(caught_by=frontchannel("framed"))
class ClientsNotFramed:
    """The logout page frames no client."""

    def has_frontchannel_url(self, grant):
        return False


@fault(caught_by=frontchannel("https"))
class FramesByHttp:
    """The logout URLs are framed by plain http."""

    def frontchannel_url(self, grant):
        return super().frontchannel_url(grant).replace("https://", "http://", 1)


@fault(caught_by=frontchannel("query-kept parameters"))
class FrameQueryReplaced:
    """The query of the registered URL is escaped once more."""

    def frontchannel_url(self, grant):
        return super().frontchannel_url(grant).replace("app=", "app%3D", 1)


class ChangedFrame:
    """A frame with other parameters."""

    changes: ClassVar = {}
    without = ()

    def frontchannel_parameters(self, grant):
        found = super().frontchannel_parameters(grant) | self.changes
        return {name: value for name, value in found.items() if name not in self.without}


@fault(caught_by=frontchannel("issuer"))
class FrameOfAnotherIssuer(ChangedFrame):
    """The frame names another issuer."""

    changes: ClassVar = {"iss": "https://other.example.com"}


@fault(caught_by=frontchannel("sid"))
class FrameOfAnotherSession(ChangedFrame):
    """The frame names another session."""

    changes: ClassVar = {"sid": "another-session"}


@fault(caught_by=frontchannel("both issuer"))
class FrameWithoutIssuer(ChangedFrame):
    """The frame names the session and no issuer."""

    without = ("iss",)


@fault(caught_by=frontchannel("parameters"))
class FrameTalks(ChangedFrame):
    """The frame names the user too."""

    changes: ClassVar = {"username": "alice"}


@fault(caught_by=frontchannel("sid-of-its-own"))
class SidIsTheCookie:
    """The session is called by the value of its cookie."""

    def public_sid(self, session):
        return session.sid


@fault(caught_by=["frontchannel/session-supported"])
class FrontchannelSessionUnclaimed:
    """The provider does not say that its frames name the session."""

    def metadata(self):
        return super().metadata() | {"frontchannel_logout_session_supported": False}
