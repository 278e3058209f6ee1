"""Authorization requests in JWTs: who may make them, and what becomes of them.

Each refusal builds on a login by a right object of the same client.
"""

from typing import Any

from fakes.relying_party.authentication import jwks_of
from fakes.relying_party.party import AuthorizationRequest
from fakes.relying_party.request_object import by_reference, by_value, object_claims
from fakes.user.browser import Landing
from suites.op.login import Login
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.authorization.requests import visit
from suites.protocol.authorization.responses import (
    expect_no_redirect,
    expect_refusal,
    expect_success,
)
from suites.protocol.clients.registration import registered, registered_as_asked
from suites.protocol.signatures.forgery import signed, unsigned
from suites.verdicts.expect import NotApplicable, expect_equal, presuming

OBJECT = "invalid_request_object"
VENDOR = "This is the provider's own behaviour: report it to its vendor."
Outcome = tuple[AuthorizationRequest, Landing]
Claims = dict[str, Any]


def signer(op: Op) -> Op:
    """A client whose request objects are signed by its key."""
    return registered(op, **signing(op))


def signing(op: Op) -> Claims:
    """The metadata of such a client."""
    return {"request_object_signing_alg": "RS256", "jwks": jwks_of(op.rp.key)}


def signer_alone(op: Op) -> Op:
    """As `signer`, where the provider says that it keeps to the algorithm. Raises NotApplicable."""
    alg = "request_object_signing_alg"
    return registered_as_asked(op, alg, **{alg: "RS256", "jwks": jwks_of(op.rp.key)})


def unsigned_client(op: Op) -> Op:
    """A client that may send objects without a signature; it has a key as any other."""
    return registered(op, request_object_signing_alg="none", jwks=jwks_of(op.rp.key))


def fresh_request_object(op: Op, **changes: Any) -> tuple[AuthorizationRequest, Claims]:
    """A correct request of the client, and the claims of its object with `changes` to them.

    None leaves a claim out.
    """
    request = op.rp.authorization_request("pkce")
    claims = object_claims(op.rp, request) | changes
    return request, {name: value for name, value in claims.items() if value is not None}


def visit_logged_in(op: Op, request: AuthorizationRequest) -> Landing:
    """As `visit`, of a client for which the user can log in. Raises NotRun."""
    op.login()
    return visit(op, request)


@remembered
def login_by_request_object(op: Op) -> Login:
    """A login by a right signed object; remembered. Raises Mismatch if it does not succeed."""
    request, claims = fresh_request_object(op)
    asked = by_value(request, signed(claims, op.rp.key))
    return op.read(asked, visit_logged_in(op, asked))


def visit_with_object(op: Op, token: str, request: AuthorizationRequest, **outer: str) -> Landing:
    """Where `token` as an object leads, if a right one leads to a login. Raises NotRun."""
    with presuming():
        login_by_request_object(op)
    return visit_logged_in(op, by_value(request, token, **outer))


def expect_object_refused(op: Op, token: str, request: AuthorizationRequest) -> None:
    """An object is refused, where a right one of the same client is taken."""
    expect_refusal(visit_with_object(op, token, request))


def visit_with_changed_object(op: Op, **changes: Any) -> Landing:
    """Where a signed object with changed claims leads."""
    request, claims = fresh_request_object(op, **changes)
    return visit_with_object(op, signed(claims, op.rp.key), request)


@remembered
def by_unsigned_object(op: Op) -> Outcome:
    """The outcome of an unsigned object; remembered."""
    request, claims = fresh_request_object(op)
    asked = by_value(request, unsigned(claims))
    return asked, visit_logged_in(op, asked)


def referring(op: Op, path: str, alg: str) -> Op:
    """A client that registered the URL of `path` for its objects, and their algorithm."""
    return registered(op, **referring_metadata(op, path, alg))


def referring_metadata(op: Op, path: str, alg: str) -> Claims:
    """The metadata of such a client, which has a key whatever `alg` is. Raises NotRun."""
    own = {"request_object_signing_alg": alg, "request_uris": [op.listener().url(path)]}
    return own | {"jwks": jwks_of(op.rp.key)}


def publish_object(op: Op, path: str, token: str) -> str:
    """The URL at which the provider finds `token` from now on. Raises NotRun."""
    return op.listener().publish(path, token, "application/oauth-authz-req+jwt")


@remembered
def by_fetched_object(op: Op, path: str, alg: str) -> Outcome:
    """The outcome of a request whose object is at `path`; remembered."""
    op.login()
    request, claims = fresh_request_object(op)
    token = unsigned(claims) if alg == "none" else signed(claims, op.rp.key)
    asked = by_reference(request, publish_object(op, path, token))
    return asked, visit_logged_in(op, asked)


def expect_taken(landing: Landing, unsupported: str) -> None:
    """A request was taken. Raises NotApplicable if the provider says that it is `unsupported`."""
    if landing.params.get("error") == unsupported:
        raise NotApplicable(f"The provider answers {unsupported}.")
    expect_success(landing)


def expect_state(op: Op, landing: Landing, request: AuthorizationRequest) -> None:
    """The state of the object came back, as that of a plain request does. Raises NotRun."""
    plain, where = op.login(), "authorization response, state"
    told = plain.landing.params.get("state", "none")
    with presuming():
        expect_equal(told, plain.request.state, where=where)
    expect_equal(landing.params.get("state", "none"), request.state, where=where)


def presume_exact(op: Op, wrong: str) -> None:
    """A plain request with a `wrong` redirect URI leads nowhere. Raises NotRun."""
    registered = op.target.redirect_uri
    landing = _plain(op, wrong)
    with presuming():
        expect_no_redirect(landing, registered, where="plain request")


@remembered
def _plain(op: Op, redirect_uri: str) -> Landing:
    return op.authorize(redirect_uri=redirect_uri)[1]
