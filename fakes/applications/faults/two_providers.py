"""Two providers that the application takes for one."""

from typing import Any, ClassVar

from fakes.applications.faults.claims import optional
from fakes.applications.homes import Full
from fakes.applications.sessions import Session
from fakes.faults import fault, ids

AREA = "rp-second-provider"


@fault(caught_by=[*ids(AREA, "mix-up"), *ids("rp-response", "issuer no-issuer")])
class ProvidersMixedUp(Full):
    """Nobody looks at which provider a response comes from."""

    def check_issuer(self, params: dict[str, str], metadata: dict[str, Any]) -> None:
        pass


@fault(caught_by=[*ids(AREA, "issuer"), *ids("rp-claims", "issuer issuer-exact")])
class IssuerOfEither(Full):
    """An ID Token may be that of either provider, or of anybody."""

    def wanted(self) -> Any:
        return optional(super().wanted(), "iss")


@fault(caught_by=[*ids(AREA, "keys"), "rp-metadata/removed-key"])
class KeysOfBoth(Full):
    """Keys are kept by their names alone."""

    of_all: ClassVar[dict[str, list[dict[str, Any]]]] = {}

    def keys(self, metadata: dict[str, Any], kid: str | None) -> list[dict[str, Any]]:
        found = super().keys(metadata, kid)
        known = self.of_all.setdefault(str(kid), [])
        known += [key for key in found if key not in known]
        return known


@fault(caught_by=ids(AREA, "same-subject"))
class SubjectsOfBoth(Full):
    """A user is known by sub alone, whoever the provider is."""

    def owner_of(self, session: Session) -> str:
        return str(session.claims.get("sub"))


@fault(caught_by=ids(AREA, "logout"))
class LogoutOfEither(Full):
    """A logout at one provider is one at the other, too."""

    def is_meant(self, claims: dict[str, Any], session: Session) -> bool:
        return super().is_meant(claims | {"iss": session.claims.get("iss")}, session)
