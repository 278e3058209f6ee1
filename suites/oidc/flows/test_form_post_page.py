"""The form_post page as a page: what it lets in, tells and shows (Form Post 4, RFC 9700 4.2.4)."""

import re

from suites.checks.check import check
from suites.checks.words import CRITICAL, LOW, MAY, MEDIUM, MUST, SHOULD
from suites.oidc.flows.page_policies import kept_from_posting
from suites.oidc.flows.test_form_post import NEEDS, PAGE, posted
from suites.op.login import outcome_in_words
from suites.op.op import Op
from suites.protocol.authorization.requests import MARKUP, expect_no_markup, stranger
from suites.protocol.session.page_headers import (
    LEAKY,
    first_of,
    foreign_resources,
    is_framed_by_few,
    is_open_to_any_script,
    policies_of,
)
from suites.verdicts.expect import NotApplicable, expect, expect_none

POLICY = f"{PAGE}, Content-Security-Policy"
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc\s*=)|\son(?:load|submit)\s*=", re.IGNORECASE)


@check(
    "flow/form-post-description-escaped",
    spec=["form-post:2", "rfc6749:10.14"],
    level=MUST,
    severity=CRITICAL,
    needs=NEEDS,
    remedy="Escape the error_description in the form, whatever it repeats of the request.",
)
def test_markup_in_a_wrong_request_is_escaped_in_the_form_of_its_error(op: Op) -> None:
    """A link to the provider could run a script where users type their password."""
    posted(op)
    wrong = {"prompt": f"none {MARKUP}", "scope": f"openid {MARKUP}"}
    _, landing = stranger(op, "implicit", **wrong)
    if "error" not in landing.params:
        raise NotApplicable(f"No error response was posted: {outcome_in_words(landing)}.")
    expect_no_markup(landing.reply, where=PAGE)


@check(
    "flow/form-post-not-frameable",
    spec="rfc9700:4.16",
    level=MAY,
    severity=LOW,
    needs=NEEDS,
    remedy="Send Content-Security-Policy: frame-ancestors 'none' with the page.",
)
def test_the_form_cannot_be_framed_by_everybody(op: Op) -> None:
    """Any site could start logins invisibly, in a frame, and watch how long they take."""
    guarded = is_framed_by_few(posted(op).reply)
    expect(guarded, "frame-ancestors or X-Frame-Options against framing", "neither", where=PAGE)


@check(
    "flow/form-post-csp",
    spec="rfc9700:4.16",
    level=MAY,
    severity=LOW,
    needs=NEEDS,
    remedy="Allow no script in script-src but those of the provider, by nonce, hash or 'self'.",
)
def test_the_form_page_runs_no_script_but_its_own(op: Op) -> None:
    """A value that gets past the escaping would run beside the ID Token."""
    reply = posted(op).reply
    if not INLINE_SCRIPT.search(reply.text):
        raise NotApplicable("The page has no inline script.")
    policies = policies_of(reply)
    told = [first_of(one, "script-src-elem") for one in policies]
    found = ", ".join(" ".join(sources) for name, sources in told if name) or "no script-src"
    loose = is_open_to_any_script(policies)
    expect(not loose, "no script of anybody", found, where=f"{PAGE}, policy")


@check(
    "flow/form-post-let-by-policy",
    spec="form-post:2",
    level=MUST,
    severity=CRITICAL,
    needs=NEEDS,
    remedy="Let the page's Content-Security-Policy allow its own script, by nonce or hash, and in "
    "form-action the redirect_uri, or leave form-action out.",
)
def test_the_policy_of_the_form_page_lets_the_form_be_sent(op: Op) -> None:
    """Browsers show an empty page, and the application never gets an answer."""
    landing = posted(op)
    kept = kept_from_posting(landing.reply, landing.url)
    expect(not kept, f"a policy by which the form is sent to {landing.url}", kept, where=POLICY)


@check(
    "flow/form-post-referrer",
    spec="rfc9700:4.2.4",
    level=MAY,
    severity=LOW,
    needs=NEEDS,
    remedy="Send Referrer-Policy: no-referrer with the page.",
)
def test_the_form_page_does_not_send_its_url_to_the_application(op: Op) -> None:
    """The URL holds state and nonce of the login that is going on."""
    told = posted(op).reply.header("referrer-policy").lower().split(",")[-1].strip()
    expect(told not in LEAKY, "a policy that hides the URL", told, where=f"{PAGE}, Referrer-Policy")


@check(
    "flow/form-post-resources",
    spec="rfc9700:4.2.4",
    level=SHOULD,
    severity=MEDIUM,
    needs=NEEDS,
    remedy="Serve what the page needs from the provider's own site.",
)
def test_the_form_page_loads_nothing_from_other_sites(op: Op) -> None:
    """Who runs the other site can read every ID Token on its way."""
    expect_none(foreign_resources(posted(op).reply), where=f"{PAGE}, hosts of other sites")
