"""What the provider may only answer with a page, and what its pages make of a request."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MUST
from suites.op.login import outcome_in_words
from suites.op.op import Op
from suites.protocol.authorization.requests import (
    MARKUP,
    expect_no_markup,
    presume_login_page,
    presume_request_taken,
    stranger,
)
from suites.protocol.authorization.responses import presume_decided
from suites.verdicts.expect import NotApplicable, NotRun, expect

WHERE = "authorization response"


@check(
    "authorization/client-id-missing",
    spec=["rfc6749:4.1.1", "rfc6749:4.1.2.1"],
    level=MUST,
    severity=HIGH,
    remedy="Let the provider show an error page when the client_id is missing.",
)
def test_a_request_without_client_id_is_not_redirected(op: Op) -> None:
    """Without a client nobody knows which redirect_uri is safe: the provider redirects openly."""
    expect_error_page(op, None)


@check(
    "authorization/client-id-unknown",
    spec="rfc6749:4.1.2.1",
    level=MUST,
    severity=CRITICAL,
    remedy="Let the provider show an error page for clients that it does not know.",
)
def test_a_request_of_an_unknown_client_is_not_redirected(op: Op) -> None:
    """For an unknown client no redirect_uri can be verified: codes go wherever a link says."""
    expect_error_page(op, "ssoproof-unknown-client")


def expect_error_page(op: Op, client_id: str | None) -> None:
    """The request leads nowhere, neither at once nor for a user who is logged in.

    Nothing says whether a provider looks at the client before the login or after it.
    """
    presume_request_taken(op)
    _, landing = stranger(op, client_id=client_id)
    if landing.asks_for_password or landing.scripted:
        _, landing = op.authorize(client_id=client_id)
    expect(not landing.left, "an error page", outcome_in_words(landing), where=WHERE)
    if landing.asks_for_password:
        raise NotRun("The provider asked for a login before it decided.")
    presume_decided(landing)


@check(
    "authorization/client-id-escaped",
    spec="rfc6749:10.14",
    level=MUST,
    severity=CRITICAL,
    remedy="Escape what the request says wherever an error page shows it.",
)
def test_markup_in_the_client_id_is_escaped_on_the_error_page(op: Op) -> None:
    """A link to the provider could run a script on the page where users type their password."""
    presume_login_page(op)
    _, landing = stranger(op, client_id=MARKUP)
    expect_no_markup(landing.reply, where="error page")


@check(
    "authorization/login-hint-escaped",
    spec="rfc6749:10.14",
    level=MUST,
    severity=CRITICAL,
    remedy="Escape the login_hint where the login page shows it.",
)
def test_markup_in_login_hint_is_escaped_on_the_login_page(op: Op) -> None:
    """A link to the provider could run a script on the page where users type their password."""
    presume_login_page(op)
    _, landing = stranger(op, login_hint=MARKUP)
    expect_no_markup(landing.reply, where="login page")


@check(
    "authorization/state-escaped-on-page",
    spec="rfc6749:10.14",
    level=MUST,
    severity=CRITICAL,
    remedy="Escape the state where a page of the provider carries it along.",
)
def test_markup_in_state_is_escaped_on_the_login_page(op: Op) -> None:
    """A link to the provider could run a script on the page where users type their password."""
    presume_login_page(op)
    _, landing = stranger(op, state=MARKUP)
    if landing.left:
        raise NotApplicable("The provider refuses such a state before it shows a page.")
    expect_no_markup(landing.reply, where="login page")


@check(
    "authorization/ui-locales-escaped",
    spec="rfc6749:10.14",
    level=MUST,
    severity=CRITICAL,
    remedy="Escape ui_locales where a page shows it, in its attribute lang for instance.",
)
def test_markup_in_ui_locales_is_escaped_on_the_login_page(op: Op) -> None:
    """A link to the provider could run a script on the page where users type their password."""
    presume_login_page(op)
    _, landing = stranger(op, ui_locales=MARKUP)
    expect_no_markup(landing.reply, where="login page")


@check(
    "authorization/display-escaped",
    spec="rfc6749:10.14",
    level=MUST,
    severity=CRITICAL,
    remedy="Escape the parameter display where a page shows it, in the name of a class for "
    "instance.",
)
def test_markup_in_display_is_escaped_on_the_login_page(op: Op) -> None:
    """A link to the provider could run a script on the page where users type their password."""
    presume_login_page(op)
    _, landing = stranger(op, display=MARKUP)
    expect_no_markup(landing.reply, where="login page")


@check(
    "authorization/unknown-parameter-escaped",
    spec="rfc6749:10.14",
    level=MUST,
    severity=CRITICAL,
    remedy="Escape names and values of all parameters that a page carries along.",
)
def test_markup_in_an_unknown_parameter_is_escaped_on_the_login_page(op: Op) -> None:
    """Pages that carry the request along in hidden fields carry everything, names too."""
    presume_login_page(op)
    _, landing = stranger(op, **{f"x{MARKUP}": MARKUP})
    expect_no_markup(landing.reply, where="login page")
