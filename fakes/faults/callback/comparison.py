"""Defects of what counts as a registered redirect URI."""

import re
from fnmatch import fnmatchcase
from posixpath import normpath
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from fakes.engine.model import Client
from fakes.faults import fault
from fakes.faults.callback.places import (
    AT_THE_HOST,
    BEHIND,
    BELOW,
    ELSEWHERE,
    IN_FRONT,
    SCRIPTS,
    callback,
)
from fakes.faults.homes import Reference


def parts(uri: str) -> SplitResult:
    """The parts of `uri`; of what is no URL, nothing."""
    try:
        return urlsplit(uri)
    except ValueError:
        return urlsplit("")


@fault(caught_by=[*callback(BELOW), "registration/query-added"])
class CallbackByPrefix(Reference):
    """Every URL that begins with a registered one counts as registered."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        return redirect_uri.startswith(client.redirect_uris)


@fault(
    caught_by=[
        *callback(
            AT_THE_HOST,
            SCRIPTS,
            "backslash-host default-port host-case native-loopback-path other-port other-scheme "
            "userinfo-added",
        ),
        "registration/query-mismatch",
        "registration/query-added",
    ]
)
class CallbackByHost(Reference):
    """Every URL at the host of a registered one counts as registered."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        hosts = {urlsplit(one).hostname for one in client.redirect_uris}
        return parts(redirect_uri).hostname in hosts


@fault(
    caught_by=[
        *callback(
            AT_THE_HOST,
            SCRIPTS,
            IN_FRONT,
            "backslash-host host-as-suffix other-scheme sub-domain userinfo-added",
        ),
        "registration/query-mismatch",
        "registration/query-added",
    ]
)
class CallbackByHostSuffix(Reference):
    """Every host whose name ends with a registered one counts as registered."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        hosts = tuple(urlsplit(one).netloc for one in client.redirect_uris)
        return parts(redirect_uri).netloc.endswith(hosts)


@fault(
    caught_by=[
        *callback(
            AT_THE_HOST,
            BEHIND,
            "default-port host-as-prefix native-loopback-path other-port userinfo-is-the-host",
        ),
        "registration/query-mismatch",
        "registration/query-added",
    ]
)
class CallbackByHostPrefix(Reference):
    """A URL needs to begin only with scheme and host of a registered one."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        return redirect_uri.startswith(tuple(urljoin(u, "/")[:-1] for u in client.redirect_uris))


@fault(
    caught_by=[
        *callback(
            AT_THE_HOST,
            SCRIPTS,
            IN_FRONT,
            BEHIND,
            "backslash-host default-port host-as-prefix host-as-suffix number-sign-host "
            "encoded-as-a-whole native-loopback-path "
            "other-port other-scheme question-mark-host sub-domain userinfo-added "
            "userinfo-is-the-host userinfo-twice",
        ),
        "registration/query-mismatch",
        "registration/query-added",
    ]
)
class CallbackContainsHost(Reference):
    """A registered host anywhere in the URL is enough."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        return any(urlsplit(one).netloc in redirect_uri for one in client.redirect_uris)


@fault(
    caught_by=[
        *callback(ELSEWHERE),
        "registration/query-mismatch",
        "registration/query-added",
        "client-management/update-in-force",
    ],
    at_home=callback("bad-with-unknown-response-type"),
)
class AnyCallback(Reference):
    """No redirect URI is compared with anything."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        return True


@fault(caught_by=[*callback("other-client"), "client-management/update-in-force"])
class CallbackOfAnyClient(Reference):
    """A redirect URI that any client registered counts for all."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        return any(redirect_uri in one.redirect_uris for one in self.clients.values())


@fault(caught_by=callback("host-case path-case"))
class CallbackInAnyCase(Reference):
    """Upper and lower case are the same in a redirect URI."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        return redirect_uri.lower() in {one.lower() for one in client.redirect_uris}


@fault(caught_by=callback("host-case empty-query empty-fragment tab-after"))
class CallbackHostInAnyCase(Reference):
    """Upper and lower case are the same in the host of a redirect URI."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        found = parts(redirect_uri)
        same = found._replace(netloc=found.netloc.lower()).geturl()
        return super().redirect_uri_allowed(client, same)


@fault(caught_by=callback("other-scheme"))
class CallbackSchemeIgnored(Reference):
    """The scheme of a redirect URI is not compared."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        return redirect_uri.partition(":")[2] in {u.partition(":")[2] for u in client.redirect_uris}


@fault(caught_by=callback("default-port other-port"))
class CallbackPortIgnored(Reference):
    """The port of a redirect URI is not compared."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        return super().redirect_uri_allowed(client, re.sub(r":\d+(?=/)", "", redirect_uri))


@fault(caught_by=callback("default-port"))
class CallbackDefaultPortDropped(Reference):
    """The default port of https is dropped before a redirect URI is compared."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        return super().redirect_uri_allowed(client, redirect_uri.replace(":443/", "/", 1))


@fault(caught_by=callback("trailing-slash"))
class CallbackSlashForgiven(Reference):
    """A slash at the end of a redirect URI does not count."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        return super().redirect_uri_allowed(client, redirect_uri.removesuffix("/"))


@fault(caught_by=callback("fragment query-added response-smuggled empty-query empty-fragment"))
class CallbackQueryIgnored(Reference):
    """What follows the path of a redirect URI is not compared."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        return super().redirect_uri_allowed(client, re.split("[?#]", redirect_uri)[0])


@fault(
    caught_by=callback(
        "double-slash empty-fragment empty-query single-dot-segment trailing-slash tab-after"
    )
)
class CallbackPathNormalised(Reference):
    """Doubled slashes and dot segments are resolved before a redirect URI is compared."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        found = parts(redirect_uri)
        tidy = normpath("/" + found.path.lstrip("/")) if found.path else ""
        return super().redirect_uri_allowed(client, found._replace(path=tidy).geturl())


@fault(caught_by=callback("line-break"))
class CallbackUpToLineBreak(Reference):
    """A redirect URI is compared up to its first line break."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        return super().redirect_uri_allowed(client, redirect_uri.partition("\r\n")[0])


@fault(
    caught_by=callback(
        "encoded-as-a-whole encoded-letter line-break line-break-encoded space tab space-after "
        "tab-after"
    )
)
class CallbackDecoded(Reference):
    """A redirect URI is decoded once more, and compared up to its first line break."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        return super().redirect_uri_allowed(client, re.split(r"\s", unquote(redirect_uri))[0])


@fault(caught_by=callback("look-alike-host"))
class CallbackLookAlikes(Reference):
    """Cyrillic letters count as the Latin ones that they look like."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        latin = redirect_uri.translate(str.maketrans("аеорс", "aeopc"))
        return super().redirect_uri_allowed(client, latin)


@fault(caught_by=callback("localhost loopback-address native-loopback-path"))
class CallbackOnLoopback(Reference):
    """Every URL at the user's own machine counts as registered."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        local = parts(redirect_uri).hostname in ("127.0.0.1", "localhost")
        return local or super().redirect_uri_allowed(client, redirect_uri)


@fault(caught_by=callback("relative empty-query empty-fragment tab-after"))
class CallbackRelative(Reference):
    """A redirect URI is completed by the registered one before it is compared."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        return any(urljoin(one, redirect_uri) == one for one in client.redirect_uris)


@fault(caught_by=callback("backslash-host number-sign-host question-mark-host userinfo-added"))
class CallbackBehindAtSign(Reference):
    """What stands before the last at sign of a redirect URI is not compared."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        last = redirect_uri.rpartition("@")[2]
        return any(one.endswith(f"://{last}") for one in client.redirect_uris) or (
            super().redirect_uri_allowed(client, redirect_uri)
        )


@fault(caught_by=callback("wildcard-host wildcard-path"))
class CallbackWildcards(Reference):
    """A pattern in a request counts as registered if a registered URL matches it."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        return any(fnmatchcase(one, redirect_uri) for one in client.redirect_uris)
