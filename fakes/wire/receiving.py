"""One answer, read whole and within its bounds; what else can happen has a name."""

import httpcore
import httpx

from fakes.wire.decoding import TooMuch, Undecodable, body_of
from fakes.wire.errors import Broken, ProxyFailed, TooLarge, TooSlow, Unreachable, Untrusted
from fakes.wire.network import Network
from fakes.wire.transport import Transport, proxy_of


def receive(
    transport: Transport, network: Network, request: httpx.Request
) -> tuple[httpx.Response, bytes]:
    """The answer to `request`, and its body. `network` knows how long that may take.

    Raises ExchangeError; its message begins with the method and the URL, without the query.
    """
    where = f"{request.method} {str(request.url).partition('?')[0]}"
    connection = network.connection
    limit = connection.max_bytes
    try:
        response = transport.handle_request(request)
        try:
            coding = response.headers.get("content-encoding", "")
            content = body_of(response.iter_raw(), coding, limit)
        finally:
            response.close()
    except TooMuch:
        raise TooLarge(f"{where}: the response is larger than {limit:,} bytes") from None
    except Undecodable as error:
        raise Broken(f"{where}: {error}") from None
    except httpcore.ProxyError as error:
        raise ProxyFailed(f"{where}: {error}") from error
    except httpcore.TimeoutException as error:
        proxy = proxy_of(connection, request.url)
        by = f" through {proxy}" if proxy else ""
        limit_s = round(network.limit_s, 1)
        raise TooSlow(f"{where}: no complete response within {limit_s:g} s{by}") from error
    except (httpcore.ConnectError, OSError) as error:
        kind = Untrusted if "SSL" in repr(error) or "CERT" in repr(error) else Unreachable
        raise kind(f"{where}: {error}") from error
    except httpcore.LocalProtocolError:
        raise Unreachable(unsendable(request.method, str(request.url))) from None
    except (httpcore.ProtocolError, httpcore.NetworkError, httpx.HTTPError) as error:
        raise Broken(f"{where}: {error or type(error).__name__}") from error
    return response, content


def unsendable(method: str, url: str) -> str:
    """What cannot be written. Its value is not shown: it may be a secret."""
    where = f"{method} {url.partition('?')[0][:200]}"
    return f"{where}: not sent, a value would have a character that cannot be sent"
