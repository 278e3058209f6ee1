"""What belongs to a login by the hybrid flow: its request, and its two ID Tokens."""

from fakes.engine.model import Authorization, Grant


def is_hybrid(authorization: Authorization) -> bool:
    """Whether a code and something else is asked for."""
    return len(authorization.response_type.split()) > 1 and "code" in authorization.response_type


def is_first(grant: Grant) -> bool:
    """Whether an ID Token is for the authorization response of the hybrid flow."""
    return is_hybrid(grant.authorization) and not grant.used


def is_second(grant: Grant) -> bool:
    """Whether an ID Token is for the code of the hybrid flow."""
    return is_hybrid(grant.authorization) and grant.used
