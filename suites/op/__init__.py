"""The OpenID Provider under judgement, as a client meets it."""
