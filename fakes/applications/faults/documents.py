"""Discovery documents and keys that are taken as they come, or kept for ever."""

from typing import Any, ClassVar

from fakes.applications.failure import SignInFailed
from fakes.applications.homes import Application
from fakes.faults import fault

ENDPOINTS = {
    "authorization_endpoint": "authorization",
    "token_endpoint": "token",
    "userinfo_endpoint": "userinfo",
    "jwks_uri": "jwks",
}


@fault(caught_by=["rp-metadata/issuer"])
class DocumentOfAnybody(Application):
    """The issuer of the discovery document is not compared."""

    def check_document(self, document: dict[str, Any], where: str) -> None:
        pass


@fault(caught_by=["rp-metadata/page"])
class EndpointsGuessed(Application):
    """Where the discovery document cannot be read, the endpoints are guessed."""

    def metadata(self) -> dict[str, Any]:
        try:
            return super().metadata()
        except SignInFailed as failure:
            if "read" not in str(failure):
                raise
            issuer = self.settings.issuer
            guessed = {name: f"{issuer}/{path}" for name, path in ENDPOINTS.items()}
            offered = ["code", "id_token"]
            return guessed | {"issuer": issuer, "response_types_supported": offered}


@fault(caught_by=["rp-metadata/recovers"])
class FailureKept(Application):
    """A discovery document that could not be read is not read again."""

    failure: SignInFailed | None = None

    def metadata(self) -> dict[str, Any]:
        if self.failure is not None:
            raise self.failure
        try:
            return super().metadata()
        except SignInFailed as failure:
            self.failure = failure
            raise


@fault(caught_by=["rp-metadata/new-key"])
class KeysForEver(Application):
    """The keys are read once."""

    def keys(self, metadata: dict[str, Any], kid: str | None) -> list[dict[str, Any]]:
        if metadata["jwks_uri"] not in self.known_keys:
            return super().keys(metadata, kid)
        found = self.known_keys[metadata["jwks_uri"]]
        return [key for key in found if kid in (None, key.get("kid"))]


@fault(caught_by=["rp-metadata/removed-key"])
class RemovedKeysBelieved(Application):
    """A key that was known once is known for ever, on the disk."""

    on_disk: ClassVar[dict[str, dict[str, Any]]] = {}

    def keys(self, metadata: dict[str, Any], kid: str | None) -> list[dict[str, Any]]:
        found = super().keys(metadata, kid)
        self.on_disk.update({str(key.get("kid")): key for key in found if key.get("n")})
        return found or [key for name, key in self.on_disk.items() if name == kid]


@fault(caught_by=["rp-metadata/nameless-key"])
class KidNeeded(Application):
    """A key without a kid is none."""

    def usable(self, keys: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [key for key in super().usable(keys) if "kid" in key]


@fault(caught_by=["rp-metadata/odd-key"])
class OddKeyBreaks(Application):
    """One key of an unknown kind, and none is used."""

    def usable(self, keys: list[dict[str, Any]]) -> list[dict[str, Any]]:
        odd = any(key.get("kty") not in ("RSA", "EC", "oct") for key in keys)
        return [] if odd else super().usable(keys)
