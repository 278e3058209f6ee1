"""The response as a JWT (JARM): what is in it, who signed it, for whom and for how long."""

from functools import partial

from suites.checks.check import check
from suites.checks.remedies import VENDOR
from suites.checks.words import HIGH, MEDIUM, MUST
from suites.op.jwt import Jwt
from suites.op.login import outcome_in_words
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.authorization.requests import Outcome
from suites.protocol.authorization.responses import CREDENTIALS
from suites.protocol.signatures.id_tokens import audiences, numeric_date
from suites.protocol.signatures.signatures import algorithm_of, expect_signature
from suites.verdicts.expect import (
    Mismatch,
    NotApplicable,
    NotRun,
    Tolerated,
    expect,
    expect_contains,
    expect_equal,
    expect_none,
    presuming,
)

WHERE = "JWT of the authorization response"
# A maximum of ten minutes is RECOMMENDED (section 2.1).
LONGEST_S = 600
CLOCKS_APART_S = 60
ENCRYPTED = 5

jwt_response_check = partial(check, level=MUST, needs=["code", "jwt-response-mode"], remedy=VENDOR)


@remembered
def _asked_for_jwt(op: Op) -> tuple[Outcome, float]:
    """A request with response_mode=jwt of a user who is logged in, its outcome, and when that was;
    remembered.
    """
    op.login()
    return op.authorize("pkce", response_mode="jwt"), op.target.clock.now()


def jwt_response(op: Op) -> Jwt:
    """The JWT of a successful response.

    Raises Mismatch if there is none, NotApplicable if the client may not have it, NotRun.
    """
    (_, landing), _ = _asked_for_jwt(op)
    told = outcome_in_words(landing)
    if not landing.left:
        raise NotRun(f"The request with response_mode=jwt leads nowhere: {told}.")
    if "error" in landing.params:
        raise NotApplicable(f"The client may not use this mode: {told}.")
    raw = landing.params.get("response", "")
    expect(bool(raw), "a parameter response", "none", where="authorization response")
    if raw.count(".") == ENCRYPTED - 1:
        raise NotApplicable("The response is encrypted.")
    found = Jwt.parse(raw, WHERE)
    if "error" in found.claims:
        raise NotApplicable(f"The client may not use this mode: error={found.claims['error']}.")
    return found


@jwt_response_check("flow/jwt-response", spec=["jarm:2.1", "jarm:2.3.4"], severity=MEDIUM)
def test_a_response_that_is_asked_for_as_a_jwt_is_one(op: Op) -> None:
    """The application looks for a code where none is, or takes one that nobody signed."""
    (request, landing), _ = _asked_for_jwt(op)
    claims = jwt_response(op).claims
    claims.string("code")
    expect_equal(claims["state"], request.state, where=f"{WHERE}, state")
    beside = [name for name in CREDENTIALS if name in landing.params]
    expect_none(beside, where="authorization response, parameters beside the JWT")


@jwt_response_check("flow/jwt-response-signature", spec=["jarm:2.2", "rfc8725:3.1"], severity=HIGH)
def test_a_response_in_a_jwt_is_signed_by_a_published_key(op: Op) -> None:
    """Whoever sends a user to the application could bring a code of their own."""
    found = _told(op)
    with presuming():
        algorithm = algorithm_of(found)
    if algorithm.lower() == "none":
        raise Mismatch("a signature", "alg none", WHERE)
    expect_signature(op, found, where=f"{WHERE}, signature")


@jwt_response_check("flow/jwt-response-issuer", spec="jarm:2.1", severity=HIGH)
def test_iss_of_a_response_in_a_jwt_is_the_issuer(op: Op) -> None:
    """An application with several providers sends the code to the wrong one."""
    expect_equal(_told(op).claims["iss"], op.target.issuer, where=f"{WHERE}, iss")


@jwt_response_check("flow/jwt-response-audience", spec="jarm:2.1", severity=HIGH)
def test_aud_of_a_response_in_a_jwt_is_the_client_id(op: Op) -> None:
    """The response to another application would log somebody in at this one."""
    expect_contains(audiences(_told(op).claims), op.target.client_id, where=f"{WHERE}, aud")


@jwt_response_check("flow/jwt-response-expiry", spec="jarm:2.1", severity=MEDIUM)
def test_a_response_in_a_jwt_says_when_it_ends(op: Op) -> None:
    """A response from an old log can be brought to the application again."""
    where = f"{WHERE}, exp"
    left = numeric_date(_told(op).claims, "exp") - _asked_for_jwt(op)[1]
    expect(left > -CLOCKS_APART_S, "a time to come", "a time that is over", where=where)
    if left > LONGEST_S + CLOCKS_APART_S:
        why = "The specification recommends a limit, and demands none."
        raise Tolerated(f"{LONGEST_S} s at most", f"{left:.0f} s", where, why)


def _told(op: Op) -> Jwt:
    """The JWT of the response. Raises NotRun where flow/jwt-response judges that there is none."""
    with presuming():
        return jwt_response(op)
