"""A SAML 2.0 identity provider: right in everything, as seams that a fault overrides."""
