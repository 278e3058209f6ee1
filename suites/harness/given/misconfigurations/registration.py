"""What an administrator registers wrongly, or forgets, at the provider."""

from suites.harness.given.misconfigurations.ways import (
    Misconfiguration,
    app_client,
    at_host,
    callback,
    client,
    existing,
    setting,
)

SECRET = "a-secret-that-nobody-told-the-application"  # noqa: S105 - of a fake
PREFLIGHT = ("registration",)

REGISTRATION = [
    *(
        Misconfiguration(
            f"M2 callback not registered, {on}", "callback-not-registered", on, callback("/")
        )
        for on in (
            "reference",
            "cognito",
            "okta-implicit",
            "okta-pkce",
            "auth0",
            "google",
            "keycloak",
            "entra",
            "ping",
        )
    ),
    Misconfiguration("M5 no secret, Cognito", "secret-missing", "cognito", client(secret=SECRET)),
    Misconfiguration("M5 no secret, Okta", "secret-missing", "okta-pkce", client(secret=SECRET)),
    Misconfiguration("M5 no secret, Keycloak", "secret-missing", "keycloak", client(secret=SECRET)),
    Misconfiguration("M5 no secret, Entra", "secret-missing", "entra", setting(client_secret="")),
    Misconfiguration("M5 no secret, Google", "secret-missing", "google", setting(client_secret="")),
    Misconfiguration(
        "M6 secret for a public client",
        "secret-of-a-public-client",
        "okta-pkce",
        setting(client_secret=SECRET),
    ),
    Misconfiguration(
        "M8 scope not allowed, Cognito",
        "scope-not-allowed",
        "cognito",
        app_client(AllowedOAuthScopes=["openid", "email"]),
    ),
    Misconfiguration(
        "M9 code not enabled, Cognito",
        "flow-not-enabled",
        "cognito",
        app_client(AllowedOAuthFlows=["implicit"]),
    ),
    Misconfiguration(
        "M9 code not enabled, Okta",
        "flow-not-enabled",
        "okta-pkce",
        client(response_types=("id_token",)),
    ),
    Misconfiguration(
        "M9 implicit not enabled, Okta",
        "flow-not-enabled",
        "okta-implicit",
        client(response_types=("code",)),
    ),
    Misconfiguration(
        "M9 implicit not enabled, Auth0",
        "flow-not-enabled",
        "auth0",
        options={"implicit": "off"},
    ),
    Misconfiguration(
        "M9 implicit not enabled, Keycloak",
        "flow-not-enabled",
        "keycloak",
        setting(auth_method="implicit"),
    ),
    Misconfiguration(
        "M9 ID tokens not enabled, Entra",
        "flow-not-enabled",
        "entra",
        setting(auth_method="implicit"),
        options={"id_tokens": "off"},
    ),
    Misconfiguration(
        "M10 OAuth not enabled",
        "cognito-oauth-not-enabled",
        "cognito",
        app_client(AllowedOAuthFlowsUserPoolClient=False),
    ),
    Misconfiguration(
        "M11 no identity provider",
        "no-identity-provider",
        "cognito",
        app_client(SupportedIdentityProviders=[]),
    ),
    Misconfiguration(
        "M12 user not assigned",
        "user-not-assigned",
        "okta-implicit",
        options={"assignment": "nobody"},
    ),
    Misconfiguration(
        "M12 user not assigned, in an intranet",
        "user-not-assigned",
        "okta-implicit",
        at_host("https://wandb.corp.internal"),
        options={"assignment": "nobody"},
    ),
    Misconfiguration(
        "M2 callback not registered, in an intranet",
        "callback-not-registered",
        "okta-pkce",
        at_host("https://wandb.corp.internal", "/"),
    ),
    Misconfiguration(
        "M13 no access policy", "no-access-policy", "okta-pkce", options={"policy": "none"}
    ),
    Misconfiguration(
        "M19 attribute not readable, Cognito",
        "attribute-not-readable",
        "cognito",
        app_client(ReadAttributes=["email", "name"]),
    ),
    Misconfiguration(
        "M19 no email in the ID Token",
        "claim-missing",
        "reference",
        faults=existing("id-token-without-email"),
    ),
    *(
        Misconfiguration(f"M19 no email, {on}", "claim-missing", on, options={"email": email})
        for on, email in (("entra", "absent"), ("ping", "unmapped"))
    ),
    Misconfiguration(
        "M28 codes for browsers alone",
        "code-only-for-browsers",
        "entra",
        setting(client_secret=""),
        options={"platform": "spa"},
    ),
    Misconfiguration(
        "M23 logout URL not registered, Cognito",
        "logout-url-not-registered-at-cognito",
        "cognito",
        client(post_logout_redirect_uris=("https://wandb.mycompany.com/",)),
    ),
    Misconfiguration(
        "M24 logout URL not registered, Okta",
        "logout-url-not-registered",
        "okta-implicit",
        client(post_logout_redirect_uris=()),
    ),
    Misconfiguration(
        "M2 callback not registered, seen from inside too",
        "callback-not-registered",
        "cognito",
        callback("/"),
        suites=("registration", "oidc"),
    ),
    *(
        Misconfiguration(f"{name}, preflight", diagnosis, "cognito", change, suites=PREFLIGHT)
        for name, diagnosis, change in (
            ("M2 callback in capitals", "callback-not-registered", callback("/Callback")),
            ("M3 http", "callback-over-http", setting(host="http://wandb.mycompany.com")),
            ("M4 localhost", "callback-out-of-reach", setting(host="http://localhost:8080")),
            ("M7 implicit", "implicit-at-cognito", setting(auth_method="implicit")),
            ("M8 scope", "scope-not-allowed", app_client(AllowedOAuthScopes=["openid"])),
            ("M9 code", "flow-not-enabled", app_client(AllowedOAuthFlows=["implicit"])),
            ("M11", "no-identity-provider", app_client(SupportedIdentityProviders=[])),
            ("M23", "logout-url-not-registered-at-cognito", app_client(LogoutURLs=[])),
            ("unknown client", "client-unknown", setting(client_id="somebody0else")),
            (
                "errors that tell users",
                "registered-otherwise",
                app_client(PreventUserExistenceErrors="LEGACY"),
            ),
        )
    ),
    *(
        Misconfiguration(f"{name}, preflight at Okta", diagnosis, on, change, suites=PREFLIGHT)
        for name, diagnosis, on, change in (
            ("M2 slash", "callback-not-registered", "okta-implicit", callback("/")),
            ("M5 secret", "secret-missing", "okta-pkce", client(secret=SECRET)),
            (
                "M6 no secret",
                "secret-of-a-public-client",
                "okta-pkce",
                setting(client_secret=SECRET),
            ),
            ("M9 code", "flow-not-enabled", "okta-pkce", client(response_types=("id_token",))),
            ("M9 implicit", "flow-not-enabled", "okta-implicit", client(response_types=("code",))),
            (
                "M24 logout",
                "logout-url-not-registered",
                "okta-implicit",
                client(post_logout_redirect_uris=()),
            ),
            ("unknown client", "client-unknown", "okta-implicit", setting(client_id="0oa0gone")),
        )
    ),
    Misconfiguration(
        "M12, preflight",
        "user-not-assigned",
        "okta-implicit",
        options={"assignment": "nobody"},
        suites=PREFLIGHT,
    ),
    Misconfiguration(
        "M13, preflight",
        "no-access-policy",
        "okta-pkce",
        options={"policy": "none"},
        suites=PREFLIGHT,
    ),
    Misconfiguration(
        "M14 the custom domain's issuer, preflight",
        "registered-otherwise",
        "okta-implicit",
        faults=existing("issuer-of-the-custom-domain"),
        suites=PREFLIGHT,
    ),
    *(
        Misconfiguration(
            f"{name}, preflight at Auth0", diagnosis, "auth0", change, suites=PREFLIGHT
        )
        for name, diagnosis, change in (
            ("M2 slash", "callback-not-registered", callback("/")),
            ("M9 implicit", "flow-not-enabled", client(response_types=("code",))),
            ("unknown client", "client-unknown", setting(client_id="gone")),
        )
    ),
    Misconfiguration("no domain", "pool-without-domain", "cognito", options={"domain": "none"}),
]
