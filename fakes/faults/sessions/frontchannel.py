"""Defects of front-channel logout, and of the name of a session."""

from functools import partial
from typing import Any, ClassVar

from fakes.engine.model import Grant, Session
from fakes.faults import fault, ids
from fakes.faults.homes import Reference

frontchannel = partial(ids, "frontchannel")


@fault(caught_by=frontchannel("framed"))
class ClientsNotFramed(Reference):
    """The logout page frames no client."""

    def has_frontchannel_url(self, grant: Grant) -> bool:
        return False


@fault(caught_by=frontchannel("https"))
class FramesByHttp(Reference):
    """The logout URLs are framed by plain http."""

    def frontchannel_url(self, grant: Grant) -> str:
        return super().frontchannel_url(grant).replace("https://", "http://", 1)


@fault(caught_by=frontchannel("query-kept parameters"))
class FrameQueryReplaced(Reference):
    """The query of the registered URL is escaped once more."""

    def frontchannel_url(self, grant: Grant) -> str:
        return super().frontchannel_url(grant).replace("app=", "app%3D", 1)


class ChangedFrame(Reference):
    """A frame with other parameters."""

    changes: ClassVar[dict[str, str]] = {}
    without: tuple[str, ...] = ()

    def frontchannel_parameters(self, grant: Grant) -> dict[str, str]:
        found = super().frontchannel_parameters(grant) | self.changes
        return {name: value for name, value in found.items() if name not in self.without}


@fault(caught_by=frontchannel("issuer"))
class FrameOfAnotherIssuer(ChangedFrame):
    """The frame names another issuer."""

    changes: ClassVar[dict[str, str]] = {"iss": "https://other.example.com"}


@fault(caught_by=frontchannel("sid"))
class FrameOfAnotherSession(ChangedFrame):
    """The frame names another session."""

    changes: ClassVar[dict[str, str]] = {"sid": "another-session"}


@fault(caught_by=frontchannel("both issuer"))
class FrameWithoutIssuer(ChangedFrame):
    """The frame names the session and no issuer."""

    without = ("iss",)


@fault(caught_by=frontchannel("parameters"))
class FrameTalks(ChangedFrame):
    """The frame names the user too."""

    changes: ClassVar[dict[str, str]] = {"username": "alice"}


@fault(caught_by=frontchannel("sid-of-its-own"))
class SidIsTheCookie(Reference):
    """The session is called by the value of its cookie."""

    def public_sid(self, session: Session) -> str:
        return session.sid


@fault(caught_by=["frontchannel/session-supported"])
class FrontchannelSessionUnclaimed(Reference):
    """The provider does not say that its frames name the session."""

    def metadata(self) -> dict[str, Any]:
        return super().metadata() | {"frontchannel_logout_session_supported": False}
