"""Authorization requests that must be taken: Core 3.1.2.1 and 15.1, RFC 6749 3.1."""

from suites.checks.check import check
from suites.checks.words import LOW, MAY, MEDIUM, MUST
from suites.op.op import Op
from suites.protocol.authorization.requests import AWKWARD, code_left_to_lie
from suites.protocol.authorization.responses import expect_no_error, expect_success
from suites.verdicts.expect import NotRun, expect_equal


@check(
    "authorization/unknown-parameter",
    spec=["rfc6749:3.1", "core:3.1.2.1"],
    level=MUST,
    severity=MEDIUM,
    remedy="Let the provider ignore request parameters that it does not know.",
)
def test_an_unknown_parameter_is_ignored(op: Op) -> None:
    """Applications that use an extension could not log in."""
    _, landing = op.authorize(ssoproof="extra")
    expect_success(landing)


@check(
    "authorization/empty-parameter",
    spec="rfc6749:3.1",
    level=MUST,
    severity=LOW,
    remedy="Let the provider treat parameters without a value as if they were not there.",
)
def test_parameters_without_a_value_count_as_omitted(op: Op) -> None:
    """Libraries send empty values for settings that are not set; logins would fail."""
    _, landing = op.authorize(prompt="", display="", max_age="", login_hint="")
    expect_success(landing)


@check(
    "authorization/post",
    spec="core:3.1.2.1",
    level=MUST,
    severity=LOW,
    needs="https",
    remedy="Let the authorization endpoint take the request as a form by POST too.",
)
def test_the_request_may_come_by_post(op: Op) -> None:
    """Requests that are too long for a URL could not be made."""
    op.login()
    request = op.rp.authorization_request(op.target.auth_method)
    expect_no_error(op.send(request, op.browser, post=True))


@check(
    "authorization/display-page",
    spec=["core:3.1.2.1", "core:15.1"],
    level=MUST,
    severity=LOW,
    remedy="Let the provider take or ignore the parameter display.",
)
def test_display_page_does_not_break_a_request(op: Op) -> None:
    """Applications that say how they want the login shown could not log in."""
    _, landing = op.authorize(display="page")
    expect_no_error(landing)


@check(
    "authorization/display-popup",
    spec=["core:3.1.2.1", "core:15.1"],
    level=MUST,
    severity=LOW,
    remedy="Let the provider take or ignore the parameter display.",
)
def test_display_popup_does_not_break_a_request(op: Op) -> None:
    """Applications that say how they want the login shown could not log in."""
    _, landing = op.authorize(display="popup")
    expect_no_error(landing)


@check(
    "authorization/ui-locales",
    spec=["core:3.1.2.1", "core:15.1"],
    level=MUST,
    severity=LOW,
    remedy="Let the provider fall back to its own language where it has none of ui_locales.",
)
def test_ui_locales_does_not_break_a_request(op: Op) -> None:
    """Users of a language that the provider does not speak could not log in."""
    _, landing = op.authorize(ui_locales="se fr-CA en")
    expect_no_error(landing)


@check(
    "authorization/claims-locales",
    spec=["core:5.2", "core:15.1"],
    level=MUST,
    severity=LOW,
    remedy="Let the provider give claims in its own language where it has none of claims_locales.",
)
def test_claims_locales_does_not_break_a_request(op: Op) -> None:
    """Users of a language that the provider does not speak could not log in."""
    _, landing = op.authorize(claims_locales="se fr-CA")
    expect_no_error(landing)


@check(
    "authorization/acr-values",
    spec=["core:3.1.2.1", "core:15.1"],
    level=MUST,
    severity=LOW,
    remedy="Let the provider treat acr_values as wishes, which it may leave unmet.",
)
def test_acr_values_does_not_break_a_request(op: Op) -> None:
    """Applications that wish for a stronger login could not log in at all."""
    wanted = op.listed("acr_values_supported")[:1] or ["1", "2"]
    _, landing = op.authorize(acr_values=" ".join(wanted))
    expect_no_error(landing)


@check(
    "authorization/login-hint",
    spec="core:3.1.2.1",
    level=MAY,
    severity=LOW,
    remedy="Let the provider use or ignore the parameter login_hint.",
)
def test_login_hint_does_not_break_a_request(op: Op) -> None:
    """Applications that know who is coming could not log them in."""
    op.login()
    user = op.target.credentials
    _, landing = op.authorize(login_hint=user.username if user else "somebody@example.com")
    expect_no_error(landing)


@check(
    "authorization/nonce-optional",
    spec="core:3.1.2.1",
    level=MUST,
    severity=LOW,
    needs="code",
    remedy="Let the provider take code requests without a nonce.",
)
def test_a_code_request_needs_no_nonce(op: Op) -> None:
    """The nonce is optional with a code: applications that use PKCE alone could not log in."""
    op.login("pkce")
    (_, landing), _ = code_left_to_lie(op)
    expect_success(landing)


@check(
    "authorization/nonce-unchanged",
    spec=["core:2", "core:3.1.2.1"],
    level=MUST,
    severity=MEDIUM,
    remedy="Put the nonce of the request into the ID Token as it came.",
)
def test_a_nonce_with_characters_that_need_escaping_reaches_the_id_token(op: Op) -> None:
    """The application refuses the ID Token as one that was not made for it."""
    plain = op.login()
    if plain.id_token.claims.get("nonce") != plain.request.nonce:
        raise NotRun(
            "Another check judges this first: no nonce comes back (id-token/nonce).",
            judge="id-token/nonce",
        )
    nonce = op.attempt(nonce=AWKWARD).id_token.claims.get("nonce", "no nonce")
    expect_equal(nonce, AWKWARD, where="ID Token, nonce")
