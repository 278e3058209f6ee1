"""Documents that would have the application do less, or go on for ever."""

from functools import partial

from fakes.attacks.forging import document
from fakes.attacks.odd_answers import EndlessRedirects
from fakes.attacks.signatures import headed
from suites.application.application import Application
from suites.application.attacks import started_anew
from suites.application.forgeries import expect_forgery_refused
from suites.application.metadata import presume_discovery
from suites.checks.check import check
from suites.checks.words import CRITICAL, LOW, MUST, SHOULD
from suites.verdicts.expect import Mismatch

astray_check = partial(
    check,
    spec=["rfc8725:3.1", "core:3.1.3.7"],
    level=MUST,
    severity=CRITICAL,
    needs="restart",
    remedy="Keep a list of your own of algorithms that may sign, and follow few redirects or none.",
)
# Common libraries stop after 20 to 50 redirects, and some applications ask more than once.
MOST_HOPS = 200


@astray_check("rp-metadata/unsigned-offered")
def test_no_document_makes_an_unsigned_id_token_a_good_one(app: Application) -> None:
    """Whoever can change one document signs in as anybody."""
    presume_discovery(app)
    offered = document(id_token_signing_alg_values_supported=["none"])
    expect_forgery_refused(app, offered, headed("alg none", alg="none", typ="JWT"), anew=True)


@astray_check("rp-metadata/loop", spec="rfc9110:15.4", level=SHOULD, severity=LOW)
def test_redirects_that_lead_in_a_circle_are_left(app: Application) -> None:
    """The application asks for ever, and answers nobody."""
    presume_discovery(app)
    with started_anew(app, EndlessRedirects) as is_up:
        if is_up:
            app.visit()
        hops = len(app.provider.asked("discovery"))
    if hops > MOST_HOPS:
        raise Mismatch(f"at most {MOST_HOPS}", hops, "requests for one discovery document")
