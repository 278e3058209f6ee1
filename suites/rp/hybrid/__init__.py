"""The hybrid flow: an ID Token that the browser brings, and one of the token endpoint."""
