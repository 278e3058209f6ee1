"""How long a code is good, for whom, and for what: RFC 6749 sections 4.1.2, 4.1.3 and 10.5."""

from fakes.wire.client import Reply
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MAY, MEDIUM, MUST, NOISY, SHOULD, STATEFUL
from suites.oidc.tokens.test_code import ONCE, second_use, used_twice
from suites.op.jwt import Jwt
from suites.op.login import outcome_in_words
from suites.op.op import Op
from suites.protocol.authorization.requests import code_left_to_lie
from suites.protocol.authorization.responses import expect_refusal
from suites.protocol.session.logout import rp_initiated_logout
from suites.protocol.signatures.id_tokens import audiences
from suites.protocol.tokens.exchanges import exchanged, is_signed
from suites.protocol.tokens.grants import (
    CODE,
    REFRESH,
    concurrent_requests,
    expect_tokens,
    other_party,
    own_grant,
    successes,
    token_request,
)
from suites.protocol.tokens.refresh import refresh, refresh_token_of, refreshable
from suites.protocol.tokens.refusals import expect_refused_exchange
from suites.verdicts.expect import (
    NotApplicable,
    NotChosen,
    NotRun,
    expect,
    expect_decided,
    presuming,
)

DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
ELSEWHERE = "https://elsewhere.example/api"
LATER_S = 30
MINUTE_S = 60
LONGEST_S = 600
HOLDS_LONGER = "--allow noisy waits for a minute, a lower --rate lets it get older"


@check(
    "token/code-other-client",
    spec=["rfc6749:4.1.3", "rfc6749:5.2"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    remedy="Let the token endpoint take a code only from the client that it was issued to.",
    needs="code",
)
def test_a_code_gives_no_tokens_to_another_client_of_the_provider(op: Op) -> None:
    """A code that leaks to another application would log its users in here."""
    exchanged(op)
    expect_refused_exchange(other_party(op).exchange(*op.fresh_code()))


@check(
    "token/code-race",
    spec=["rfc6749:4.1.2", "rfc6749:10.5"],
    level=MUST,
    severity=HIGH,
    run_class=NOISY,
    remedy="Mark a code as used in the same transaction that reads it.",
    needs="code",
)
def test_of_several_exchanges_of_a_code_at_one_moment_one_succeeds(op: Op) -> None:
    """A thief who is as fast as the application gets tokens of his own, and nobody notices."""
    exchanged(op)
    request, code = op.fresh_code(browser=op.provider.expendable_browser())
    uri, verifier = request.redirect_uri, request.verifier
    won = successes(
        concurrent_requests(op, CODE, code=code, redirect_uri=uri, code_verifier=verifier)
    )
    expect(won <= 1, "one success at most", f"{won} successes", where="token response")


@check(
    "token/code-lifetime",
    spec=["rfc6749:4.1.2", "asvs:10.4.3"],
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    remedy="Let codes expire after a minute, after ten at most.",
    needs="code",
)
def test_a_code_expires_after_ten_minutes_at_most(op: Op) -> None:
    """A code that nobody exchanged lies in logs and histories, and is good."""
    exchanged(op)
    (request, landing), since = code_left_to_lie(op)
    code, clock = landing.params.get("code", ""), op.target.clock
    if not code:
        raise NotRun(f"No authorization code was given: {outcome_in_words(landing)}.")
    missing = since + LONGEST_S + 1 - clock.now()
    with clock.ahead(missing if 0 < missing <= clock.patience_s else 0):
        age, reply = clock.now() - since, op.exchange(request, code)
    if age <= LONGEST_S and reply.status == 200:
        raise NotChosen(f"At the end of the run a code was good, {age:.0f} s old: {HOLDS_LONGER}.")
    expect_refused_exchange(reply)
    presume_codes_good(op)


@check(
    "token/code-lifetime-minute",
    spec=["fapi2:5.3.2.1", "asvs:10.4.3"],
    level=MAY,
    severity=LOW,
    run_class=NOISY,
    remedy="Let codes expire after a minute.",
    needs="code",
)
def test_a_code_expires_after_a_minute(op: Op) -> None:
    """Applications exchange codes within seconds; what is good for longer is good for thieves."""
    exchanged(op)
    request, code = op.fresh_code()
    with op.target.clock.ahead(MINUTE_S + 1):
        reply = op.exchange(request, code)
    expect_refused_exchange(reply)
    presume_codes_good(op)


def presume_codes_good(op: Op) -> None:
    """Raises NotRun if a fresh code gives no tokens either: then its age says nothing."""
    with presuming():
        expect_tokens(op.exchange(*op.fresh_code()), "token response")


@check(
    "token/code-reuse-later",
    spec=["rfc6749:4.1.2", "core:3.1.3.2"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    remedy=ONCE,
    needs="code",
)
def test_a_used_code_stays_used(op: Op) -> None:
    """A provider that forgets which codes were used gives tokens for what stands in a log."""
    exchanged(op)
    login = own_grant(op, "later reuse of a code")
    with op.target.clock.ahead(min(LATER_S, op.target.clock.patience_s)):
        reply = op.exchange(login.request, login.landing.params.get("code", ""))
    expect_refused_exchange(reply)


@check(
    "token/code-reuse-ends-refresh",
    spec=["rfc6749:4.1.2", "rfc9700:4.5"],
    level=SHOULD,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let the provider revoke what a code gave as soon as the code is used again.",
    needs="code",
)
def test_the_second_use_of_a_code_ends_the_refresh_token_of_the_first(op: Op) -> None:
    """A second use means that the code was stolen, and the thief may have been first."""
    refreshable(op)
    with presuming():
        expect_refused_exchange(second_use(op))
    token = refresh_token_of(used_twice(op)[0])
    if not token:
        raise NotRun("The code gave no refresh token, as others did.")
    expect_refused_exchange(refresh(op, token))


def under_another_name(op: Op, grant_type: str, name: str) -> Reply:
    """The answer to a fresh code that is sent as another kind of credential."""
    request, code = op.fresh_code()
    uri, verifier = request.redirect_uri, request.verifier
    fields = {name: code, "redirect_uri": uri, "code_verifier": verifier}
    return token_request(op, grant_type, **fields)


@check(
    "token/code-as-refresh-token",
    spec=["rfc6749:5.2", "rfc6749:6"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    remedy="Let each grant look for its own kind of credential.",
    needs="code",
)
def test_a_code_is_not_taken_for_a_refresh_token(op: Op) -> None:
    """A code that stands in a log would open the account without PKCE and redirect_uri."""
    exchanged(op)
    expect_refused_exchange(under_another_name(op, REFRESH, "refresh_token"))


@check(
    "token/code-as-device-code",
    spec=["rfc6749:5.2", "rfc8628:3.5"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    remedy="Let each grant look for its own kind of credential.",
    needs="code",
)
def test_a_code_is_not_taken_for_a_device_code(op: Op) -> None:
    """A code that stands in a log would open the account without PKCE and redirect_uri."""
    exchanged(op)
    expect_refused_exchange(under_another_name(op, DEVICE, "device_code"))


@check(
    "token/code-after-logout",
    spec="rfc6749:10.5",
    level=MAY,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Let the provider end codes with the session that they came from.",
    needs=["code", "end_session"],
)
def test_a_code_ends_with_the_session(op: Op) -> None:
    """Who logs out at a foreign computer leaves a code in its history that still logs in."""
    left = rp_initiated_logout(op)
    if left.code is None or left.known_after:
        raise NotRun("Another check judges this first: there was no code, or no logout.")
    expect_refused_exchange(op.exchange(*left.code))


@check(
    "token/unknown-resource",
    spec=["rfc8707:2", "rfc9700:2.3"],
    level=SHOULD,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let a request for a resource that nobody configured end with invalid_target.",
    needs="code",
)
def test_an_access_token_does_not_name_a_resource_that_is_unknown(op: Op) -> None:
    """An application gets tokens that services of other people take."""
    exchanged(op)
    request, landing = op.authorize("pkce", resource=ELSEWHERE)
    code = landing.params.get("code", "")
    if not code:
        expect_refusal(landing)
        return
    reply = op.exchange(request, code, resource=ELSEWHERE)
    expect_decided(reply, "The token endpoint")
    if 400 <= reply.status < 500:
        return
    with presuming():
        token = expect_tokens(reply, "token response").string("access_token")
    if not is_signed(token):
        raise NotApplicable("The provider takes the parameter, and the token cannot be read.")
    claims = Jwt.parse(token, "access token").claims
    told = audiences(claims) if "aud" in claims else []
    expect(ELSEWHERE not in told, "another audience", ELSEWHERE, where="access token, aud")
