"""Subjects and times of odd kinds, and an ID Token that was used before."""

from functools import partial

from fakes.attacks.forging import claims
from fakes.attacks.odd_answers import subject_of_kind
from fakes.attacks.odd_signatures import earlier_id_token
from suites.application.application import Application
from suites.application.attacks import expect_each_refused
from suites.checks.words import MEDIUM, SHOULD
from suites.rp.claims.validating import claims_check
from suites.verdicts.expect import NotApplicable

odd_claims_check = partial(claims_check, spec=["core:3.1.3.7", "core:2"])
ODD_TIMES: tuple[object, ...] = ("tomorrow", True, None, {}, [])
A_NUMBER = 12345678901234567890


@odd_claims_check("rp-claims/replayed", spec=["core:15.5.2", "core:3.1.3.7"])
def test_an_id_token_of_an_earlier_login_is_refused(app: Application) -> None:
    """Whoever read one somewhere brings it into a login of his own."""
    if "nonce" not in app.honest().request:
        raise NotApplicable("The application sends no nonce: rp-request/nonce judges that.")
    expect_each_refused(app, [earlier_id_token(app.provider)])


@odd_claims_check("rp-claims/subject-type", level=SHOULD, severity=MEDIUM)
def test_a_sub_that_is_no_text_is_refused(app: Application) -> None:
    """Numbers lose digits on the way, and all that is true is one user."""
    expect_each_refused(app, [subject_of_kind(value) for value in (True, None, A_NUMBER)])


@odd_claims_check("rp-claims/time-type", spec=["rfc7519:4.1.4", "core:2"], severity=MEDIUM)
def test_an_exp_that_is_no_number_is_refused(app: Application) -> None:
    """Compared with a number it may be later than any."""
    expect_each_refused(app, [claims(exp=value) for value in ODD_TIMES])
