"""Requests that no client sends: damaged, oversized, of the wrong type; what is answered to them.

Nothing in them is a secret, and nothing is created by them.
"""

from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.tokens.exchanges import NO_SUCH_CLIENT, exchanged
from suites.verdicts.expect import NotApplicable, presuming

QUOTES = "ssoproof'\"`;--\\"
LONG = "ssoproof-" * 600
BROKEN_JSON = '{"ssoproof": [1, {"a'
BROKEN_JWT = "eyJhbGciOiJSUzI1NiJ9.e30x.ssoproof"
JSON = [("content-type", "application/json")]
# Endpoints that take a form from a client, beside the token endpoint.
OF_CLIENTS = (
    "revocation_endpoint",
    "introspection_endpoint",
    "pushed_authorization_request_endpoint",
    "device_authorization_endpoint",
)


def odd_form() -> list[tuple[str, str]]:
    """Parameters whose values are damaged, of a client that does not exist."""
    return [
        ("grant_type", QUOTES),
        ("client_id", NO_SUCH_CLIENT),
        ("code", f"{QUOTES}\x00"),
        ("token", BROKEN_JWT),
        ("client_assertion", BROKEN_JWT),
        ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
        ("scope", LONG),
    ]


@remembered
def odd_token_replies(op: Op) -> list[Reply]:
    """The answers of the token endpoint to a damaged form, and to damaged JSON."""
    exchanged(op)
    url, purpose = op.endpoint("token_endpoint"), Purpose.TOKEN_REQUEST
    return [
        op.token_request(odd_form()),
        op.http.send("POST", url, purpose=purpose, headers=JSON, body=BROKEN_JSON),
    ]


def odd_client_replies(op: Op) -> dict[str, Reply]:
    """The answers of the other endpoints of clients to a damaged form.

    Raises NotApplicable if the provider has none of them.
    """
    known = [name for name in OF_CLIENTS if isinstance(op.discovery().get(name), str)]
    if not known:
        raise NotApplicable("The discovery document has no such endpoint.")
    return {
        name: op.http.send("POST", op.endpoint(name), purpose=Purpose.ODD_REQUEST, form=odd_form())
        for name in known
    }


def missing_page(op: Op, path: str) -> Reply:
    """The answer at a path of the issuer's host where there is nothing."""
    with presuming():
        op.discovery()["issuer"]
    base = "/".join(op.discovery_url.split("/")[:3])
    return op.http.send("GET", f"{base}/ssoproof-nothing-here/{path}", purpose=Purpose.MISSING_PAGE)
