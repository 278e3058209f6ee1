"""Defects of how the keys of a client are found."""

from typing import Any

from fakes.faults import fault
from fakes.faults.homes import Reference


@fault(caught_by=["registration/jwks-uri"])
class JwksUriIgnored(Reference):
    """The keys at a jwks_uri are not fetched."""

    def fetched_jwks(self, url: str) -> Any:
        return {"keys": []}


@fault(caught_by=["registration/rotated-key", "registration/rotated-key-refresh"])
class JwksFetchedOnce(Reference):
    """The keys at a jwks_uri are fetched once and kept for ever."""

    def fetched_jwks(self, url: str) -> Any:
        kept = self.__dict__.setdefault("kept_jwks", {})
        if url not in kept:
            kept[url] = super().fetched_jwks(url)
        return kept[url]
