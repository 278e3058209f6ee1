"""A real, certified OpenID Provider (npm's oidc-provider) for the suite to judge."""
