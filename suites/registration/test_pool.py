"""Whether what the client belongs to can serve it: the tenant, its pages, its address."""

from suites.admin.client import Client
from suites.checks.check import check
from suites.checks.words import HIGH, MUST


@check(
    "pool/login-pages",
    spec=["core:3.1.2.3", "cognito"],
    level=MUST,
    severity=HIGH,
    remedy="Give the user pool a domain (App integration, Domain), and wait until it is active.",
)
def test_there_are_login_pages(client: Client) -> None:
    """A user pool without a domain publishes endpoints that never answer."""
    client.expect_on(client.setting("login_pages"))
