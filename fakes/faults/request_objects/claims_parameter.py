"""Defects of the `claims` request parameter."""

import json
from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Grant, Session, User
from fakes.engine.provider import Provider
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.features.request_objects.claims_parameter import Wishes, asked_values


def sent(authorization: Authorization, place: str) -> Wishes:
    """What a request asks for at `place`, read carelessly."""
    wishes: Wishes = json.loads(authorization.params.get("claims", "{}")).get(place, {})
    return wishes


def first_acr(provider: Provider) -> str:
    """The value that the document lists first."""
    first, *_ = provider.document().get("acr_values_supported", ["0"])
    return str(first)


@fault(caught_by=["claims-parameter/userinfo", "claims-parameter/voluntary"])
class WishesAtUserinfoIgnored(Reference):
    """Claims that are asked for at UserInfo are not there."""

    def asked_claims(self, grant: Grant, place: str) -> dict[str, Any]:
        return {} if place == "userinfo" else super().asked_claims(grant, place)


@fault(caught_by=["claims-parameter/id-token"])
class WishesInIdTokenIgnored(Reference):
    """Claims that are asked for in the ID Token are not there."""

    def asked_claims(self, grant: Grant, place: str) -> dict[str, Any]:
        return {} if place == "id_token" else super().asked_claims(grant, place)


@fault(caught_by=["claims-parameter/voluntary"])
class VoluntaryClaimsIgnored(Reference):
    """Only claims that are called essential are given."""

    def asked_claims(self, grant: Grant, place: str) -> dict[str, Any]:
        wishes = self.wishes(grant.authorization, place)
        found = super().asked_claims(grant, place)
        return {name: found[name] for name in found if wishes[name].get("essential")}


@fault(caught_by=["claims-parameter/not-in-id-token"])
class WishesOfUserinfoInIdToken(Reference):
    """Claims that are asked for at UserInfo are in the ID Token too."""

    def user_claims_in_id_token(self, grant: Grant) -> dict[str, Any]:
        asked = self.asked_claims(grant, "userinfo")
        return super().user_claims_in_id_token(grant) | asked


@fault(caught_by=["claims-parameter/not-at-userinfo"])
class WishesOfIdTokenAtUserinfo(Reference):
    """Claims that are asked for in the ID Token are at UserInfo too."""

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        return super().userinfo_claims(grant) | self.asked_claims(grant, "id_token")


@fault(caught_by=["claims-parameter/unavailable"])
class UnavailableClaimRefused(Reference):
    """An essential claim that the provider does not have ends the login."""

    def check_claims_request(self, authorization: Authorization) -> None:
        super().check_claims_request(authorization)
        if "ssoproof_no_such_claim" in authorization.params.get("claims", ""):
            raise Rejected("invalid_request", "There is no such claim.")


@fault(caught_by=["claims-parameter/unknown-members"])
class UnknownWishesRefused(Reference):
    """Members of the claims parameter that are unknown end the login."""

    def check_claims_request(self, authorization: Authorization) -> None:
        super().check_claims_request(authorization)
        if '"ssoproof"' in authorization.params.get("claims", ""):
            raise Rejected("invalid_request", "Unknown member.")


@fault(caught_by=["claims-parameter/malformed"])
class MalformedWishesIgnored(Reference):
    """claims that are no JSON are ignored."""

    def wishes(self, authorization: Authorization, place: str) -> Wishes:
        try:
            return super().wishes(authorization, place)
        except Rejected:
            return {}


@fault(caught_by=["claims-parameter/value-not-echoed"])
class ValuesEchoed(Reference):
    """Claims have the value that the request names."""

    def asked_claims(self, grant: Grant, place: str) -> dict[str, Any]:
        wishes = self.wishes(grant.authorization, place)
        found = super().asked_claims(grant, place)
        return {name: wishes[name].get("value", found[name]) for name in found}


@fault(caught_by=["claims-parameter/auth-time"])
class AuthTimeOnlyForMaxAge(Reference):
    """auth_time is missing where the claims parameter calls it essential."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        if "auth_time" in sent(grant.authorization, "id_token"):
            del claims["auth_time"]
        return claims


@fault(caught_by=["claims-parameter/own-sub"])
class NamedUserAlwaysLogsIn(Reference):
    """A request that names a user never succeeds silently."""

    def must_log_in_again(self, authorization: Authorization, session: Session) -> bool:
        named = "sub" in self.wishes(authorization, "id_token")
        return named or super().must_log_in_again(authorization, session)


@fault(caught_by=["claims-parameter/other-sub", "claims-parameter/other-sub-login"])
class NamedUserIgnored(Reference):
    """It does not matter which user a request names."""

    def is_wanted(self, authorization: Authorization, session: Session) -> bool:
        return True


@fault(caught_by=["claims-parameter/other-sub-login"])
class NamedUserForgottenAtLogin(Reference):
    """Whoever logs in is taken for the user whom the request names."""

    def logged_in(self, authorization: Authorization, user: User) -> Response:
        authorization.params.pop("claims", None)
        return super().logged_in(authorization, user)


@fault(caught_by=["claims-parameter/acr", "id-token/acr-asked"])
class WishedAcrIgnored(Reference):
    """acr is the same whatever was asked for."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        return super().id_token_claims(grant) | {"acr": first_acr(self)}


@fault(caught_by=["claims-parameter/acr"])
class EssentialAcrNotTold(Reference):
    """An essential acr is met, and not told."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        if sent(grant.authorization, "id_token").get("acr"):
            del claims["acr"]
        return claims


@fault(caught_by=["claims-parameter/acr-unmet"])
class EssentialAcrIsAWish(Reference):
    """An essential acr that cannot be met is ignored."""

    def wishes(self, authorization: Authorization, place: str) -> Wishes:
        wishes = super().wishes(authorization, place)
        wishes.get("acr", {}).pop("essential", None)
        return wishes


@fault(caught_by=["claims-parameter/acr-voluntary"])
class WishedAcrIsEssential(Reference):
    """An acr that is only wished for ends the login if it cannot be met."""

    def check_claims_request(self, authorization: Authorization) -> None:
        super().check_claims_request(authorization)
        wanted = asked_values(self.wishes(authorization, "id_token").get("acr", {}))
        if wanted and not set(wanted) & set(self.acr_values):
            raise Rejected("unmet_authentication_requirements", "No such acr can be had.")


@fault(caught_by=["id-token/acr-asked"])
class AcrValuesIgnored(Reference):
    """acr_values are ignored."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        asked = grant.authorization.params.get("acr_values")
        return claims | {"acr": first_acr(self)} if asked else claims


@fault(caught_by=["id-token/acr-not-echoed"])
class AcrValuesEchoed(Reference):
    """acr is what the request wishes for."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        asked = grant.authorization.params.get("acr_values", "").split()[:1]
        return super().id_token_claims(grant) | ({"acr": asked[0]} if asked else {})
