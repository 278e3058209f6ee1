"""Why a request got no usable response.

ExchangeError
├── Unreachable   no connection: name, port, refusal
├── Untrusted     the TLS certificate or protocol was not accepted
├── TooSlow       the exchange took longer than allowed
├── TooLarge      the response was larger than allowed
├── Broken        the answer was not HTTP
└── Undecided     says nothing about the other side's duties
    ├── ProxyFailed   a proxy on the way did not lead there
    ├── Busy          the other side asked to be left alone for a while: HTTP 429 or 503
    ├── NotSent       the request was kept back: it would be waited for in vain, or too late
    └── Ended         whoever answered before takes no connections any more
"""


class ExchangeError(Exception):
    """A request that got no usable response; the message names the URL and the cause."""


class Unreachable(ExchangeError):
    """No connection could be made."""


class Untrusted(ExchangeError):
    """The TLS handshake failed."""


class TooSlow(ExchangeError):
    """The exchange took longer than allowed."""


class TooLarge(ExchangeError):
    """The response was larger than allowed."""


class Broken(ExchangeError):
    """The other side did not speak HTTP."""


class Undecided(ExchangeError):
    """A request that could not be asked as it was meant: no requirement is judged by it."""


class ProxyFailed(Undecided):
    """A proxy on the way did not lead to the other side, which was not asked."""


class NotSent(Undecided):
    """The request was kept back; the message says why."""


class Ended(Undecided):
    """Nobody answers any more at a host and port where requests were answered before."""


class Busy(Undecided):
    """The other side throttles, or is out of service for a while (RFC 6585 4, RFC 9110 15.6.4)."""
