"""The scope offline_access: access without the user, and who has to agree to it (Core 11).

Whether it may be had without prompt=consent at the application's own client is left to "other
conditions" that only the operator knows: that is judged at a client that nobody has agreed to.
"""

from typing import Any

from suites.checks.check import check
from suites.checks.words import MEDIUM, MUST, SHOULD, STATEFUL
from suites.op.login import Login, outcome_in_words
from suites.op.op import Op
from suites.protocol.authorization.responses import (
    expect_not_taken,
    expect_success,
    presume_decided,
)
from suites.protocol.clients.registration import as_far_as_permitted, registered, registration
from suites.protocol.tokens.grants import CODE, REFRESH
from suites.protocol.tokens.refresh import OFFLINE, refresh_token_of
from suites.verdicts.expect import (
    Mismatch,
    NotApplicable,
    NotRun,
    Tolerated,
    expect,
    presuming,
)

SCOPE = "offline_access"
IMPLICIT = "id_token token"
CONSENT = ("consent_required", "interaction_required")
VOUCHED = "Whoever gave the client its initial access token may have agreed for all users."


@check(
    "offline-access/without-code",
    spec="core:11",
    level=MUST,
    severity=MEDIUM,
    needs=["offline-access", "code", "implicit-with-access-token"],
    remedy="Let the provider ignore offline_access where the response type brings no code.",
)
def test_offline_access_is_ignored_where_no_code_comes(op: Op) -> None:
    """Access for weeks would travel through the browser, where it can be stolen."""
    way, where = way_to_offline_access(op), "authorization response without a code"
    op.login("implicit", response_type=IMPLICIT)
    _, landing = op.authorize("implicit", browser=None, response_type=IMPLICIT, **way)
    if "error" in landing.params:
        told, why = outcome_in_words(landing), "It is refused in place of ignored."
        raise Tolerated("a response without offline access", told, where, why)
    with presuming():
        params = expect_success(landing)
    expect("refresh_token" not in params, "no refresh token", "a refresh token", where=where)
    if SCOPE in params.get("scope", "").split():
        why = "The scope is told to be granted, and nothing comes of it."
        raise Tolerated(f"a scope without {SCOPE}", params["scope"], where, why)


@check(
    "offline-access/prompt-consent",
    spec=["core:11", "core:3.1.2.1"],
    level=SHOULD,
    severity=MEDIUM,
    needs=["offline-access", "code"],
    remedy="Let the provider ask the user where a request for offline_access has prompt=consent.",
)
def test_the_user_is_asked_for_offline_access(op: Op) -> None:
    """Users do not learn that the application goes on without them when they have left."""
    _, landing = op.ask("pkce", browser=None, **way_to_offline_access(op))
    expect_not_taken(landing, "a page that asks", where="prompt=consent")


@check(
    "offline-access/consent",
    spec="core:11",
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=["offline-access", "registration", "code"],
    remedy="Ignore offline_access without prompt=consent, or ask users whom nobody asked before.",
)
def test_a_web_client_gets_no_offline_access_that_nobody_agreed_to(op: Op) -> None:
    """Whoever follows a link once gives a stranger access for weeks, and sees nothing of it."""
    client = newcomer(op)
    login = got_unasked(op, client)
    if login is None or not refresh_token_of(login):
        return
    if refresh_token_of(client.login("pkce", scope="openid")):
        raise NotApplicable("Clients get refresh tokens without offline_access, too, as they may.")
    expected, told, where = "no refresh token", "a refresh token, unasked", "token response"
    if op.target.initial_access_token:
        raise Tolerated(expected, told, where, VOUCHED)
    raise Mismatch(expected, told, where)


def got_unasked(op: Op, client: Op) -> Login | None:
    """The login of `client`, which asks for offline access; None if the user has to agree first.

    Raises NotApplicable if it may not have that, NotRun.
    """
    request, landing = client.ask("pkce", browser=op.browser, scope=f"openid {SCOPE}")
    presume_decided(landing)
    told = outcome_in_words(landing)
    if not landing.left:
        if landing.asks_for_password or landing.reply.status >= 400:
            raise NotRun(f"In place of a consent page: {told}.")
        return None
    if "error" in landing.params:
        if landing.params["error"] in CONSENT:
            return None
        raise NotApplicable(f"A new client may not have offline_access: {told}.")
    with presuming():
        return client.read(request, landing)


def way_to_offline_access(op: Op) -> dict[str, str]:
    """What the application's client has to ask for to get it. Raises NotApplicable, NotRun."""
    way = OFFLINE | {"scope": f"{op.rp.scopes} {SCOPE}"}
    op.login("pkce")
    with as_far_as_permitted("The client may not have offline_access"):
        given = refresh_token_of(op.login("pkce", **way))
    if not given:
        raise NotApplicable("The client gets no refresh token for offline_access.")
    return way


def newcomer(op: Op) -> Op:
    """A web client that registered for offline access, and that nobody has agreed to.

    Raises NotApplicable if the provider does not register the scope, NotRun.
    """
    op.login()
    wanted: dict[str, Any] = {
        "client_name": "ssoproof offline access",
        "application_type": "web",
        "scope": f"{op.rp.scopes} {SCOPE}",
        "grant_types": [CODE, REFRESH],
    }
    registration(op)
    with as_far_as_permitted("No client may register for offline_access"):
        scope = registration(op, **wanted).members.get("scope")
    if isinstance(scope, str) and SCOPE not in scope.split():
        raise NotApplicable("The provider did not register offline_access, as it may decide.")
    return registered(op, **wanted)
