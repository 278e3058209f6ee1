"""Whether whoever answered goes on answering: a process may end by a request."""

from urllib.parse import urlsplit


class Presence:
    """What was answered at each host and port of a target, and where that came to an end."""

    def __init__(self) -> None:
        self._answered: dict[str, str] = {}
        self._unanswered: dict[str, str] = {}
        self._ended: dict[str, str] = {}

    def answered(self, url: str, request: str) -> None:
        """Takes note that `request` to `url` got an answer."""
        place = place_of(url)
        self._answered[place] = request
        self._unanswered.pop(place, None)

    def is_known(self, url: str) -> bool:
        """Whether there was an answer from the host and port of `url` before."""
        return place_of(url) in self._answered

    def unanswered(self, url: str, request: str) -> None:
        """Takes note that the connection for `request` to `url` was cut, or not taken."""
        self._unanswered.setdefault(place_of(url), request)

    def ended(self, url: str) -> str:
        """What came to an end at `url`, where no connection is taken any more."""
        place = place_of(url)
        self._ended[place] = (
            f"{place} takes no connections any more: the last request that was "
            f"answered is {self._answered[place]}, the first that was not is "
            f"{self._unanswered[place]}"
        )
        return self._ended[place]

    @property
    def notices(self) -> list[str]:
        """Each end, in a sentence."""
        return [f"{one}." for one in self._ended.values()]


def place_of(url: str) -> str:
    """Scheme, host and port of `url`; all of what is no URL."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"
