"""Real SAML identity providers of other authors, for the suite to judge."""
