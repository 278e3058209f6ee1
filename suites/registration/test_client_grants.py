"""How the client gets its tokens, where a setting of its own decides it."""

from suites.admin.client import Client
from suites.checks.check import check
from suites.checks.words import HIGH, MUST
from suites.verdicts.expect import NotApplicable, expect


@check(
    "client/pkce-method",
    spec=["rfc7636:4.2", "rfc9700:2.1.1"],
    level=MUST,
    severity=HIGH,
    remedy="Set the client's PKCE method to S256 (Keycloak: Advanced, Proof Key for Code Exchange "
    "Code Challenge Method).",
)
def test_the_pkce_method_of_the_client_is_s256(client: Client) -> None:
    """The application sends S256: a client that is set to plain refuses it, and protects nobody."""
    method = client.setting("pkce_method")
    if client.target.auth_method != "pkce":
        raise NotApplicable("The application gets no code.")
    expect(method.value in ("", "S256"), "S256", method.value, where=client.where(method))


@check(
    "client/password-grant",
    spec="rfc9700:2.4",
    level=MUST,
    severity=HIGH,
    remedy="Switch the password grant off for the client (Keycloak: Direct access grants).",
)
def test_the_password_grant_is_off_for_the_client(client: Client) -> None:
    """Whoever knows the client's id can try passwords past the login page and its second factor."""
    client.expect_on(client.setting("password_grant"))
