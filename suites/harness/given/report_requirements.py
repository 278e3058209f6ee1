"""What the sample runs of the reports ask for."""

# area: (slug, the requirement, why it matters)
REQUIREMENTS = {
    "issuer": [
        ("https", "The issuer is an https URL", "Over http anybody on the way can answer for it."),
        ("no-query", "The issuer has no query and no fragment", "Clients compare it exactly."),
        ("trailing-slash", "The issuer has the slash that its tokens have", "Login fails."),
    ],
    "discovery": [
        (
            "issuer-exact",
            "The issuer is exactly the URL it was fetched from",
            "A mismatch lets one issuer speak in the name of another.",
        ),
        ("content-type", "The document is served as JSON", "Browsers guess, and guess wrong."),
        ("s256", "S256 is among the code challenge methods", "A client may fall back to plain."),
    ],
    "jwks": [
        ("unique-kid", "Every key has its own key ID", "A token is verified with the wrong key."),
        ("no-private", "No private key material is published", "Anybody can sign tokens."),
    ],
    "authorization": [
        ("state-echo", "The state comes back exactly", "Without it a login can be forged."),
        ("prompt-none", "prompt=none never shows a page", "Silent renewal hangs in a frame."),
    ],
    "pkce": [
        (
            "wrong-verifier",
            "A wrong code verifier is refused",
            "Whoever steals the code can redeem it.",
        ),
        ("downgrade", "A code with a challenge needs its verifier", "PKCE protects nothing."),
    ],
    "token": [
        ("no-store", "Token responses are not stored", "Tokens stay in the cache of a proxy."),
        ("code-once", "A code works only once", "A replayed code signs somebody else in."),
    ],
    "id-token": [
        ("audience", "The audience is the client", "A token of another client is accepted."),
        ("nonce", "The nonce comes back", "A stolen token can be replayed into a login."),
    ],
    "userinfo": [
        ("sub-equal", "The subject equals that of the ID Token", "Claims of another user appear."),
        ("no-token", "A request without a token is refused", "Claims of a user leak."),
    ],
    "callback": [
        (
            "suffix-host",
            "A host that only ends like the registered one is refused",
            "An open redirect hands the code to an attacker.",
        ),
        ("sub-path", "A path below the registered one is refused", "Codes leak by open pages."),
    ],
    "logout": [
        ("session-over", "After logout the session is over", "The next user is signed in."),
        ("foreign-url", "A foreign logout URL is not redirected to", "Phishing after logout."),
    ],
    "transport": [
        ("hsts", "Pages are served with HSTS", "The first request can be intercepted."),
        ("no-framing", "The login page cannot be framed", "Clicks on the page can be stolen."),
    ],
}
