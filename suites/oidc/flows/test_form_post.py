"""The page that posts the authorization response to the application (Form Post section 2)."""

import re

from fakes.user.browser import Landing
from fakes.user.forms import URLENCODED, Form, forms_of
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MEDIUM, MUST, SHOULD
from suites.op.login import outcome_in_words
from suites.op.op import Op
from suites.protocol.authorization.requests import MARKUP, expect_no_markup, stranger
from suites.verdicts.expect import (
    NotApplicable,
    NotRun,
    OutOfReach,
    expect,
    expect_equal,
    expect_in,
)

PAGE = "form_post page"
NEEDS = ["implicit", "form_post"]
SUBMITS = re.compile(r"submit\s*\(|\.click\s*\(|<script[^>]*\ssrc\s*=", re.IGNORECASE)


@check(
    "flow/form-post-delivery",
    spec=["form-post:2", "wandb"],
    level=MUST,
    severity=CRITICAL,
    needs=NEEDS,
    remedy="Let the provider answer response_mode=form_post by a form with method POST.",
)
def test_the_id_token_is_delivered_by_one_post(op: Op) -> None:
    """The application's server waits for a POST: in a fragment it never sees the ID Token."""
    landing = op.login("implicit").landing
    expect_equal(landing.mode, "form_post", where="authorization response, response mode")
    forms = forms_of(landing.reply.text, landing.reply.url)
    count = sum(form.action == landing.url for form in forms)
    expect(count <= 1, "one form to the redirect_uri", f"{count} forms", where=PAGE)


@check(
    "flow/form-post-action",
    spec="form-post:2",
    level=MUST,
    severity=HIGH,
    needs=NEEDS,
    remedy="Let the form's action be the redirect_uri, with nothing added.",
)
def test_the_form_goes_to_the_redirect_uri_with_nothing_in_the_url(op: Op) -> None:
    """What is added to a URL ends up in histories, logs and Referer headers."""
    action, registered = posted(op).url, op.target.redirect_uri
    rest = action.removeprefix(registered) if action.startswith(registered) else ""
    names = ", ".join(pair.partition("=")[0] for pair in rest.strip("?#&").split("&"))
    actual = f"the redirect_uri with {names} added" if rest else action
    expect(action == registered, registered, actual, where=f"{PAGE}, action")


@check(
    "flow/form-post-encoding",
    spec="form-post:2",
    level=MUST,
    severity=HIGH,
    needs=NEEDS,
    remedy="Let the form be sent as application/x-www-form-urlencoded, which is the default.",
)
def test_the_form_is_sent_urlencoded(op: Op) -> None:
    """The application cannot read a body of another type."""
    expect_equal(form_of(posted(op)).enctype, URLENCODED, where=f"{PAGE}, enctype")


@check(
    "flow/form-post-content-type",
    spec="form-post:2",
    level=MUST,
    severity=MEDIUM,
    needs=NEEDS,
    remedy="Serve the form as text/html.",
)
def test_the_form_is_served_as_html(op: Op) -> None:
    """Browsers show the source of the page, with the ID Token in it, and go nowhere."""
    kind = posted(op).reply.media_type or "none"
    expect_in(kind, ("text/html", "application/xhtml+xml"), where=f"{PAGE}, Content-Type")


@check(
    "flow/form-post-state",
    spec=["rfc6749:4.2.2", "form-post:2"],
    level=MUST,
    severity=HIGH,
    needs=NEEDS,
    remedy="Put the state of the request into the form.",
)
def test_the_form_has_the_state_of_the_request(op: Op) -> None:
    """The application refuses the login, or takes one that an attacker began."""
    state = posted(op).params.get("state")
    same = state == op.login("implicit").request.state
    actual = "no state" if state is None else "another value"
    expect(same, "the state of the request", actual, where=f"{PAGE}, state")


@check(
    "flow/form-post-no-store",
    spec="form-post:2",
    level=MUST,
    severity=MEDIUM,
    needs=NEEDS,
    remedy="Send Cache-Control: no-store with the page.",
)
def test_the_form_is_not_stored(op: Op) -> None:
    """The back button, or a cache, logs in whoever comes next."""
    control = posted(op).reply.header("cache-control")
    kept = "no-store" not in control.lower()
    expect(not kept, "no-store", control or "none", where=f"{PAGE}, Cache-Control")


@check(
    "flow/form-post-submits",
    spec="form-post:2",
    level=MUST,
    severity=HIGH,
    needs=NEEDS,
    remedy="Submit the form by a script, and give it a button for browsers without scripts.",
)
def test_the_form_submits_itself_or_has_a_button(op: Op) -> None:
    """The user is left on an empty page."""
    landing = posted(op)
    usable = form_of(landing).buttons or SUBMITS.search(landing.reply.text)
    expect(bool(usable), "a script or a button", "neither", where=PAGE)


@check(
    "flow/form-post-escaped",
    spec=["form-post:2", "rfc6749:10.14"],
    level=MUST,
    severity=CRITICAL,
    needs=NEEDS,
    remedy="Escape every value in the form.",
)
def test_markup_in_state_is_escaped_in_the_form(op: Op) -> None:
    """A link to the provider could run a script that steals the ID Token."""
    posted(op)
    _, landing = op.authorize("implicit", state=MARKUP)
    expect_no_markup(landing.reply, where=PAGE)
    if "error" in landing.params:
        raise NotApplicable("The provider refuses such a state.")


@check(
    "flow/form-post-error-escaped",
    spec=["form-post:2", "rfc6749:10.14"],
    level=MUST,
    severity=CRITICAL,
    needs=NEEDS,
    remedy="Escape every value in the form of an error response too.",
)
def test_markup_in_state_is_escaped_in_the_form_of_an_error(op: Op) -> None:
    """A link to the provider could run a script where users type their password."""
    posted(op)
    _, landing = stranger(op, "implicit", prompt="none", state=MARKUP)
    expect_no_markup(landing.reply, where=PAGE)


@check(
    "flow/form-post-error",
    spec="multiple:3",
    level=SHOULD,
    severity=MEDIUM,
    needs=NEEDS,
    remedy="Let the provider post errors like tokens.",
)
def test_an_error_is_delivered_by_form_post_too(op: Op) -> None:
    """The application's server waits for a POST: the user sees that something else went wrong."""
    posted(op)
    _, landing = stranger(op, "implicit", prompt="none")
    if "error" not in landing.params:
        raise NotRun(f"The application got no error response: {outcome_in_words(landing)}.")
    expect_equal(landing.mode, "form_post", where="authorization error response, response mode")


def posted(op: Op) -> Landing:
    """The response to an implicit login. Raises NotRun if it is not posted by a form."""
    landing = op.login("implicit").landing
    if landing.mode != "form_post":
        raise NotRun(
            "The response was not posted by a form (see flow/form-post-delivery).",
            judge="flow/form-post-delivery",
        )
    return landing


def form_of(landing: Landing) -> Form:
    """The form that posts the response. Raises NotRun if it is not in the page's source."""
    for form in forms_of(landing.reply.text, landing.reply.url):
        if form.action == landing.url:
            return form
    raise OutOfReach("A script made the form that posted the response; its source was not seen.")
