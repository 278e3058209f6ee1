"""What people set up wrongly, each set up here: the target, the registration, the way between.

The names begin with the number under which a misconfiguration is known to the project (M1 to M31);
those without a number are what else goes wrong on the first day.
"""

from suites.harness.misconfiguring import (
    Misconfiguration,
    app_client,
    callback,
    client,
    existing,
    gateway,
    issuer,
    over_http,
    setting,
    without_trust,
)

SECRET = "a-secret-that-nobody-told-the-application"  # noqa: S105 - of a fake
ELSEWHERE = "http://10.0.0.7:8080/oidc/callback"
PREFLIGHT = ("registration",)
LOST_VERIFIER = gateway("verifier-lost", "code_verifier")
LOST_CHALLENGE = gateway("challenge-lost", "code_challenge", at="authorization")
OTHER_NODE = gateway("other-node", "redirect_uri", ELSEWHERE)

MISCONFIGURATIONS = [
    Misconfiguration(
        "M1 Cognito domain as issuer",
        "cognito-domain-as-issuer",
        "cognito",
        setting(issuer="https://wandb-acme.auth.us-east-1.amazoncognito.com"),
    ),
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
        )
    ),
    Misconfiguration(
        "M3 HOST is http behind a TLS proxy",
        "callback-over-http",
        "reference",
        setting(host="http://wandb.mycompany.com"),
    ),
    *(
        Misconfiguration(
            f"M4 HOST is {host}", "callback-out-of-reach", "cognito", setting(host=host)
        )
        for host in ("http://localhost:8080", "https://10.0.0.7")
    ),
    Misconfiguration("M5 no secret, Cognito", "secret-missing", "cognito", client(secret=SECRET)),
    Misconfiguration("M5 no secret, Okta", "secret-missing", "okta-pkce", client(secret=SECRET)),
    Misconfiguration("M5 no secret, Google", "secret-missing", "google", setting(client_secret="")),
    Misconfiguration(
        "M6 secret for a public client",
        "secret-of-a-public-client",
        "okta-pkce",
        setting(client_secret=SECRET),
    ),
    Misconfiguration(
        "M7 implicit at Cognito", "implicit-at-cognito", "cognito", setting(auth_method="implicit")
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
        "M13 no access policy", "no-access-policy", "okta-pkce", options={"policy": "none"}
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
        "M14 another domain of the same provider",
        "issuer-spelled-otherwise",
        "reference",
        faults=existing("foreign-issuer"),
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
    Misconfiguration(
        "M20 email_verified as text",
        "email-verified-no-boolean",
        "reference",
        faults=existing("email-verified-as-text-in-the-id-token"),
    ),
    Misconfiguration(
        "M21 clock ahead", "clock-differs", "reference", faults=existing("clock-ahead")
    ),
    Misconfiguration(
        "M21 nbf in the future", "clock-differs", "reference", faults=existing("not-yet-valid")
    ),
    Misconfiguration(
        "M22 implicit over http",
        "cookies-lost-at-form-post",
        "okta-implicit",
        over_http,
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
    *(
        Misconfiguration(
            f"M25 redirect_uri of another node, {on}",
            "callback-changed-on-the-way",
            on,
            faults=OTHER_NODE,
        )
        for on in ("reference", "cognito", "okta-pkce")
    ),
    Misconfiguration("M26 private CA", "certificate-not-trusted", "cognito", without_trust),
    *(
        Misconfiguration(f"M27 verifier lost, {on}", "verifier-lost", on, faults=LOST_VERIFIER)
        for on in ("reference", "okta-pkce", "keycloak")
    ),
    Misconfiguration(
        "M29 LOCAL_RESTORE left on", "local-restore-on", "cognito", setting(local_restore=True)
    ),
    Misconfiguration(
        "M27 challenge lost", "challenge-required", "okta-pkce", faults=LOST_CHALLENGE
    ),
    Misconfiguration(
        "M30 PKCE not announced",
        "pkce-not-announced",
        "reference",
        faults=existing("pkce-not-said"),
    ),
    Misconfiguration(
        "M31 key not published", "keys-behind", "reference", faults=existing("unpublished-key")
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
    Misconfiguration(
        "issuer of one machine",
        "issuer-on-one-machine",
        "reference",
        options={"loopback": "https"},
    ),
    Misconfiguration("no domain", "pool-without-domain", "cognito", options={"domain": "none"}),
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
        "issuer without its path", "issuer-without-discovery", "reference", issuer(".com", ".com/x")
    ),
]
