"""What an operator enters wrongly: issuer, client ID, HOST, auth method."""

from suites.harness.given.misconfigurations.ways import (
    Misconfiguration,
    at_host,
    issuer,
    many_tenants,
    setting,
)

SETTINGS = [
    Misconfiguration(
        "M1 Cognito domain as issuer",
        "cognito-domain-as-issuer",
        "cognito",
        setting(issuer="https://wandb-acme.auth.us-east-1.amazoncognito.com"),
    ),
    Misconfiguration(
        "M3 HOST is http behind a TLS proxy",
        "callback-over-http",
        "reference",
        setting(host="http://wandb.mycompany.com"),
    ),
    *(
        Misconfiguration(
            f"wrong password, {on}",
            "password-refused",
            on,
            setting(username="alice", password="not-the-password"),  # noqa: S106 - a wrong one
        )
        for on in ("keycloak", "cognito")
    ),
    *(
        Misconfiguration(
            f"M4 HOST is {host}", "callback-out-of-reach", "cognito", setting(host=host)
        )
        for host in ("http://localhost:8080", "https://10.0.0.7")
    ),
    Misconfiguration(
        "M7 implicit at Cognito", "implicit-at-cognito", "cognito", setting(auth_method="implicit")
    ),
    Misconfiguration(
        "M14 admin host",
        "okta-admin-as-issuer",
        "okta-pkce",
        issuer("dev-1234.", "dev-1234-admin."),
    ),
    Misconfiguration(
        "M14 no such server", "okta-server-unknown", "okta-pkce", issuer("/default", "/aus1")
    ),
    Misconfiguration(
        "M14 path without a server", "okta-server-unknown", "okta-pkce", issuer("/default", "")
    ),
    Misconfiguration(
        "M14 host of the same provider in capitals",
        "issuer-spelled-otherwise",
        "auth0",
        issuer(".auth0", ".AUTH0"),
    ),
    Misconfiguration(
        "M15 Auth0 without the slash",
        "issuer-with-or-without-slash",
        "auth0",
        issuer(".com/", ".com"),
    ),
    *(
        Misconfiguration(f"M17 {name}", "realm-elsewhere", "keycloak", change, options=options)
        for name, change, options in (
            ("/auth too much", issuer("/realms", "/auth/realms"), {}),
            ("/auth missing", issuer("/auth/realms", "/realms"), {"prefix": "auth"}),
            ("no realm", issuer("/realms/acme", ""), {}),
        )
    ),
    *(
        Misconfiguration(f"M16 {tenant}", "issuer-of-many-tenants", "entra", many_tenants(tenant))
        for tenant in ("common", "organizations")
    ),
    Misconfiguration("realm mistyped", "realm-unknown", "keycloak", issuer("acme", "acne")),
    Misconfiguration(
        "tenant mistyped",
        "tenant-unknown",
        "entra",
        many_tenants("00000000-0000-0000-0000-000000000001"),
    ),
    Misconfiguration("pool mistyped", "pool-unknown", "cognito", issuer("5kT9qXz", "5kT9qXX")),
    Misconfiguration(
        "HOST mistyped",
        "callback-not-registered",
        "reference",
        setting(host="https://wanbd.mycompany.com"),
    ),
    Misconfiguration("M16 version 1", "entra-version-1", "entra", issuer("/v2.0", "")),
    Misconfiguration(
        "unknown client, Entra", "client-unknown", "entra", setting(client_id="somebody-else")
    ),
    Misconfiguration(
        "unknown client, Ping", "client-unknown", "ping", setting(client_id="somebody-else")
    ),
    Misconfiguration(
        "M22 implicit over http",
        "cookies-lost-at-form-post",
        "okta-implicit",
        at_host("http://wandb.mycompany.com"),
    ),
    Misconfiguration(
        "M29 LOCAL_RESTORE left on", "local-restore-on", "cognito", setting(local_restore=True)
    ),
    Misconfiguration(
        "issuer of one machine",
        "issuer-on-one-machine",
        "reference",
        options={"loopback": "https"},
    ),
    Misconfiguration(
        "unknown client", "client-unknown", "reference", setting(client_id="somebody-else")
    ),
    Misconfiguration(
        "unknown client, Cognito",
        "client-unknown",
        "cognito",
        setting(client_id="somebody-else"),
    ),
    Misconfiguration(
        "unknown client, Auth0", "client-unknown", "auth0", setting(client_id="somebody-else")
    ),
    Misconfiguration(
        "unknown client, Google", "client-unknown", "google", setting(client_id="somebody-else")
    ),
    Misconfiguration(
        "unknown client, Keycloak", "client-unknown", "keycloak", setting(client_id="somebody-else")
    ),
    Misconfiguration(
        "unknown client, Okta", "client-unknown", "okta-pkce", setting(client_id="somebody-else")
    ),
    Misconfiguration(
        "provider not there",
        "issuer-unreachable",
        "reference",
        setting(issuer="https://nobody.invalid"),
    ),
    Misconfiguration(
        "issuer without its path, of no product that is known",
        "issuer-without-discovery",
        "keycloak",
        setting(issuer="https://sso.example.com", vendor="none"),
    ),
    Misconfiguration(
        "issuer with a path too much", "endpoint-as-issuer", "reference", issuer(".com", ".com/x")
    ),
]
