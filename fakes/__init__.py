"""The parties the harness plays: identity providers, a relying party, a user at a browser."""
