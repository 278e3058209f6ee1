"""Defects of what counts as a registered redirect URI."""

import re
import unicodedata
from posixpath import normpath
from urllib.parse import unquote, urljoin, urlsplit

from fakes.engine.model import Client
from fakes.faults import fault


def parts(uri):
    """The parts of `uri`; of what is no URL, nothing."""
    try:
        return urlsplit(uri)
    except ValueError:
        return urlsplit("")


@fault(caught_by=[])
class CallbackByPrefix:
    """Every URL that begins with a registered one counts as registered."""

    def redirect_uri_allowed(self, client, redirect_uri):
        return redirect_uri.startswith(client.redirect_uris)


@fault(caught_by=[])
class CallbackByHost:
    """Every URL at the host of a registered one counts as registered."""

    def redirect_uri_allowed(self, client, redirect_uri):
        hosts = {urlsplit(one).hostname for one in client.redirect_uris}
        return parts(redirect_uri).hostname in hosts


@fault(caught_by=[])
class CallbackByHostSuffix:
    """Every host whose name ends with a registered one counts as registered."""

    def redirect_uri_allowed(self, client, redirect_uri):
        hosts = tuple(urlsplit(one).netloc for one in client.redirect_uris)
        return parts(redirect_uri).netloc.endswith(hosts)


@fault(caught_by=[])
class CallbackByHostPrefix:
    """A URL needs to begin only with scheme and host of a registered one."""

    def redirect_uri_allowed(self, client, redirect_uri):
        return redirect_uri.startswith(tuple(urljoin(u, "/")[:-1] for u in client.redirect_uris))


@fault(caught_by=[])
class CallbackContainsHost:
    """A registered host anywhere in the URL is enough."""

    def redirect_uri_allowed(self, client, redirect_uri):
        return any(urlsplit(one).netloc in redirect_uri for one in client.redirect_uris)


@fault(caught_by=[])
class AnyCallback:
    """No redirect URI is compared with anything."""

    def redirect_uri_allowed(self, client, redirect_uri):
        return True


@fault(caught_by=[])
class CallbackInAnyCase:
    """Upper and lower case are the same in a redirect URI."""

    def redirect_uri_allowed(self, client, redirect_uri):
        return redirect_uri.lower() in {one.lower() for one in client.redirect_uris}


@fault(caught_by=[])
class CallbackHostInAnyCase:
    """Upper and lower case are the same in the host of a redirect URI."""

    def redirect_uri_allowed(self, client, redirect_uri):
        found = parts(redirect_uri)
        same = found._replace(netloc=found.netloc.lower()).geturl()
        return super().redirect_uri_allowed(client, same)


@fault(caught_by=[])
class CallbackSchemeIgnored:
    """The scheme of a redirect URI is not compared."""

    def redirect_uri_allowed(self, client, redirect_uri):
        return redirect_uri.partition(":")[2] in {u.partition(":")[2] for u in client.redirect_uris}


@fault(caught_by=[])
class CallbackPortIgnored:
    """The port of a redirect URI is not compared."""

    def redirect_uri_allowed(self, client, redirect_uri):
        return super().redirect_uri_allowed(client, re.sub(r":\d+(?=/)", "", redirect_uri))


@fault(caught_by=[])
class CallbackDefaultPortDropped:
    """The default port of https is dropped before a redirect URI is compared."""

    def redirect_uri_allowed(self, client, redirect_uri):
        return super().redirect_uri_allowed(client, redirect_uri.replace(":443/", "/", 1))


@fault(caught_by=[])
class CallbackSlashForgiven:
    """A slash at the end of a redirect URI does not count."""

    def redirect_uri_allowed(self, client, redirect_uri):
        return super().redirect_uri_allowed(client, redirect_uri.removesuffix("/"))


@fault(caught_by=[])
class CallbackQueryIgnored:
    """What follows the path of a redirect URI is not compared."""

    def redirect_uri_allowed(self, client, redirect_uri):
        return super().redirect_uri_allowed(client, re.split("[?#]", redirect_uri)[0])


@fault(caught_by=[])
class CallbackPathNormalised:
    """Doubled slashes and dot segments are resolved before a redirect URI is compared."""

    def redirect_uri_allowed(self, client, redirect_uri):
        found = parts(redirect_uri)
        tidy = normpath("/" + found.path.lstrip("/")) if found.path else ""
        return super().redirect_uri_allowed(client, found._replace(path=tidy).geturl())
