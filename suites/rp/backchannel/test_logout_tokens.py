"""Logout Tokens that end no session (Back-Channel Logout 1.0 section 2.6)."""

from functools import partial
from typing import Any

from fakes.attacks.forging import ABSENT
from fakes.attacks.logout_tokens import (
    EVENT,
    forged_logout_tokens,
    logout_token,
    old_logout_tokens,
    unsigned_logout_tokens,
)
from suites.application.application import Application
from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MAY, MEDIUM, MUST, SHOULD
from suites.rp.backchannel.telling import DONE, SUCCESS, answer_to, expect_kept, signed_in, tell
from suites.verdicts.expect import Mismatch, NotRun

telling_check = partial(
    check,
    spec="backchannel:2.6",
    level=MUST,
    severity=HIGH,
    needs="backchannel",
    remedy="Validate a Logout Token as Back-Channel Logout section 2.6 lists it, before any "
    "session is looked for.",
)
ELSEWHERE = "https://attacker.example"


def expect_each_kept(app: Application, **changes: tuple[Any, ...]) -> None:
    """No session is ended by a token that differs in one of these claims, by any of the values."""
    provider = app.provider.provider
    expect_kept(
        app,
        {
            f"without {name}" if value is ABSENT else f"with {name} {value!r}": logout_token(
                provider, **{name: value}
            )
            for name, values in changes.items()
            for value in values
        },
    )


@telling_check("rp-backchannel/unsigned")
def test_a_logout_token_that_nobody_signed_ends_no_session(app: Application) -> None:
    """Anybody on the network signs out everybody."""
    expect_kept(app, unsigned_logout_tokens(app.provider.provider))


@telling_check("rp-backchannel/signature")
def test_a_logout_token_that_the_provider_did_not_sign_ends_no_session(app: Application) -> None:
    """Anybody on the network signs out everybody."""
    expect_kept(app, forged_logout_tokens(app.provider.provider))


@telling_check("rp-backchannel/issuer")
def test_a_logout_token_of_another_issuer_ends_no_session(app: Application) -> None:
    """Users of two providers may have the same sub."""
    expect_each_kept(app, iss=(ELSEWHERE, ABSENT, f"{app.target.issuer}/"))


@telling_check("rp-backchannel/audience")
def test_a_logout_token_for_another_client_ends_no_session(app: Application) -> None:
    """Another application of the provider gets such tokens, and can pass them on."""
    expect_each_kept(app, aud=("other-app", ["other-app"], ABSENT))


@telling_check("rp-backchannel/expired", severity=MEDIUM)
def test_a_logout_token_that_has_expired_ends_no_session(app: Application) -> None:
    """One from a log signs its user out whenever somebody likes."""
    expect_kept(app, old_logout_tokens(app.provider.provider))


@telling_check(
    "rp-backchannel/times",
    spec=["backchannel:2.4", "backchannel:2.6"],
    level=SHOULD,
    severity=LOW,
)
def test_a_logout_token_without_exp_or_iat_ends_no_session(app: Application) -> None:
    """Both are REQUIRED; without them nobody can tell how old it is."""
    expect_each_kept(app, exp=(ABSENT,), iat=(ABSENT,))


@telling_check("rp-backchannel/events")
def test_what_does_not_say_that_it_is_a_logout_token_ends_no_session(app: Application) -> None:
    """Other tokens of the provider, which travel through browsers, would end sessions."""
    other: dict[str, Any] = {"http://schemas.openid.net/event/another": {}}
    expect_each_kept(app, events=(ABSENT, {}, other, [EVENT], EVENT))


@telling_check("rp-backchannel/nonce", severity=MEDIUM)
def test_a_logout_token_with_a_nonce_ends_no_session(app: Application) -> None:
    """It is an ID Token, or made to be taken for one."""
    expect_each_kept(app, nonce=("a-nonce",))


@telling_check("rp-backchannel/nobody", severity=MEDIUM)
def test_a_logout_token_that_names_nobody_ends_no_session(app: Application) -> None:
    """Without sub and sid it may be about everybody."""
    provider = app.provider.provider
    tokens = {
        "without sub and sid": logout_token(provider, sub=ABSENT, sid=ABSENT),
        "with empty ones": logout_token(provider, sub="", sid=""),
    }
    expect_kept(app, tokens)


@telling_check("rp-backchannel/id-token", spec=["backchannel:2.6", "backchannel:4.1"])
def test_an_id_token_ends_no_session(app: Application) -> None:
    """It travels through the browser: whoever sees one signs its user out."""
    signed_in(app)
    expect_kept(app, {"that is an ID Token": app.provider.forged_id_token()})


@telling_check("rp-backchannel/refusal", spec=["backchannel:2.6", "backchannel:2.8"], severity=LOW)
def test_a_logout_token_that_is_refused_is_answered_by_http_400(app: Application) -> None:
    """By anything else the provider believes that its user is signed out here."""
    signed_in(app)
    provider = app.provider.provider
    for token in (*unsigned_logout_tokens(provider).values(), logout_token(provider, nonce="n")):
        status = answer_to(app, token).status
        if status != 400:
            raise Mismatch("HTTP 400", f"HTTP {status}", "answer to a wrong Logout Token")
    status = tell(app).status
    if status not in DONE:
        raise NotRun(f"A right Logout Token is answered by HTTP {status} too.", judge=SUCCESS)


@telling_check("rp-backchannel/replay", level=MAY, severity=LOW)
def test_a_logout_token_ends_sessions_once(app: Application) -> None:
    """Whoever reads one on the way can sign its user out again, until it expires."""
    signed_in(app)
    token = logout_token(app.provider.provider)
    answer_to(app, token)
    expect_kept(app, {"that was used before": token})
