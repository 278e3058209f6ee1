"""Access tokens that are JWTs: RFC 9068."""

from suites.op.jwt import Jwt
from suites.op.op import Op
from suites.verdicts.expect import Mismatch, NotApplicable

WHERE = "access token"


def jwt_access_token(op: Op) -> Jwt:
    """The access token, taken apart. Raises NotApplicable if it is none of its kind."""
    try:
        return Jwt.parse(op.login_with_access_token().access_token, WHERE)
    except Mismatch:
        raise NotApplicable("The access token is no JWS that could be read.") from None
