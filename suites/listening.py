"""How the provider under judgement reaches endpoints of ours, if it can."""

from urllib.parse import urlsplit

from fakes.listener import Listener
from suites.expect import NotRun
from suites.target import Target, is_loopback

UNREACHABLE = (
    "The provider has no way to call the harness: forward a public https URL to a port of this "
    "machine, and name both in OIDC_LISTENER_URL and OIDC_LISTENER_PORT."
)


def listener_for(target: Target) -> Listener:
    """Endpoints that `target` can call, started; whoever asks for them stops them.

    An embedded fake knows them by a name, a provider on loopback by their address there, any other
    by a public URL that somebody forwards. Raises NotRun if there is no way.
    """
    if target.listen is not None:
        return target.listen().start()
    local = is_loopback(urlsplit(target.issuer).hostname or "")
    if not target.listener_url and not local:
        raise NotRun(UNREACHABLE)
    try:
        return Listener(target.listener_url, port=target.listener_port).start()
    except OSError as error:
        port = target.listener_port
        raise NotRun(f"OIDC_LISTENER_PORT={port} cannot be listened on: {error}.") from error
