"""The logout URL of the application, as its documentation tells to register it."""

from suites.checks.check import check
from suites.checks.words import MEDIUM, SHOULD, STATEFUL
from suites.oidc.application.test_application import advice
from suites.op.op import Op
from suites.protocol.session.logout import log_out, rp_initiated_logout
from suites.verdicts.expect import NotApplicable, expect


@check(
    "application/logout-url",
    spec=["wandb", "rp-logout:3"],
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="end_session",
    remedy="Register the logout URL that the application's documentation names for this provider, "
    "byte for byte: HOST at Cognito, HOST/logout at Okta.",
)
def test_the_documented_logout_url_is_registered(op: Op) -> None:
    """Whoever logs out is left on an error page of the provider."""
    documented = advice(op)
    if documented.frontchannel_logout:
        called = documented.frontchannel_logout.replace("HOST", op.target.host)
        raise NotApplicable(f"To be registered as front-channel logout URL, unseen here: {called}.")
    if not documented.logout:
        raise NotApplicable("Its documentation names no logout URL for this provider.")
    url = documented.logout.replace("HOST", op.target.host)
    others = [one for one, end in rp_initiated_logout(op).tried.items() if end.returned_to(one)]
    found = f"not led there, while {others[0]} works" if others else "not led there"
    expect(leads_to(op, url), f"led to {url}", found, where="user, after a logout")


def leads_to(op: Op, url: str) -> bool:
    """Whether a logout that asks for `url` in every way there is ends there."""
    left = rp_initiated_logout(op)
    if url in left.tried and left.tried[url].returned_to(url):
        return True
    again = log_out(
        op,
        left.browser,
        client_id=op.target.client_id,
        logout_uri=url,
        id_token_hint=left.hint.raw,
        post_logout_redirect_uri=url,
    )
    return again.returned_to(url)
