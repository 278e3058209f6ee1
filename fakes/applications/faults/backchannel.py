"""Logout Tokens that are believed as they come, and logouts that end too much or too little."""

from typing import TYPE_CHECKING, Any, ClassVar

import jwt
from jwt.exceptions import InvalidTokenError
from starlette.responses import Response

from fakes.applications.failure import SignInFailed
from fakes.applications.faults.claims import optional
from fakes.applications.homes import Full
from fakes.applications.id_token import unproven
from fakes.applications.sessions import Session
from fakes.faults import fault, ids
from fakes.wire.request import Request

if TYPE_CHECKING:  # older releases of PyJWT do not have it
    from jwt.types import Options

AREA = "rp-backchannel"
KNOWN = {"iss", "sub", "aud", "iat", "exp", "jti", "events", "sid", "nonce"}
OWN = "a key of the application's own, to read claims by"


class OfLogoutTokens(Full):
    """Does not look at some claims of Logout Tokens, or not at their signatures."""

    ignored: ClassVar[tuple[str, ...]] = ()
    reads_logout = False

    def logout_claims(self, raw: str) -> dict[str, Any]:
        self.reads_logout = True
        try:
            return super().logout_claims(raw)
        finally:
            self.reads_logout = False

    def wanted(self) -> "Options":
        ignored = self.ignored if self.reads_logout else ()
        return optional(super().wanted(), *ignored)

    def check_audience(self, claims: dict[str, Any]) -> None:
        if not self.reads_logout or "aud" not in self.ignored:
            super().check_audience(claims)


class WithoutSignature(OfLogoutTokens):
    """Compares the claims of some Logout Tokens alone."""

    def passes(self, header: dict[str, Any]) -> bool:
        """Whether a token with this header needs no signature."""
        return True

    def signed_claims(
        self, raw: str, header: dict[str, Any], metadata: dict[str, Any]
    ) -> dict[str, Any]:
        if not self.reads_logout or not self.passes(header):
            return super().signed_claims(raw, header, metadata)
        claims = unproven(raw)
        try:
            return self.decoded(jwt.encode(claims, OWN), OWN, "HS256")
        except InvalidTokenError as error:
            raise self.told(error, raw) from error


@fault(caught_by=ids(AREA, "signature"))
class LogoutSignatureIgnored(WithoutSignature):
    """Nobody verifies the signature of a Logout Token."""


@fault(caught_by=ids(AREA, "unsigned refusal"))
class UnsignedLogoutAccepted(WithoutSignature):
    """A Logout Token may have the algorithm none."""

    def header_of(self, raw: str) -> dict[str, Any]:
        if not self.reads_logout:
            return super().header_of(raw)
        header = jwt.get_unverified_header(raw)
        return header if self.passes(header) else super().header_of(raw)

    def passes(self, header: dict[str, Any]) -> bool:
        return str(header.get("alg")).lower() == "none"


@fault(caught_by=[*ids(AREA, "issuer"), "rp-second-provider/logout"])
class LogoutIssuerIgnored(OfLogoutTokens):
    """Whoever issued a Logout Token."""

    ignored = ("iss",)

    def is_meant(self, claims: dict[str, Any], session: Session) -> bool:
        return super().is_meant(claims | {"iss": session.claims.get("iss")}, session)


@fault(caught_by=ids(AREA, "audience"))
class LogoutAudienceIgnored(OfLogoutTokens):
    """Whomever a Logout Token is for."""

    ignored = ("aud",)


@fault(caught_by=ids(AREA, "expired times"))
class LogoutExpiryIgnored(OfLogoutTokens):
    """However old a Logout Token is."""

    ignored = ("exp",)


@fault(caught_by=ids(AREA, "times"))
class LogoutWithoutIat(OfLogoutTokens):
    """A Logout Token need not say when it was made."""

    ignored = ("iat",)


@fault(caught_by=ids(AREA, "events"))
class EventsIgnored(Full):
    """A Logout Token need not say that it is one."""

    def check_events(self, claims: dict[str, Any]) -> None:
        pass


@fault(caught_by=ids(AREA, "nonce refusal"))
class LogoutNonceIgnored(Full):
    """A Logout Token may have a nonce."""

    def check_no_nonce(self, claims: dict[str, Any]) -> None:
        pass


@fault(caught_by=ids(AREA, "events nonce refusal id-token"))
class IdTokensEndSessions(Full):
    """Whatever the provider signed for this client ends sessions."""

    def check_events(self, claims: dict[str, Any]) -> None:
        pass

    def check_no_nonce(self, claims: dict[str, Any]) -> None:
        pass


@fault(caught_by=ids(AREA, "nobody"))
class NamelessLogout(Full):
    """A Logout Token that names nobody is about everybody."""

    def check_whom(self, claims: dict[str, Any]) -> None:
        for name in [name for name in ("sub", "sid") if not claims.get(name)]:
            claims.pop(name, None)


@fault(caught_by=ids(AREA, "replay"))
class LogoutReplayed(Full):
    """A Logout Token ends sessions as often as it comes."""

    def check_new(self, claims: dict[str, Any]) -> None:
        pass


@fault(caught_by=ids(AREA, "refusal"))
class LogoutNeverRefused(Full):
    """Whatever comes is answered by HTTP 200."""

    def logout_refused(self, failure: SignInFailed) -> Response:
        return Response("ok", headers=self.logout_headers())


@fault(caught_by=ids(AREA, "success"))
class LogoutOfNobodyFails(Full):
    """A logout of somebody who is signed out already is an error."""

    def backchannel_logout(self, request: Request) -> Response:
        before = len(self.sessions.named())
        response = super().backchannel_logout(request)
        if response.status_code == 200 and len(self.sessions.named()) == before:
            return Response("no such session", 404, headers=self.logout_headers())
        return response


@fault(caught_by=ids(AREA, "not-cached"))
class LogoutAnswersKept(Full):
    """Caches may keep the answer to a logout."""

    def logout_headers(self) -> dict[str, str]:
        return {}


@fault(caught_by=[*ids(AREA, "by-session"), "rp-second-provider/logout"])
class SidIgnored(Full):
    """A logout is that of a user, whatever its sid."""

    def is_meant(self, claims: dict[str, Any], session: Session) -> bool:
        return bool(session.claims["sub"] == claims.get("sub"))


@fault(caught_by=ids(AREA, "by-user"))
class SidNeeded(Full):
    """A logout is that of one session, and without a sid it is that of none."""

    def is_meant(self, claims: dict[str, Any], session: Session) -> bool:
        return "sid" in claims and super().is_meant(claims, session)


@fault(caught_by=[*ids(AREA, "other-session other-user"), "rp-second-provider/logout"])
class EverybodyLoggedOut(Full):
    """A logout ends all sessions that there are."""

    def is_meant(self, claims: dict[str, Any], session: Session) -> bool:
        return True


@fault(caught_by=ids(AREA, "ends-session by-session by-user more-than-known"))
class LogoutOnlyHeard(Full):
    """A Logout Token is answered by HTTP 200, and ends nothing."""

    def is_meant(self, claims: dict[str, Any], session: Session) -> bool:
        return False


@fault(caught_by=ids(AREA, "more-than-known"))
class StrictLogoutTokens(Full):
    """A claim that nobody knows makes a Logout Token a wrong one."""

    def check_events(self, claims: dict[str, Any]) -> None:
        super().check_events(claims)
        if claims.keys() - KNOWN:
            raise SignInFailed("This is not a claim of a Logout Token.")
