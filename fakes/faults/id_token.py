"""Defects of the ID Token."""

from fakes.faults import fault


@fault(caught_by=["id-token/audience"])
class WrongAudience:
    """The ID Token names somebody else's client."""

    def id_token_claims(self, grant):
        return super().id_token_claims(grant) | {"aud": "someone-else"}


@fault(caught_by=["id-token/issuer"])
class WrongIssuer:
    """The ID Token names another issuer."""

    def id_token_claims(self, grant):
        return super().id_token_claims(grant) | {"iss": "https://issuer.example.com"}
