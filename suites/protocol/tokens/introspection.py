"""Verbs for introspection: RFC 7662."""

from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.op.op import Op
from suites.protocol.tokens.grants import authenticated_request

WHERE = "introspection response"


def introspect(op: Op, token: str) -> Reply:
    """The answer to an introspection request of the client."""
    return authenticated_request(op, "introspection_endpoint", Purpose.INTROSPECTION, token=token)
