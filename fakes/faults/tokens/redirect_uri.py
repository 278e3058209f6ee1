"""Defects of comparing the redirect_uri of a token request with that of the code."""

from abc import abstractmethod
from urllib.parse import urlsplit

from fakes.engine.model import Client, Grant
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.wire.request import Request


class Compared(Reference):
    """Takes a redirect_uri that is `alike` enough."""

    def check_code_redirect_uri(self, request: Request, client: Client, grant: Grant) -> None:
        sent = request.params.get("redirect_uri", "")
        if not self.alike(sent, grant.authorization.redirect_uri):
            super().check_code_redirect_uri(request, client, grant)

    @abstractmethod
    def alike(self, sent: str, own: str) -> bool:
        """Whether the URI that was sent will do for the one of the code."""


@fault(caught_by=["token/redirect-uri-other-host", "token/redirect-uri-sub-domain"])
class CodeBoundToPath(Compared):
    """Only the path of the redirect_uri is compared when a code is exchanged."""

    def alike(self, sent: str, own: str) -> bool:
        return urlsplit(sent)[2:] == urlsplit(own)[2:]


@fault(caught_by=["token/redirect-uri-sub-domain"])
class CodeBoundToDomain(Compared):
    """A redirect_uri at a sub-domain will do when a code is exchanged."""

    def alike(self, sent: str, own: str) -> bool:
        return sent.replace("://ssoproof.", "://", 1) == own


@fault(
    caught_by=[
        "token/redirect-uri-query-added",
        *("token/redirect-uri-trailing-slash", "token/redirect-uri-case"),
        "token/code-bound-to-redirect-uri",
    ]
)
class CodeBoundToHost(Compared):
    """Only the host of the redirect_uri is compared when a code is exchanged."""

    def alike(self, sent: str, own: str) -> bool:
        return urlsplit(sent).netloc == urlsplit(own).netloc


@fault(caught_by=["token/redirect-uri-query-added"])
class CodeBoundWithoutQuery(Compared):
    """The query of the redirect_uri is not compared when a code is exchanged."""

    def alike(self, sent: str, own: str) -> bool:
        return sent.partition("?")[0] == own


@fault(caught_by=["token/redirect-uri-trailing-slash"])
class CodeBoundWithoutSlash(Compared):
    """A slash at the end of the redirect_uri does not count when a code is exchanged."""

    def alike(self, sent: str, own: str) -> bool:
        return sent.removesuffix("/") == own


@fault(caught_by=["token/redirect-uri-case"])
class CodeBoundInAnyCase(Compared):
    """Upper and lower case of the redirect_uri are the same when a code is exchanged."""

    def alike(self, sent: str, own: str) -> bool:
        return sent.lower() == own.lower()


@fault(caught_by=["token/redirect-uri-of-other-client"])
class CodeBoundToAnyClientsUri(Compared):
    """A redirect_uri that any client registered will do when a code is exchanged."""

    def alike(self, sent: str, own: str) -> bool:
        return any(sent in one.redirect_uris for one in self.clients.values())
