"""What the UserInfo endpoint answers to a good access token: Core 5.3, RFC 6750 section 2."""

from fakes.wire.client import Reply
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MAY, MEDIUM, MUST
from suites.op.memory import remembered
from suites.op.op import Op
from suites.op.userinfo import claims_in, expect_answered, is_error
from suites.protocol.tokens.bearer import WHERE, accepted_token
from suites.verdicts.expect import (
    NotApplicable,
    expect,
    expect_contains,
    expect_in,
    expect_json_object,
    expect_none,
    presuming,
    reaching,
)


@check(
    "userinfo/get",
    spec=["core:5.3", "rfc6750:2.1"],
    level=MUST,
    severity=HIGH,
    needs="userinfo",
    remedy="Let the UserInfo endpoint answer GET with the token in the Authorization header.",
)
def test_userinfo_answers_get_with_the_token_in_the_header(op: Op) -> None:
    """Every client asks this way; without an answer it does not learn who logged in."""
    with reaching(WHERE):
        expect_answered(op.userinfo_reply(), where=WHERE)


@check(
    "userinfo/json",
    spec=["core:5.3.2", "rfc8259:8.1"],
    level=MUST,
    severity=HIGH,
    needs="userinfo",
    remedy="Return the claims as members of one JSON object in UTF-8, or as a signed JWT.",
)
def test_userinfo_returns_a_json_object(op: Op) -> None:
    """A client cannot read claims from anything else."""
    accepted_token(op)
    reply = op.userinfo_reply()
    if reply.media_type == "application/jwt":
        raise NotApplicable("The client is registered for signed UserInfo responses.")
    expect_json_object(reply, where=WHERE)


@check(
    "userinfo/content-type",
    spec="core:5.3.2",
    level=MUST,
    severity=MEDIUM,
    needs="userinfo",
    remedy="Send Content-Type: application/json (application/jwt for signed responses).",
)
def test_content_type_of_userinfo_names_json(op: Op) -> None:
    """Clients choose the parser by it; as HTML, a claim with markup would run in a browser."""
    accepted_token(op)
    expect_in(
        op.userinfo_reply().media_type or "no Content-Type",
        ["application/json", "application/jwt"],
        where="UserInfo response, Content-Type",
    )


@check(
    "userinfo/sub",
    spec="core:5.3.2",
    level=MUST,
    severity=HIGH,
    needs="userinfo",
    remedy="Return `sub` with every UserInfo response.",
)
def test_sub_is_in_the_userinfo_response(op: Op) -> None:
    """Without it the client cannot tell whose claims it got."""
    op.claims_of_userinfo().string("sub")


@check(
    "userinfo/sub-equal",
    spec="core:5.3.2",
    level=MUST,
    severity=CRITICAL,
    needs="userinfo",
    remedy="Return the same `sub` at UserInfo and in the ID Token (look at pairwise settings).",
)
def test_sub_of_userinfo_is_the_sub_of_the_id_token(op: Op) -> None:
    """Claims of another user would be taken for the claims of the one who logged in."""
    with presuming():
        told = op.claims_of_userinfo().string("sub")
        expected = op.login_with_access_token().id_token.claims.string("sub")
    expect(
        told == expected,
        "the sub of the ID Token",
        "another sub",
        where="UserInfo response, sub",
    )


@check(
    "userinfo/post",
    spec="core:5.3",
    level=MUST,
    severity=LOW,
    needs="userinfo",
    remedy="Let the UserInfo endpoint answer POST as it answers GET.",
)
def test_userinfo_answers_post_with_the_token_in_the_header(op: Op) -> None:
    """Clients that send POST, as they may, get nothing."""
    reply = op.userinfo(accepted_token(op), method="POST", form=[])
    expect_answered(reply, where=f"{WHERE} to POST")


@check(
    "userinfo/post-form-body",
    spec=["rfc6750:2.2", "core:5.3.1"],
    level=MAY,
    severity=LOW,
    needs="userinfo",
    remedy="Take the access token from a form body as from the header, or refuse with 400 or 401.",
)
def test_a_token_in_the_form_body_is_taken_or_refused_in_order(op: Op) -> None:
    """A second way in must lead to the same user, and not into an error."""
    accepted_token(op)
    expected = op.claims_of_userinfo().get("sub")
    reply = token_in_body(op)
    if reply.status in (400, 401, 403, 405, 415) or is_error(reply):
        raise NotApplicable(f"No token is taken from the form body (HTTP {reply.status}).")
    claims = claims_in(reply, f"{WHERE} to a token in the form body")
    expect(
        claims.get("sub") == expected, "the same sub as with the header", "another sub", where=WHERE
    )


@remembered
def token_in_body(op: Op) -> Reply:
    """The answer to the access token in the form body."""
    form = [("access_token", op.login_with_access_token().access_token)]
    return op.userinfo(method="POST", form=form)


@check(
    "userinfo/scheme-case",
    spec=["rfc9110:11.1", "rfc6750:2.1"],
    level=MUST,
    severity=LOW,
    needs="userinfo",
    remedy="Compare the word Bearer of the Authorization header without case.",
)
def test_the_scheme_bearer_is_accepted_in_lower_case(op: Op) -> None:
    """Clients that copy a lower-case token_type into the header are locked out."""
    token = accepted_token(op)
    reply = op.userinfo(headers=[("authorization", f"bearer {token}")])
    expect_answered(reply, where=f"{WHERE} to the scheme bearer")


@check(
    "userinfo/no-store",
    spec=["rfc9111:3.5", "rfc9111:5.2.2.5"],
    level=MAY,
    severity=LOW,
    needs="userinfo",
    remedy="Send Cache-Control: no-store with UserInfo responses.",
)
def test_userinfo_is_not_kept_in_caches(op: Op) -> None:
    """Personal data stays in the caches of browsers and proxies after the user has left."""
    accepted_token(op)
    told = op.userinfo_reply().header("cache-control").lower()
    directives = [one.strip().partition("=")[0] for one in told.split(",") if one.strip()]
    expect_contains(directives, "no-store", where="UserInfo response, Cache-Control")


@check(
    "userinfo/claim-sources",
    spec="core:5.6.2",
    level=MUST,
    severity=LOW,
    needs="userinfo",
    remedy="Name in `_claim_sources` every source that `_claim_names` refers to.",
)
def test_every_claim_that_another_source_has_names_that_source(op: Op) -> None:
    """The client cannot fetch a claim whose source is not given."""
    claims = op.claims_of_userinfo()
    names = claims.get("_claim_names")
    if names is None:
        raise NotApplicable("The UserInfo response refers to no other source of claims.")
    where = "UserInfo response, _claim_names"
    expect(isinstance(names, dict), "a JSON object", names, where=where)
    sources = claims["_claim_sources"]
    expect(isinstance(sources, dict), "a JSON object", sources, where=where)
    missing = sorted({str(source) for source in names.values()} - set(sources))
    expect_none(missing, where=f"{where}, sources that _claim_sources lacks")
