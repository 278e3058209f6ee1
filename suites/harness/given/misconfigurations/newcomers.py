"""Wrong setups that people report of their products: each was tried before there was a rule."""

from collections.abc import Callable
from dataclasses import replace

from starlette.responses import JSONResponse

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization
from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.running import RunningFake
from suites.harness.given.login_obstacles import AFTER_PASSWORD
from suites.harness.given.misconfigurations.answers import answering, page, set_up
from suites.harness.given.misconfigurations.login import shown_after_password
from suites.harness.given.misconfigurations.operated import (
    BearerDropped,
    BrokenLogin,
    BrokenSession,
    ClockBehind,
    CodesOfAnotherNode,
    CodesOfSomeNodes,
    FewPaths,
    HeaderDropped,
    InternalIssuer,
    KeysOfEachNode,
    NobodyHasAnAddress,
    SubjectOfTheSession,
    TokenEndpointOverHttp,
)
from suites.harness.given.misconfigurations.ways import Misconfiguration, client, existing, setting
from suites.targets.profile import profiles
from suites.targets.target import Target

SECRET = "the-secret-of-a-confidential-client"  # noqa: S105 - of a fake
NOT_CONFIRMED = AFTER_PASSWORD["unfinished account"]["a code for the account itself"]
PLACE = (
    "<title>Sign in</title><h1>You cannot access this right now</h1><p>Your sign-in was successful "
    "but does not meet the criteria to access this resource.</p>"
    '<a href="/logout">Sign out and sign in with a different account</a>'
)
OTHER_TENANT = (
    "<title>Sign in</title><p>AADSTS50020: User account 'qa@fabrikam.com' from identity provider "
    "'live.com' does not exist in tenant 'Contoso' and cannot access the application.</p>"
)
NO_PERMISSION = "You do not have permission to perform the requested action."


def refusing(error: str, description: str) -> tuple[Fault, ...]:
    """The authorization endpoint refuses the application so, by a redirect."""

    class Refuses(Reference):
        def check(self, authorization: Authorization) -> None:
            if authorization.client is next(iter(self.clients.values())):
                raise Rejected(error, description)
            super().check(authorization)

    return set_up(Refuses)


def token_error(error: str, description: str, status: int = 401) -> tuple[Fault, ...]:
    """The token endpoint answers so, whatever it is asked."""
    return answering(
        "token", JSONResponse({"error": error, "error_description": description}, status)
    )


def confidential(fake: RunningFake, target: Target) -> Target:
    """The client has a secret, and the application knows it."""
    return setting(client_secret=SECRET)(fake, client(secret=SECRET)(fake, target))


def confidential_in_quotes(fake: RunningFake, target: Target) -> Target:
    """The application got the secret as `docker --env-file` reads it, with its quotes."""
    return setting(client_secret=f'"{SECRET}"')(fake, confidential(fake, target))


def quotes_of_its_own(fake: RunningFake, target: Target) -> Target:
    """The secret has quotes at the provider as well."""
    quoted = f"'{SECRET}'"
    return setting(client_secret=quoted)(fake, client(secret=quoted)(fake, target))


def for_grafana(fake: RunningFake, target: Target) -> Target:
    """The application is Grafana, and registered so."""
    other = replace(target, profile=profiles()["grafana"])
    uris = other.post_logout_redirect_uris
    callback = (other.redirect_uri,)
    return client(redirect_uris=callback, post_logout_redirect_uris=uris)(fake, other)


def as_it_is(fake: RunningFake, target: Target) -> Target:
    """Nothing but the provider is wrong."""
    return target


Change = Callable[[RunningFake, Target], Target]
ROWS: list[tuple[str, str, str, tuple[Fault, ...], Change]] = [
    (
        "Entra, the secret has expired",
        "secret-expired",
        "entra",
        token_error("invalid_client", "AADSTS7000222: The client secret keys are expired."),
        as_it_is,
    ),
    (
        "Entra, the ID of the secret in place of it",
        "secret-wrong",
        "entra",
        (),
        setting(client_secret="5d0f1f1c-0000-4000-8000-000000000000"),  # noqa: S106 - of nobody
    ),
    (
        "a proxy drops the Authorization header",
        "secret-does-not-arrive",
        "reference",
        set_up(HeaderDropped),
        confidential,
    ),
    ("a secret in quotes", "secret-in-quotes", "reference", (), confidential_in_quotes),
    (
        "Auth0, no connection",
        "no-connection-enabled",
        "auth0",
        refusing("invalid_request", "no connections enabled for the client"),
        as_it_is,
    ),
    (
        "Keycloak, client disabled",
        "client-disabled",
        "keycloak",
        answering("authorize", page("We are sorry... Client disabled.", 400)),
        as_it_is,
    ),
    (
        "PAR is required",
        "request-to-be-pushed",
        "keycloak",
        refusing("invalid_request", "Pushed Authorization Request is only allowed."),
        as_it_is,
    ),
    (
        "Keycloak, Require SSL",
        "https-required",
        "keycloak",
        answering("discovery", JSONResponse({"error_description": "HTTPS required"}, 403)),
        as_it_is,
    ),
    (
        "Entra, conditional access",
        "access-policy-of-the-provider",
        "entra",
        shown_after_password(PLACE),
        as_it_is,
    ),
    (
        "Entra, a user of another tenant",
        "user-of-another-directory",
        "entra",
        shown_after_password(OTHER_TENANT),
        as_it_is,
    ),
    (
        "Okta, policy of the application",
        "access-denied",
        "okta-pkce",
        shown_after_password(f"<title>Access forbidden</title><h1>403</h1><p>{NO_PERMISSION}</p>"),
        as_it_is,
    ),
    (
        "Cognito, account not confirmed",
        "login-unfinished-account",
        "cognito",
        shown_after_password(NOT_CONFIRMED),
        as_it_is,
    ),
    ("login behind nginx", "gateway-gets-no-answer", "reference", set_up(BrokenLogin), as_it_is),
    ("a session that breaks", "login-breaks-down", "reference", set_up(BrokenSession), as_it_is),
    (
        "codes that some nodes know",
        "codes-of-some-nodes",
        "keycloak",
        set_up(CodesOfSomeNodes),
        as_it_is,
    ),
    (
        "codes that another node knows",
        "fresh-code-refused",
        "keycloak",
        set_up(CodesOfAnotherNode),
        as_it_is,
    ),
    ("keys of each node", "keys-of-some-nodes", "reference", set_up(KeysOfEachNode), as_it_is),
    (
        "Keycloak, issuer of the network inside",
        "id-token-of-another-issuer",
        "keycloak",
        set_up(InternalIssuer),
        as_it_is,
    ),
    (
        "token endpoint over http",
        "endpoints-over-http",
        "reference",
        set_up(TokenEndpointOverHttp),
        as_it_is,
    ),
    ("Grafana, no address", "claim-nowhere", "reference", set_up(NobodyHasAnAddress), for_grafana),
    ("no address at all", "address-nowhere", "reference", set_up(NobodyHasAnAddress), as_it_is),
    ("sub of a session", "subject-changes", "reference", set_up(SubjectOfTheSession), as_it_is),
    (
        "sub of a browser",
        "subject-changes",
        "reference",
        existing("subject-per-browser"),
        as_it_is,
    ),
    ("clock an hour behind", "clock-differs", "reference", set_up(ClockBehind), as_it_is),
    (
        "a proxy drops the access token",
        "userinfo-refused",
        "reference",
        set_up(BearerDropped),
        as_it_is,
    ),
    ("a proxy with few paths", "endpoint-not-found", "reference", set_up(FewPaths), as_it_is),
]
NEWCOMERS = [
    Misconfiguration(name, cause, on, change, faults=faults)
    for name, cause, on, faults, change in ROWS
]
# The same, set up rightly.
HEALTHY = [
    Misconfiguration(
        "Grafana, addresses at UserInfo alone",
        "",
        "reference",
        for_grafana,
        faults=existing("id-token-without-email"),
    ),
    Misconfiguration("a secret that arrives", "", "reference", confidential),
    Misconfiguration("a secret with quotes of its own", "", "reference", quotes_of_its_own),
]
