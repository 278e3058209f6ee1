"""Real OpenID Providers of other authors, for the suite to judge."""
