"""The standard claims (Core 5.1): which scope asks for them, and where they can be read."""

from suites.op.features.table import FEATURES
from suites.op.op import Op
from suites.verdicts.expect import Document, NotApplicable, NotRun

# fmt: off
PROFILE = (
    "name", "family_name", "given_name", "middle_name", "nickname", "preferred_username",
    "profile", "picture", "website", "gender", "birthdate", "zoneinfo", "locale", "updated_at",
)
# fmt: on
EMAIL = ("email", "email_verified")
SCOPE_CLAIMS = {
    "profile": PROFILE,
    "email": EMAIL,
    "address": ("address",),
    "phone": ("phone_number", "phone_number_verified"),
}
STRINGS = tuple(sorted({*PROFILE, "email", "phone_number"} - {"updated_at"}))


def id_token_claims(op: Op) -> Document:
    """The ID Token that tells most about the user: one that came without access token (5.4)."""
    try:
        if FEATURES["implicit"].is_there(op):
            return op.login("implicit").id_token.claims
    except (NotApplicable, NotRun):
        if op.target.auth_method == "implicit":
            raise
    return op.login().id_token.claims


def everywhere(op: Op) -> list[Document]:
    """The claims about the user from ID Token and UserInfo, as far as they can be had.

    Raises NotRun if there are none.
    """
    found, why = [], ""
    for read in (id_token_claims, Op.claims_of_userinfo):
        try:
            found.append(read(op))
        except (NotApplicable, NotRun) as missing:
            why = str(missing)
    if not found:
        raise NotRun(why)
    return found


def values_of(places: list[Document], claim: str) -> list[tuple[object, str]]:
    """The values of a claim, each with where it was. Raises NotApplicable if nobody has it.

    null is no value: whether it may be there is for another check.
    """
    values = [(place[claim], f"{place.name}, {claim}") for place in places if claim in place]
    values = [(value, where) for value, where in values if value is not None]
    if not values:
        raise NotApplicable(f"The provider tells no {claim} about the test user.")
    return values
