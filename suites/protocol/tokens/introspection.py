"""Verbs for introspection: RFC 7662."""

from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.op.op import Op
from suites.protocol.tokens.grants import ask

WHERE = "introspection response"


def introspect(op: Op, token: str) -> Reply:
    """The answer to an introspection request of the client."""
    return ask(op, "introspection_endpoint", Purpose.INTROSPECTION, token=token)
