"""Defects of how the keys of a client are found."""

from fakes.faults import fault


@fault(caught_by=["registration/jwks-uri"])
class JwksUriIgnored:
    """The keys at a jwks_uri are not fetched."""

    def fetched_jwks(self, url):
        return {"keys": []}


@fault(caught_by=["registration/rotated-key", "registration/rotated-key-refresh"])
class JwksFetchedOnce:
    """The keys at a jwks_uri are fetched once and kept for ever."""

    def fetched_jwks(self, url):
        kept = self.__dict__.setdefault("kept_jwks", {})
        if url not in kept:
            kept[url] = super().fetched_jwks(url)
        return kept[url]
