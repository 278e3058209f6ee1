"""Who is known to the provider: two users, and the clients of the application and of another."""

from collections.abc import Mapping

from django.contrib.auth.models import User
from oauth2_provider.models import Application


def add_users(environment: Mapping[str, str]) -> None:
    """The test user, and a second one."""
    User.objects.create_user(
        environment["OIDC_USERNAME"],
        "ada@example.com",
        environment["OIDC_PASSWORD"],
        first_name="Ada",
        last_name="Quist",
    )
    User.objects.create_user(
        environment["OTHER_USERNAME"],
        "bea@example.com",
        environment["OTHER_PASSWORD"],
        first_name="Bea",
        last_name="Rand",
    )


def add_clients(environment: Mapping[str, str]) -> None:
    """The application, as one client for each grant: the toolkit gives a client no more than one.

    And a confidential client that belongs to another application.
    """
    host = environment["HOST"]
    for client_id, grant in (
        (environment["OIDC_CLIENT_ID"], Application.GRANT_AUTHORIZATION_CODE),
        (environment["IMPLICIT_CLIENT_ID"], Application.GRANT_IMPLICIT),
    ):
        Application.objects.create(
            client_id=client_id,
            client_secret="",
            name="W&B Server",
            client_type=Application.CLIENT_PUBLIC,
            authorization_grant_type=grant,
            redirect_uris=f"{host}/oidc/callback",
            post_logout_redirect_uris=f"{host} {host}/logout",
            allowed_origins=host,
            algorithm=Application.RS256_ALGORITHM,
        )
    Application.objects.create(
        client_id=environment["OTHER_CLIENT_ID"],
        client_secret=environment["OTHER_CLIENT_SECRET"],
        name="Wiki",
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
        redirect_uris=environment["OTHER_REDIRECT_URI"],
        algorithm=Application.RS256_ALGORITHM,
    )
